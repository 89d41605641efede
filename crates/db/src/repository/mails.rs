//! Queries on `mails`, the queue of what is to be sent.
//!
//! An entry goes from `waiting` to `sending` by one conditional update, and from there by another
//! one that names the try: whoever lost an entry meanwhile changes nothing.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};
use jobboard_core::user::UserId;

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::json_rows::JsonRows;
use crate::models::{Mail, NewMail};
use crate::schema::{mails, users};

/// Stores an entry.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, mail: &NewMail<'_>) -> QueryResult<usize> {
    diesel::insert_into(mails::table)
        .values(mail)
        .execute(connection)
}

/// Stores some entries, numbered in their order.
///
/// # Errors
/// When the query fails.
pub fn insert_all(connection: &mut DbConnection, mails: &[NewMail<'_>]) -> QueryResult<()> {
    if let Some(rows) = JsonRows::of("mails", mails)? {
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// Stores an entry with the same content for each of some users.
///
/// # Errors
/// When the query fails.
pub fn insert_for_users(
    connection: &mut DbConnection,
    users: &[UserId],
    content: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let among = Among::numbers("users.id", users.iter().map(|id| id.0))?;
    let now = now.naive_utc().into_sql::<Timestamp>();
    let mails = (
        users::id.nullable(),
        users::email,
        content.into_sql::<Text>(),
        "waiting".into_sql::<Text>(),
        0_i64.into_sql::<BigInt>(),
        now,
        now,
        now,
    );
    let columns = (
        mails::user_id,
        mails::recipient,
        mails::content,
        mails::state,
        mails::attempts,
        mails::created_at,
        mails::due_at,
        mails::changed_at,
    );
    on_either!(connection, database => {
        users::table
            .filter(among)
            .select(mails)
            .insert_into(mails::table)
            .into_columns(columns)
            .execute(database)
    })
}

/// Takes back what waits for a user with this very content.
///
/// # Errors
/// When the query fails.
pub fn delete_waiting(
    connection: &mut DbConnection,
    user: UserId,
    content: &str,
) -> QueryResult<usize> {
    diesel::delete(
        mails::table
            .filter(mails::user_id.eq(user.0))
            .filter(mails::state.eq("waiting"))
            .filter(mails::content.eq(content)),
    )
    .execute(connection)
}

/// The numbers of entries whose time has come, the longest due first.
///
/// # Errors
/// When the query fails.
pub fn due(connection: &mut DbConnection, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<i64>> {
    mails::table
        .filter(mails::state.eq("waiting"))
        .filter(mails::due_at.le(now.naive_utc()))
        .order((mails::due_at, mails::id))
        .limit(limit)
        .select(mails::id)
        .load(connection)
}

/// Takes an entry to send it; nothing when somebody else has it or it is not due.
///
/// # Errors
/// When a query fails.
pub fn claim(
    connection: &mut DbConnection,
    id: i64,
    now: DateTime<Utc>,
) -> QueryResult<Option<Mail>> {
    let claimed = diesel::update(
        mails::table
            .find(id)
            .filter(mails::state.eq("waiting"))
            .filter(mails::due_at.le(now.naive_utc())),
    )
    .set((
        mails::state.eq("sending"),
        mails::attempts.eq(mails::attempts + 1),
        mails::changed_at.eq(now.naive_utc()),
    ))
    .execute(connection)?;
    if claimed == 0 {
        return Ok(None);
    }
    by_id(connection, id)
}

/// The entry with this number.
///
/// # Errors
/// When the query fails.
pub fn by_id(connection: &mut DbConnection, id: i64) -> QueryResult<Option<Mail>> {
    mails::table
        .find(id)
        .select(Mail::as_select())
        .get_result(connection)
        .optional()
}

/// Notes what a try came to. Nothing changes when the entry is no longer in this try's hands.
///
/// # Errors
/// When the query fails.
pub fn settle(
    connection: &mut DbConnection,
    mail: &Mail,
    state: &str,
    due_at: DateTime<Utc>,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        mails::table
            .find(mail.id)
            .filter(mails::state.eq("sending"))
            .filter(mails::attempts.eq(mail.attempts)),
    )
    .set((
        mails::state.eq(state),
        mails::due_at.eq(due_at.naive_utc()),
        mails::last_error.eq(error),
        mails::changed_at.eq(now.naive_utc()),
    ))
    .execute(connection)
}

/// Gives up entries that were being sent for too long: whether they arrived is not known.
///
/// # Errors
/// When a query fails.
pub fn bury_stuck(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    reason: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        mails::table
            .filter(mails::state.eq("sending"))
            .filter(mails::changed_at.lt(before.naive_utc())),
    )
    .set((
        mails::state.eq("dead"),
        mails::last_error.eq(reason),
        mails::changed_at.eq(now.naive_utc()),
    ))
    .execute(connection)
}

/// Whether an entry has been in sending since before an instant.
///
/// # Errors
/// When the query fails.
pub fn any_stuck(connection: &mut DbConnection, before: DateTime<Utc>) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        mails::table
            .filter(mails::state.eq("sending"))
            .filter(mails::changed_at.lt(before.naive_utc())),
    ))
    .get_result(connection)
}

/// Forgets an entry.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: i64) -> QueryResult<usize> {
    diesel::delete(mails::table.find(id)).execute(connection)
}

/// What was ordered for a user since an instant, latest first.
///
/// # Errors
/// When the query fails.
pub fn ordered_since(
    connection: &mut DbConnection,
    user: UserId,
    since: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<String>> {
    mails::table
        .filter(mails::user_id.eq(user.0))
        .filter(mails::created_at.gt(since.naive_utc()))
        .order(mails::id.desc())
        .limit(limit)
        .select(mails::content)
        .load(connection)
}

/// The latest entries, of one state or all, latest first.
///
/// # Errors
/// When the query fails.
pub fn list(
    connection: &mut DbConnection,
    state: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<Mail>> {
    let mut query = mails::table
        .order(mails::id.desc())
        .limit(limit)
        .select(Mail::as_select())
        .into_boxed();
    if let Some(state) = state {
        query = query.filter(mails::state.eq(state.to_owned()));
    }
    query.load(connection)
}

/// Lets an entry that was given up wait again, as if it was new.
///
/// # Errors
/// When the query fails.
pub fn revive(connection: &mut DbConnection, id: i64, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(mails::table.find(id).filter(mails::state.eq("dead")))
        .set((
            mails::state.eq("waiting"),
            mails::attempts.eq(0),
            mails::due_at.eq(now.naive_utc()),
            mails::changed_at.eq(now.naive_utc()),
        ))
        .execute(connection)
}
