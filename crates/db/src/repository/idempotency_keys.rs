//! Queries on `idempotency_keys`.

use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::models::{NewReplay, Replay};
use crate::schema::idempotency_keys;

/// What was answered to this user's request with this key.
///
/// # Errors
/// When the query fails.
pub fn find(connection: &mut DbConnection, user: UserId, key: &str) -> QueryResult<Option<Replay>> {
    idempotency_keys::table
        .find((user.0, key))
        .select(Replay::as_select())
        .get_result(connection)
        .optional()
}

/// Keeps an answer.
///
/// # Errors
/// A unique violation when the key was used at the same moment.
pub fn insert(connection: &mut DbConnection, replay: &NewReplay<'_>) -> QueryResult<usize> {
    diesel::insert_into(idempotency_keys::table)
        .values(replay)
        .execute(connection)
}

/// Forgets an answer.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, user: UserId, key: &str) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.find((user.0, key))).execute(connection)
}
