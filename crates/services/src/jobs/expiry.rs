//! What is noted of jobs that have expired. Nothing depends on it: it keeps the lists' indexes
//! short and the histories complete.

use chrono::TimeDelta;
use jobboard_core::job::JobId;
use jobboard_db::repository;

use super::happened::record_ends;
use crate::context::Context;
use crate::error::ServiceError;

/// How long after its end a job is noted as expired, so that a clock that is set back a little
/// changes nothing for good.
const NOTED_AFTER: TimeDelta = TimeDelta::days(1);

/// Jobs that are noted in one transaction.
const BATCH: i64 = 200;

/// Notes jobs that expired a day ago or longer, and says how many.
pub(crate) async fn note_expired(context: &Context) -> Result<usize, ServiceError> {
    let now = context.now();
    let mut noted = 0;
    loop {
        let batch = context
            .write(move |db| {
                let ended = repository::jobs::note_expired(db, now - NOTED_AFTER, BATCH)?;
                if !ended.is_empty() {
                    let ids: Vec<JobId> = ended.iter().map(|(id, _)| *id).collect();
                    repository::job_terms::delete_of(db, &ids)?;
                    record_ends(db, &ended)?;
                }
                Ok(ended.len())
            })
            .await?;
        noted += batch;
        // None are left, or another board is at them.
        if batch == 0 {
            return Ok(noted);
        }
    }
}
