use proptest::prelude::*;

use super::*;

/// A picture that was read back.
struct Picture {
    rows: Vec<Vec<[u8; 3]>>,
}

impl Picture {
    fn of(card: &ShareCard<'_>) -> Self {
        Self::read(&card.render().expect("a card"))
    }

    fn read(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a frame");
        let (colours, rest) = pixels.as_chunks::<3>();
        assert!(rest.is_empty());
        let rows = colours.chunks(info.width as usize).map(<[_]>::to_vec);
        Self {
            rows: rows.collect(),
        }
    }

    /// How many pixels of an area are not paper.
    fn inked(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> usize {
        let pixels = self.rows[rows].iter().flat_map(|row| &row[columns.clone()]);
        pixels.filter(|pixel| **pixel != Rgb::PAPER.0).count()
    }

    /// How much is drawn where the title is.
    fn title(&self) -> usize {
        self.inked(84..1116, 190..480)
    }

    /// How much is drawn where nothing may be. The bar is at one side or at the other.
    fn outside(&self) -> usize {
        let bar = self
            .inked(0..20, 0..630)
            .min(self.inked(1180..1200, 0..630));
        let sides = self.inked(20..84, 0..630) + self.inked(1116..1180, 0..630);
        bar + sides + self.inked(84..1116, 0..40) + self.inked(84..1116, 590..630)
    }
}

const CARD: ShareCard<'_> = ShareCard {
    site_name: "Jobboard",
    title: "Gardener",
    company: "Parks",
    line: "Ghent, Belgium · Full time",
    salary: Some("€2,800 a month"),
    accent: Rgb::GREEN,
};

fn titled(title: &str) -> ShareCard<'_> {
    ShareCard { title, ..CARD }
}

/// A card that says one text everywhere.
fn filled(text: &str) -> ShareCard<'_> {
    ShareCard {
        site_name: text,
        title: text,
        company: text,
        line: text,
        salary: Some(text),
        accent: Rgb([0xff, 0xd4, 0x00]),
    }
}

#[test]
fn a_card_is_a_small_png_of_1200_by_630() {
    let bytes = CARD.render().expect("a card");
    let picture = Picture::read(&bytes);
    assert!(bytes.len() < 60_000, "{}", bytes.len());
    assert_eq!(picture.rows.len(), 630);
    assert!(picture.rows.iter().all(|row| row.len() == 1200));
    assert_eq!(picture.rows[300][10], Rgb::GREEN.0);
    assert_eq!(picture.rows[300][1190], Rgb::PAPER.0);
    assert!(picture.inked(84..100, 190..480) > 0);
}

#[test]
fn the_same_card_is_the_same_bytes() {
    let card = filled("Développeur Rust · مهندس · 高级工程师");
    assert_eq!(
        card.render().expect("a card"),
        card.render().expect("a card")
    );
}

#[test]
fn every_promised_script_is_inked() {
    let blank = Picture::of(&filled("")).title();
    assert_eq!(blank, 0);
    for title in [
        "R", "Ž", "ế", "Ω", "Ж", "Ї", "ع", "پ", "ש", "高", "級", "の", "ア", "骨", "한", "ह", "ก",
        "Ա", "მ",
    ] {
        assert!(Picture::of(&titled(title)).title() > 200, "{title}");
    }
}

#[test]
fn what_no_typeface_has_leaves_no_trace() {
    let plain = titled("Gardener (remote)").render().expect("a card");
    let decorated = titled("🌱 Gardener 👩‍🌾 (remote 🌍) 𓀀\0")
        .render()
        .expect("a card");
    assert_eq!(plain, decorated);
}

#[test]
fn a_card_without_a_title_shows_its_company() {
    let card = ShareCard {
        company: "Rocket",
        ..titled("🚀")
    };
    assert!(Picture::of(&card).title() > 0);
}

#[test]
fn a_card_in_a_script_from_right_to_left_is_mirrored() {
    for title in ["مهندس برمجيات", "מהנדסת תוכנה", "(מהנדסת) Rust"] {
        let picture = Picture::of(&titled(title));
        assert_eq!(picture.rows[300][10], Rgb::PAPER.0, "{title}");
        assert_eq!(picture.rows[300][1190], Rgb::GREEN.0, "{title}");
        assert!(picture.inked(900..1116, 190..480) > 0, "{title}");
        assert_eq!(picture.outside(), 0, "{title}");
    }
    assert_eq!(
        Picture::of(&titled("Rust מהנדסת")).rows[300][10],
        Rgb::GREEN.0
    );
}

#[test]
fn japanese_text_has_its_own_shapes() {
    let card = |line| ShareCard {
        line,
        ..titled("直角海骨")
    };
    let title = |line| Picture::of(&card(line)).rows[190..480].to_vec();
    assert_ne!(title("東京の仕事"), title("東京"));
    assert_eq!(title("北京"), title("東京"));
}

#[test]
fn no_text_leaves_its_place() {
    let long = "Donaudampfschifffahrtsgesellschaft ".repeat(20);
    let zalgo = format!("Z{0}a{0}lgo ", "\u{301}\u{316}\u{489}".repeat(60)).repeat(30);
    for text in [
        "",
        " ",
        "\0\u{1}\u{7f}\u{85}",
        "\u{301}",
        "\u{202e}abc\u{2066}\u{2069}",
        "\u{200d}\u{fe0f}",
        "…",
        "ß",
        "ﷺﷻ",
        "🏳️‍🌈👨‍👩‍👧‍👦",
        "क्ष्म्य्र्",
        "한\u{1160}\u{11a8}",
        "a\u{5d0}b\u{627}c\u{5d1}1\u{662}",
        &"W".repeat(200),
        &"ي".repeat(200),
        &"ـ".repeat(200),
        &"漢".repeat(200),
        &"ก".repeat(200),
        &"\u{a0}a".repeat(200),
        &"- ".repeat(200),
        &"i\u{200d}".repeat(200),
        &"x".repeat(100_000),
        &long,
        &zalgo,
    ] {
        assert_eq!(Picture::of(&filled(text)).outside(), 0, "{text:.40}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_a_picture(text in any::<String>(), other in "[\u{21}-\u{17f} \u{300}-\u{36f}\u{5d0}-\u{7ff}\u{900}-\u{97f}\u{e00}-\u{e5b}\u{2000}-\u{206f}\u{3040}-\u{30ff}\u{4e00}-\u{9fff}\u{ac00}-\u{d7a3}]{0,220}") {
        let card = ShareCard { title: &other, company: &text, line: &other, ..filled(&text) };
        prop_assert_eq!(Picture::of(&card).outside(), 0);
    }
}
