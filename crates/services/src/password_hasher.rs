//! Hashes and checks passwords, on threads of their own.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jobboard_core::security::hashing::{self, Verdict};
use jobboard_core::user::Password;

use crate::error::ServiceError;
use crate::hashing_pool::HashingPool;

/// Hashes and checks passwords, as many at once as there are cores.
#[derive(Debug, Clone)]
pub(crate) struct PasswordHasher {
    cost: u32,
    pool: HashingPool,
    verifications: Arc<AtomicU64>,
}

impl PasswordHasher {
    /// New hashes cost `cost`.
    pub(crate) fn new(cost: u32) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            cost,
            pool: HashingPool::new(cores),
            verifications: Arc::default(),
        }
    }

    /// Says at once whether too many wait.
    ///
    /// # Errors
    /// `Busy`.
    pub(crate) fn expect_room(&self) -> Result<(), ServiceError> {
        self.pool.expect_room()
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, ServiceError> {
        let cost = self.cost;
        self.pool
            .run(move || hashing::hash_password(&password, cost))
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
        let verifications = Arc::clone(&self.verifications);
        self.pool
            .run(move || {
                let stored = stored.unwrap_or_else(|| hashing::decoy_hash(cost));
                let verdict = hashing::verify_password(&candidate, &stored, cost);
                if verdict != Verdict::Unusable {
                    verifications.fetch_add(1, Ordering::Relaxed);
                }
                verdict
            })
            .await
    }

    /// How many checks were computed.
    pub(crate) fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }
}
