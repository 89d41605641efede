//! Where everything stands on a card.

use parley::Alignment;
use zeno::{Command, Fill, Transform};

use crate::canvas::{Area, Canvas, Ink, Palette};
use crate::faces::Voice;
use crate::setting::{Block, Limits, Style, Typesetter};
use crate::shapes::{MARK, Mark, rectangle};
use crate::text::is_east_asian;
use crate::tile;
use crate::words::Words;
use crate::{HEIGHT, ShareCard, ShareCardError, WIDTH};

/// How far everything but the bar is from the sides: what shows cards cuts their edges.
const MARGIN: f32 = 84.0;

/// How wide a line is that takes all there is.
const FULL: f32 = 1032.0;

/// Where letters may be. No mark that a text piles up leaves it.
const SAFE: Area = Area {
    left: 84,
    top: 40,
    right: 1116,
    bottom: 590,
};

const EVERYWHERE: Area = Area {
    left: 0,
    top: 0,
    right: WIDTH as usize,
    bottom: HEIGHT as usize,
};

/// How wide the bar at the side is.
const BAR: f32 = 20.0;

/// The tile with the company's initial.
const TILE: f32 = 96.0;
const TILE_TOP: f32 = 64.0;
const TILE_MIDDLE: f32 = TILE_TOP + TILE / 2.0;
const TILE_ROUND: f32 = 22.0;
const INITIAL_SIZE: f32 = 50.0;

/// Where the text beside the tile starts, counted from the margin.
const ASIDE: f32 = TILE + 28.0;

/// The middle of the room for the title, and how high that room is.
const TITLE_SIZE: f32 = 80.0;
const TITLE_MIDDLE: f32 = 328.0;
const TITLE: Limits = Limits {
    size: 44.0,
    lines: 3,
    height: 230.0,
};

/// How wide the pen is that makes East Asian letters as dark as the headings, which are bolder, for
/// letters of size 1.
const BOLDER: f32 = 0.02;

/// The row at the bottom.
const FOOT_MIDDLE: f32 = 534.0;
const PILL: f32 = 64.0;
const PILL_PADDING: f32 = 28.0;
const PILL_WIDTH: f32 = 520.0;
const MARK_GAP: f32 = 16.0;

/// How high capitals are, for letters of size 1.
const CAPITALS: f32 = 0.714;

/// A card that is being drawn.
struct Drawing {
    canvas: Canvas,
    typesetter: Typesetter,
    /// Whether it is read from right to left, as its title.
    from_right: bool,
}

/// Draws a card.
pub(crate) fn draw(card: &ShareCard<'_>) -> Result<Vec<u8>, ShareCardError> {
    let words = Words::of(card);
    let mut typesetter = Typesetter::new(words.is_japanese());
    let title = headline(&mut typesetter, &words.title);
    let mut drawing = Drawing {
        canvas: Canvas::new(WIDTH.into(), HEIGHT.into()),
        typesetter,
        from_right: title.is_rtl(),
    };
    drawing.bar();
    drawing.tile(&words.initial);
    drawing.company(&words.company, &words.line);
    drawing.title(title, is_east_asian(&words.title));
    drawing.foot(&words.site_name, &words.salary);
    let palette = Palette::new(card.accent, tile::colours(card.company));
    drawing.canvas.png(&palette)
}

/// Sets the title, in the typeface of the site's headings if that has its letters.
fn headline(typesetter: &mut Typesetter, title: &str) -> Block {
    let style = Style::new(Voice::of_headline(title), TITLE_SIZE, FULL);
    typesetter.headline(title, style, TITLE)
}

impl Drawing {
    /// The bar in the board's colour.
    fn bar(&mut self) {
        let left = if self.from_right {
            f32::from(WIDTH) - BAR
        } else {
            0.0
        };
        let bar = rectangle(left, 0.0, BAR, f32::from(HEIGHT), 0.0);
        self.canvas.fill(&bar, Ink::Accent, EVERYWHERE);
    }

    /// The company's tile.
    fn tile(&mut self, initial: &str) {
        let left = self.left(0.0, TILE);
        let tile = rectangle(left, TILE_TOP, TILE, TILE, TILE_ROUND);
        self.canvas.fill(&tile, Ink::Tile, SAFE);
        let style = Style::new(Voice::of_headline(initial), INITIAL_SIZE, TILE);
        let initial = self.typesetter.line(initial, style);
        let mut letters = initial.outline(0.0, 0.0, Alignment::Left);
        centre(&mut letters, left + TILE / 2.0, TILE_MIDDLE);
        self.canvas.fill(&letters, Ink::Initial, SAFE);
    }

