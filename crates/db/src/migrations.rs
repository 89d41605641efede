//! The tables' history, compiled in, one folder per database with the same numbers and names.

use diesel::connection::SimpleConnection;
use diesel::migration::{MigrationVersion, Result as MigrationResult};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::DbConnection;
use crate::database::Database;
use crate::error::{DbError, OpenError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Held by whoever migrates a PostgreSQL database ("jobboard" as a number), for as long as that takes.
const POSTGRES_LOCK: &str = "
    SET LOCAL statement_timeout = 0;
    SELECT pg_advisory_xact_lock(7741526110962)";

/// Brings the tables up to date, all pending migrations in one transaction. Of two processes
/// that start together one migrates and the other waits. Gives the names of what was run.
///
/// # Errors
/// When a migration fails; then nothing of it is left.
pub fn run(database: &Database) -> Result<Vec<String>, OpenError> {
    migrate(database, |connection| match connection {
        DbConnection::Sqlite(sqlite) => names(sqlite.run_pending_migrations(SQLITE)),
        DbConnection::Postgres(postgres) => {
            postgres.batch_execute(POSTGRES_LOCK)?;
            names(postgres.run_pending_migrations(POSTGRES))
        }
    })
}

/// Takes every migration back, with all data. For tests of the migrations themselves.
///
/// # Errors
/// When a migration fails; then nothing was taken back.
pub fn revert_all(database: &Database) -> Result<Vec<String>, OpenError> {
    migrate(database, |connection| match connection {
        DbConnection::Sqlite(sqlite) => names(sqlite.revert_all_migrations(SQLITE)),
        DbConnection::Postgres(postgres) => {
            postgres.batch_execute(POSTGRES_LOCK)?;
            names(postgres.revert_all_migrations(POSTGRES))
        }
    })
}

fn names(versions: MigrationResult<Vec<MigrationVersion<'_>>>) -> MigrationResult<Vec<String>> {
    versions.map(|versions| versions.iter().map(ToString::to_string).collect())
}

/// Either the transaction failed or a migration in it.
struct Failure(String);

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self(error.to_string())
    }
}

fn migrate(
    database: &Database,
    work: impl FnOnce(&mut DbConnection) -> MigrationResult<Vec<String>>,
) -> Result<Vec<String>, OpenError> {
    database
        .write(|connection| work(connection).map_err(|error| Failure(error.to_string())))
        .map_err(|Failure(reason)| OpenError::Migrate(reason))
}
