//! Queries on `companies`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamp};

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::fixed_sql::FixedSql;
use crate::json_rows::JsonRows;
use crate::models::{Company, CompanyEdit, NewCompany};
use crate::schema::{companies, jobs};

/// Stores companies and gives their numbers, by the keys of their names.
///
/// # Errors
/// A unique violation when a name is known.
pub fn insert_all(
    connection: &mut DbConnection,
    new: &[NewCompany<'_>],
) -> QueryResult<Vec<(String, i64)>> {
    let Some(rows) = JsonRows::of("companies", new)? else {
        return Ok(Vec::new());
    };
    let stored = rows.returning((companies::name_key, companies::id));
    on_either!(connection, database => stored.load(database))
}

/// The numbers of the companies whose names are compared by these keys, those that there are.
///
/// # Errors
/// When the query fails.
pub fn ids_by_keys<'a>(
    connection: &mut DbConnection,
    keys: impl Iterator<Item = &'a str>,
) -> QueryResult<HashMap<String, i64>> {
    let among = Among::texts("companies.name_key", &keys.collect::<Vec<_>>())?;
    let known: Vec<(String, i64)> = on_either!(connection, database => {
        companies::table
            .filter(among)
            .select((companies::name_key, companies::id))
            .load(database)?
    });
    Ok(known.into_iter().collect())
}

/// The company with this number.
///
/// # Errors
/// When the query fails.
pub fn by_id(connection: &mut DbConnection, id: i64) -> QueryResult<Option<Company>> {
    companies::table
        .find(id)
        .select(Company::as_select())
        .get_result(connection)
        .optional()
}

/// Whether a company has ever had a job that everybody could read.
///
/// # Errors
/// When the query fails.
pub fn was_public(connection: &mut DbConnection, id: i64) -> QueryResult<bool> {
    let was_public =
        FixedSql::<Bool>::new("jobs.state IN ('published', 'filled', 'closed', 'expired')");
    diesel::select(exists(
        jobs::table
            .filter(jobs::company_id.eq(id))
            .filter(was_public),
    ))
    .get_result(connection)
}

/// The web site that the latest of its listed jobs names.
///
/// # Errors
/// When the query fails.
pub fn web_site_of_jobs(connection: &mut DbConnection, id: i64) -> QueryResult<Option<String>> {
    let found: Option<Option<String>> = jobs::table
        .filter(jobs::company_id.eq(id))
        .filter(jobs::state.eq("published"))
        .filter(jobs::company_url.is_not_null())
        .order(jobs::id.desc())
        .limit(1)
        .select(jobs::company_url)
        .get_result(connection)
        .optional()?;
    Ok(found.flatten())
}

/// The companies with a listed job, by their names, after one of them.
///
/// # Errors
/// When the query fails.
pub fn listed(
    connection: &mut DbConnection,
    after: Option<&str>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Company>> {
    let hiring = FixedSql::<Bool>::around::<Timestamp, _>(
        "EXISTS (SELECT 1 FROM jobs WHERE jobs.company_id = companies.id \
         AND jobs.state = 'published' AND jobs.expires_at > ",
        now.naive_utc(),
        ")",
    );
    let mut query = companies::table
        .filter(hiring)
        .order(companies::name_key)
        .limit(limit)
        .select(Company::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(companies::name_key.gt(after.to_owned()));
    }
    query.load(connection)
}

/// Writes what was edited, if nobody has edited it meanwhile, and says how many rows that was.
///
/// # Errors
/// When the query fails.
pub fn edit(
    connection: &mut DbConnection,
    id: i64,
    seen: i64,
    edit: &CompanyEdit<'_>,
) -> QueryResult<usize> {
    diesel::update(
        companies::table
            .find(id)
            .filter(companies::version.eq(seen)),
    )
    .set(edit)
    .execute(connection)
}

/// Forgets companies that nobody has described and that have no job.
///
/// # Errors
/// When the query fails.
pub fn delete_unused(connection: &mut DbConnection) -> QueryResult<usize> {
    let used = exists(jobs::table.filter(jobs::company_id.eq(companies::id)));
    diesel::delete(
        companies::table
            .filter(companies::description.eq(""))
            .filter(companies::web_site.is_null())
            .filter(not(used)),
    )
    .execute(connection)
}
