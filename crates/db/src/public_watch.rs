//! A connection of its own that hears of changes by other programs: on PostgreSQL by
//! `LISTEN`/`NOTIFY`, on both databases by looking at the version.
//!
//! A writer's `NOTIFY` follows its commit instead of standing in the transaction: PostgreSQL lets
//! transactions that notify commit only one after the other, each with its own flush.

use diesel::connection::SimpleConnection;
use diesel::sql_types::Integer;
use diesel::{PgConnection, QueryResult, RunQueryDsl};

use crate::connection::{DbConnection, establish};
use crate::database::{Backend, Database};
use crate::fixed_sql::FixedSql;
use crate::repository::public_version;

/// The connection.
pub struct PublicWatch {
    connection: DbConnection,
    /// What its own notifications are known by.
    process: Option<i32>,
}

impl Database {
    /// Connects another time, to hear of changes.
    ///
    /// # Errors
    /// When there is no connection.
    pub fn watch(&self) -> Result<PublicWatch, diesel::ConnectionError> {
        let mut connection = establish(self.backend())?;
        let process = match &mut connection {
            DbConnection::Postgres(postgres) => {
                let process = listen(postgres);
                Some(process.map_err(diesel::ConnectionError::CouldntSetupConfiguration)?)
            }
            DbConnection::Sqlite(_) => None,
        };
        Ok(PublicWatch {
            connection,
            process,
        })
    }

    /// Whether changes are told of, so that it is worth listening often.
    pub fn tells_of_changes(&self) -> bool {
        matches!(self.backend(), Backend::Postgres(_))
    }
}

/// Begins to listen, and gives the number of the server's process.
fn listen(postgres: &mut PgConnection) -> QueryResult<i32> {
    postgres.batch_execute("LISTEN jobboard_public")?;
    diesel::select(FixedSql::<Integer>::new("pg_backend_pid()")).get_result(postgres)
}

impl PublicWatch {
    /// Looks at the version, as [`public_version::read`].
    ///
    /// # Errors
    /// When the query fails.
    pub fn version(&mut self) -> QueryResult<i64> {
        public_version::read(&mut self.connection)
    }

    /// Tells the others that something has changed.
    ///
    /// # Errors
    /// When the query fails.
    pub fn tell(&mut self) -> QueryResult<()> {
        match &mut self.connection {
            DbConnection::Postgres(postgres) => postgres.batch_execute("NOTIFY jobboard_public"),
            DbConnection::Sqlite(_) => Ok(()),
        }
    }

    /// Whether somebody else has told of a change since the last time. It does not wait.
    ///
    /// # Errors
    /// When the connection is lost.
    pub fn was_told(&mut self) -> QueryResult<bool> {
        let DbConnection::Postgres(postgres) = &mut self.connection else {
            return Ok(false);
        };
        let mut told = false;
        for notification in postgres.notifications_iter() {
            told |= Some(notification?.process_id) != self.process;
        }
        Ok(told)
    }
}
