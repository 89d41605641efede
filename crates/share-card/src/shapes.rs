//! The shapes on a card that are no letters.

use zeno::{Command, PathBuilder, PathData, Transform};

/// How large the mark is drawn, a grid of 32 units in `assets/icon.svg`.
pub(crate) const MARK: f32 = 44.0;

/// A rectangle with round corners, or without.
pub(crate) fn rectangle(left: f32, top: f32, width: f32, height: f32, round: f32) -> Vec<Command> {
    let mut path = Vec::new();
    if round > 0.0 {
        path.add_round_rect([left, top], width, height, round, round);
    } else {
        path.add_rect([left, top], width, height);
    }
    path
}

/// The parts of the site's mark, a briefcase, from back to front.
pub(crate) struct Mark {
    left: f32,
    top: f32,
}

impl Mark {
    /// How wide the pen is that draws its handle.
    pub(crate) const PEN: f32 = MARK / 16.0;

    /// A mark at a place.
    pub(crate) const fn new(left: f32, top: f32) -> Self {
        Self { left, top }
    }

    /// Its ground.
    pub(crate) fn ground(&self) -> Vec<Command> {
        rectangle(self.left, self.top, MARK, MARK, MARK / 4.0)
    }

    /// The case.
    pub(crate) fn case(&self) -> Vec<Command> {
        self.part(6.0, 10.0, 20.0, 15.0, 3.0)
    }

    /// The way the pen takes for its handle.
    pub(crate) fn handle(&self) -> Vec<Command> {
        let path = "M12 9.5V8a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v1.5";
        path.commands()
            .map(|command| command.transform(&self.grid()))
            .collect()
    }

    /// The line across the case.
    pub(crate) fn line(&self) -> Vec<Command> {
        let mut path = self.part(6.0, 16.0, 8.0, 2.0, 0.0);
        path.extend(self.part(18.0, 16.0, 8.0, 2.0, 0.0));
        path
    }

    /// The clasp.
    pub(crate) fn clasp(&self) -> Vec<Command> {
        self.part(14.0, 15.0, 4.0, 4.0, 1.0)
    }

    fn part(&self, left: f32, top: f32, width: f32, height: f32, round: f32) -> Vec<Command> {
        let path = rectangle(left, top, width, height, round);
        path.iter()
            .map(|command| command.transform(&self.grid()))
            .collect()
    }

    fn grid(&self) -> Transform {
        Transform::scale(MARK / 32.0, MARK / 32.0).then_translate(self.left, self.top)
    }
}
