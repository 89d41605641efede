//! Jobs that are posted at the same moment, where a statement is a journey: they share a transaction
//! and its statements.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use jobboard_db::database::{PATIENCE, wait_for_rows};
use jobboard_db::models::Job;
use jobboard_db::{Database, DbConnection};

use super::posting::{Posting, store, store_all};
use crate::context::RACES;
use crate::error::ServiceError;
use crate::freshness::Freshness;
use crate::together::Work;

/// How long a transaction waits for somebody else's row, in milliseconds: the others wait as well.
const PATIENCE_FOR_ROWS: u32 = 250;

/// Stores jobs.
#[derive(Debug)]
pub(crate) struct PostTogether {
    pub(crate) freshness: Arc<Freshness>,
}

impl Work for PostTogether {
    type Request = Posting;
    type Answer = Job;

    const TOGETHER: usize = 64;
    /// Two, so that one that waits for somebody's row holds up only those who came with it.
    const AT_ONCE: usize = 2;

    fn answer(
        &self,
        database: &Database,
        postings: Vec<Posting>,
    ) -> Vec<Result<Job, ServiceError>> {
        let together = postings.clone();
        let stored = in_transaction(database, |db| store_all(db, together));
        let error = match stored {
            Ok(stored) => {
                if stored.iter().any(Result::is_ok) {
                    self.freshness.changed_here();
                }
                return stored;
            }
            Err(error) => error,
        };
        tracing::warn!(%error, jobs = postings.len(), "jobs were not stored together");
        match error {
            // It may be stored: nobody says what became of a transaction whose connection is lost.
            ServiceError::Unavailable(reason) => {
                let unavailable = |_| Err(ServiceError::Unavailable(reason.clone()));
                postings.into_iter().map(unavailable).collect()
            }
            // Whatever is wrong with one of them is not the others' business.
            _ => {
                let since = Instant::now();
                let alone = postings.into_iter().map(|posting| {
                    if since.elapsed() >= PATIENCE {
                        return Err(ServiceError::Busy);
                    }
                    self.alone(database, &posting)
                });
                alone.collect()
            }
        }
    }
}

impl PostTogether {
    fn alone(&self, database: &Database, posting: &Posting) -> Result<Job, ServiceError> {
        let mut outcome = Err(ServiceError::Raced);
        for _ in 0..RACES {
            outcome = in_transaction(database, |db| store(db, posting.clone()));
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

/// Writes so that the others hardly suffer when it waits or panics.
fn in_transaction<T>(
    database: &Database,
    work: impl FnOnce(&mut DbConnection) -> Result<T, ServiceError>,
) -> Result<T, ServiceError> {
    let patient = |db: &mut DbConnection| {
        wait_for_rows(db, PATIENCE_FOR_ROWS)?;
        work(db)
    };
    let panicked = |_| Err(ServiceError::Internal("a transaction panicked".to_owned()));
    catch_unwind(AssertUnwindSafe(|| database.write(patient))).unwrap_or_else(panicked)
}
