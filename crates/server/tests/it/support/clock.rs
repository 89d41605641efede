use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::{Clock, SystemClock};

/// The machine's clock, moved by as many seconds as a test wants, or stopped where it wants.
#[derive(Debug, Default)]
pub(crate) struct MovableClock {
    moved: AtomicI64,
    stopped: Mutex<Option<DateTime<Utc>>>,
}

impl MovableClock {
    /// Moves the clock.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.moved.fetch_add(by.num_seconds(), Ordering::SeqCst);
    }

    /// Stops the clock at an instant; from there it can be moved.
    pub(crate) fn stop_at(&self, at: DateTime<Utc>) {
        self.moved.store(0, Ordering::SeqCst);
        *self.stopped.lock().expect("the clock") = Some(at);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> DateTime<Utc> {
        let stopped = *self.stopped.lock().expect("the clock");
        let moved = TimeDelta::seconds(self.moved.load(Ordering::SeqCst));
        stopped.unwrap_or_else(|| SystemClock.now()) + moved
    }
}
