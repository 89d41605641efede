//! Questions that come to a worker in the same turn of its loop, where the database is a file: they
//! are answered together, on the worker's own thread. To change to another thread and back takes
//! longer than to read some rows by their keys, and to begin and end a reading transaction as long as
//! to read one.
//!
//! The file is asked each time, and no answer is older than its question. What is asked first is
//! whether anything at all has changed; as long as nothing has, what was read before is what would be
//! read again.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use jobboard_db::file_reader::{FileReader, FileState};
use jobboard_db::{Database, DbError};
use tokio::sync::oneshot;
use tracing::Instrument;

use crate::error::ServiceError;
use crate::together::Ask;

/// Workers that do not meet each other; more of them share.
const LANES: usize = 64;

/// Answers of one kind that a worker remembers. Those of 4 096 people who are signed in take about
/// 2 MiB.
const REMEMBERED: usize = 4096;

/// The connections that the workers read with: each has one of its own, once it has read.
#[derive(Debug)]
pub(crate) struct Readers(Vec<Mutex<Option<FileReader>>>);

impl Default for Readers {
    fn default() -> Self {
        Self(lanes())
    }
}

/// Questions of one kind.
pub(crate) struct WorkerReads<Q, A> {
    ask: Ask<Q, A>,
    readers: Arc<Readers>,
    lanes: Vec<Lane<Q, A>>,
}

struct Lane<Q, A> {
    waiting: Mutex<Vec<Waiting<Q, A>>>,
    memory: Mutex<Memory<Q, A>>,
}

type Waiting<Q, A> = (Q, oneshot::Sender<Result<A, ServiceError>>);

/// The answers that a worker has read, and the state of the file that they are from.
struct Memory<Q, A> {
    state: Option<FileState>,
    answers: HashMap<Q, A>,
}

impl<Q, A> Default for Lane<Q, A> {
    fn default() -> Self {
        let (state, answers) = (None, HashMap::new());
        Self {
            waiting: Mutex::default(),
            memory: Mutex::new(Memory { state, answers }),
        }
    }
}

impl<Q, A> fmt::Debug for WorkerReads<Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkerReads").finish_non_exhaustive()
    }
}

impl<Q, A> WorkerReads<Q, A>
where
    Q: Clone + Eq + Hash + Send + Sync + 'static,
    A: Clone + Send + 'static,
{
    /// Questions that are answered so.
    pub(crate) fn new(readers: Arc<Readers>, ask: Ask<Q, A>) -> Self {
        Self {
            ask,
            readers,
            lanes: lanes(),
        }
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
            let mut waiting = lock(&self.lanes[lane].waiting);
            waiting.push((question, answered));
            waiting.len() == 1
        };
        if leads {
            // Its turn comes after those of the requests that have arrived with this one. Whoever
            // asked first may go while the others wait.
            let (reads, database) = (Some(Arc::clone(self)), database.clone());
            let turn = Turn { reads, lane };
            let read = async move {
                if let Some(reads) = turn.take() {
                    reads.answer(&database, lane);
                }
            };
            tokio::spawn(read.in_current_span());
        }
        answer.await.map_err(|_| ServiceError::Busy)?
    }

    fn answer(&self, database: &Database, lane: usize) {
        let waiting = std::mem::take(&mut *lock(&self.lanes[lane].waiting));
        let (questions, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
        // Whoever asked may be gone.
        match self.recall(database, lane, &questions) {
            Ok(answers) => {
                let missing = || ServiceError::Internal("a question has no answer".to_owned());
                for (answered, answer) in waiting.into_iter().zip(answers) {
                    let _ = answered.send(answer.ok_or_else(missing));
                }
            }
            Err(error) => {
                for answered in waiting {
                    let _ = answered.send(Err(error.again().into()));
                }
            }
        }
    }

    /// The answers to some questions, by a worker's connection. One that fails is not used again.
    fn recall(
        &self,
        database: &Database,
        lane: usize,
        questions: &[Q],
    ) -> Result<Vec<Option<A>>, DbError> {
        let mut place = lock(&self.readers.0[lane]);
        let mut reader = match place.take().filter(|reader| !reader.is_old()) {
            Some(reader) => reader,
            None => database.file_reader()?,
        };
        let answers = lock(&self.lanes[lane].memory).answer(&mut reader, self.ask, questions)?;
        *place = Some(reader);
        Ok(answers)
    }
}

impl<Q: Clone + Eq + Hash, A: Clone> Memory<Q, A> {
    fn answer(
        &mut self,
        reader: &mut FileReader,
        ask: Ask<Q, A>,
        questions: &[Q],
    ) -> Result<Vec<Option<A>>, DbError> {
        // What is read after this look may be newer than it; then the next look says so.
        let state = reader.state()?;
        if state.is_none() || state != self.state || self.answers.len() > REMEMBERED {
            self.answers.clear();
            self.state = state;
        }
        let is_new = |question: &&Q| !self.answers.contains_key(*question);
        let new: Vec<Q> = questions.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            let answers = reader.read(|db| ask(db, &new))?;
            self.answers.extend(new.into_iter().zip(answers));
        }
        let answer = |question| self.answers.get(question).cloned();
        Ok(questions.iter().map(answer).collect())
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
            lock(&reads.lanes[self.lane].waiting).clear();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A reader that has panicked is gone, and a memory is right at each moment.
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn lanes<T: Default>() -> Vec<T> {
    (0..LANES).map(|_| T::default()).collect()
}

/// The lane of this thread.
fn own_lane() -> usize {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static LANE: Cell<usize> = Cell::new(THREADS.fetch_add(1, Ordering::Relaxed) % LANES);
    }
    LANE.get()
}
