//! How often the pages of jobs are read: counted without cookies, in memory, and written down
//! every few seconds, so that reading stays fast.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use chrono::{Days, NaiveDate, TimeDelta};
use jobboard_core::job::JobId;
use jobboard_db::repository;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::context::Context;
use crate::error::ServiceError;

/// How often views are written down. Those since then are lost when the program is killed.
const EVERY: Duration = Duration::from_secs(5);

/// The days and jobs that are counted between two times, an eighth of them by each thread; past
/// it, views are not counted.
const COUNTED_MAX: usize = 100_000;

/// Days that are written down in one transaction.
const BATCH: usize = 500;

/// The days that a chart shows.
pub const DAYS: u64 = 30;

/// How long views are kept.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(400);

/// Counts by job and day.
type Counts = BTreeMap<(JobId, NaiveDate), i64>;

/// How many threads can count at the same time without waiting for each other.
const SHARDS: usize = 8;

/// Views that are not written down yet. A thread counts in a shard of its own, as far as there are
/// enough of them.
#[derive(Debug, Default)]
pub(crate) struct ViewCounts([Mutex<Counts>; SHARDS]);

thread_local! {
    /// In which shard this thread counts.
    static SHARD: usize = {
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        THREADS.fetch_add(1, Ordering::Relaxed) % SHARDS
    };
}

impl ViewCounts {
    fn add(&self, key: (JobId, NaiveDate)) {
        self.add_to(SHARD.with(|shard| *shard), key, 1);
    }

    /// Takes back what was not written down.
    fn give_back(&self, key: (JobId, NaiveDate), views: i64) {
        let shard = usize::try_from(key.0.0).unwrap_or_default() % SHARDS;
        self.add_to(shard, key, views);
    }

    fn add_to(&self, shard: usize, key: (JobId, NaiveDate), views: i64) {
        let Some(shard) = self.0.get(shard) else {
            return;
        };
        let mut counts = lock(shard);
        if counts.len() < COUNTED_MAX / SHARDS || counts.contains_key(&key) {
            *counts.entry(key).or_default() += views;
        }
    }

    fn take(&self) -> Counts {
        let mut all = Counts::new();
        for shard in &self.0 {
            for (key, views) in std::mem::take(&mut *lock(shard)) {
                *all.entry(key).or_default() += views;
            }
        }
        all
    }

    fn of(&self, id: JobId, date: NaiveDate) -> i64 {
        let of_shard = |shard| lock(shard).get(&(id, date)).copied().unwrap_or_default();
        self.0.iter().map(of_shard).sum()
    }
}

fn lock(counts: &Mutex<Counts>) -> MutexGuard<'_, Counts> {
    // A number is right even after a panic elsewhere.
    counts
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Counts that somebody reads a job's page on a date.
pub fn count(context: &Context, id: JobId, date: NaiveDate) {
    context.views.add((id, date));
}

/// The views of a job in the last 30 days, the earliest first, today last.
pub type DailyViews = Vec<(NaiveDate, i64)>;

/// The views of some jobs, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of_jobs(context: &Context, ids: &[JobId]) -> Result<Vec<DailyViews>, ServiceError> {
    let today = context.today();
    let since = today.checked_sub_days(Days::new(DAYS - 1));
    let since = since.unwrap_or(NaiveDate::MIN);
    let wanted = ids.to_vec();
    let known = context
        .read(move |db| repository::job_views::of_jobs(db, &wanted, since))
        .await?;
    let known: BTreeMap<_, _> = known
        .into_iter()
        .map(|(id, date, views)| ((id, date), views))
        .collect();
    let of_job = |id: &JobId| {
        let days = since.iter_days().take_while(|date| *date <= today);
        let day = |date: NaiveDate| {
            let written = known.get(&(*id, date)).copied().unwrap_or_default();
            (date, written + context.views.of(*id, date))
        };
        days.map(day).collect()
    };
    Ok(ids.iter().map(of_job).collect())
}

/// Writes down what was counted, every few seconds and once more at the end.
pub async fn write_down_regularly(context: Context, mut stop: watch::Receiver<bool>) {
    loop {
        let stopped = tokio::select! {
            stopped = stop.wait_for(|stop| *stop) => Some(stopped.is_ok()),
            () = sleep(EVERY) => None,
        };
        if let Err(error) = write_down(&context).await {
            tracing::warn!(%error, "views were not written down");
        }
        if stopped.is_some() {
            return;
        }
    }
}

/// Writes down what was counted.
///
/// # Errors
/// When the database fails; what is not written down then is kept for the next time.
pub async fn write_down(context: &Context) -> Result<(), ServiceError> {
    let counted: Vec<_> = context.views.take().into_iter().collect();
    let mut failure = None;
    for batch in counted.chunks(BATCH) {
        if failure.is_none() {
            let day = |((id, date), views): &((JobId, NaiveDate), i64)| (*id, *date, *views);
            let rows: Vec<_> = batch.iter().map(day).collect();
            let written =
                context.write_unseen(move |db| Ok(repository::job_views::add(db, &rows)?));
            failure = written.await.err();
        }
        if failure.is_some() {
            for (key, views) in batch {
                context.views.give_back(*key, *views);
            }
        }
    }
    failure.map_or(Ok(()), Err)
}
