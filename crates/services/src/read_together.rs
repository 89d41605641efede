//! Questions of the same kind that wait for the database are asked together, in one query. Nobody
//! waits for others to come: what has come while a query was under way is the next one. Each is
//! asked after it has come, so that the answer is as fresh as one of its own.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

use jobboard_db::{Database, DbConnection, DbError, QueryError};
use tokio::sync::oneshot;

use crate::error::ServiceError;
use crate::turns::Turns;

/// Questions that are asked together at the most.
const TOGETHER: usize = 128;

/// Queries of one turn to use the database.
const QUERIES_A_TURN: usize = 16;

/// Queries that are under way at the same time: while one waits, another one is prepared.
const AT_ONCE: usize = 2;

/// The answers to some questions, in their order.
pub(crate) type Ask<Q, A> = fn(&mut DbConnection, &[Q]) -> Result<Vec<A>, QueryError>;

type Waiting<Q, A> = (Q, oneshot::Sender<Result<A, DbError>>);

/// Questions of one kind.
pub(crate) struct ReadTogether<Q, A> {
    pub(crate) ask: Ask<Q, A>,
    queue: Mutex<Queue<Q, A>>,
}

struct Queue<Q, A> {
    waiting: Vec<Waiting<Q, A>>,
    led: usize,
}

impl<Q, A> fmt::Debug for ReadTogether<Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadTogether").finish_non_exhaustive()
    }
}

impl<Q: Send + 'static, A: Send + 'static> ReadTogether<Q, A> {
    /// Questions that are answered so.
    pub(crate) fn new(ask: Ask<Q, A>) -> Self {
        Self {
            ask,
            queue: Mutex::new(Queue {
                waiting: Vec::new(),
                led: 0,
            }),
        }
    }

    /// Asks, with whoever else is waiting.
    ///
    /// # Errors
    /// When there is no turn to read within 2 seconds; when the database fails.
    pub(crate) async fn get(
        self: &Arc<Self>,
        database: &Database,
        turns: &Turns,
        question: Q,
    ) -> Result<A, ServiceError> {
        let (answered, answer) = oneshot::channel();
        let leads = {
            let mut queue = self.lock();
            queue.waiting.push((question, answered));
            let leads = queue.led < AT_ONCE;
            queue.led += usize::from(leads);
            leads
        };
        if leads {
            Lead(Some(Arc::clone(self))).begin(database.clone(), turns.clone());
        }
        let answer = answer.await.map_err(|_| ServiceError::Busy)?;
        Ok(answer?)
    }

    fn ask_together(&self, database: &Database, together: Vec<Waiting<Q, A>>) {
        let (questions, answers): (Vec<_>, Vec<_>) = together.into_iter().unzip();
        match database.read(|db| (self.ask)(db, &questions)) {
            Ok(found) => {
                for (answered, answer) in answers.into_iter().zip(found) {
                    // Whoever asked may be gone.
                    let _ = answered.send(Ok(answer));
                }
            }
            Err(error) => {
                for answered in answers {
                    let _ = answered.send(Err(error.again()));
                }
            }
        }
    }

    /// Who waits; nobody, and the lead is over.
    fn next(&self) -> Vec<Waiting<Q, A>> {
        let mut queue = self.lock();
        let together = queue.waiting.len().min(TOGETHER);
        queue.led -= usize::from(together == 0);
        queue.waiting.drain(..together).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Queue<Q, A>> {
        // Nothing that can panic happens while it is held.
        self.queue
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The lead of a queue. Lost on the way, nobody is left waiting whom nobody else leads.
struct Lead<Q, A>(Option<Arc<ReadTogether<Q, A>>>);

impl<Q: Send + 'static, A: Send + 'static> Lead<Q, A> {
    /// Asks in a task of its own, since whoever asked first may go while the others wait: a few
    /// queries a turn, so that others come to theirs.
    fn begin(self, database: Database, turns: Turns) {
        tokio::spawn(async move {
            // Without a turn nothing is asked, and whoever waits is told to come back.
            if let Ok(turn) = turns.to_read().await {
                tokio::task::spawn_blocking(move || {
                    let unfinished = self.for_a_turn(&database);
                    drop(turn);
                    if let Some(lead) = unfinished {
                        lead.begin(database, turns);
                    }
                });
            }
        });
    }

    /// The lead again, if somebody may wait still.
    fn for_a_turn(mut self, database: &Database) -> Option<Self> {
        for _ in 0..QUERIES_A_TURN {
            let queue = self.0.as_ref()?;
            let together = queue.next();
            if together.is_empty() {
                self.0 = None;
                return None;
            }
            queue.ask_together(database, together);
        }
        Some(self)
    }
}

impl<Q, A> Drop for Lead<Q, A> {
    fn drop(&mut self) {
        if let Some(queue) = &self.0 {
            let mut queue = queue
                .queue
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            queue.led -= 1;
            if queue.led == 0 {
                queue.waiting.clear();
            }
        }
    }
}
