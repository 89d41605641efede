//! Queries on `auth_events`.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::models::{AuthEvent, NewAuthEvent};
use crate::schema::{auth_events, users};

/// Stores an event.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, event: &NewAuthEvent<'_>) -> QueryResult<usize> {
    diesel::insert_into(auth_events::table)
        .values(event)
        .execute(connection)
}

/// The latest events of one user, latest first, before the one numbered `before`.
///
/// # Errors
/// When the query fails.
pub fn of_user(
    connection: &mut DbConnection,
    user: UserId,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<AuthEvent>> {
    auth_events::table
        .filter(auth_events::user_id.eq(user.0))
        .filter(auth_events::id.lt(before.unwrap_or(i64::MAX)))
        .order(auth_events::id.desc())
        .limit(limit)
        .select(AuthEvent::as_select())
        .load(connection)
}

/// The latest events of everybody, each with the address of its account, latest first, before
/// the one numbered `before`.
///
/// # Errors
/// When the query fails.
pub fn of_everybody(
    connection: &mut DbConnection,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<(AuthEvent, Option<String>)>> {
    auth_events::table
        .left_join(users::table)
        .filter(auth_events::id.lt(before.unwrap_or(i64::MAX)))
        .order(auth_events::id.desc())
        .limit(limit)
        .select((AuthEvent::as_select(), users::email.nullable()))
        .load(connection)
}

/// Whether something of this kind happened to a user from a network since an instant.
///
/// # Errors
/// When the query fails.
pub fn happened_from(
    connection: &mut DbConnection,
    user: UserId,
    network: &str,
    kind: &str,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::select(exists(
        auth_events::table
            .filter(auth_events::user_id.eq(user.0))
            .filter(auth_events::network.eq(network))
            .filter(auth_events::kind.eq(kind))
            .filter(auth_events::created_at.gt(since.naive_utc())),
    ))
    .get_result(connection)
}

/// Forgets what happened before an instant.
///
/// # Errors
/// When the query fails.
pub fn delete_before(connection: &mut DbConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(auth_events::table.filter(auth_events::created_at.lt(before.naive_utc())))
        .execute(connection)
}
