use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::job::JobId;

use crate::column::UtcColumn;
use crate::schema::idempotency_keys;

/// What was answered to a request that says its own key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = idempotency_keys)]
pub struct Replay {
    /// A fingerprint of the request's body.
    pub body_fingerprint: String,
    /// The job that was made.
    #[diesel(deserialize_as = i64)]
    pub job_id: JobId,
    /// The answer, word by word.
    pub answer: String,
    /// When.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
}

/// An answer to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = idempotency_keys, treat_none_as_default_value = false)]
pub struct NewReplay<'a> {
    /// Who asked.
    pub user_id: i64,
    /// The key that they said.
    pub idempotency_key: &'a str,
    /// A fingerprint of the request's body.
    pub body_fingerprint: &'a str,
    /// The job that was made.
    pub job_id: i64,
    /// The answer, word by word.
    pub answer: &'a str,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
}
