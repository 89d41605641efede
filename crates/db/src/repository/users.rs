//! Queries on `users`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::user::{Role, UserId};

use super::job_lists::escape_like;
use crate::among::Among;
use crate::connection::{DbConnection, MultiBackend, on_either};
use crate::fixed_sql::FixedSql;
use crate::models::{NewUser, User};
use crate::schema::users;

/// Stores a user and gives it back with its number.
///
/// # Errors
/// A unique violation when the name or the address is taken.
pub fn insert(connection: &mut DbConnection, user: NewUser) -> QueryResult<User> {
    diesel::insert_into(users::table)
        .values(user)
        .returning(<User as Selectable<MultiBackend>>::construct_selection())
        .get_result(connection)
}

/// The user with this number.
///
/// # Errors
/// `NotFound` when there is none.
pub fn by_id(connection: &mut DbConnection, id: UserId) -> QueryResult<User> {
    users::table
        .find(id.0)
        .select(User::as_select())
        .get_result(connection)
}

/// The addresses of some users, of those that there are.
///
/// # Errors
/// When the query fails.
pub fn addresses(
    connection: &mut DbConnection,
    ids: &[UserId],
) -> QueryResult<HashMap<UserId, String>> {
    let among = Among::numbers("users.id", ids.iter().map(|id| id.0))?;
    let found: Vec<(i64, String)> = on_either!(connection, database => {
        users::table
            .filter(among)
            .select((users::id, users::email))
            .load(database)?
    });
    let of_user = |(id, address)| (UserId(id), address);
    Ok(found.into_iter().map(of_user).collect())
}

/// The user with this address, in its unique form.
///
/// # Errors
/// When the query fails.
pub fn by_email_key(connection: &mut DbConnection, key: &str) -> QueryResult<Option<User>> {
    users::table
        .filter(users::email_key.eq(key))
        .select(User::as_select())
        .get_result(connection)
        .optional()
}

/// Whether a user other than `except` has this name, in its unique form.
///
/// # Errors
/// When the query fails.
pub fn username_key_exists(
    connection: &mut DbConnection,
    key: &str,
    except: Option<UserId>,
) -> QueryResult<bool> {
    // No row has the number -1.
    let except = except.map_or(-1, |id| id.0);
    diesel::select(diesel::dsl::exists(
        users::table.filter(users::username_key.eq(key).and(users::id.ne(except))),
    ))
    .get_result(connection)
}

/// Gives a user another name.
///
/// # Errors
/// A unique violation when the name is taken.
pub fn set_username(
    connection: &mut DbConnection,
    id: UserId,
    username: &str,
    key: &str,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set((users::username.eq(username), users::username_key.eq(key)))
        .execute(connection)
}

/// Gives a user another password.
///
/// # Errors
/// When the query fails.
pub fn set_password_hash(
    connection: &mut DbConnection,
    id: UserId,
    hash: &str,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::password_hash.eq(hash))
        .execute(connection)
}

/// Gives a user another hash of the same password, unless `old` is no longer the hash.
///
/// # Errors
/// When the query fails.
pub fn renew_password_hash(
    connection: &mut DbConnection,
    id: UserId,
    old: Option<&str>,
    hash: &str,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0).filter(users::password_hash.eq(old)))
        .set(users::password_hash.eq(hash))
        .execute(connection)
}

/// Gives a user another role.
///
/// # Errors
/// When the query fails.
pub fn set_role(connection: &mut DbConnection, id: UserId, role: Role) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::role.eq(role.as_str()))
        .execute(connection)
}

/// Puts an account in use or out of it.
///
/// # Errors
/// When the query fails.
pub fn set_active(connection: &mut DbConnection, id: UserId, active: bool) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::is_active.eq(active))
        .execute(connection)
}

/// Takes a user's password away: nobody can sign in until there is a new one.
///
/// # Errors
/// When the query fails.
pub fn clear_password_hash(connection: &mut DbConnection, id: UserId) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::password_hash.eq(None::<String>))
        .execute(connection)
}

/// Gives a user another address, which somebody proved to reach them just now.
///
/// # Errors
/// A unique violation when the address is taken.
pub fn set_email(
    connection: &mut DbConnection,
    id: UserId,
    email: &str,
    key: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set((
            users::email.eq(email),
            users::email_key.eq(key),
            users::email_verified_at.eq(now.naive_utc()),
        ))
        .execute(connection)
}

/// Notes which language a user reads, by its tag.
///
/// # Errors
/// When the query fails.
pub fn set_language(connection: &mut DbConnection, id: UserId, tag: &str) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::language.eq(tag))
        .execute(connection)
}

/// Notes that mail to a user's address reaches them, unless that is known.
///
/// # Errors
/// When the query fails.
pub fn set_email_verified(
    connection: &mut DbConnection,
    id: UserId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(
        users::table
            .find(id.0)
            .filter(users::email_verified_at.is_null()),
    )
    .set(users::email_verified_at.eq(now.naive_utc()))
    .execute(connection)
}

/// Keeps others from writing a user's row until the transaction ends, so that what is counted for
/// a user and then added to is counted by one at a time.
///
/// # Errors
/// When the query fails.
pub fn lock(connection: &mut DbConnection, id: UserId) -> QueryResult<usize> {
    diesel::update(users::table.find(id.0))
        .set(users::is_active.eq(users::is_active))
        .execute(connection)
}

/// Keeps others from changing the admins until the transaction ends.
///
/// # Errors
/// When the query fails.
pub fn lock_admins(connection: &mut DbConnection) -> QueryResult<()> {
    // SQLite has one writer anyway.
    if let DbConnection::Postgres(postgres) = connection {
        let lock = FixedSql::<Text>::new("pg_advisory_xact_lock(hashtextextended('admins', 0))");
        diesel::select(lock).execute(postgres)?;
    }
    Ok(())
}

/// Whether an active admin other than `except` exists.
///
/// # Errors
/// When the query fails.
pub fn another_admin_exists(
    connection: &mut DbConnection,
    except: Option<UserId>,
) -> QueryResult<bool> {
    // No row has the number -1.
    let except = except.map_or(-1, |id| id.0);
    diesel::select(diesel::dsl::exists(
        users::table.filter(
            users::role
                .eq(Role::Admin.as_str())
                .and(users::is_active)
                .and(users::id.ne(except)),
        ),
    ))
    .get_result(connection)
}

/// A page of the accounts, the newest first: those with a text in their name or address, in its
/// unique form, and those with a role.
///
/// # Errors
/// When the query fails.
pub fn page(
    connection: &mut DbConnection,
    text: Option<&str>,
    role: Option<Role>,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> QueryResult<Page<User, NumberCursor>> {
    let mut query = users::table
        .filter(users::id.lt(after.map_or(i64::MAX, |cursor| cursor.0)))
        .order(users::id.desc())
        .limit(limit.get() + 1)
        .select(User::as_select())
        .into_boxed();
    if let Some(text) = text {
        let pattern = format!("%{}%", escape_like(text));
        query = query.filter(
            users::username_key
                .like(pattern.clone())
                .escape('\\')
                .or(users::email_key.like(pattern).escape('\\')),
        );
    }
    if let Some(role) = role {
        query = query.filter(users::role.eq(role.as_str()));
    }
    let users = query.load(connection)?;
    Ok(Page::cut(users, limit, |user: &User| {
        NumberCursor(user.id.0)
    }))
}

/// Removes a user, whose jobs must be gone.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: UserId) -> QueryResult<usize> {
    diesel::delete(users::table.find(id.0)).execute(connection)
}
