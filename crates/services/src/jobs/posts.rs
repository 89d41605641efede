//! Jobs that are posted at the same moment, where a statement is a journey: they share a transaction
//! and its statements.

use std::sync::Arc;

use jobboard_db::Database;
use jobboard_db::models::Job;

use super::posting::{Posting, store, store_all};
use crate::context::RACES;
use crate::error::ServiceError;
use crate::freshness::Freshness;
use crate::together::Work;

/// Stores jobs.
#[derive(Debug)]
pub(crate) struct Posts {
    pub(crate) freshness: Arc<Freshness>,
}

impl Work for Posts {
    type Request = Posting;
    type Answer = Job;

    const TOGETHER: usize = 64;
    const AT_ONCE: usize = 1;

    fn answer(
        &self,
        database: &Database,
        postings: Vec<Posting>,
    ) -> Vec<Result<Job, ServiceError>> {
        let together = postings.clone();
        match database.write(|db| store_all(db, together)) {
            Ok(stored) => {
                self.freshness.changed_here();
                stored
            }
            Err(ServiceError::Unavailable(reason)) => {
                let unavailable = |_| Err(ServiceError::Unavailable(reason.clone()));
                postings.into_iter().map(unavailable).collect()
            }
            Err(ServiceError::Full(reason)) => {
                let full = |_| Err(ServiceError::Full(reason.clone()));
                postings.into_iter().map(full).collect()
            }
            // Whatever is wrong with one of them is not the others' business.
            Err(_) => postings
                .iter()
                .map(|one| self.alone(database, one))
                .collect(),
        }
    }
}

impl Posts {
    fn alone(&self, database: &Database, posting: &Posting) -> Result<Job, ServiceError> {
        let mut outcome = Err(ServiceError::Raced);
        for _ in 0..RACES {
            outcome = database.write(|db| store(db, posting.clone()));
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
