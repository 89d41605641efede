//! A connection of its own that hears of changes by other programs: on PostgreSQL by
//! `LISTEN`/`NOTIFY`, on both databases by looking at the version.
//!
//! A writer's `NOTIFY` follows its commit instead of standing in the transaction: PostgreSQL lets
//! transactions that notify commit only one after the other, each with its own flush.

use diesel::QueryResult;
use diesel::connection::SimpleConnection;

use crate::connection::{DbConnection, establish};
use crate::database::{Backend, Database};
use crate::repository::public_version;

/// The connection.
pub struct PublicWatch(DbConnection);

impl Database {
    /// Connects another time, to hear of changes.
    ///
    /// # Errors
    /// When there is no connection.
    pub fn watch(&self) -> Result<PublicWatch, diesel::ConnectionError> {
        let mut connection = establish(self.backend())?;
        if let DbConnection::Postgres(postgres) = &mut connection {
            postgres
                .batch_execute("LISTEN jobboard_public")
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        }
        Ok(PublicWatch(connection))
    }

    /// Whether changes are told of, so that it is worth listening often.
    pub fn tells_of_changes(&self) -> bool {
        matches!(self.backend(), Backend::Postgres(_))
    }
}

impl PublicWatch {
    /// Looks at the version, as [`public_version::read`].
    ///
    /// # Errors
    /// When the query fails.
    pub fn version(&mut self) -> QueryResult<i64> {
        public_version::read(&mut self.0)
    }

    /// Tells the others that something has changed.
    ///
    /// # Errors
    /// When the query fails.
    pub fn tell(&mut self) -> QueryResult<()> {
        match &mut self.0 {
            DbConnection::Postgres(postgres) => postgres.batch_execute("NOTIFY jobboard_public"),
            DbConnection::Sqlite(_) => Ok(()),
        }
    }

    /// Whether somebody has told of a change since the last time. It does not wait.
    ///
    /// # Errors
    /// When the connection is lost.
    pub fn was_told(&mut self) -> QueryResult<bool> {
        let DbConnection::Postgres(postgres) = &mut self.0 else {
            return Ok(false);
        };
        let mut told = false;
        for notification in postgres.notifications_iter() {
            notification?;
            told = true;
        }
        Ok(told)
    }
}
