//! Requests of the same kind that wait for a database with many connections are done together, by a
//! few statements. Nobody waits for others to come: what has come while some were under way is done
//! next. Each is begun after it has come, so that its answer is as fresh as one of its own.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use jobboard_db::database::PATIENCE;
use jobboard_db::{Database, DbConnection, QueryError};
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::Span;

use crate::error::ServiceError;
use crate::turns::{Turn, Turns};

/// Batches that are done in one turn to use the database.
const BATCHES_A_TURN: usize = 16;

/// How often it is looked whether a batch takes this long: then another one is begun beside it. One at a
/// time is larger, and of larger ones there are fewer.
const LONG: Duration = Duration::from_millis(25);

/// Batches that are under way at the same time at the most: one that waits for somebody's row holds up
/// those who came with it, and others not for long.
const AT_ONCE: usize = 2;

/// What is done for many at once.
pub(crate) trait Work: Send + Sync + 'static {
    /// What is asked for.
    type Request: Send + 'static;
    /// What comes of it.
    type Answer: Send + 'static;

    /// Requests that are done together at the most.
    const TOGETHER: usize;

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

impl<W: Work> Queue<W> {
    /// Whether somebody waits; else a lead is over. Whoever is gone or has waited for too long does not
    /// any more.
    fn goes_on(&mut self) -> bool {
        let is_in_time = |asked: &Waiting<W>| asked.since.elapsed() < PATIENCE;
        self.waiting
            .retain(|asked| !asked.answered.is_closed() && is_in_time(asked));
        let goes_on = !self.waiting.is_empty();
        self.led -= usize::from(!goes_on);
        goes_on
    }
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
        if !queue.goes_on() {
            return Vec::new();
        }
        queue.begun = Instant::now();
        let together = queue.waiting.len().min(W::TOGETHER);
        queue.waiting.drain(..together).collect()
    }

    /// Another lead, if somebody waits and those that there are take long.
    fn lead_beside(self: &Arc<Self>) -> Option<Lead<W>> {
        let mut queue = self.lock();
        let takes_long = queue.led < AT_ONCE && queue.begun.elapsed() >= LONG;
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

    async fn lead(mut self, database: Database, turns: Turns, span: Span) {
        // Without a turn nothing is done, and whoever waits is told to come back.
        let (Some(queue), Some(turn)) = (self.0.clone(), self.turn(&turns).await) else {
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

    /// A turn to use the database, which is waited for as long as somebody waits who has not waited for
    /// too long.
    async fn turn(&mut self, turns: &Turns) -> Option<Turn> {
        let queue = self.0.clone()?;
        let mut turn = pin!(turns.to_write());
        loop {
            match timeout(LONG, &mut turn).await {
                Ok(Ok(turn)) => return Some(turn),
                Ok(Err(ServiceError::Busy)) => turn.set(turns.to_write()),
                Ok(Err(_)) => return None,
                Err(_) => {}
            }
            if !queue.lock().goes_on() {
                self.0 = None;
                return None;
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
    use std::sync::mpsc::{Receiver, Sender, channel};

    use jobboard_db::{Backend, Concurrency, DatabaseConfig};
    use tempfile::TempDir;
    use tokio::task::JoinHandle;

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

        fn answer(&self, _: &Database, numbers: Vec<usize>) -> Vec<Result<usize, ServiceError>> {
            self.batches.fetch_add(1, Ordering::SeqCst);
            if numbers.contains(&0) {
                let let_go = self.let_go.lock().expect("the end");
                let_go.recv().expect("to be let go");
            }
            numbers.into_iter().map(Ok).collect()
        }
    }

    /// A queue of numbers, and what it does them with.
    struct Asked {
        _folder: TempDir,
        database: Database,
        turns: Turns,
        numbers: Arc<Together<Numbers>>,
        let_go: Sender<()>,
    }

    impl Asked {
        fn new(connections: usize) -> Self {
            let folder = TempDir::new().expect("a folder");
            let database = Database::open(&DatabaseConfig {
                backend: Backend::Sqlite(folder.path().join("test.db")),
                name: "test".to_owned(),
                pool_size: 1,
            });
            let (let_go, waits) = channel();
            let numbers = Numbers {
                let_go: Mutex::new(waits),
                batches: AtomicUsize::new(0),
            };
            Self {
                _folder: folder,
                database: database.expect("a database"),
                turns: Turns::new(Concurrency::Connections(connections)),
                numbers: Arc::new(Together::new(numbers)),
                let_go,
            }
        }

        fn ask(&self, number: usize) -> JoinHandle<Result<usize, ServiceError>> {
            let numbers = Arc::clone(&self.numbers);
            let (database, turns) = (self.database.clone(), self.turns.clone());
            tokio::spawn(async move { numbers.get(&database, &turns, number).await })
        }
    }

    /// An answer that comes soon.
    async fn soon(asked: JoinHandle<Result<usize, ServiceError>>) -> Option<usize> {
        let answer = timeout(Duration::from_secs(10), asked).await;
        answer.expect("in time").expect("an answer").ok()
    }

    #[tokio::test]
    async fn whoever_comes_while_a_batch_takes_long_is_answered_beside_it() {
        let asked = Asked::new(4);
        let slow = asked.ask(0);
        while asked.numbers.work.batches.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        // All of them come before it has taken long, and nobody comes later.
        let others: Vec<_> = (1..=5).map(|number| asked.ask(number)).collect();
        for (number, other) in (1..).zip(others) {
            assert_eq!(soon(other).await, Some(number));
        }
        assert!(!slow.is_finished());
        asked.let_go.send(()).expect("somebody who waits");
        assert_eq!(soon(slow).await, Some(0));
    }

    #[tokio::test]
    async fn each_waits_for_two_seconds_of_their_own_for_a_turn() {
        let asked = Asked::new(1);
        let turn = asked.turns.to_write().await.expect("the only turn");
        let first = asked.ask(1);
        tokio::time::sleep(PATIENCE / 2).await;
        let second = asked.ask(2);
        let refused = first.await.expect("an answer");
        assert!(matches!(refused, Err(ServiceError::Busy)));
        assert!(!second.is_finished());
        drop(turn);
        assert_eq!(soon(second).await, Some(2));
    }
}
