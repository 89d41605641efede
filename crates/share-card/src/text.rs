//! What of a text can be shown, and what its script asks of the setting.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::faces::Coverage;

/// How much of a text is looked at. No line of a card holds as much.
const MOST: usize = 260;

/// How many marks a letter may carry. Hebrew and Vietnamese need fewer.
const MARKS: usize = 3;

/// A text on one line, composed, without what no typeface has: a letter that is left out reads
/// better than an empty box. Marks pile up only as high as writing needs, and nothing reorders
/// what is beside it.
pub(crate) fn shown(text: &str, coverage: &Coverage) -> String {
    let mut line = Line::default();
    for c in text.chars().take(MOST).nfc() {
        if is_gap(c) {
            line.gap();
        } else if is_hidden(c) {
        } else if !coverage.has(c) {
            line.leave_out();
        } else if is_combining_mark(c) || is_joiner(c) {
            line.mark(c);
        } else {
            line.letter(c);
        }
    }
    line.end()
}

/// A line that is being written.
#[derive(Default)]
struct Line {
    text: String,
    /// How many marks the last letter can still take.
    marks: usize,
    /// Whether something was left out after the last letter.
    left_out: bool,
}

impl Line {
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.marks = 0;
    }

    fn leave_out(&mut self) {
        self.left_out = true;
        self.marks = 0;
    }

    /// One at the start of a word has no letter to stand on.
    fn mark(&mut self, c: char) {
        if self.marks > 0 {
            self.marks -= 1;
            self.text.push(c);
        }
    }

    fn letter(&mut self, c: char) {
        if self.left_out && self.is_idle(c) {
            return;
        }
        self.text.push(c);
        self.marks = MARKS;
        self.left_out = false;
    }

    /// Whether punctuation has lost what it belonged to. It may still close up to what is there.
    fn is_idle(&mut self, c: char) -> bool {
        if self.text.is_empty() {
            return is_separator(c);
        }
        if ")]}!?.,;:".contains(c) {
            self.text.truncate(self.text.trim_end().len());
        }
        let is_empty_pair = c == ')' && self.text.ends_with('(');
        if is_empty_pair {
            self.text.pop();
        }
        is_empty_pair
    }

    fn end(mut self) -> String {
        let left_out = self.left_out;
        let text = self
            .text
            .trim_end_matches(|c| c == ' ' || left_out && is_separator(c));
        self.text.truncate(text.len());
        self.text
    }
}

/// Whether a character stands between two parts of a title.
fn is_separator(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '|' | '·' | '•')
}

/// Whether a line may be broken between two characters, where Unicode's rules are not enough: a
/// separator ends a line, and does not start one; words in katakana stay whole; and Thai, which has
/// no spaces, is broken before the vowels that start a syllable.
pub(crate) fn may_break(before: char, after: char) -> Option<bool> {
    let is_katakana = |c| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
    let starts_syllable = |c| matches!(c, '\u{e40}'..='\u{e44}');
    if before == ' ' && is_separator(after) || is_katakana(before) && is_katakana(after) {
        Some(false)
    } else if matches!(before, '\u{e01}'..='\u{e7f}') && starts_syllable(after) {
        Some(!starts_syllable(before))
    } else {
        None
    }
}

/// Whether a character is shown as a space. Those that do not break stay as they are.
fn is_gap(c: char) -> bool {
    c.is_control() || c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

/// Whether a character is never seen itself: soft hyphens, overrides and isolates of direction,
/// and what asks for a form of an emoji.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether a character joins its neighbours or keeps them apart, as Persian and Hindi need, or
/// tells the direction of a sign beside it.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}')
}

/// Where a text can be cut before `end` without taking a mark off its letter.
pub(crate) fn cut_before(text: &str, end: usize) -> usize {
    let head = text.get(..end).unwrap_or_default();
    head.char_indices()
        .rev()
        .find(|(_, c)| !is_combining_mark(*c) && !is_joiner(*c))
        .map_or(0, |(place, _)| place)
}

/// Whether a text has kana, so that its Chinese characters are Japan's.
pub(crate) fn has_kana(text: &str) -> bool {
    text.contains(is_kana)
}

/// Whether a text has Hangul, which is broken at spaces.
pub(crate) fn has_hangul(text: &str) -> bool {
    text.contains(is_hangul)
}

/// Whether a text has Chinese characters, kana or Hangul.
pub(crate) fn is_east_asian(text: &str) -> bool {
    text.contains(|c| is_kana(c) || is_hangul(c) || matches!(c, '\u{3400}'..='\u{9fff}'))
}

/// Whether a text has Hebrew or Arabic letters.
pub(crate) fn has_rtl(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'))
}

/// How far the lines of a text are from each other, for letters of size 1.
pub(crate) fn leading(text: &str) -> f32 {
    let is_tall = |c| {
        let arabic = '\u{600}'..='\u{6ff}';
        let devanagari = '\u{900}'..='\u{97f}';
        let thai = '\u{e00}'..='\u{e7f}';
        arabic.contains(&c) || devanagari.contains(&c) || thai.contains(&c)
    };
    if text.contains(is_tall) {
        1.42
    } else if is_east_asian(text) {
        1.28
    } else {
        1.16
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        shown(text, &Coverage::new())
    }

    #[test]
    fn a_text_is_one_line_of_what_can_be_shown() {
        assert_eq!(seen("  Rust\r\n\t developer\0 "), "Rust developer");
        assert_eq!(seen("🚀 Lead 👩‍💻 engineer 🇧🇪"), "Lead engineer");
        assert_eq!(seen("🚀🚀"), "");
        assert_eq!(
            seen("🔥 | Sales (🌍) (remote 🌍) now 🚀!"),
            "Sales (remote) now!"
        );
        assert_eq!(seen("Sales ! — 🚀"), "Sales !");
        assert_eq!(seen("e\u{301}kol"), "ékol");
        assert_eq!(seen("50\u{a0}000\u{202f}€"), "50\u{a0}000\u{202f}€");
        assert_eq!(seen("a\u{202e}b\u{2066}c\u{ad}d"), "abcd");
        assert_eq!(seen("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(seen(&"x".repeat(10_000)).len(), MOST);
    }

    #[test]
    fn marks_do_not_pile_up_and_need_a_letter() {
        assert_eq!(
            seen(&format!("q{}", "\u{307}".repeat(50))),
            "q\u{307}\u{307}\u{307}"
        );
        assert_eq!(seen("\u{307}\u{307} a"), "a");
    }

    #[test]
    fn a_cut_leaves_marks_on_their_letters() {
        assert_eq!(cut_before("abc", 3), 2);
        assert_eq!(cut_before("aq\u{307}", 4), 1);
        assert_eq!(cut_before("", 0), 0);
        assert_eq!(cut_before("é", 1), 0);
    }
}
