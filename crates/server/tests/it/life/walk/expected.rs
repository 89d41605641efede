//! What must come of a walk.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::job::JobState;

/// A job as it must be.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) state: JobState,
    pub(super) closes_on: Option<NaiveDate>,
    pub(super) end: Option<DateTime<Utc>>,
    /// Whether a moderator has seen what it says.
    pub(super) approved: bool,
    pub(super) is_deleted: bool,
}

impl Expected {
    pub(super) fn state_at(&self, now: DateTime<Utc>) -> JobState {
        match self.end {
            Some(end) if self.state == JobState::Published && now >= end => JobState::Expired,
            _ => self.state,
        }
    }

    pub(super) fn is_public(&self, now: DateTime<Utc>) -> bool {
        !self.is_deleted && self.state_at(now) == JobState::Published
    }

    /// What a stranger gets who asks for it.
    pub(super) fn status(&self, now: DateTime<Utc>) -> u16 {
        use JobState::{Closed, Expired, Filled, Published, Removed};
        match self.state_at(now) {
            _ if self.is_deleted => 404,
            Published => 200,
            Filled | Closed | Expired | Removed => 410,
            _ => 404,
        }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Poster,
    Moderator,
    Stranger,
}
