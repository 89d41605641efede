//! Queries on `unfinished_jobs`.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::schema::unfinished_jobs;

/// Keeps what somebody typed, in place of what was kept before.
///
/// # Errors
/// When a query fails; a unique violation when the same person sends two forms at once.
pub fn store(
    connection: &mut DbConnection,
    user: UserId,
    form: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    delete(connection, user)?;
    diesel::insert_into(unfinished_jobs::table)
        .values((
            unfinished_jobs::user_id.eq(user.0),
            unfinished_jobs::form.eq(form),
            unfinished_jobs::saved_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(())
}

/// What somebody typed, and when.
///
/// # Errors
/// When the query fails.
pub fn find(
    connection: &mut DbConnection,
    user: UserId,
) -> QueryResult<Option<(String, DateTime<Utc>)>> {
    let row: Option<(String, NaiveDateTime)> = unfinished_jobs::table
        .find(user.0)
        .select((unfinished_jobs::form, unfinished_jobs::saved_at))
        .get_result(connection)
        .optional()?;
    Ok(row.map(|(form, at)| (form, at.and_utc())))
}

/// Forgets what somebody typed.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, user: UserId) -> QueryResult<usize> {
    diesel::delete(unfinished_jobs::table.find(user.0)).execute(connection)
}

/// Forgets what was typed before an instant.
///
/// # Errors
/// When the query fails.
pub fn delete_before(connection: &mut DbConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    let old = unfinished_jobs::saved_at.lt(before.naive_utc());
    diesel::delete(unfinished_jobs::table.filter(old)).execute(connection)
}
