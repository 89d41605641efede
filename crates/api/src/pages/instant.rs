//! Instants and days, for a page to write in its language.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// An instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl Instant {
    /// For programs: `2026-11-23T21:42:00Z`.
    pub(crate) fn machine(&self) -> String {
        self.0.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at)
    }
}

/// A day of posting, as seen on another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posted {
    /// The day; for programs as it is: `2024-06-04`.
    pub(crate) date: NaiveDate,
    /// The day that it is seen on.
    pub(crate) today: NaiveDate,
}

impl Posted {
    /// Whether that was today or the day before.
    pub(crate) fn is_new(&self) -> bool {
        self.today - self.date <= TimeDelta::days(1)
    }
}
