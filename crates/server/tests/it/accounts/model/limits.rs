//! What the board counts and where it stops, as rows M11, M17 and M18 have it.

use chrono::{DateTime, TimeDelta, Utc};

/// Five wrong ones at once; then a wait, from a second doubling to a quarter of an hour. A day
/// without one forgets them.
#[derive(Debug, Default)]
pub(super) struct BackOff {
    count: u32,
    last: DateTime<Utc>,
}

impl BackOff {
    fn counted(&self, now: DateTime<Utc>) -> u32 {
        if now < self.last + TimeDelta::days(1) {
            self.count
        } else {
            0
        }
    }

    pub(super) fn is_closed(&self, now: DateTime<Utc>) -> bool {
        let Some(over) = self.counted(now).checked_sub(5) else {
            return false;
        };
        let wait = TimeDelta::seconds(1 << over.min(10)).min(TimeDelta::minutes(15));
        now < self.last + wait
    }

    pub(super) fn count(&mut self, now: DateTime<Utc>) {
        self.count = self.counted(now) + 1;
        self.last = now;
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
    }
}

/// So many in a span of time, which begins with the first.
#[derive(Debug)]
pub(super) struct Window {
    limit: u32,
    length: TimeDelta,
    count: u32,
    first: DateTime<Utc>,
}

impl Window {
    pub(super) fn new(limit: u32, length: TimeDelta) -> Self {
        Self {
            limit,
            length,
            count: 0,
            first: DateTime::default(),
        }
    }

    fn counted(&self, now: DateTime<Utc>) -> u32 {
        if now < self.first + self.length {
            self.count
        } else {
            0
        }
    }

    pub(super) fn is_closed(&self, now: DateTime<Utc>) -> bool {
        self.counted(now) >= self.limit
    }

    pub(super) fn count(&mut self, now: DateTime<Utc>) {
        let before = self.counted(now);
        if before == 0 {
            self.first = now;
        }
        self.count = before + 1;
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
    }
}
