//! What can go wrong with a database. What it means is said by the caller.

use diesel::result::{DatabaseErrorKind, Error};

/// A failure of the database, not of what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// It cannot be reached or is too busy: the same request may work later.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// Somebody else held what was needed for longer than it was waited for, or waited for us as we
    /// did for them; nothing was changed.
    #[error("somebody else is at it: {0}")]
    Held(String),
    /// It has no room left to write: nothing can be saved until there is some, and all can be read.
    #[error("the database has no room left: {0}")]
    Full(String),
    /// A row with this unique value exists. Which value, only the caller of the query can say:
    /// SQLite does not name the constraint.
    #[error("a row with this unique value exists")]
    Duplicate,
    /// Anything else: a defect of ours.
    #[error("the database failed: {0}")]
    Query(Error),
}

impl DbError {
    /// The same failure, for another one whom it meets.
    pub fn again(&self) -> Self {
        match self {
            Self::Unavailable(reason) => Self::Unavailable(reason.clone()),
            Self::Held(reason) => Self::Held(reason.clone()),
            Self::Full(reason) => Self::Full(reason.clone()),
            Self::Duplicate => Self::Duplicate,
            Self::Query(error) => Self::Query(Error::QueryBuilderError(error.to_string().into())),
        }
    }
}

/// What SQLite and PostgreSQL say when the disk is full.
const FULL: [&str; 2] = ["database or disk is full", "No space left on device"];

/// What SQLite says when it waited too long for a lock, or cannot get at its file.
const SQLITE_LATER: [&str; 3] = [
    "database is locked",
    "disk I/O error",
    "unable to open database file",
];

/// What libpq says when the server went away.
const POSTGRES_GONE: [&str; 5] = [
    "server closed the connection",
    "terminating connection",
    "connection to server",
    "could not connect",
    "no connection to the server",
];

/// What PostgreSQL says when it waited too long for a row.
const POSTGRES_HELD: [&str; 2] = ["due to lock timeout", "deadlock detected"];

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match &error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Duplicate,
            Error::DatabaseError(
                DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand
                | DatabaseErrorKind::SerializationFailure,
                info,
            ) => Self::Unavailable(info.message().to_owned()),
            Error::DatabaseError(_, info)
                if POSTGRES_HELD
                    .iter()
                    .any(|text| info.message().contains(text)) =>
            {
                Self::Held(info.message().to_owned())
            }
            Error::DatabaseError(_, info)
                if FULL.iter().any(|text| info.message().contains(text)) =>
            {
                Self::Full(info.message().to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, info)
                if SQLITE_LATER
                    .iter()
                    .chain(&POSTGRES_GONE)
                    .any(|text| info.message().contains(text)) =>
            {
                Self::Unavailable(info.message().to_owned())
            }
            Error::BrokenTransactionManager | Error::AlreadyInTransaction => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Query(error),
        }
    }
}

/// The database cannot be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No connection.
    #[error("cannot open the database {name}: {reason}")]
    Connect {
        /// The database, without its password.
        name: String,
        /// The reason in the words of the database.
        reason: String,
    },
    /// A connection string that asks for TLS in a build that has none.
    #[error(
        "the database address asks for TLS (sslmode), which this build does not have: build with \
         `--features postgres-tls`"
    )]
    TlsNotBuilt,
    /// The tables could not be brought up to date.
    #[error("cannot migrate the database: {0}")]
    Migrate(String),
}
