//! The pool of connections, and the two ways to use one: to read, and to write in a transaction.

use std::fmt;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{Connection, QueryResult};

use crate::connection::{Connector, DbConnection, establish};
use crate::error::{DbError, OpenError};

/// How long to wait for a connection, and for a turn to use one.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Which database, and where.
#[derive(Clone)]
pub enum Backend {
    /// The path of an SQLite file, made when it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL connection string.
    Postgres(String),
}

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(_) => f.debug_tuple("Postgres").finish_non_exhaustive(),
        }
    }
}

/// What a database needs to be opened.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// Which one.
    pub backend: Backend,
    /// How it is called in messages: without its password.
    pub name: String,
    /// Connections at the most.
    pub pool_size: u32,
}

/// A database: cheap to clone, safe to share between threads. All its calls block.
#[derive(Clone)]
pub struct Database {
    pool: r2d2::Pool<Connector>,
    backend: Arc<Backend>,
    concurrency: Concurrency,
}

/// How many can use a database at once. Callers who keep to it wait in the order in which they
/// came, and without a thread; the pool and SQLite itself let newcomers overtake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concurrency {
    /// So many, readers and writers together.
    Connections(usize),
    /// Any number of readers, and one writer beside them.
    OneWriter,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

impl Database {
    /// Opens a database, trying one connection to say clearly what is wrong with it.
    ///
    /// # Errors
    /// When it cannot be reached, or wants TLS that this build does not have.
    pub fn open(config: &DatabaseConfig) -> Result<Self, OpenError> {
        match &config.backend {
            Backend::Postgres(url) => refuse_missing_tls(url)?,
            Backend::Sqlite(path) => make_private_file(path),
        }
        establish(&config.backend).map_err(|error| OpenError::Connect {
            name: config.name.clone(),
            reason: one_line(&error.to_string()),
        })?;
        let pool = r2d2::Pool::builder()
            .max_size(config.pool_size)
            .min_idle(Some(config.pool_size.min(2)))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(LogPoolError))
            .build_unchecked(Connector(config.backend.clone()));
        let concurrency = match config.backend {
            Backend::Sqlite(_) => Concurrency::OneWriter,
            Backend::Postgres(_) => {
                Concurrency::Connections(usize::try_from(config.pool_size).unwrap_or(usize::MAX))
            }
        };
        Ok(Self {
            pool,
            backend: Arc::new(config.backend.clone()),
            concurrency,
        })
    }

    /// Which one it is, and where.
    pub(crate) fn backend(&self) -> &Backend {
        &self.backend
    }

    /// How many can use it at once.
    pub fn concurrency(&self) -> Concurrency {
        self.concurrency
    }

    /// Reads with one connection, outside of a transaction.
    ///
    /// # Errors
    /// `Unavailable` when no connection is free within 2 seconds; whatever the query fails with.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&mut DbConnection) -> QueryResult<T>,
    ) -> Result<T, DbError> {
        let mut pooled = self.checkout()?;
        let outcome = query(&mut pooled.connection).map_err(DbError::from);
        pooled.note(outcome)
    }

    /// As [`read`](Self::read), if a connection is free now.
    pub fn try_read<T>(
        &self,
        query: impl FnOnce(&mut DbConnection) -> QueryResult<T>,
    ) -> Option<Result<T, DbError>> {
        let mut pooled = self.pool.try_get()?;
        let outcome = query(&mut pooled.connection).map_err(DbError::from);
        Some(pooled.note(outcome))
    }

    /// Writes in a transaction, which is rolled back when `work` fails. On SQLite it takes the
    /// write lock at its beginning (`BEGIN IMMEDIATE`): one that reads first and upgrades later
    /// fails under load, however long it would wait.
    ///
    /// # Errors
    /// `Unavailable` when no connection is free within 2 seconds; whatever `work` fails with.
    pub fn write<T, E>(&self, work: impl FnOnce(&mut DbConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DbError>,
    {
        self.transact(begin, work)
    }

    /// As [`write`](Self::write), waiting for rows that somebody else holds no longer than 250
    /// milliseconds. SQLite has no such rows.
    ///
    /// # Errors
    /// `Held` when they are held for longer; those of [`write`](Self::write).
    pub fn write_impatiently<T, E>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DbError>,
    {
        self.transact(begin_impatiently, work)
    }

    fn transact<T, E>(
        &self,
        begin: impl FnOnce(&mut DbConnection) -> QueryResult<()>,
        work: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DbError>,
    {
        let mut pooled = self.checkout()?;
        let begun = begin(&mut pooled.connection).map_err(DbError::from);
        if begun.is_err() && matches!(pooled.connection, DbConnection::Postgres(_)) {
            // It may have begun all the same, and diesel not know of it.
            pooled.lost = true;
        }
        pooled.note(begun)?;
        match work(&mut pooled.connection) {
            Ok(done) => {
                let committed = commit(&mut pooled.connection).map_err(DbError::from);
                pooled.note(committed)?;
                Ok(done)
            }
            Err(error) => {
                if rollback(&mut pooled.connection).is_err() {
                    pooled.lost = true;
                }
                Err(error)
            }
        }
    }

    /// Does several works in one transaction, each in a savepoint of its own, which is rolled back
    /// when `work` says that it is not to be kept.
    ///
    /// # Errors
    /// As [`write`](Self::write); then nothing of it is kept.
    pub fn write_together<W>(
        &self,
        works: Vec<W>,
        mut work: impl FnMut(&mut DbConnection, W) -> bool,
    ) -> Result<(), DbError> {
        let done = self.write(|connection| match <[W; 1]>::try_from(works) {
            // Its transaction is its savepoint.
            Ok([alone]) => match work(connection, alone) {
                true => Ok(()),
                false => Err(Undone::ByWork),
            },
            Err(works) => each_in_a_savepoint(connection, works, work).map_err(Undone::from),
        });
        match done {
            Ok(()) | Err(Undone::ByWork) => Ok(()),
            Err(Undone::Failed(error)) => Err(error),
        }
    }

    fn checkout(&self) -> Result<r2d2::PooledConnection<Connector>, DbError> {
        self.pool
            .get()
            .map_err(|error| DbError::Unavailable(one_line(&error.to_string())))
    }
}

/// Why a transaction was rolled back.
enum Undone {
    /// Its only work was not to be kept.
    ByWork,
    Failed(DbError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Self::Failed(error)
    }
}

fn each_in_a_savepoint<W>(
    connection: &mut DbConnection,
    works: Vec<W>,
    mut work: impl FnMut(&mut DbConnection, W) -> bool,
) -> Result<(), DbError> {
    for one in works {
        <DbConnection as Connection>::TransactionManager::begin_transaction(connection)?;
        match work(connection, one) {
            true => commit(connection)?,
            false => rollback(connection)?,
        }
    }
    Ok(())
}

/// Asks the database for a sign of life.
///
/// # Errors
/// When there is none.
pub fn sign_of_life(connection: &mut DbConnection) -> QueryResult<()> {
    connection.batch_execute("SELECT 1")
}

fn begin(connection: &mut DbConnection) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")
        }
        DbConnection::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres),
    }
}

