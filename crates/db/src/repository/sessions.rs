//! Queries on `sessions`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::among::Among;
use crate::column::UtcColumn;
use crate::connection::{DbConnection, on_either};
use crate::models::{NewSession, Session, User};
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

/// Whose a session is, and when it ends.
pub type SessionUser = (User, DateTime<Utc>);

/// Whose some sessions are, ended or not, in their order; nothing for one that there is not.
///
/// # Errors
/// When the query fails.
pub fn users_of(
    connection: &mut DbConnection,
    ids: &[String],
) -> QueryResult<Vec<Option<SessionUser>>> {
    if let [id] = ids {
        return Ok(vec![user_of(connection, id)?]);
    }
    let among = Among::texts("sessions.id", ids)?;
    let found: Vec<(String, User, UtcColumn)> = on_either!(connection, database => {
        sessions::table
            .inner_join(users::table)
            .filter(among)
            .select((sessions::id, User::as_select(), sessions::expires_at))
            .load(database)?
    });
    let found = found.into_iter();
    let found: HashMap<String, SessionUser> = found
        .map(|(id, user, end)| (id, (user, end.utc())))
        .collect();
    Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
}

/// Whose a session is, ended or not.
///
/// # Errors
/// When the query fails.
pub fn user_of(connection: &mut DbConnection, id: &str) -> QueryResult<Option<SessionUser>> {
    let found: Option<(User, UtcColumn)> = on_either!(connection, database => {
        sessions::table
            .inner_join(users::table)
            .filter(sessions::id.eq(id))
            .select((User::as_select(), sessions::expires_at))
            .get_result(database)
            .optional()?
    });
    Ok(found.map(|(user, end)| (user, end.utc())))
}

/// The session with this id, if it has not ended.
///
/// # Errors
/// When the query fails.
pub fn by_id(
    connection: &mut DbConnection,
    id: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<Session>> {
    sessions::table
        .find(id)
        .filter(sessions::expires_at.gt(now.naive_utc()))
        .select(Session::as_select())
        .get_result(connection)
        .optional()
}

/// The sessions of a user that have not ended, the one used last first.
///
/// # Errors
/// When the query fails.
pub fn of_user(
    connection: &mut DbConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Session>> {
    sessions::table
        .filter(sessions::user_id.eq(user.0))
        .filter(sessions::expires_at.gt(now.naive_utc()))
        .order((sessions::refreshed_at.desc(), sessions::id.desc()))
        .select(Session::as_select())
        .load(connection)
}

/// Steps a session's counter from `counter` to the next one, unless somebody else was quicker.
///
/// # Errors
/// When the query fails.
pub fn step(
    connection: &mut DbConnection,
    id: &str,
    counter: i64,
    network: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<bool> {
    let stepped = diesel::update(
        sessions::table
            .find(id)
            .filter(sessions::counter.eq(counter)),
    )
    .set((
        sessions::counter.eq(counter + 1),
        sessions::network.eq(network),
        sessions::refreshed_at.eq(now.naive_utc()),
        sessions::expires_at.eq(expires_at.naive_utc()),
    ))
    .execute(connection)?;
    Ok(stepped == 1)
}

/// Ends the sessions of a user that were used least lately, but for `keep` of them.
///
/// # Errors
/// When the query fails.
pub fn delete_all_but_latest(
    connection: &mut DbConnection,
    user: UserId,
    keep: i64,
) -> QueryResult<usize> {
    let oldest: Vec<String> = sessions::table
        .filter(sessions::user_id.eq(user.0))
        .order((sessions::refreshed_at.desc(), sessions::id.desc()))
        .offset(keep)
        .limit(i64::from(i32::MAX))
        .select(sessions::id)
        .load(connection)?;
    if oldest.is_empty() {
        return Ok(0);
    }
    let among = Among::texts("sessions.id", &oldest)?;
    on_either!(connection, database => {
        diesel::delete(sessions::table.filter(among)).execute(database)
    })
}

/// Ends a session of a user.
///
/// # Errors
/// When the query fails.
pub fn delete_own(connection: &mut DbConnection, user: UserId, id: &str) -> QueryResult<usize> {
    diesel::delete(
        sessions::table
            .find(id)
            .filter(sessions::user_id.eq(user.0)),
    )
    .execute(connection)
}

/// Ends a session.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.find(id)).execute(connection)
}

/// Ends every session of a user; gives how many there were.
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
