//! Requests of the same kind that wait for a database with many connections are done together, by a
//! few statements. Nobody waits for others to come: what has come while some were under way is done
//! next. Each is begun after it has come, so that its answer is as fresh as one of its own.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use jobboard_db::database::PATIENCE;
use jobboard_db::{Database, DbConnection, QueryError};
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::Span;

use crate::error::ServiceError;
use crate::turns::Turns;

/// Batches that are done in one turn to use the database.
const BATCHES_A_TURN: usize = 16;

/// How long a batch may take before another one is begun beside it. One at a time is larger, and of
/// larger ones there are fewer.
const LONG: Duration = Duration::from_millis(25);

/// What is done for many at once.
pub(crate) trait Work: Send + Sync + 'static {
    /// What is asked for.
    type Request: Send + 'static;
    /// What comes of it.
    type Answer: Send + 'static;

    /// Requests that are done together at the most.
    const TOGETHER: usize;

    /// Batches that are under way at the same time at the most, when they take long.
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
    /// How many lead it.
    led: usize,
    /// When the latest batch was begun.
    begun: Instant,
}

impl<W: Work> fmt::Debug for Together<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Together").finish_non_exhaustive()
    }
}

impl<W: Work> Together<W> {
    /// Requests that are done so.
    pub(crate) fn new(work: W) -> Self {
        let queue = Queue {
            waiting: Vec::new(),
            led: 0,
            begun: Instant::now(),
        };
        Self {
            work,
            queue: Mutex::new(queue),
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
            let leads = queue.led == 0;
            queue.led += usize::from(leads);
            leads
        };
        if leads {
            let lead = Lead(Some(Arc::clone(self)));
            lead.begin(database.clone(), turns.clone(), Span::current());
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
        match together {
            0 => queue.led -= 1,
            _ => queue.begun = Instant::now(),
        }
        queue.waiting.drain(..together).collect()
    }

    /// Another lead, if somebody waits and those that there are take long.
    fn lead_beside(self: &Arc<Self>) -> Option<Lead<W>> {
        let mut queue = self.lock();
        let takes_long = queue.led < W::AT_ONCE && queue.begun.elapsed() >= LONG;
        if !takes_long || queue.waiting.is_empty() {
            return None;
        }
        queue.led += 1;
        Some(Lead(Some(Arc::clone(self))))
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
    /// leads, whose span it is given, and the others are nobody's.
    fn begin(self, database: Database, turns: Turns, span: Span) {
        tokio::spawn(self.lead(database, turns, span));
    }

    async fn lead(self, database: Database, turns: Turns, span: Span) {
        // Without a turn nothing is done, and whoever waits is told to come back.
        let (Some(queue), Ok(turn)) = (self.0.clone(), turns.to_write().await) else {
            return;
        };
        let reached = database.clone();
        let mut at_work = tokio::task::spawn_blocking(move || {
            let unfinished = span.in_scope(|| self.for_a_turn(&reached));
            drop(turn);
            unfinished
        });
        loop {
            match timeout(LONG, &mut at_work).await {
                Ok(Ok(Some(unfinished))) => {
                    return unfinished.begin(database, turns, Span::none());
                }
                Ok(_) => return,
                Err(_) => {
                    if let Some(beside) = queue.lead_beside() {
                        beside.begin(database.clone(), turns.clone(), Span::none());
                    }
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::{Receiver, channel};

    use jobboard_db::{Backend, Concurrency, DatabaseConfig};
    use tempfile::TempDir;

    use super::*;

    /// Numbers, of which 0 waits until it is let go.
    struct Numbers {
        let_go: Mutex<Receiver<()>>,
        /// How many batches there were.
        batches: AtomicUsize,
    }

    impl Work for Numbers {
        type Request = usize;
        type Answer = usize;

        const TOGETHER: usize = 8;
        const AT_ONCE: usize = 2;

        fn answer(&self, _: &Database, numbers: Vec<usize>) -> Vec<Result<usize, ServiceError>> {
            self.batches.fetch_add(1, Ordering::SeqCst);
            if numbers.contains(&0) {
                let let_go = self.let_go.lock().expect("the end");
                let_go.recv().expect("to be let go");
            }
            numbers.into_iter().map(Ok).collect()
        }
    }

    #[tokio::test]
    async fn whoever_comes_while_a_batch_takes_long_is_answered_beside_it() {
        let folder = TempDir::new().expect("a folder");
        let database = Database::open(&DatabaseConfig {
            backend: Backend::Sqlite(folder.path().join("test.db")),
            name: "test".to_owned(),
            pool_size: 1,
        });
        let database = database.expect("a database");
        let turns = Turns::new(Concurrency::Connections(4));
        let (end, let_go) = channel();
        let numbers = Arc::new(Together::new(Numbers {
            let_go: Mutex::new(let_go),
            batches: AtomicUsize::new(0),
        }));
        let ask = |number: usize| {
            let (numbers, database, turns) =
                (Arc::clone(&numbers), database.clone(), turns.clone());
            tokio::spawn(async move { numbers.get(&database, &turns, number).await })
        };
        let slow = ask(0);
        while numbers.work.batches.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        // All of them come before it has taken long, and nobody comes later.
        let others: Vec<_> = (1..=5).map(ask).collect();
        for (number, other) in (1..).zip(others) {
            assert_eq!(other.await.expect("an answer").ok(), Some(number));
        }
        assert!(!slow.is_finished());
        end.send(()).expect("somebody who waits");
        assert_eq!(slow.await.expect("an answer").ok(), Some(0));
    }
}
