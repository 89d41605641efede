//! The sheet that a card is drawn on: a byte for each pixel, which names one of at most 256
//! colours. Each ink lies on one known ground, so the steps between the two are all it needs, and
//! the picture never exists in true colour.

use zeno::{Command, Fill, Mask, Stroke, Style};

use crate::ShareCardError;
use crate::colour::Rgb;

/// How many steps lead from a ground to an ink.
const STEPS: u16 = 25;

/// What something is drawn with, and on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ink {
    /// The accent on paper.
    Accent,
    /// Text on paper.
    Text,
    /// Text that stands back, on paper.
    Soft,
    /// A company's tile on paper.
    Tile,
    /// The initial on a tile.
    Initial,
    /// The pill on paper.
    Pill,
    /// Text on a pill.
    PillText,
    /// The sign within the mark, on the accent.
    Sign,
    /// The line on the sign.
    SignLine,
    /// The clasp on the sign.
    Clasp,
}

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) right: usize,
    pub(crate) bottom: usize,
}

/// The colours of a card, the paper first, then the steps to each ink.
pub(crate) struct Palette(Vec<u8>);

impl Palette {
    /// The colours for an accent, and for a company's tile and the initial on it.
    pub(crate) fn new(accent: Rgb, [tile, initial]: [Rgb; 2]) -> Self {
        let pill = Rgb::WHITE.mixed(accent, 1, 9);
        let sign = accent.opposite();
        // In the order of `Ink`.
        let ramps = [
            (Rgb::PAPER, accent),
            (Rgb::PAPER, Rgb::INK),
            (Rgb::PAPER, Rgb::SOFT),
            (Rgb::PAPER, tile),
            (tile, initial),
            (Rgb::PAPER, pill),
            (pill, accent.readable_on(pill)),
            (accent, sign),
            (sign, accent),
            (sign, Rgb::GOLD),
        ];
        let steps = ramps
            .iter()
            .flat_map(|(ground, ink)| (1..=STEPS).map(|step| ground.mixed(*ink, step, STEPS)));
        let colours = std::iter::once(Rgb::PAPER).chain(steps);
        Self(colours.flat_map(|colour| colour.0).collect())
    }
}

/// A sheet.
pub(crate) struct Canvas {
    width: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    /// A blank sheet.
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            pixels: vec![0; width * height],
        }
    }

    /// Fills a shape, as far as it is within an area.
    pub(crate) fn fill(&mut self, shape: &[Command], ink: Ink, within: Area) {
        self.draw(shape, Fill::NonZero.into(), ink, within);
    }

    /// Draws along a shape with a pen of some width.
    pub(crate) fn stroke(&mut self, shape: &[Command], width: f32, ink: Ink, within: Area) {
        self.draw(shape, Stroke::new(width).into(), ink, within);
    }

    fn draw(&mut self, shape: &[Command], style: Style<'_>, ink: Ink, within: Area) {
        let (mask, place) = Mask::new(shape).style(style).render();
        let width = place.width as usize;
        if width == 0 {
            return;
        }
        for (row, y) in mask.chunks_exact(width).zip(i64::from(place.top)..) {
            let Some(y) = inside(y, within.top, within.bottom) else {
                continue;
            };
            for (coverage, x) in row.iter().zip(i64::from(place.left)..) {
                let step = (u16::from(*coverage) * STEPS + 127) / 255;
                if let (1.., Some(x)) = (step, inside(x, within.left, within.right)) {
                    self.dot(x, y, ink, step);
                }
            }
        }
    }

    /// Takes a pixel so many steps from its ground to an ink, if it was not further yet.
    fn dot(&mut self, x: usize, y: usize, ink: Ink, step: u16) {
        let ground = ink as u16 * STEPS;
        let Some(pixel) = self.pixels.get_mut(y * self.width + x) else {
            return;
        };
        let done = u16::from(*pixel).saturating_sub(ground);
        let done = if done > STEPS { 0 } else { done };
        *pixel = u8::try_from(ground + step.max(done)).unwrap_or_default();
    }

    /// The sheet as a PNG.
    pub(crate) fn png(&self, palette: &Palette) -> Result<Vec<u8>, ShareCardError> {
        let mut bytes = Vec::new();
        let width = u32::try_from(self.width).unwrap_or_default();
        let rows = self.pixels.len() / self.width.max(1);
        let height = u32::try_from(rows).unwrap_or_default();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette.0.as_slice());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_deflate_compression(png::DeflateCompression::Level(6));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// A coordinate, if it lies between two others.
fn inside(place: i64, from: usize, until: usize) -> Option<usize> {
    usize::try_from(place)
        .ok()
        .filter(|place| (from..until).contains(place))
}
