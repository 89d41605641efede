//! Posters are told three days before a job of theirs leaves the list.

use chrono::TimeDelta;
use jobboard_core::user::UserId;
use jobboard_db::models::Job;
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;
use crate::mail::{self, JobNews, Order};

/// How long before its end the poster of a job is told.
const BEFORE: TimeDelta = TimeDelta::days(3);

/// Jobs that are looked at in one transaction.
const BATCH: i64 = 200;

/// Orders the mails that are due, one for each end of a job, and says how many. Who has changed
/// the job in the last three days knows, and gets none.
pub(crate) async fn order_due(context: &Context) -> Result<usize, ServiceError> {
    let now = context.now();
    let mut ordered = 0;
    loop {
        let (noted, told) = context
            .write_unseen(move |db| {
                let due = repository::job_reminders::due(db, now, now + BEFORE, BATCH)?;
                let ends = due.iter().filter_map(|job| Some((job.id, job.expires_at?)));
                let mut ends: Vec<_> = ends.collect();
                // One order for all boards: else two wait for each other.
                ends.sort_unstable();
                let noted = repository::job_reminders::note(db, &ends)?;
                let ours = due.iter().filter(|job| noted.contains(&job.id));
                let orders: Vec<_> = ours.filter_map(reminder).collect();
                mail::order_for_each(db, &orders, now)?;
                Ok((noted.len(), orders.len()))
            })
            .await?;
        ordered += told;
        // None are left, or another board is at them.
        if noted == 0 {
            break;
        }
    }
    if ordered > 0 {
        context.wake_mail();
    }
    Ok(ordered)
}

/// The mail to the poster of a job that ends soon.
fn reminder(job: &Job) -> Option<(UserId, Order)> {
    let end = job.expires_at?;
    let news = JobNews::Ending {
        closes_on: job.closes_on,
        expires_at: end,
    };
    let has_changed = end - job.updated_at <= BEFORE;
    (!has_changed).then(|| (job.owner_id, Order::job(job, news)))
}
