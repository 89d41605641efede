//! The shapes of letters.

use parley::{Alignment, AlignmentOptions, GlyphRun, PositionedLayoutItem};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use zeno::{Command, PathBuilder};

use crate::setting::Block;

impl Block {
    /// The outlines of all its letters, with the left end of the first line's baseline at a point.
    pub(crate) fn outline(mut self, left: f32, baseline: f32, align: Alignment) -> Vec<Command> {
        self.layout.align(align, AlignmentOptions::default());
        let mut pen = Pen {
            y: baseline,
            ..Pen::default()
        };
        for line in self.layout.lines() {
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    pen.x = left + run.offset();
                    pen.run(&run);
                }
            }
            pen.y += self.leading;
        }
        pen.path
    }
}

/// Draws outlines at a point. Fonts count upwards, pictures downwards.
#[derive(Default)]
struct Pen {
    path: Vec<Command>,
    /// Where the next letter starts.
    x: f32,
    /// Where the baseline is.
    y: f32,
    /// Where the letter is that is being drawn.
    origin: (f32, f32),
}

impl Pen {
    /// Draws a run of letters of one face.
    fn run(&mut self, run: &GlyphRun<'_, ()>) {
        let face = run.run().font();
        let Ok(font) = FontRef::from_index(face.data.data(), face.index) else {
            return;
        };
        let outlines = font.outline_glyphs();
        let size = Size::new(run.run().font_size());
        for glyph in run.glyphs() {
            self.origin = (self.x + glyph.x, self.y + glyph.y);
            self.x += glyph.advance;
            // Number 0 is the box that stands for a missing letter.
            let outline = outlines
                .get(GlyphId::new(glyph.id))
                .filter(|_| glyph.id != 0);
            if let Some(outline) = outline {
                let settings = DrawSettings::unhinted(size, LocationRef::default());
                // A letter without a readable outline stays blank.
                drop(outline.draw(settings, self));
            }
        }
    }

    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.origin.0 + x, self.origin.1 - y]
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.path.move_to(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.path.line_to(to);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (self.at(cx, cy), self.at(x, y));
        self.path.quad_to(control, to);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (first, second, to) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.curve_to(first, second, to);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
