//! What every use case needs.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::clock::Clock;
use jobboard_core::security::access_token::AccessTokens;
use jobboard_core::user::PasswordPolicy;
use jobboard_db::{Database, DbConnection, QueryError};

use crate::error::ServiceError;
use crate::password_hasher::PasswordHasher;
use crate::turns::Turns;

/// The board: its database, its key, its clock and its rules. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    database: Database,
    turns: Turns,
    pub(crate) tokens: AccessTokens,
    pub(crate) hasher: PasswordHasher,
    pub(crate) password_policy: PasswordPolicy,
    clock: Arc<dyn Clock>,
}

impl Context {
    /// A board over these parts. `bcrypt_cost` is the cost of new password hashes.
    pub fn new(
        database: Database,
        tokens: AccessTokens,
        bcrypt_cost: u32,
        password_policy: PasswordPolicy,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            turns: Turns::new(database.concurrency()),
            database,
            tokens,
            hasher: PasswordHasher::new(bcrypt_cost),
            password_policy,
            clock,
        }
    }

    /// The current instant by the board's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The current date, UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// What a new password must be.
    pub fn password_policy(&self) -> PasswordPolicy {
        self.password_policy
    }

    /// Runs queries on a thread that may block, once there is a turn; `Unavailable` when there is
    /// none within 2 seconds.
    pub(crate) async fn read<T, F>(&self, query: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, QueryError> + Send + 'static,
    {
        let turn = self.turns.to_read().await?;
        let database = self.database.clone();
        let outcome = run_blocking(move || {
            let _turn = turn;
            database.read(query)
        });
        Ok(outcome.await??)
    }

    /// Runs one transaction on a thread that may block, once there is a turn; `Unavailable` when
    /// there is none within 2 seconds.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, ServiceError> + Send + 'static,
    {
        let turn = self.turns.to_write().await?;
        let database = self.database.clone();
        run_blocking(move || {
            let _turn = turn;
            database.write(work)
        })
        .await?
    }
}

/// Runs `work` on a thread that may block.
pub(crate) async fn run_blocking<T, F>(work: F) -> Result<T, ServiceError>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
        .await
        .map_err(|error| ServiceError::Internal(error.to_string()))
}
