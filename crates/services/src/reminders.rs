//! Posters are told three days before a job of theirs leaves the list.

use chrono::TimeDelta;
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
        let (seen, told) = context
            .write_unseen_again_when_raced(move |db| {
                let due = repository::job_reminders::due(db, now, now + BEFORE, BATCH)?;
                let mut told = 0;
                for job in &due {
                    let Some(end) = job.expires_at else {
                        continue;
                    };
                    repository::job_reminders::store(db, job.id, end)?;
                    if end - job.updated_at <= BEFORE {
                        continue;
                    }
                    let poster = repository::users::by_id(db, job.owner_id)?;
                    let news = JobNews::Ending {
                        closes_on: job.closes_on,
                        expires_at: end,
                    };
                    let order = Order::job(job, news);
                    mail::order(db, &order, &poster.email, Some(poster.id), now)?;
                    told += 1;
                }
                Ok((due.len(), told))
            })
            .await?;
        ordered += told;
        if seen == 0 {
            break;
        }
    }
    if ordered > 0 {
        context.wake_mail();
    }
    Ok(ordered)
}
