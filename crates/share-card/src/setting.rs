//! Sets a text: shapes it, wraps it, and cuts it where it does not fit.

use parley::{
    FontContext, Layout, LayoutContext, LineBreakContext, OverflowWrap, StyleProperty, WordBreak,
};

use crate::faces::{self, Voice};
use crate::text::{cut_before, has_hangul, has_rtl, leading, may_break};

/// By how much a headline becomes smaller until it fits.
const STEP: f32 = 6.0;

/// How wide a space is at most, for letters of size 1.
const SPACE: f32 = 0.3;

/// What does not stand before an ellipsis.
const TRAILING: &str = " \u{a0},;:.-–—·|(/&，、。：；（・،؛";

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) voice: Voice,
    /// The size of the letters, in pixels.
    pub(crate) size: f32,
    /// How wide a line may be.
    pub(crate) width: f32,
    breaks: WordBreak,
}

impl Style {
    /// A style that breaks lines as the script does.
    pub(crate) const fn new(voice: Voice, size: f32, width: f32) -> Self {
        Self {
            voice,
            size,
            width,
            breaks: WordBreak::Normal,
        }
    }

    const fn breaking(self, breaks: WordBreak) -> Self {
        Self { breaks, ..self }
    }
}

/// How large a headline may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The smallest size of its letters.
    pub(crate) size: f32,
    /// How many lines it may have.
    pub(crate) lines: usize,
    /// How high all lines may be.
    pub(crate) height: f32,
}

/// A text that was set.
pub(crate) struct Block {
    pub(crate) layout: Layout<()>,
    /// The size of its letters.
    pub(crate) size: f32,
    /// How far a line is below the one before it.
    pub(crate) leading: f32,
}

/// The typesetter. What it learns of the faces lasts for one card.
pub(crate) struct Typesetter {
    fonts: FontContext,
    scratch: LayoutContext<()>,
    japanese: bool,
}

impl Typesetter {
    /// A typesetter for a card that is in Japanese, or is not.
    pub(crate) fn new(japanese: bool) -> Self {
        Self {
            fonts: faces::context(),
            scratch: LayoutContext::new(),
            japanese,
        }
    }

    /// Sets a text on one line, cut where it becomes too long.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Block {
        self.cut(text, style.breaking(WordBreak::BreakAll), 1)
    }

    /// Sets a headline: as large as it can be with all its words whole, in lines of about the same
    /// length; or in the smallest size, cut after the last line. A word that is too long even in
    /// the smallest size may be broken in any.
    pub(crate) fn headline(&mut self, text: &str, style: Style, limits: Limits) -> Block {
        let mut style = if has_hangul(text) {
            style.breaking(WordBreak::KeepAll)
        } else {
            style
        };
        let smallest = Style {
            size: limits.size,
            ..style
        };
        let mut block = self.block(text, smallest);
        if !block.fits(limits) {
            return self.cut(text, smallest, limits.lines);
        }
        let breaks_words = !block.has_whole_words();
        while style.size > limits.size {
            let larger = self.block(text, style);
            if (larger.has_whole_words() || breaks_words) && larger.fits(limits) {
                block = larger;
                break;
            }
            style.size -= STEP;
        }
        block.balance();
        block
    }

    /// Sets as much of a text as so many lines can take.
    fn cut(&mut self, text: &str, style: Style, lines: usize) -> Block {
        let mut block = self.block(text, style);
        let Some(next) = block.layout.get(lines) else {
            return block;
        };
        let mut end = next.text_range().start;
        loop {
            let head = text.get(..end).unwrap_or_default();
            let head = head.trim_end_matches(|c| TRAILING.contains(c));
            block = self.block(&format!("{head}…"), style);
            if block.layout.len() <= lines || end == 0 {
                return block;
            }
            end = cut_before(text, end);
        }
    }

    /// Sets a text on as many lines as it takes.
    fn block(&mut self, text: &str, style: Style) -> Block {
        let families = style.voice.families(self.japanese);
        let mut builder = self
            .scratch
            .ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(families);
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(OverflowWrap::BreakWord);
        builder.push_default(style.breaks);
        builder.set_line_break_override(Some(&|place: LineBreakContext| {
            may_break(place.before, place.after)
        }));
        let mut layout = builder.build(text);
        // Where directions mix, the space at the end of a line is not left out of account.
        let space = if has_rtl(text) { SPACE } else { 0.0 };
        layout.break_all_lines(Some(style.width - style.size * space));
        Block {
            layout,
            size: style.size,
            leading: style.size * leading(text),
        }
    }
}

