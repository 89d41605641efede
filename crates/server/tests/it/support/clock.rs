use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::{Clock, SystemClock};

/// The machine's clock, moved by as many seconds as a test wants.
#[derive(Debug, Default)]
pub(crate) struct MovableClock(AtomicI64);

impl MovableClock {
    /// Moves the clock.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_seconds(), Ordering::SeqCst);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> DateTime<Utc> {
        let moved = TimeDelta::seconds(self.0.load(Ordering::SeqCst));
        SystemClock.now() + moved
    }
}
