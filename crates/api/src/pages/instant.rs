//! Instants, for a person.

use chrono::{DateTime, Utc};

/// An instant.
pub(crate) struct Instant {
    /// For programs: `2026-11-23T21:42:00Z`.
    pub(crate) machine: String,
    /// For people: `23 November 2026, 21:42 UTC`.
    pub(crate) person: String,
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self {
            machine: at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            person: at.format("%-d %B %Y, %H:%M UTC").to_string(),
        }
    }
}