    /// The company's name beside its tile, and below it where the work is.
    fn company(&mut self, company: &str, line: &str) {
        let (above, below) = if company.is_empty() || line.is_empty() {
            (TILE_MIDDLE, TILE_MIDDLE)
        } else {
            (TILE_MIDDLE - 23.0, TILE_MIDDLE + 25.0)
        };
        for (text, voice, size, middle, ink) in [
            (company, Voice::Strong, 35.0, above, Ink::Text),
            (line, Voice::Plain, 29.0, below, Ink::Soft),
        ] {
            let style = Style::new(voice, size, FULL - ASIDE);
            let line = self.typesetter.line(text, style);
            let left = self.left(ASIDE, line.width());
            self.write(line, left, baseline(middle, size), ink);
        }
    }

    /// The title, in the middle of its room.
    fn title(&mut self, title: Block, bolder: bool) {
        let align = if self.from_right {
            Alignment::Right
        } else {
            Alignment::Left
        };
        let height = title.height() - title.leading + title.size * CAPITALS;
        let first = TITLE_MIDDLE - height / 2.0 + title.size * CAPITALS;
        let left = self.left(0.0, title.room());
        let pen = title.size * BOLDER;
        let letters = title.outline(left, first, align);
        self.canvas.fill(&letters, Ink::Text, SAFE);
        if bolder {
            self.canvas.stroke(&letters, pen, Ink::Text, SAFE);
        }
    }

    /// The salary, and the board.
    fn foot(&mut self, site_name: &str, salary: &str) {
        let pill = if salary.is_empty() {
            0.0
        } else {
            self.pill(salary)
        };
        let style = Style::new(
            Voice::of_headline(site_name),
            30.0,
            FULL - pill - MARK - 64.0,
        );
        let name = self.typesetter.line(site_name, style);
        let inset = if salary.is_empty() {
            0.0
        } else {
            FULL - name.width() - MARK - MARK_GAP
        };
        let mark = Mark::new(self.left(inset, MARK), FOOT_MIDDLE - MARK / 2.0);
        self.canvas.fill(&mark.ground(), Ink::Accent, SAFE);
        self.canvas.fill(&mark.case(), Ink::Sign, SAFE);
        self.canvas
            .stroke(&mark.handle(), Mark::PEN, Ink::Sign, SAFE);
        self.canvas.fill(&mark.line(), Ink::SignLine, SAFE);
        self.canvas.fill(&mark.clasp(), Ink::Clasp, SAFE);
        let left = self.left(inset + MARK + MARK_GAP, name.width());
        self.write(name, left, baseline(FOOT_MIDDLE, 30.0), Ink::Text);
    }

    /// The salary in a pill. Tells how wide that is.
    fn pill(&mut self, salary: &str) -> f32 {
        let style = Style::new(Voice::Strong, 29.0, PILL_WIDTH);
        let text = self.typesetter.line(salary, style);
        let width = text.width() + 2.0 * PILL_PADDING;
        let left = self.left(0.0, width);
        let pill = rectangle(left, FOOT_MIDDLE - PILL / 2.0, width, PILL, PILL / 2.0);
        self.canvas.fill(&pill, Ink::Pill, SAFE);
        let baseline = baseline(FOOT_MIDDLE, 29.0);
        self.write(text, left + PILL_PADDING, baseline, Ink::PillText);
        width
    }

    /// Where the left end is of what stands so far from the margin where reading starts.
    fn left(&self, inset: f32, width: f32) -> f32 {
        if self.from_right {
            f32::from(WIDTH) - MARGIN - inset - width
        } else {
            MARGIN + inset
        }
    }

    fn write(&mut self, line: Block, left: f32, baseline: f32, ink: Ink) {
        let letters = line.outline(left, baseline, Alignment::Left);
        self.canvas.fill(&letters, ink, SAFE);
    }
}

/// The baseline of letters whose capitals stand around a middle.
fn baseline(middle: f32, size: f32) -> f32 {
    middle + size * CAPITALS / 2.0
}

/// Moves a shape so that its middle is at a point.
fn centre(shape: &mut [Command], x: f32, y: f32) {
    let bounds = zeno::bounds(&*shape, Fill::NonZero, None);
    if !bounds.is_empty() {
        let (min, max) = (bounds.min, bounds.max);
        let move_by = Transform::translation(
            x - f32::midpoint(min.x, max.x),
            y - f32::midpoint(min.y, max.y),
        );
        for command in shape {
            *command = command.transform(&move_by);
        }
    }
}
