//! What every use case needs.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::board_rules::BoardRules;
use jobboard_core::clock::Clock;
use jobboard_core::field::FieldError;
use jobboard_core::security::keys::Keys;
use jobboard_core::time_zone::SiteTimeZone;
use jobboard_core::user::{Password, PasswordPolicy};
use jobboard_db::repository;
use jobboard_db::repository::sessions::SessionUser;
use jobboard_db::repository::term_counts::TermCounts;
use jobboard_db::{Concurrency, Database, DbConnection, QueryError};
use tokio::sync::Notify;

use crate::board_settings::ChangedSettings;
use crate::error::ServiceError;
use crate::freshness::{self, Freshness};
use crate::jobs::{Job, PostTogether, Submission, store};
use crate::password_hasher::PasswordHasher;
use crate::shared_reads::SharedReads;
use crate::together::Together;
use crate::turns::Turns;
use crate::views::ViewCounts;
use crate::worker_reads::Readers;
use crate::write_queue::{Change, WriteQueue};

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
    pub(crate) freshness: Arc<Freshness>,
    /// Where there is one writer.
    write_queue: Option<Arc<WriteQueue>>,
    session_checks: SharedReads<String, Option<SessionUser>>,
    settings_reads: SharedReads<(), ChangedSettings>,
    posts: Arc<Together<PostTogether>>,
}

impl Context {
    /// A board over these parts.
    pub fn new(database: Database, keys: Keys, rules: Rules, clock: Arc<dyn Clock>) -> Self {
        let freshness = Arc::<Freshness>::default();
        let posts = PostTogether {
            freshness: Arc::clone(&freshness),
        };
        let concurrency = database.concurrency();
        let readers = Arc::<Readers>::default();
        Self {
            turns: Turns::new(concurrency),
            write_queue: WriteQueue::of(concurrency),
            session_checks: SharedReads::new(concurrency, &readers, repository::sessions::users_of),
            settings_reads: SharedReads::new(
                concurrency,
                &readers,
                repository::board_settings::all_for,
            ),
            posts: Arc::new(Together::new(posts)),
            database,
            keys,
            hasher: PasswordHasher::new(rules.bcrypt_cost),
            rules,
            clock,
            mail_ordered: Arc::default(),
            views: Arc::default(),
            term_counts: Arc::default(),
            freshness,
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

    /// Its database, for threads that may block.
    pub(crate) fn database(&self) -> &Database {
        &self.database
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

    /// As [`read`](Self::read), for a few rows that are found by their keys. In a file they are read
    /// on this very thread: to change to another one and back takes longer than to read them.
    pub(crate) async fn read_by_key<T, F>(&self, query: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, QueryError> + Send + 'static,
    {
        if self.database.concurrency() == Concurrency::OneWriter
            && let Some(outcome) = self.database.try_read(&query)
        {
            return Ok(outcome?);
        }
        self.read(query).await
    }

    /// Whose session this is, and when it ends, if there is one; asked after this call.
    pub(crate) async fn session_user(
        &self,
        session: String,
    ) -> Result<Option<SessionUser>, ServiceError> {
        let reads = &self.session_checks;
        reads.get(&self.database, &self.turns, session).await
    }

    /// What an admin has changed of the board's settings; asked after this call.
    pub(crate) async fn changed_settings(&self) -> Result<ChangedSettings, ServiceError> {
        let reads = &self.settings_reads;
        reads.get(&self.database, &self.turns, ()).await
    }

    /// Stores a job. Those that come at the same time share a transaction, where each would be a
    /// journey. `Busy` when it is not begun within 2 seconds.
    pub(crate) async fn post(&self, submission: Submission) -> Result<Job, ServiceError> {
        if self.database.concurrency() == Concurrency::OneWriter {
            let posting = submission.posting(&self.changed_settings().await?)?;
            let work = move |db: &mut DbConnection| store(db, posting.clone());
            return self.write_again_when_raced(work).await;
        }
        self.posts
            .get(&self.database, &self.turns, submission)
            .await
    }

    /// Runs one transaction on this very thread, before there is anybody to wait.
    pub(crate) fn write_at_start<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        self.database.write(work)
    }

    /// Runs one transaction on a thread that may block, once there is a turn; `Unavailable` when
    /// there is none within 2 seconds. Answers that were made before it are not sent again.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, ServiceError> + Send + 'static,
    {
        self.transact(Change::Public, work).await
    }

    /// As [`write`](Self::write), for what changes nothing that everybody may see.
    pub(crate) async fn write_unseen<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, ServiceError> + Send + 'static,
    {
        let work = |db: &mut DbConnection| freshness::expect_unseen(db, work);
        self.transact(Change::Unseen, work).await
    }

    async fn transact<T, F>(&self, change: Change, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, ServiceError> + Send + 'static,
    {
        let turn = self.turns.to_write().await?;
        if let Some(queue) = &self.write_queue {
            let work = (change, work);
            return queue
                .write(&self.database, &self.freshness, turn, work)
                .await;
        }
        let (database, freshness) = (self.database.clone(), Arc::clone(&self.freshness));
        run_blocking(move || {
            let _turn = turn;
            let outcome = database.write(work);
            if outcome.is_ok() && change == Change::Public {
                // Here, and not where it is waited for: whoever asked may be gone by now.
                freshness.changed_here();
            }
            outcome
        })
        .await?
    }
}

/// How often a transaction is tried that somebody else's first row came before.
pub(crate) const RACES: usize = 5;

impl Context {
    /// As [`write`](Self::write), for transactions that store the first row of something: on
    /// PostgreSQL two of them can both find that there is none, and one is told so in the end.
    pub(crate) async fn write_again_when_raced<T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnMut(&mut DbConnection) -> Result<T, ServiceError> + Clone + Send + 'static,
    {
        again_when_raced(async || self.write(work.clone()).await).await
    }

    /// As [`write_again_when_raced`](Self::write_again_when_raced), for what changes nothing that
    /// everybody may see.
    pub(crate) async fn write_unseen_again_when_raced<T, F>(
        &self,
        work: F,
    ) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: FnMut(&mut DbConnection) -> Result<T, ServiceError> + Clone + Send + 'static,
    {
        again_when_raced(async || self.write_unseen(work.clone()).await).await
    }
}

async fn again_when_raced<T>(
    transaction: impl AsyncFn() -> Result<T, ServiceError>,
) -> Result<T, ServiceError> {
    for _ in 1..RACES {
        match transaction().await {
            Err(ServiceError::Raced) => {}
            other => return other,
        }
    }
    transaction().await
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
