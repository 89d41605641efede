//! For how long an answer that was made once is still right for everybody: until something public
//! changes, the next listed job ends, or the day does.
//!
//! A change by this program is known before its own answer goes out, so that nobody reads
//! anything older than a write that they have seen answered. Changes by others (another instance,
//! the command line, somebody's `psql`) are heard of by a [watch](watch) with a connection of its
//! own, soon after they are told of or within [`TRUSTED`]; when it hears nothing, answers are not sent again at all.

mod watch;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_db::{DbConnection, repository};

use crate::context::Context;
use crate::error::ServiceError;
pub use watch::{Watching, watch};

/// How long a look at the database's version is good for. No answer is sent again that is older,
/// by another instance's changes, than this.
pub const TRUSTED: Duration = Duration::from_secs(1);

/// What has changed so far, as this program knows it.
#[derive(Debug)]
pub(crate) struct Freshness {
    /// One more with each change.
    epoch: AtomicU64,
    /// Until when the watch's last look is good for, in milliseconds since `started`.
    trusted_until: AtomicU64,
    started: Instant,
    /// The version at the last look.
    seen: Mutex<Option<i64>>,
    /// The last known end, and the epoch and the instant that it was looked up at.
    next_end: Mutex<Option<NextEnd>>,
    /// Lets the watch tell others of changes.
    changed: SyncSender<()>,
    changes: Mutex<Option<Receiver<()>>>,
}

#[derive(Debug, Clone, Copy)]
struct NextEnd {
    epoch: u64,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

/// When an answer was made, and until when it is right if nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    epoch: u64,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    date: NaiveDate,
}

impl Stamp {
    /// The board's date, for as long as the answer is right.
    pub fn date(&self) -> NaiveDate {
        self.date
    }
}

impl Default for Freshness {
    fn default() -> Self {
        let (changed, changes) = sync_channel(1);
        Self {
            epoch: AtomicU64::new(0),
            trusted_until: AtomicU64::new(0),
            started: Instant::now(),
            seen: Mutex::new(None),
            next_end: Mutex::new(None),
            changed,
            changes: Mutex::new(Some(changes)),
        }
    }
}

impl Freshness {
    /// Notes that this program has committed a change, before anybody is told.
    pub(crate) fn changed_here(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        self.wake_watch();
    }

    fn wake_watch(&self) {
        match self.changed.try_send(()) {
            // The watch has not come to the change before; it tells of both.
            Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
        }
    }

    /// Notes what the database's version was at a look that began at an instant.
    fn saw(&self, version: i64, at: Instant) {
        {
            // Counted before anybody is told that it was seen.
            let mut seen = lock(&self.seen);
            if seen.replace(version) != Some(version) {
                self.epoch.fetch_add(1, Ordering::AcqRel);
            }
        }
        let until = at.duration_since(self.started) + TRUSTED;
        let until = u64::try_from(until.as_millis()).unwrap_or(u64::MAX);
        self.trusted_until.store(until, Ordering::Release);
    }

    /// Notes that changes are not heard of any more: whatever the version is at the next look, it
    /// may be another database's by then.
    fn lost_sight(&self) {
        *lock(&self.seen) = None;
    }

    fn is_trusted(&self) -> bool {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        now < self.trusted_until.load(Ordering::Acquire)
    }
}

/// Does work in a transaction that changes nothing public, and fails in a debug build if it does.
pub(crate) fn expect_unseen<T>(
    db: &mut DbConnection,
    work: impl FnOnce(&mut DbConnection) -> Result<T, ServiceError>,
) -> Result<T, ServiceError> {
    // Beside others on PostgreSQL the version is not this transaction's alone.
    if !cfg!(debug_assertions) || matches!(db, DbConnection::Postgres(_)) {
        return work(db);
    }
    let before = repository::public_version::read(db)?;
    let done = work(db)?;
    match repository::public_version::read(db)? == before {
        true => Ok(done),
        false => Err(ServiceError::Internal(
            "a transaction that was said to be unseen has changed something public".to_owned(),
        )),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is in there is replaced as a whole: it is right even after a panic elsewhere.
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Whether an answer is still right for somebody who asks now.
pub fn is_fresh(context: &Context, stamp: &Stamp) -> bool {
    // In this order: what has ended before trust was renewed is known by then.
    is_trusted(context) && is_good(context, stamp, epoch(context))
}

/// Whether it is known at all what others have changed.
pub fn is_trusted(context: &Context) -> bool {
    context.freshness.is_trusted()
}

/// The database's version at the watch's last look. Once it is the newest, changes so far end nothing
/// any more of what is answered from now on.
pub fn seen(context: &Context) -> Option<i64> {
    *lock(&context.freshness.seen)
}

/// Whether an answer is right for somebody who asked when so many changes were known of, and has
/// waited for it since.
pub fn is_good(context: &Context, stamp: &Stamp, epoch: u64) -> bool {
    let now = context.now();
    stamp.epoch >= epoch && stamp.from <= now && now < stamp.until
}

/// How many changes are known of.
pub fn epoch(context: &Context) -> u64 {
    context.freshness.epoch.load(Ordering::Acquire)
}

/// The stamp of an answer that is about to be made.
///
/// # Errors
/// When the database fails.
pub async fn stamp(context: &Context) -> Result<Stamp, ServiceError> {
    let freshness = &context.freshness;
    let (epoch, now) = (freshness.epoch.load(Ordering::Acquire), context.now());
    let known = lock(&freshness.next_end)
        .filter(|known| known.epoch == epoch && known.from <= now)
        .filter(|known| known.until.is_none_or(|end| now < end));
    let next_end = match known {
        Some(known) => known.until,
        None => {
            let until = context
                .read(move |db| repository::jobs::next_end(db, now))
                .await?;
            let known = NextEnd {
                epoch,
                from: now,
                until,
            };
            *lock(&freshness.next_end) = Some(known);
            until
        }
    };
    let date = context.rules.time_zone.date_of(now);
    let midnight = context.rules.time_zone.end_of(date);
    Ok(Stamp {
        date,
        epoch,
        from: now,
        until: next_end.map_or(midnight, |end| end.min(midnight)),
    })
}
