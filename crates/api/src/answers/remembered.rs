//! What a header comes to that most readers send alike.

use std::cell::RefCell;
use std::collections::HashMap;

use actix_web::http::header::HeaderValue;

/// Values that are remembered with what they come to; one more, and all are forgotten.
const VALUES: usize = 512;

/// The longest of them, in bytes. Browsers send fewer than a hundred.
const LONGEST: usize = 256;

/// What the values of one header come to, for one worker.
///
/// Their bytes are copied: a header's value is a part of the whole head that it came in, and would keep
/// all of it.
pub(super) struct Remembered<T>(RefCell<HashMap<Box<[u8]>, T>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Copy> Remembered<T> {
    /// What a value comes to, which is thought about when it is new.
    pub(super) fn of(&self, value: &HeaderValue, think: impl FnOnce(&HeaderValue) -> T) -> T {
        let mut known = self.0.borrow_mut();
        if let Some(outcome) = known.get(value.as_bytes()) {
            return *outcome;
        }
        let outcome = think(value);
        if value.len() <= LONGEST {
            if known.len() >= VALUES {
                known.clear();
            }
            known.insert(value.as_bytes().into(), outcome);
        }
        outcome
    }
}
