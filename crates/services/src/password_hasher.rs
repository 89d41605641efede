//! Password work, kept from taking all cores and from queueing without end.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jobboard_core::security::hashing::{self, Verdict};
use jobboard_core::user::Password;
use tokio::sync::Semaphore;

use crate::context::run_blocking;
use crate::error::ServiceError;

/// How many may wait while all cores hash.
const QUEUE: usize = 32;

/// Hashes and checks passwords, as many at once as there are cores.
#[derive(Debug, Clone)]
pub(crate) struct PasswordHasher {
    cost: u32,
    cores: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl PasswordHasher {
    /// New hashes cost `cost`.
    pub(crate) fn new(cost: u32) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            cost,
            cores: Arc::new(Semaphore::new(cores)),
            waiting: Arc::default(),
        }
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, ServiceError> {
        let cost = self.cost;
        self.run(move || hashing::hash_password(&password, cost))
            .await?
            .map_err(|error| ServiceError::Internal(error.to_string()))
    }

    /// Checks a password against a stored hash; with none, against one that nothing matches,
    /// which takes as long.
    pub(crate) async fn verify(
        &self,
        candidate: String,
        stored: Option<String>,
    ) -> Result<Verdict, ServiceError> {
        let cost = self.cost;
        self.run(move || match stored {
            Some(stored) => hashing::verify_password(&candidate, &stored, cost),
            None => {
                hashing::verify_password(&candidate, &hashing::decoy_hash(cost), cost);
                Verdict::Mismatch
            }
        })
        .await
    }

    async fn run<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let place = QueuePlace::take(&self.waiting)?;
        let core = self
            .cores
            .clone()
            .acquire_owned()
            .await
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        drop(place);
        run_blocking(move || {
            let _core = core;
            work()
        })
        .await
    }
}

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
