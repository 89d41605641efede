//! What is forgotten after a time, a bounded number of rows at once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::schema::{auth_events, idempotency_keys, mails, one_time_tokens, sessions, throttles};

/// Deletes rows of a table that a condition names, at most so many.
macro_rules! delete_some {
    ($connection:expr, $table:ident, $key:ident, $among:ident of $type:ty, $condition:expr, $limit:expr) => {{
        let condition = $condition;
        let keys: Vec<$type> = $table::table
            .filter(condition.clone())
            .select($table::$key)
            .limit($limit)
            .load($connection)?;
        let column = concat!(stringify!($table), ".", stringify!($key));
        let among = Among::$among(column, &keys)?;
        on_either!($connection, database => {
            // Asked again: somebody may have renewed one meanwhile.
            let rows = $table::table.filter(among).filter(condition);
            diesel::delete(rows).execute(database)
        })
    }};
}

/// Forgets mails that were sent before an instant.
///
/// # Errors
/// When a query fails.
pub fn sent_mails(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = mails::state
        .eq("sent")
        .and(mails::changed_at.lt(before.naive_utc()));
    delete_some!(connection, mails, id, numbers of i64, old, limit)
}

/// Forgets one-time tokens that ended before an instant, used or not.
///
/// # Errors
/// When a query fails.
pub fn one_time_tokens(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = one_time_tokens::expires_at.lt(before.naive_utc());
    delete_some!(connection, one_time_tokens, token_hash, texts of String, old, limit)
}

/// Forgets what happened to accounts before an instant.
///
/// # Errors
/// When a query fails.
pub fn auth_events(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = auth_events::created_at.lt(before.naive_utc());
    delete_some!(connection, auth_events, id, numbers of i64, old, limit)
}

/// Forgets what was answered before an instant to requests that said their own key.
///
/// # Errors
/// When the query fails.
pub fn idempotency_keys(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
) -> QueryResult<usize> {
    let old = idempotency_keys::created_at.lt(before.naive_utc());
    diesel::delete(idempotency_keys::table.filter(old)).execute(connection)
}

/// Forgets throttles that have passed.
///
/// # Errors
/// When a query fails.
pub fn throttles(
    connection: &mut DbConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = throttles::expires_at.le(now.naive_utc());
    delete_some!(connection, throttles, bucket, texts of String, old, limit)
}

/// Forgets sessions that have ended by themselves.
///
/// # Errors
/// When a query fails.
pub fn sessions(
    connection: &mut DbConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = sessions::expires_at.le(now.naive_utc());
    delete_some!(connection, sessions, id, texts of String, old, limit)
}
