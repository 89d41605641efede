//! Writes that wait for the one writer of a database are taken together: each in a savepoint, all
//! in one transaction, so that the disk is waited for once. Nobody waits for others to come: what
//! has come while the transaction before was under way is the next one.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};

use jobboard_db::{Concurrency, Database, DbConnection, DbError};
use tokio::sync::oneshot;

use crate::error::ServiceError;
use crate::freshness::Freshness;
use crate::turns::Turn;

/// Writes that are taken together at the most.
pub(crate) const TOGETHER: usize = 64;

/// Tells whoever waits how it has ended, once it is known whether the transaction was committed.
type Tell = Box<dyn FnOnce(Result<(), DbError>) + Send>;

/// Does its work; true if that is to be kept.
type Work = Box<dyn FnOnce(&mut DbConnection) -> (bool, Tell) + Send>;

/// What a write changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Something that everybody may see.
    Public,
    /// Nothing of that kind.
    Unseen,
}

struct Waiting {
    work: Work,
    change: Change,
}

/// The writes that wait.
#[derive(Default)]
pub(crate) struct WriteQueue(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// Whether somebody is at it.
    is_led: bool,
}

impl std::fmt::Debug for WriteQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WriteQueue").finish_non_exhaustive()
    }
}

impl WriteQueue {
    /// A queue, where a database has one writer. Where it has many, they do not wait.
    pub(crate) fn of(concurrency: Concurrency) -> Option<Arc<Self>> {
        (concurrency == Concurrency::OneWriter).then(Arc::default)
    }

    /// Writes, with whatever else is waiting.
    ///
    /// # Errors
    /// Those of `work`; when the transaction cannot be begun or committed.
    pub(crate) async fn write<T, F>(
        self: &Arc<Self>,
        database: &Database,
        freshness: &Arc<Freshness>,
        turn: Turn,
        (change, work): (Change, F),
    ) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, ServiceError> + Send + 'static,
    {
        let (ended, end) = oneshot::channel();
        let span = tracing::Span::current();
        let work = move |db: &mut DbConnection| {
            let outcome = catch_unwind(AssertUnwindSafe(|| span.in_scope(|| work(db))));
            let outcome = outcome.unwrap_or_else(|_| {
                Err(ServiceError::Internal("a transaction panicked".to_owned()))
            });
            let is_kept = outcome.is_ok();
            let tell = move |committed: Result<(), DbError>| {
                let outcome = outcome.and_then(|done| Ok(committed.map(|()| done)?));
                // Whoever asked may be gone. The turn ends with the work, and not with them.
                let _ = ended.send(outcome);
                drop(turn);
            };
            (is_kept, Box::new(tell) as Tell)
        };
        let waiting = Waiting {
            work: Box::new(work),
            change,
        };
        if self.join(waiting) {
            let (queue, database) = (Arc::clone(self), database.clone());
            let freshness = Arc::clone(freshness);
            let lead = Lead(Some(queue));
            tokio::task::spawn_blocking(move || lead.until_nobody_waits(&database, &freshness));
        }
        end.await.unwrap_or_else(|_| {
            let reason = "the transaction was not begun".to_owned();
            Err(ServiceError::Unavailable(reason))
        })
    }

    /// Joins the queue; true for whoever must lead it.
    fn join(&self, waiting: Waiting) -> bool {
        let mut queue = self.lock();
        queue.waiting.push_back(waiting);
        !std::mem::replace(&mut queue.is_led, true)
    }

    fn write_together(&self, database: &Database, freshness: &Freshness, together: Vec<Waiting>) {
        let mut tells = Vec::with_capacity(together.len());
        let mut is_public = false;
        let committed = database.write_together(together, |db, waiting| {
            let (is_kept, tell) = (waiting.work)(db);
            is_public |= is_kept && waiting.change == Change::Public;
            tells.push(tell);
            is_kept
        });
        if let Err(error) = &committed {
            tracing::warn!(%error, writes = tells.len(), "a transaction was not committed");
        }
        if is_public && committed.is_ok() {
            freshness.changed_here();
        }
        for tell in tells {
            tell(match &committed {
                Ok(()) => Ok(()),
                Err(error) => Err(error.again()),
            });
        }
    }

    /// Who waits; nobody, and the lead is over.
    fn next(&self) -> Option<Vec<Waiting>> {
        let mut queue = self.lock();
        let together = queue.waiting.len().min(TOGETHER);
        queue.is_led = together > 0;
        (together > 0).then(|| queue.waiting.drain(..together).collect())
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Nothing that can panic happens while it is held.
        self.0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The lead of the queue. Lost on the way, nobody is left waiting.
struct Lead(Option<Arc<WriteQueue>>);

impl Lead {
    fn until_nobody_waits(mut self, database: &Database, freshness: &Freshness) {
        while let Some(queue) = &self.0 {
            match queue.next() {
                Some(together) => queue.write_together(database, freshness, together),
                None => self.0 = None,
            }
        }
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        if let Some(queue) = &self.0 {
            let mut queue = queue.lock();
            queue.is_led = false;
            queue.waiting.clear();
        }
    }
}
