//! Queries on `categories`.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use jobboard_core::job::terms::Term;

use crate::among::json_list;
use crate::connection::DbConnection;
use crate::fixed_sql::FixedSql;
use crate::models::Category;
use crate::schema::{categories, job_terms, jobs};

/// All categories, in the admins' order.
///
/// # Errors
/// When the query fails.
pub fn all(connection: &mut DbConnection) -> QueryResult<Vec<Category>> {
    categories::table
        .order((categories::position, categories::id))
        .select(Category::as_select())
        .load(connection)
}

/// The category with this number.
///
/// # Errors
/// When the query fails.
pub fn by_id(connection: &mut DbConnection, id: i64) -> QueryResult<Option<Category>> {
    categories::table
        .find(id)
        .select(Category::as_select())
        .get_result(connection)
        .optional()
}

/// Stores a category behind all others.
///
/// # Errors
/// A unique violation when there is one of this name.
pub fn insert(connection: &mut DbConnection, name: &str, key: &str) -> QueryResult<Category> {
    let last: Option<i64> = categories::table
        .select(max(categories::position))
        .get_result(connection)?;
    let id: i64 = diesel::insert_into(categories::table)
        .values((
            categories::name.eq(name),
            categories::name_key.eq(key),
            categories::position.eq(last.unwrap_or_default() + 1),
        ))
        .returning(categories::id)
        .get_result(connection)?;
    categories::table
        .find(id)
        .select(Category::as_select())
        .get_result(connection)
}

/// Gives a category another name, in its jobs and in what they are found by, too.
///
/// # Errors
/// A unique violation when another one has this name.
pub fn rename(
    connection: &mut DbConnection,
    category: &Category,
    name: &str,
    key: &str,
) -> QueryResult<()> {
    // The row first: a job that is being written holds it, and is there to be seen afterwards.
    diesel::update(categories::table.find(category.id))
        .set((categories::name.eq(name), categories::name_key.eq(key)))
        .execute(connection)?;
    let (old, new) = (Term::category(&category.name), Term::category(name));
    if old != new {
        diesel::update(job_terms::table.filter(job_terms::term.eq(old.as_str())))
            .set(job_terms::term.eq(new.as_str()))
            .execute(connection)?;
    }
    Ok(())
}

/// Removes a category. Its jobs have none then.
///
/// # Errors
/// When a query fails.
pub fn delete(connection: &mut DbConnection, category: &Category) -> QueryResult<()> {
    diesel::delete(categories::table.find(category.id)).execute(connection)?;
    let term = Term::category(&category.name);
    diesel::delete(job_terms::table.filter(job_terms::term.eq(term.as_str())))
        .execute(connection)?;
    Ok(())
}

/// Puts the categories into this order, from place 1.
///
/// # Errors
/// When the query fails.
pub fn put_in_order(connection: &mut DbConnection, ids: &[i64]) -> QueryResult<usize> {
    let ids = json_list(ids)?;
    // One that somebody else makes at this moment stays where it is.
    match connection {
        DbConnection::Postgres(postgres) => {
            let place = FixedSql::<BigInt>::around::<Text, _>(
                "COALESCE((SELECT place.position FROM json_array_elements_text((",
                ids,
                ")::json) WITH ORDINALITY AS place (id, position) \
                 WHERE place.id::bigint = categories.id), categories.position)",
            );
            diesel::update(categories::table)
                .set(categories::position.eq(place))
                .execute(postgres)
        }
        DbConnection::Sqlite(sqlite) => {
            let place = FixedSql::<BigInt>::around::<Text, _>(
                "COALESCE((SELECT key + 1 FROM json_each(",
                ids,
                ") WHERE value = categories.id), categories.position)",
            );
            diesel::update(categories::table)
                .set(categories::position.eq(place))
                .execute(sqlite)
        }
    }
}

/// All categories, each with the number of its jobs in whatever state.
///
/// # Errors
/// When a query fails.
pub fn all_with_jobs(connection: &mut DbConnection) -> QueryResult<Vec<(Category, i64)>> {
    let counts: Vec<(Option<String>, i64)> = jobs::table
        .filter(jobs::category.is_not_null())
        .group_by(jobs::category)
        .select((jobs::category, count_star()))
        .load(connection)?;
    let jobs_of = |name: &str| {
        let known = counts
            .iter()
            .find(|(known, _)| known.as_deref() == Some(name));
        known.map_or(0, |(_, jobs)| *jobs)
    };
    let with_jobs = |category: Category| {
        let jobs = jobs_of(&category.name);
        (category, jobs)
    };
    Ok(all(connection)?.into_iter().map(with_jobs).collect())
}
