//! What the model of the sessions remembers, and its dice.

use chrono::{DateTime, Utc};

use crate::support::app::Person;

/// Numbers that look random and are the same each time (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let sides = u64::try_from(sides).expect("a few sides");
        usize::try_from((z ^ (z >> 31)) % sides).expect("few")
    }

    pub(super) fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        if things.is_empty() {
            None
        } else {
            things.get(self.roll(things.len()))
        }
    }
}

/// A token that was given out, and the number of the key that made it.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) key: usize,
}

/// A session as it must be.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) account: usize,
    pub(super) access: Vec<Token>,
    /// In the order of the counter; of one number there may be several, under different keys.
    pub(super) refresh: Vec<(usize, Token)>,
    pub(super) counter: usize,
    pub(super) made: DateTime<Utc>,
    pub(super) refreshed: DateTime<Utc>,
    pub(super) ends: DateTime<Utc>,
    pub(super) ended: bool,
}

impl Session {
    pub(super) fn lives(&self, now: DateTime<Utc>) -> bool {
        !self.ended && now < self.ends
    }

    pub(super) fn keep(&mut self, number: usize, tokens: &Person, key: usize) {
        let token = |text: &str| Token {
            text: text.to_owned(),
            key,
        };
        self.access.push(token(&tokens.token));
        if !self
            .refresh
            .iter()
            .any(|(_, known)| known.text == tokens.refresh_token)
        {
            self.refresh.push((number, token(&tokens.refresh_token)));
        }
    }
}

/// A key of a board by its number.
pub(super) fn secret(number: usize) -> String {
    format!("the-key-of-the-model-number-{number:04}-Xy7")
}
