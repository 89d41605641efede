//! Queries on `sessions`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::models::{NewSession, User};
use crate::schema::{sessions, users};

/// Stores a session.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, session: &NewSession<'_>) -> QueryResult<usize> {
    diesel::insert_into(sessions::table)
        .values(session)
        .execute(connection)
}

/// The user whose session this is, if the session has not ended.
///
/// # Errors
/// When the query fails.
pub fn user_of(
    connection: &mut DbConnection,
    id: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<User>> {
    sessions::table
        .inner_join(users::table)
        .filter(sessions::id.eq(id))
        .filter(sessions::expires_at.gt(now.naive_utc()))
        .select(User::as_select())
        .get_result(connection)
        .optional()
}

/// Ends a session.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.find(id)).execute(connection)
}

/// Ends every session of a user.
///
/// # Errors
/// When the query fails.
pub fn delete_of_user(connection: &mut DbConnection, user: UserId) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user.0))).execute(connection)
}

/// Forgets the sessions of a user that have ended by themselves.
///
/// # Errors
/// When the query fails.
pub fn delete_expired_of_user(
    connection: &mut DbConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::delete(
        sessions::table
            .filter(sessions::user_id.eq(user.0))
            .filter(sessions::expires_at.le(now.naive_utc())),
    )
    .execute(connection)
}