/// One journey for both.
fn begin_impatiently(connection: &mut DbConnection) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(_) => begin(connection),
        DbConnection::Postgres(postgres) => AnsiTransactionManager::begin_transaction_sql(
            postgres,
            "BEGIN; SET LOCAL lock_timeout = 250",
        ),
    }
}

fn commit(connection: &mut DbConnection) -> QueryResult<()> {
    <DbConnection as Connection>::TransactionManager::commit_transaction(connection)
}

fn rollback(connection: &mut DbConnection) -> QueryResult<()> {
    <DbConnection as Connection>::TransactionManager::rollback_transaction(connection)
}

/// Makes the file for its owner alone, where SQLite would let everybody read it. Whether it can
/// be made at all, SQLite says best.
fn make_private_file(path: &Path) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

fn refuse_missing_tls(url: &str) -> Result<(), OpenError> {
    let asks_for_tls = [
        "sslmode=require",
        "sslmode=verify-ca",
        "sslmode=verify-full",
    ]
    .iter()
    .any(|mode| url.contains(mode));
    if asks_for_tls && cfg!(not(feature = "postgres-tls")) {
        return Err(OpenError::TlsNotBuilt);
    }
    Ok(())
}

/// libpq's messages have several lines.
fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pool's background connections fail into the log.
#[derive(Debug)]
struct LogPoolError;

impl<E: std::error::Error> r2d2::HandleError<E> for LogPoolError {
    fn handle_error(&self, error: E) {
        tracing::warn!(error = %one_line(&error.to_string()), "no database connection");
    }
}
