//! Queries on `job_terms`: what the listed jobs are found by.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use jobboard_core::job::JobId;
use jobboard_core::job::terms::Term;

use crate::connection::DbConnection;
use crate::schema::job_terms;

/// Makes a job findable by these lines and by no others.
///
/// # Errors
/// When a query fails.
pub fn replace(
    connection: &mut DbConnection,
    id: JobId,
    date_posted: NaiveDate,
    terms: &BTreeSet<Term>,
) -> QueryResult<()> {
    delete(connection, id)?;
    let rows: Vec<_> = terms
        .iter()
        .map(|term| {
            (
                job_terms::term.eq(term.as_str()),
                job_terms::date_posted.eq(date_posted),
                job_terms::job_id.eq(id.0),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    // Many rows in one statement do not compile on the connection type, but on each variant.
    match connection {
        DbConnection::Postgres(postgres) => diesel::insert_into(job_terms::table)
            .values(&rows)
            .execute(postgres)?,
        DbConnection::Sqlite(sqlite) => diesel::insert_into(job_terms::table)
            .values(&rows)
            .execute(sqlite)?,
    };
    Ok(())
}

/// Makes a job findable by nothing.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::delete(job_terms::table.filter(job_terms::job_id.eq(id.0))).execute(connection)
}
