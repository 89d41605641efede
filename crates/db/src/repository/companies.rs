//! Queries on `companies`.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::connection::DbConnection;
use crate::models::{Company, NewCompany};
use crate::schema::{companies, jobs};

/// Stores a company and gives its number.
///
/// # Errors
/// A unique violation when its name is known.
pub fn insert(connection: &mut DbConnection, company: &NewCompany<'_>) -> QueryResult<i64> {
    diesel::insert_into(companies::table)
        .values(company)
        .returning(companies::id)
        .get_result(connection)
}

/// The number of the company whose name is compared by this key.
///
/// # Errors
/// When the query fails.
pub fn id_by_key(connection: &mut DbConnection, key: &str) -> QueryResult<Option<i64>> {
    companies::table
        .filter(companies::name_key.eq(key))
        .select(companies::id)
        .get_result(connection)
        .optional()
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
