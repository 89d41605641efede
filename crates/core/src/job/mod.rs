//! What a job is.

mod closing;
mod draft;
mod input;
pub mod state;
pub mod terms;

use std::fmt;

pub use closing::{LONGEST_OPEN, closing_date};
pub use draft::{DraftRules, JobDraft};
pub use input::{JobInput, JobPatch};
pub use state::JobState;

/// A job's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub i64);

impl From<i64> for JobId {
    fn from(id: i64) -> Self {
        Self(id)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
