//! A connection of its own that only reads an SQLite file, and can say whether anything in it has
//! changed since it has last looked.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl, SqliteConnection};

use crate::connection::{DbConnection, establish};
use crate::database::Database;
use crate::error::DbError;

/// How long a connection is used, which is how long those of the pool are.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// The connection.
pub struct FileReader {
    connection: DbConnection,
    number: u64,
    opened: Instant,
}

/// What a file held when a reader looked. As long as one and the same reader sees the same state,
/// nothing in the file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileState {
    reader: u64,
    version: i64,
}

impl fmt::Debug for FileReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        f.debug_tuple("FileReader").field(&number).finish()
    }
}

impl Database {
    /// Connects another time, only to read.
    ///
    /// # Errors
    /// When there is no connection.
    pub fn file_reader(&self) -> Result<FileReader, DbError> {
        static READERS: AtomicU64 = AtomicU64::new(0);
        let mut connection =
            establish(self.backend()).map_err(|error| DbError::Unavailable(error.to_string()))?;
        if let DbConnection::Sqlite(sqlite) = &mut connection {
            // Its own changes it would not see.
            sqlite.batch_execute("PRAGMA query_only = ON")?;
        }
        Ok(FileReader {
            connection,
            number: READERS.fetch_add(1, Ordering::Relaxed),
            opened: Instant::now(),
        })
    }
}

impl FileReader {
    /// Whether it is to be replaced, as the pool replaces its connections: whoever has put another file
    /// into the place of this one is seen then.
    pub fn is_old(&self) -> bool {
        self.opened.elapsed() >= LIFETIME
    }

    /// What the file holds now: nothing where that cannot be told, which is on PostgreSQL.
    ///
    /// # Errors
    /// When the query fails.
    pub fn state(&mut self) -> Result<Option<FileState>, DbError> {
        let reader = self.number;
        match &mut self.connection {
            DbConnection::Postgres(_) => Ok(None),
            DbConnection::Sqlite(sqlite) => {
                let version = DataVersion.get_result(sqlite)?;
                Ok(Some(FileState { reader, version }))
            }
        }
    }

    /// Reads, outside of a transaction.
    ///
    /// # Errors
    /// Whatever the query fails with.
    pub fn read<T>(
        &mut self,
        query: impl FnOnce(&mut DbConnection) -> QueryResult<T>,
    ) -> Result<T, DbError> {
        Ok(query(&mut self.connection)?)
    }
}

/// Another number after each commit by anybody else
/// (<https://sqlite.org/pragma.html#pragma_data_version>).
#[derive(Debug, Clone, Copy, QueryId)]
struct DataVersion;

impl Query for DataVersion {
    type SqlType = BigInt;
}

impl RunQueryDsl<SqliteConnection> for DataVersion {}

impl QueryFragment<Sqlite> for DataVersion {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql("PRAGMA data_version");
        Ok(())
    }
}
