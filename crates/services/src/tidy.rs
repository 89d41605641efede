//! Forgets what has been kept for long enough, and notes what has ended by itself.

use chrono::TimeDelta;
use jobboard_db::repository;
use jobboard_db::repository::tidy;

use crate::context::Context;
use crate::jobs::{REMEMBERED, UNFINISHED_KEPT, note_expired};
use crate::{reminders, views};

/// Rows of a table that are deleted together, at most.
const BATCH: i64 = 1000;

/// How long sent mails and one-time tokens that have ended are kept.
const MAILS_AND_TOKENS: TimeDelta = TimeDelta::days(30);

/// How long the audit log is kept.
const EVENTS: TimeDelta = TimeDelta::days(365);

/// Deletes old rows of every table that grows by itself, notes jobs that have expired and orders the
/// reminders that are due. What does not succeed is tried again the
/// next time.
pub async fn forget_old(context: &Context) {
    let now = context.now();
    let forgotten = context
        .write_unseen(move |db| {
            let ended = now - MAILS_AND_TOKENS;
            let mut rows = tidy::sent_mails(db, ended, BATCH)?;
            rows += tidy::one_time_tokens(db, ended, BATCH)?;
            rows += tidy::auth_events(db, now - EVENTS, BATCH)?;
            rows += tidy::throttles(db, now, BATCH)?;
            rows += tidy::sessions(db, now, BATCH)?;
            rows += tidy::idempotency_keys(db, now - REMEMBERED)?;
            rows += repository::job_views::delete_before(db, (now - views::KEPT).date_naive())?;
            rows += repository::tags::delete_unused(db)?;
            rows += repository::unfinished_jobs::delete_before(db, now - UNFINISHED_KEPT)?;
            Ok(rows)
        })
        .await;
    match note_expired(context).await {
        Ok(0) => {}
        Ok(jobs) => tracing::info!(jobs, "expired jobs noted"),
        Err(error) => tracing::warn!(%error, "expired jobs were not noted"),
    }
    match reminders::order_due(context).await {
        Ok(0) => {}
        Ok(jobs) => tracing::info!(jobs, "posters reminded of the end of a job"),
        Err(error) => tracing::warn!(%error, "posters were not reminded"),
    }
    match forgotten {
        Ok(0) => {}
        Ok(rows) => tracing::info!(rows, "old rows deleted"),
        Err(error) => tracing::warn!(%error, "old rows were not deleted"),
    }
}