impl Block {
    /// How high it is, a leading for each line.
    pub(crate) fn height(&self) -> f32 {
        self.layout.lines().map(|_| self.leading).sum()
    }

    /// How wide it is.
    pub(crate) fn width(&self) -> f32 {
        self.layout.width()
    }

    /// How wide it may be, at least as wide as it is.
    pub(crate) fn room(&self) -> f32 {
        self.layout.layout_max_advance()
    }

    /// Whether it is read from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.layout.is_rtl()
    }

    /// Whether it keeps some limits.
    fn fits(&self, limits: Limits) -> bool {
        self.layout.len() <= limits.lines && self.height() <= limits.height
    }

    /// How wide its longest word is.
    fn longest_word(&self) -> f32 {
        self.layout.calculate_content_widths().min
    }

    /// Whether none of its words is too long for a line.
    fn has_whole_words(&self) -> bool {
        self.longest_word() <= self.room()
    }

    /// Makes the lines as short as they can be without becoming more.
    fn balance(&mut self) {
        let lines = self.layout.len();
        let mut long = self.room();
        let mut short = self.longest_word().min(long);
        for _ in 0..8 {
            let middle = f32::midpoint(short, long);
            self.layout.break_all_lines(Some(middle));
            if self.layout.len() > lines {
                short = middle;
            } else {
                long = middle;
            }
        }
        self.layout.break_all_lines(Some(long));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::faces::Coverage;
    use crate::text::shown;

    const LIMITS: Limits = Limits {
        size: 44.0,
        lines: 3,
        height: 230.0,
    };

    fn headline(text: &str) -> Block {
        let style = Style::new(Voice::Heading, 80.0, 1032.0);
        Typesetter::new(false).headline(text, style, LIMITS)
    }

    #[test]
    fn a_longer_headline_is_smaller_and_then_cut() {
        let words = "distributed storage platform engineer ";
        let sizes = [1, 2, 3, 8].map(|times| {
            let block = headline(&words.repeat(times));
            assert!(block.layout.len() <= LIMITS.lines);
            assert!(block.height() <= LIMITS.height);
            block.size
        });
        assert!(sizes.is_sorted_by(|larger, smaller| larger >= smaller));
        assert_eq!((sizes[0], sizes[3]), (80.0, 44.0));
    }

    #[test]
    fn the_lines_of_a_headline_are_about_as_long_as_each_other() {
        let block = headline("Data analyst, public transport");
        let widths: Vec<_> = block
            .layout
            .lines()
            .map(|line| line.metrics().advance - line.metrics().hanging_advance)
            .collect();
        assert_eq!(widths.len(), 2);
        assert!(
            widths.iter().all(|width| *width > block.width() * 0.7),
            "{widths:?}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_line_is_wider_than_its_room(text in "[ -~]{0,120}|[ -\u{17f}\u{5d0}-\u{5ea}\u{620}-\u{64a}\u{e00}-\u{e5b}\u{3041}-\u{30ff}\u{ac00}-\u{ad00}]{0,120}") {
            let text = shown(&text, &Coverage::new());
            let title = headline(&text);
            prop_assert!(title.width() <= 1032.0 && title.layout.len() <= 3);
            let style = Style::new(Voice::Strong, 35.0, 400.0);
            let line = Typesetter::new(false).line(&text, style);
            prop_assert!(line.width() <= 400.0 && line.layout.len() == 1);
        }
    }

    #[test]
    fn a_space_at_the_end_of_a_mixed_line_does_not_push_it_out() {
        let text = "دe'אגc¢ؤ0zァ관l.¥{$¥ヱ4{:`K'0ェgءすZ&Wأ ?えgŨåt cBتキ>{Dべ%!?S&דX¿*ĉ{F&=シw%~J&<๑*?j\"&\"5 ה&fk`P0ด$D:سب";
        assert!(headline(text).width() <= 1032.0);
    }

    #[test]
    fn a_line_is_cut_where_its_room_ends() {
        let style = Style::new(Voice::Plain, 30.0, 200.0);
        for text in [
            "Ghent, Belgium and everywhere else",
            &"x".repeat(200),
            "漢字漢字漢字漢字漢字",
        ] {
            let block = Typesetter::new(false).line(text, style);
            assert_eq!(block.layout.len(), 1, "{text}");
            assert!(block.width() <= 200.0, "{text}");
        }
    }
}
