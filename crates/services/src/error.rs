//! Why a use case came to nothing.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::state::{JobState, Step};
use jobboard_db::DbError;

use crate::one_time::Refused;

/// Every way in which a use case can fail. What it means in HTTP is not known here.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Fields that cannot be taken.
    #[error("invalid input: {0}")]
    Invalid(FieldErrors),
    /// A value that somebody else has already.
    #[error("conflict: {0}")]
    Conflict(FieldError),
    /// Somebody else stored the same unique value at the same moment.
    #[error("somebody else was quicker")]
    Raced,
    /// There is nothing like that, or nothing that the asker may see.
    #[error("not found")]
    NotFound,
    /// It was there for everybody once, and is not any more.
    #[error("gone")]
    Gone,
    /// Somebody else has changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// The job is in a state from which there is no such step.
    #[error("no step {step} from {state}")]
    IllegalStep {
        /// Where the job is.
        state: JobState,
        /// What was to be done.
        step: Step,
        /// What the asker can do instead.
        steps: Vec<Step>,
    },
    /// The asker is known and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The address or the password of a sign-in is wrong; which one is not told.
    #[error("incorrect e-mail address or password")]
    BadCredentials,
    /// What was shown as proof of a sign-in is none, or no longer.
    #[error("not signed in: {0}")]
    BadToken(&'static str),
    /// What was shown to renew a sign-in is none, or no longer.
    #[error("the refresh token is not valid")]
    InvalidGrant,
    /// Too many wrong tries: after that time it may be tried again.
    #[error("too many tries, wait {0}")]
    Throttled(TimeDelta),
    /// The token of a mailed link does not work.
    #[error("one-time token refused: {0}")]
    OneTimeToken(#[from] Refused),
    /// The database cannot be reached: later it may work.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The disk is full: nothing can be saved until there is room.
    #[error("no room left: {0}")]
    Full(String),
    /// Too much is asked for at once: later it will work.
    #[error("too much at once")]
    Busy,
    /// A defect of ours.
    #[error("internal error: {0}")]
    Internal(String),
}

impl ServiceError {
    /// Closed until an instant.
    pub(crate) fn throttled(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self::Throttled(until - now)
    }
}

impl From<DbError> for ServiceError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(reason) => Self::Unavailable(reason),
            DbError::Held(_) => Self::Busy,
            DbError::Full(reason) => Self::Full(reason),
            DbError::Duplicate => Self::Raced,
            DbError::Query(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<jobboard_db::QueryError> for ServiceError {
    fn from(error: jobboard_db::QueryError) -> Self {
        DbError::from(error).into()
    }
}

impl From<FieldErrors> for ServiceError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
