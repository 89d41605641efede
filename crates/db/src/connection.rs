//! One connection type over the two databases.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::r2d2::R2D2Connection;
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

use crate::database::Backend;
use crate::error::DbError;

/// A connection to either database.
///
/// Its derived `establish` is never called: it guesses the database by trying, which hides
/// PostgreSQL's reason and makes an SQLite file out of a mistyped address.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// To PostgreSQL, through libpq.
    Postgres(PgConnection),
    /// To an SQLite file.
    Sqlite(SqliteConnection),
}

/// Runs a query that is the same for both on whichever database it is. Its statement is found by the
/// type of the query then; on the connection type itself diesel writes it out each time to find it.
macro_rules! on_either {
    ($connection:expr, $database:ident => $query:expr) => {
        match $connection {
            $crate::connection::DbConnection::Postgres($database) => $query,
            $crate::connection::DbConnection::Sqlite($database) => $query,
        }
    };
}

pub(crate) use on_either;

/// What every SQLite connection is told first, in this order: waiting for locks comes before
/// anything that might need one. What a savepoint may have to take back is kept in memory, and not
/// written to a file that nobody reads.
const SQLITE_PRAGMAS: &str = "
    PRAGMA busy_timeout = 2000;
    PRAGMA journal_mode = WAL;
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
";

/// What every PostgreSQL connection is told first. Each list has an index in its order, of which a
/// page reads the beginning: a plan that gathers everything and sorts it is chosen only by a wrong
/// guess of how much there is. A query has one process: to start others for it takes 8 ms, longer than
/// any page. What is answered as written is on a disk, also where the server is set to be quicker than
/// its disk; where it is set to wait for other servers too, it does.
const POSTGRES_SETTINGS: &str = "
    SET enable_seqscan = off;
    SET enable_bitmapscan = off;
    SET enable_hashjoin = off;
    SET enable_mergejoin = off;
    SET enable_material = off;
    SET enable_sort = off;
    SET jit = off;
    SET max_parallel_workers_per_gather = 0;
    SET TIME ZONE 'UTC';
    SET application_name = 'jobboard';
    SET statement_timeout = '20s';
    SET idle_in_transaction_session_timeout = '20s';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off';
";

/// Connects to a database.
pub(crate) fn establish(backend: &Backend) -> Result<DbConnection, ConnectionError> {
    let connection = match backend {
        Backend::Sqlite(path) => {
            let mut sqlite = SqliteConnection::establish(&sqlite_address(path))?;
            sqlite
                .batch_execute(SQLITE_PRAGMAS)
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            DbConnection::Sqlite(sqlite)
        }
        Backend::Postgres(url) => {
            let mut postgres = PgConnection::establish(&with_connect_timeout(url))?;
            postgres
                .batch_execute(POSTGRES_SETTINGS)
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            DbConnection::Postgres(postgres)
        }
    };
    Ok(connection)
}

/// A path must not be read as one of SQLite's special names or addresses.
fn sqlite_address(path: &Path) -> String {
    if path.is_absolute() {
        path.display().to_string()
    } else {
        Path::new(".").join(path).display().to_string()
    }
}

/// libpq would wait for minutes for a server that does not answer.
fn with_connect_timeout(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}connect_timeout=2")
}

/// Makes connections for the pool.
#[derive(Debug)]
pub(crate) struct Connector(pub(crate) Backend);

/// A connection of the pool, and whether it has seen the database go away.
pub(crate) struct Pooled {
    pub(crate) connection: DbConnection,
    pub(crate) lost: bool,
}

impl Pooled {
    /// Notes whether an outcome says that this connection will not work again.
    pub(crate) fn note<T>(&mut self, outcome: Result<T, DbError>) -> Result<T, DbError> {
        let postgres = matches!(self.connection, DbConnection::Postgres(_));
        if postgres && matches!(outcome, Err(DbError::Unavailable(_))) {
            self.lost = true;
        }
        outcome
    }
}

impl r2d2::ManageConnection for Connector {
    type Connection = Pooled;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Pooled, ConnectionError> {
        establish(&self.0).map(|connection| Pooled {
            connection,
            lost: false,
        })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), ConnectionError> {
        pooled
            .connection
            .ping()
            .map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.lost || std::thread::panicking() || pooled.connection.is_broken()
    }
}
