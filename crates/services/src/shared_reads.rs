//! Questions of one kind that share queries: how, depends on the database.

use std::hash::Hash;
use std::sync::Arc;

use jobboard_db::{Concurrency, Database};

use crate::error::ServiceError;
use crate::together::{Ask, Reads, Together};
use crate::turns::Turns;
use crate::worker_reads::{Readers, WorkerReads};

/// Questions of one kind. Cheap to clone.
#[derive(Debug)]
pub(crate) enum SharedReads<Q: Send + 'static, A: Send + 'static> {
    /// A query is a journey: those of all who ask at the same time make it together.
    OfAll(Arc<Together<Reads<Q, A>>>),
    /// The database is a file: each worker reads for those whom it has at hand.
    OfWorkers(Arc<WorkerReads<Q, A>>),
}

impl<Q: Send + 'static, A: Send + 'static> Clone for SharedReads<Q, A> {
    fn clone(&self) -> Self {
        match self {
            Self::OfAll(reads) => Self::OfAll(Arc::clone(reads)),
            Self::OfWorkers(reads) => Self::OfWorkers(Arc::clone(reads)),
        }
    }
}

impl<Q, A> SharedReads<Q, A>
where
    Q: Clone + Eq + Hash + Send + Sync + 'static,
    A: Clone + Send + 'static,
{
    /// Questions that are answered so; `readers` are what workers read a file with.
    pub(crate) fn new(concurrency: Concurrency, readers: &Arc<Readers>, ask: Ask<Q, A>) -> Self {
        match concurrency {
            Concurrency::Connections(_) => Self::OfAll(Arc::new(Together::new(Reads { ask }))),
            Concurrency::OneWriter => {
                Self::OfWorkers(Arc::new(WorkerReads::new(Arc::clone(readers), ask)))
            }
        }
    }

    /// The answer to a question, asked after this call.
    ///
    /// # Errors
    /// `Busy` when there is no turn to read within 2 seconds; when the database fails.
    pub(crate) async fn get(
        &self,
        database: &Database,
        turns: &Turns,
        question: Q,
    ) -> Result<A, ServiceError> {
        match self {
            Self::OfAll(reads) => reads.get(database, turns, question).await,
            Self::OfWorkers(reads) => reads.get(database, question).await,
        }
    }
}
