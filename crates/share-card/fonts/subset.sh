#!/usr/bin/env bash
# Cuts the fonts of the share cards out of Debian's packages. README.md says what and why.
# Usage: subset.sh PACKAGES OUT, where PACKAGES is the folder that the packages were unpacked into.
set -euo pipefail

fonts="$1/usr/share/fonts"
out="$2"
characters="$(mktemp)"
trap 'rm -f "$characters"' EXIT
export SOURCE_DATE_EPOCH=0

# The characters that a national standard names, by the rows of its table.
standard() {
    python3 - "$@" <<'PYTHON'
import sys

def table(encoding, rows, columns):
    for row in rows:
        for column in columns:
            try:
                text = bytes([row, column]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and ord(text) >= 0x2000:
                yield text

columns = range(0xA1, 0xFF)
big5 = [*range(0x40, 0x7F), *columns]
sets = {
    "gb2312": lambda: table("gb2312", [0xA1, 0xA3, *range(0xB0, 0xF8)], columns),
    "big5": lambda: table("big5", [0xA1, *range(0xA4, 0xC7)], big5),
    "jisx0208": lambda: table("euc_jp", [*range(0xA1, 0xA6), *range(0xB0, 0xF5)], columns),
    "jisx0208-first": lambda: table("euc_jp", [0xA4, 0xA5, *range(0xB0, 0xD0)], columns),
    "ksx1001": lambda: table("euc_kr", range(0xB0, 0xC9), columns),
    # Written Cantonese, which is in none of them.
    "cantonese": lambda: "佢冇咁咗咩哋唔喺嗰嘅嘢嚟啲嘥攞揾㗎",
}
print("".join(sorted({c for name in sys.argv[1:] for c in sets[name]()})))
PYTHON
}

# Those of some characters whose shape differs in Japan.
japanese() {
    python3 - "$1" "$characters" <<'PYTHON'
import sys
from fontTools.ttLib import TTFont

japan, china = (TTFont(sys.argv[1], fontNumber=n).getBestCmap() for n in (0, 2))
text = open(sys.argv[2], encoding="utf-8").read().strip()
print("".join(c for c in text if japan.get(ord(c)) != china.get(ord(c)) or "぀" <= c <= "ヿ"))
PYTHON
}

# cut FILE NAME OPTION...
cut() {
    local file="$1" name="$2"
    shift 2
    pyftsubset "$fonts/$file" --output-file="$out/$name" --no-hinting --name-IDs=0,1,2,4,5,7,13,14 \
        --drop-tables+=VORG,BASE,vhea,vmtx,STAT,MATH,meta "$@"
}

latin=U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF
latin+=,U+200C-200F,U+2010-2027,U+202F,U+2030-205E,U+2070-209F,U+20A0-20BF,U+2100-218F
for face in NotoSans-Regular NotoSans-SemiBold; do
    cut "truetype/noto/$face.ttf" "$face.ttf" --unicodes="$latin"
done

hebrew=U+0591-05F4,U+20AA,U+FB1D-FB4F
arabic=U+0600-06FF,U+200C-200F
cut truetype/noto/NotoSansHebrew-Medium.ttf NotoSansHebrew-Medium.ttf --unicodes="$hebrew"
cut truetype/noto/NotoNaskhArabic-SemiBold.ttf NotoNaskhArabic-SemiBold.ttf --unicodes="$arabic"
cut truetype/noto/NotoSansArabic-Medium.ttf NotoSansArabic-Medium.ttf --unicodes="$arabic"
declare -A other=(
    [Armenian]=U+0531-058F
    [Devanagari]=U+0900-097F,U+200C-200D
    [Georgian]=U+10A0-10FF,U+1C90-1CBF
    [Thai]=U+0E01-0E5B
)
for script in "${!other[@]}"; do
    face="NotoSans$script-SemiBold.ttf"
    cut "truetype/noto/$face" "$face" --unicodes="${other[$script]}"
done

cjk=opentype/noto/NotoSansCJK-Medium.ttc
standard ksx1001 >"$characters"
cut "$cjk" NotoSansCJKkr-Medium.otf --font-number=1 --layout-features= --text-file="$characters"
standard gb2312 big5 jisx0208 cantonese >"$characters"
cut "$cjk" NotoSansCJKsc-Medium.otf --font-number=2 --layout-features= --text-file="$characters"
standard jisx0208-first >"$characters"
japanese "$fonts/$cjk" >"$characters.japanese"
cut "$cjk" NotoSansCJKjp-Medium.otf --font-number=0 --layout-features= --text-file="$characters.japanese"
rm "$characters.japanese"
