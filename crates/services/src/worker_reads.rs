//! Questions that come to a worker in the same turn of its loop, where the database is a file: they
//! are answered by one query, on the worker's own thread. To change to another thread and back takes
//! longer than to read some rows by their keys, and to begin and end a reading transaction as long as
//! to read one.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use jobboard_db::{Database, DbError};
use tokio::sync::oneshot;

use crate::error::ServiceError;
use crate::together::Ask;

/// Workers that do not meet each other; more of them share.
const LANES: usize = 64;

type Waiting<Q, A> = (Q, oneshot::Sender<Result<A, DbError>>);

type Lane<Q, A> = Mutex<Vec<Waiting<Q, A>>>;

/// Questions of one kind.
pub(crate) struct WorkerReads<Q, A> {
    ask: Ask<Q, A>,
    lanes: Vec<Lane<Q, A>>,
}

impl<Q, A> fmt::Debug for WorkerReads<Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkerReads").finish_non_exhaustive()
    }
}

impl<Q: Send + Sync + 'static, A: Send + 'static> WorkerReads<Q, A> {
    /// Questions that are answered so.
    pub(crate) fn new(ask: Ask<Q, A>) -> Self {
        let lanes = (0..LANES).map(|_| Mutex::default()).collect();
        Self { ask, lanes }
    }

    /// Asks, with whatever else this worker has at hand.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn get(
        self: &Arc<Self>,
        database: &Database,
        question: Q,
    ) -> Result<A, ServiceError> {
        let (answered, answer) = oneshot::channel();
        let lane = own_lane();
        let leads = {
            let mut waiting = self.lane(lane);
            waiting.push((question, answered));
            waiting.len() == 1
        };
        if leads {
            // Its turn comes after those of the requests that have arrived with this one. Whoever
            // asked first may go while the others wait.
            let (reads, database) = (Some(Arc::clone(self)), database.clone());
            let turn = Turn { reads, lane };
            tokio::spawn(async move {
                if let Some(reads) = turn.take() {
                    reads.answer(database, lane).await;
                }
            });
        }
        Ok(answer.await.map_err(|_| ServiceError::Busy)??)
    }

    async fn answer(&self, database: Database, lane: usize) {
        let waiting = std::mem::take(&mut *self.lane(lane));
        let (questions, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
        let ask = self.ask;
        let outcome = match database.try_read(|db| ask(db, &questions)) {
            Some(outcome) => outcome,
            None => {
                let read = move || database.read(|db| ask(db, &questions));
                match tokio::task::spawn_blocking(read).await {
                    Ok(outcome) => outcome,
                    // Whoever waits is told to come back.
                    Err(_) => return,
                }
            }
        };
        match outcome {
            Ok(answers) => {
                for (answered, answer) in waiting.into_iter().zip(answers) {
                    // Whoever asked may be gone.
                    let _ = answered.send(Ok(answer));
                }
            }
            Err(error) => {
                for answered in waiting {
                    let _ = answered.send(Err(error.again()));
                }
            }
        }
    }
}

impl<Q, A> WorkerReads<Q, A> {
    fn lane(&self, lane: usize) -> MutexGuard<'_, Vec<Waiting<Q, A>>> {
        // Nothing that can panic happens while it is held.
        self.lanes[lane]
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The turn to read for a lane. Lost before it is taken, nobody is left waiting.
struct Turn<Q, A> {
    reads: Option<Arc<WorkerReads<Q, A>>>,
    lane: usize,
}

impl<Q, A> Turn<Q, A> {
    /// Takes it. Whoever comes once the lane is empty has another one.
    fn take(mut self) -> Option<Arc<WorkerReads<Q, A>>> {
        self.reads.take()
    }
}

impl<Q, A> Drop for Turn<Q, A> {
    fn drop(&mut self) {
        if let Some(reads) = &self.reads {
            reads.lane(self.lane).clear();
        }
    }
}

/// The lane of this thread.
fn own_lane() -> usize {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static LANE: Cell<usize> = Cell::new(THREADS.fetch_add(1, Ordering::Relaxed) % LANES);
    }
    LANE.get()
}
