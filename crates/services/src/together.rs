//! Requests of the same kind that wait for a database with many connections are done together, by a
//! few statements. Nobody waits for others to come: what has come while some were under way is done
//! next. Each is begun after it has come, so that its answer is as fresh as one of its own.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use jobboard_db::database::PATIENCE;
use jobboard_db::{Database, DbConnection, QueryError};
use tokio::sync::oneshot;
use tracing::Instrument;

use crate::error::ServiceError;
use crate::turns::Turns;

/// Batches that are done in one turn to use the database.
const BATCHES_A_TURN: usize = 16;

/// What is done for many at once.
pub(crate) trait Work: Send + Sync + 'static {
    /// What is asked for.
    type Request: Send + 'static;
    /// What comes of it.
    type Answer: Send + 'static;

    /// Requests that are done together at the most.
    const TOGETHER: usize;

    /// Batches that are under way at the same time: while one waits, another one is prepared.
    const AT_ONCE: usize;

    /// Does it for some requests, and answers them in their order.
    fn answer(
        &self,
        database: &Database,
        requests: Vec<Self::Request>,
    ) -> Vec<Result<Self::Answer, ServiceError>>;
}

struct Waiting<W: Work> {
    request: W::Request,
    answered: oneshot::Sender<Result<W::Answer, ServiceError>>,
    since: Instant,
}

/// The requests of one kind.
pub(crate) struct Together<W: Work> {
    work: W,
    queue: Mutex<Queue<W>>,
}

struct Queue<W: Work> {
    waiting: Vec<Waiting<W>>,
    led: usize,
}

impl<W: Work> fmt::Debug for Together<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Together").finish_non_exhaustive()
    }
}

impl<W: Work> Together<W> {
    /// Requests that are done so.
    pub(crate) fn new(work: W) -> Self {
        let (waiting, led) = (Vec::new(), 0);
        Self {
            work,
            queue: Mutex::new(Queue { waiting, led }),
        }
    }

    /// Asks, with whoever else is waiting.
    ///
    /// # Errors
    /// `Busy` when it is not begun within 2 seconds; those of the work.
    pub(crate) async fn get(
        self: &Arc<Self>,
        database: &Database,
        turns: &Turns,
        request: W::Request,
    ) -> Result<W::Answer, ServiceError> {
        let (answered, answer) = oneshot::channel();
        let leads = {
            let mut queue = self.lock();
            queue.waiting.push(Waiting {
                request,
                answered,
                since: Instant::now(),
            });
            let leads = queue.led < W::AT_ONCE;
            queue.led += usize::from(leads);
            leads
        };
        if leads {
            Lead(Some(Arc::clone(self))).begin(database.clone(), turns.clone());
        }
        answer.await.map_err(|_| ServiceError::Busy)?
    }

    fn answer(&self, database: &Database, together: Vec<Waiting<W>>) {
        let asked = together.into_iter();
        let (requests, waiting): (Vec<_>, Vec<_>) =
            asked.map(|asked| (asked.request, asked.answered)).unzip();
        let work = AssertUnwindSafe(|| self.work.answer(database, requests));
        let answers = catch_unwind(work).unwrap_or_default();
        let mut answers = answers.into_iter();
        for answered in waiting {
            let panicked = || Err(ServiceError::Internal("a query panicked".to_owned()));
            // Whoever asked may be gone.
            let _ = answered.send(answers.next().unwrap_or_else(panicked));
        }
    }

    /// Who waits; nobody, and the lead is over. Nothing is begun for those who are gone, and whoever
    /// has waited for too long is told to come back, and can rely on it that nothing will be done.
    fn next(&self) -> Vec<Waiting<W>> {
        let mut queue = self.lock();
        let is_in_time = |asked: &Waiting<W>| asked.since.elapsed() < PATIENCE;
        queue
            .waiting
            .retain(|asked| !asked.answered.is_closed() && is_in_time(asked));
        let together = queue.waiting.len().min(W::TOGETHER);
        queue.led -= usize::from(together == 0);
        queue.waiting.drain(..together).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Queue<W>> {
        // Nothing that can panic happens while it is held.
        self.queue
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The lead of a queue. Lost on the way, nobody is left waiting whom nobody else leads.
struct Lead<W: Work>(Option<Arc<Together<W>>>);

impl<W: Work> Lead<W> {
    /// Does it in a task of its own, since whoever asked first may go while the others wait: a few
    /// batches a turn, so that others come to theirs. In the log its first turn is the request's that
    /// leads.
    fn begin(self, database: Database, turns: Turns) {
        let span = tracing::Span::current();
        let lead = async move {
            // Without a turn nothing is done, and whoever waits is told to come back.
            if let Ok(turn) = turns.to_write().await {
                tokio::task::spawn_blocking(move || {
                    let unfinished = span.in_scope(|| self.for_a_turn(&database));
                    drop((turn, span));
                    if let Some(lead) = unfinished {
                        lead.begin(database, turns);
                    }
                });
            }
        };
        tokio::spawn(lead.in_current_span());
    }

    /// The lead again, if somebody may wait still.
    fn for_a_turn(mut self, database: &Database) -> Option<Self> {
        for _ in 0..BATCHES_A_TURN {
            let queue = self.0.as_ref()?;
            let together = queue.next();
            if together.is_empty() {
                self.0 = None;
                return None;
            }
            queue.answer(database, together);
        }
        Some(self)
    }
}

impl<W: Work> Drop for Lead<W> {
    fn drop(&mut self) {
        if let Some(queue) = &self.0 {
            let mut queue = queue.lock();
            queue.led -= 1;
            if queue.led == 0 {
                queue.waiting.clear();
            }
        }
    }
}

/// Questions that one query answers.
pub(crate) struct Reads<Q, A> {
    pub(crate) ask: Ask<Q, A>,
}

/// The answers to some questions, in their order.
pub(crate) type Ask<Q, A> = fn(&mut DbConnection, &[Q]) -> Result<Vec<A>, QueryError>;

impl<Q: Send + 'static, A: Send + 'static> Work for Reads<Q, A> {
    type Request = Q;
    type Answer = A;

    const TOGETHER: usize = 128;
    const AT_ONCE: usize = 2;

    fn answer(&self, database: &Database, questions: Vec<Q>) -> Vec<Result<A, ServiceError>> {
        match database.read(|db| (self.ask)(db, &questions)) {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(error) => {
                let failed = questions.iter().map(|_| Err(error.again().into()));
                failed.collect()
            }
        }
    }
}
