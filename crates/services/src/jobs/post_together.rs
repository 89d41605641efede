//! Jobs that are posted at the same moment, where a statement is a journey: they share a transaction
//! and its statements.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use jobboard_db::database::PATIENCE;
use jobboard_db::models::Job;
use jobboard_db::{Database, DbConnection, repository};

use super::posting::{only, store_all};
use super::submission::Submission;
use crate::context::RACES;
use crate::error::ServiceError;
use crate::freshness::Freshness;
use crate::together::Work;

/// Stores jobs.
#[derive(Debug)]
pub(crate) struct PostTogether {
    pub(crate) freshness: Arc<Freshness>,
}

impl Work for PostTogether {
    type Request = Submission;
    type Answer = Job;

    const TOGETHER: usize = 64;

    fn answer(
        &self,
        database: &Database,
        submissions: Vec<Submission>,
    ) -> Vec<Result<Job, ServiceError>> {
        let error = match in_transaction(database, |db| store_submitted(db, &submissions)) {
            Ok(stored) => {
                if stored.iter().any(Result::is_ok) {
                    self.freshness.changed_here();
                }
                return stored;
            }
            Err(error) => error,
        };
        tracing::warn!(%error, jobs = submissions.len(), "jobs were not stored together");
        match error {
            // It may be stored: nobody says what became of a transaction whose connection is lost.
            ServiceError::Unavailable(reason) => {
                let unavailable = |_| Err(ServiceError::Unavailable(reason.clone()));
                submissions.iter().map(unavailable).collect()
            }
            // Whatever is wrong with one of them is not the others' business.
            _ => {
                let since = Instant::now();
                let alone = submissions.iter().map(|submission| {
                    if since.elapsed() >= PATIENCE {
                        return Err(ServiceError::Busy);
                    }
                    self.alone(database, submission)
                });
                alone.collect()
            }
        }
    }
}

impl PostTogether {
    fn alone(&self, database: &Database, submission: &Submission) -> Result<Job, ServiceError> {
        let mut outcome = Err(ServiceError::Raced);
        for _ in 0..RACES {
            outcome = in_transaction(database, |db| {
                let stored = store_submitted(db, std::slice::from_ref(submission))?;
                only(stored)
            });
            if !matches!(outcome, Err(ServiceError::Raced)) {
                break;
            }
        }
        if outcome.is_ok() {
            self.freshness.changed_here();
        }
        outcome
    }
}

/// Stores jobs under the board's settings as they are in the transaction, and gives what came of
/// each.
fn store_submitted(
    db: &mut DbConnection,
    submissions: &[Submission],
) -> Result<Vec<Result<Job, ServiceError>>, ServiceError> {
    let changed = repository::board_settings::all(db)?;
    store_all(db, submissions.iter().map(|job| job.posting(&changed)))
}

/// Writes so that the others hardly suffer when it waits for somebody's row or panics.
fn in_transaction<T>(
    database: &Database,
    work: impl FnOnce(&mut DbConnection) -> Result<T, ServiceError>,
) -> Result<T, ServiceError> {
    let panicked = |_| Err(ServiceError::Internal("a transaction panicked".to_owned()));
    catch_unwind(AssertUnwindSafe(|| database.write_impatiently(work))).unwrap_or_else(panicked)
}
