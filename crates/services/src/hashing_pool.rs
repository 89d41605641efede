//! The threads that password work runs on: apart from all others, at a low priority, and with a
//! queue that has an end, so that a flood of sign-ins takes nothing from whoever reads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use tokio::sync::{Semaphore, oneshot};

use crate::error::ServiceError;

/// How many may wait while all threads work.
const QUEUE: usize = 32;

/// How nice the threads are to all others, 0 to 19.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 4;

type Job = Box<dyn FnOnce() + Send>;

/// A few threads and the queue before them. Cheap to clone; the threads end with the last clone.
#[derive(Debug, Clone)]
pub(crate) struct HashingPool {
    jobs: mpsc::Sender<Job>,
    threads: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl HashingPool {
    /// A pool of so many threads, or fewer when the operating system gives no more.
    pub(crate) fn new(threads: usize) -> Self {
        let (jobs, taken) = mpsc::channel();
        let taken = Arc::new(Mutex::new(taken));
        let started = (0..threads).filter(|_| start_thread(&taken)).count();
        Self {
            jobs,
            // Without any thread a job fails at once, instead of waiting for ever.
            threads: Arc::new(Semaphore::new(started.max(1))),
            waiting: Arc::default(),
        }
    }

    /// Says at once whether the queue is full, so that a flood is shed before anything is read for
    /// it. A place is taken by [`run`](Self::run) only.
    ///
    /// # Errors
    /// `Busy` when the queue is full.
    pub(crate) fn expect_room(&self) -> Result<(), ServiceError> {
        if self.waiting.load(Ordering::Relaxed) < QUEUE {
            Ok(())
        } else {
            Err(ServiceError::Busy)
        }
    }

    /// Runs `work` when it is its turn, first come, first served. Whoever stops waiting gives the
    /// place up, and the work is not done.
    ///
    /// # Errors
    /// `Busy` when the queue is full; `Internal` when the work panics.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let place = QueuePlace::take(&self.waiting)?;
        let thread = Arc::clone(&self.threads)
            .acquire_owned()
            .await
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        drop(place);
        let span = tracing::Span::current();
        let (done, outcome) = oneshot::channel();
        let job = move || {
            let result = span.in_scope(|| catch_unwind(AssertUnwindSafe(work)));
            drop(thread);
            // Whoever asked may be gone by now.
            let _ = done.send(result);
        };
        let lost = |what: &str| ServiceError::Internal(format!("password work {what}"));
        self.jobs
            .send(Box::new(job))
            .map_err(|_| lost("has no thread"))?;
        match outcome.await {
            Ok(Ok(result)) => Ok(result),
            Ok(Err(_)) => Err(lost("panicked")),
            Err(_) => Err(lost("was lost")),
        }
    }
}

/// Starts a thread that does jobs until there can be no more.
fn start_thread(taken: &Arc<Mutex<mpsc::Receiver<Job>>>) -> bool {
    let taken = Arc::clone(taken);
    let started = thread::Builder::new()
        .name("password".to_owned())
        .spawn(move || {
            lower_priority();
            // The lock is held while one thread waits and given up before the job is done.
            while let Some(job) = next(&taken) {
                job();
            }
        });
    if let Err(error) = &started {
        tracing::error!(%error, "a thread for password work cannot be started");
    }
    started.is_ok()
}

fn next(taken: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    taken.lock().ok()?.recv().ok()
}

/// On Linux each thread has a priority of its own. Elsewhere this would slow the whole program.
#[cfg(target_os = "linux")]
fn lower_priority() {
    use rustix::process::{getpriority_process, setpriority_process};
    if getpriority_process(None).is_ok_and(|niceness| niceness >= NICENESS) {
        return;
    }
    if let Err(error) = setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "the priority of password work cannot be lowered");
    }
}

#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

/// A place in the queue, given up when it is dropped.
struct QueuePlace<'a>(&'a AtomicUsize);

impl<'a> QueuePlace<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, ServiceError> {
        let place = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < QUEUE {
            Ok(place)
        } else {
            Err(ServiceError::Busy)
        }
    }
}

impl Drop for QueuePlace<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::{JoinHandle, yield_now};

    use super::*;

    const THREADS: usize = 2;

    /// Lets every task that can go on go on.
    async fn settle() {
        for _ in 0..100 {
            yield_now().await;
        }
    }

    /// A pool whose threads are all held until the sender is dropped, with its queue full.
    async fn full() -> (
        HashingPool,
        mpsc::Sender<()>,
        Vec<JoinHandle<Result<usize, ServiceError>>>,
    ) {
        let pool = HashingPool::new(THREADS);
        let (hold, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        let mut requests = Vec::new();
        for number in 0..THREADS + QUEUE {
            let (pool, held) = (pool.clone(), Arc::clone(&held));
            requests.push(tokio::spawn(async move {
                pool.run(move || {
                    let _ = held.lock().map(|held| held.recv());
                    number
                })
                .await
            }));
            settle().await;
        }
        (pool, hold, requests)
    }

    #[tokio::test]
    async fn m20_as_many_work_as_there_are_threads_32_wait_and_the_next_is_turned_away() {
        let (pool, hold, requests) = full().await;
        assert!(matches!(pool.run(|| 0).await, Err(ServiceError::Busy)));
        assert!(matches!(pool.run(|| 0).await, Err(ServiceError::Busy)));
        drop(hold);
        for (number, request) in requests.into_iter().enumerate() {
            let done = request.await.expect("no panic").expect("a result");
            assert_eq!(done, number);
        }
        assert_eq!(pool.run(|| 7).await.expect("a result"), 7);
    }

    #[tokio::test]
    async fn m20_whoever_stops_waiting_gives_the_place_up() {
        let (pool, hold, requests) = full().await;
        for request in &requests[THREADS..] {
            request.abort();
        }
        settle().await;
        let next = tokio::spawn({
            let pool = pool.clone();
            async move { pool.run(|| 7).await }
        });
        settle().await;
        assert!(!next.is_finished(), "it waits");
        // Whoever goes away while the work is done leaves the thread to be used again.
        requests[0].abort();
        drop(hold);
        assert_eq!(next.await.expect("no panic").expect("a result"), 7);
        assert_eq!(pool.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn m20_work_that_panics_hurts_nobody_else() {
        let pool = HashingPool::new(1);
        for _ in 0..3 {
            let failed = pool.run(|| panic!("a panic of the tests")).await;
            assert!(matches!(failed, Err::<(), _>(ServiceError::Internal(_))));
        }
        assert_eq!(pool.run(|| 7).await.expect("a result"), 7);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn m20_the_threads_are_nice_and_all_others_are_not() {
        let niceness = || rustix::process::getpriority_process(None);
        let before = niceness().expect("a priority");
        let pool = HashingPool::new(1);
        let inside = pool.run(niceness).await.expect("a result");
        assert_eq!(inside.expect("a priority"), NICENESS.max(before));
        assert_eq!(niceness().expect("a priority"), before);
    }
}
