//! The one source of "now".

use std::fmt::Debug;

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time. Everything that asks for "now" asks a clock, so that a test can move it.
pub trait Clock: Debug + Send + Sync {
    /// The current instant, UTC, cut to microseconds (what both databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
