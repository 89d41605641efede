//! What every use case needs.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::board_rules::BoardRules;
use jobboard_core::clock::Clock;
use jobboard_core::field::FieldError;
use jobboard_core::security::keys::Keys;
use jobboard_core::time_zone::SiteTimeZone;
use jobboard_core::user::{Password, PasswordPolicy};
use jobboard_db::repository::term_counts::TermCounts;
use jobboard_db::{Database, DbConnection, QueryError};
use tokio::sync::Notify;

use crate::error::ServiceError;
use crate::password_hasher::PasswordHasher;
use crate::turns::Turns;
use crate::views::ViewCounts;

/// What the operator has decided.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The cost of new password hashes.
    pub bcrypt_cost: u32,
    /// What a new password must be.
    pub password_policy: PasswordPolicy,
    /// The board's name, which nobody's password should be.
    pub site_name: String,
    /// Where the site is, for dates.
    pub time_zone: SiteTimeZone,
    /// How the board treats jobs, until an admin changes it
    /// ([`board_settings`](crate::board_settings)).
    pub board: BoardRules,
    /// How many accounts may be made from one network in an hour, if there is a limit.
    pub sign_ups_per_hour: Option<i64>,
}

/// The board: its database, its key, its clock and its rules. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    database: Database,
    turns: Turns,
    pub(crate) keys: Keys,
    pub(crate) hasher: PasswordHasher,
    pub(crate) rules: Rules,
    clock: Arc<dyn Clock>,
    mail_ordered: Arc<Notify>,
    pub(crate) views: Arc<ViewCounts>,
    pub(crate) term_counts: Arc<TermCounts>,
}

impl Context {
    /// A board over these parts.
    pub fn new(database: Database, keys: Keys, rules: Rules, clock: Arc<dyn Clock>) -> Self {
        Self {
            turns: Turns::new(database.concurrency()),
            database,
            keys,
            hasher: PasswordHasher::new(rules.bcrypt_cost),
            rules,
            clock,
            mail_ordered: Arc::default(),
            views: Arc::default(),
            term_counts: Arc::default(),
        }
    }

    /// The current instant by the board's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The same board under other rules for jobs.
    pub(crate) fn under(&self, board: BoardRules) -> Self {
        let mut context = self.clone();
        context.rules.board = board;
        context
    }

    /// The current date where the site is.
    pub fn today(&self) -> NaiveDate {
        self.rules.time_zone.date_of(self.now())
    }

    /// What a new password must be.
    pub fn password_policy(&self) -> PasswordPolicy {
        self.rules.password_policy
    }

    /// How many passwords were checked against a hash since the start, decoys included.
    pub fn password_verifications(&self) -> u64 {
        self.hasher.verifications()
    }

    /// Reads a new password from a field. `personal` are the names and addresses of whoever
    /// chooses it.
    ///
    /// # Errors
    /// As [`Password::parse`].
    pub(crate) fn new_password(
        &self,
        field: &'static str,
        raw: Option<&str>,
        personal: [Option<&str>; 2],
    ) -> Result<Password, FieldError> {
        let personal: Vec<&str> = personal
            .into_iter()
            .flatten()
            .chain([&*self.rules.site_name])
            .collect();
        Password::parse(field, raw, self.rules.password_policy, &personal)
    }

    /// Lets mail that was ordered in this process leave at once. Without it mail waits for the
    /// worker's next look at the queue, 2 seconds at the most.
    pub(crate) fn wake_mail(&self) {
        self.mail_ordered.notify_one();
    }

    /// Waits until somebody wakes the worker.
    pub(crate) async fn mail_woken(&self) {
        self.mail_ordered.notified().await;
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

    /// Runs one transaction on this very thread, before there is anybody to wait.
    pub(crate) fn write_at_start<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        self.database.write(work)
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

/// How often a transaction is tried that somebody else's first row came before.
const RACES: usize = 5;

impl Context {
    /// As [`write`](Self::write), for transactions that store the first row of something: on
    /// PostgreSQL two of them can both find that there is none, and one is told so in the end.
    pub(crate) async fn write_again_when_raced<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnMut(&mut DbConnection) -> Result<T, ServiceError> + Clone + Send + 'static,
    {
        for _ in 1..RACES {
            match self.write(work.clone()).await {
                Err(ServiceError::Raced) => {}
                other => return other,
            }
        }
        self.write(work).await
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
