//! Queries on `one_time_tokens`.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::models::{NewToken, StoredToken};
use crate::schema::one_time_tokens as tokens;

/// Stores a token's hash.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, token: &NewToken<'_>) -> QueryResult<usize> {
    diesel::insert_into(tokens::table)
        .values(token)
        .execute(connection)
}

/// Makes every open token of a kind void, whosoever it is.
///
/// # Errors
/// When the query fails.
pub fn void_all(
    connection: &mut DbConnection,
    kind: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        tokens::table
            .filter(tokens::kind.eq(kind))
            .filter(tokens::used_at.is_null()),
    )
    .set(tokens::used_at.eq(now.naive_utc()))
    .execute(connection)
}

/// The token with this hash, if it is of this kind.
///
/// # Errors
/// When the query fails.
pub fn by_hash(
    connection: &mut DbConnection,
    kind: &str,
    hash: &str,
) -> QueryResult<Option<StoredToken>> {
    tokens::table
        .find(hash)
        .filter(tokens::kind.eq(kind))
        .select(StoredToken::as_select())
        .get_result(connection)
        .optional()
}

/// Uses a token up. One update decides: of many at once it says 1 to a single one.
///
/// # Errors
/// When the query fails.
pub fn consume(
    connection: &mut DbConnection,
    kind: &str,
    hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        tokens::table
            .find(hash)
            .filter(tokens::kind.eq(kind))
            .filter(tokens::used_at.is_null())
            .filter(tokens::expires_at.gt(now.naive_utc())),
    )
    .set(tokens::used_at.eq(now.naive_utc()))
    .execute(connection)
}

/// Makes the open tokens of a kind and user void.
///
/// # Errors
/// When the query fails.
pub fn void(
    connection: &mut DbConnection,
    kind: &str,
    user: UserId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        tokens::table
            .filter(tokens::user_id.eq(user.0))
            .filter(tokens::kind.eq(kind))
            .filter(tokens::used_at.is_null()),
    )
    .set(tokens::used_at.eq(now.naive_utc()))
    .execute(connection)
}

/// Makes the open tokens of a kind and user void that were made at an instant or later.
///
/// # Errors
/// When the query fails.
pub fn void_since(
    connection: &mut DbConnection,
    kind: &str,
    user: UserId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        tokens::table
            .filter(tokens::user_id.eq(user.0))
            .filter(tokens::kind.eq(kind))
            .filter(tokens::created_at.ge(since.naive_utc()))
            .filter(tokens::used_at.is_null()),
    )
    .set(tokens::used_at.eq(now.naive_utc()))
    .execute(connection)
}

/// How many tokens of a kind were made for a user since an instant.
///
/// # Errors
/// When the query fails.
pub fn made_since(
    connection: &mut DbConnection,
    kind: &str,
    user: UserId,
    since: DateTime<Utc>,
) -> QueryResult<i64> {
    tokens::table
        .filter(tokens::user_id.eq(user.0))
        .filter(tokens::kind.eq(kind))
        .filter(tokens::created_at.gt(since.naive_utc()))
        .count()
        .get_result(connection)
}

/// Whether an open token of a kind is about an address and belongs to a user other than `except`.
///
/// # Errors
/// When the query fails.
pub fn open_for_address(
    connection: &mut DbConnection,
    kind: &str,
    email_key: &str,
    except: Option<UserId>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    // No row has the number -1.
    let except = except.map_or(-1, |id| id.0);
    diesel::select(exists(
        tokens::table
            .filter(tokens::email_key.eq(email_key))
            .filter(tokens::kind.eq(kind))
            .filter(tokens::used_at.is_null())
            .filter(tokens::expires_at.gt(now.naive_utc()))
            .filter(tokens::user_id.ne(except)),
    ))
    .get_result(connection)
}

/// Forgets a token, as if it had never been made.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, hash: &str) -> QueryResult<usize> {
    diesel::delete(tokens::table.find(hash)).execute(connection)
}
