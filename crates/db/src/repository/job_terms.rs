//! Queries on `job_terms`: what the listed jobs are found by.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Date, Text};
use jobboard_core::job::JobId;
use jobboard_core::job::terms::Term;

use crate::connection::DbConnection;
use crate::fixed_sql::FixedSql;
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
    insert(connection, id, date_posted, terms)
}

/// Makes a job that was findable by nothing findable by these lines: in one statement, which is
/// the same for any number of them and so is planned once.
///
/// # Errors
/// When the query fails.
pub fn insert(
    connection: &mut DbConnection,
    id: JobId,
    date_posted: NaiveDate,
    terms: &BTreeSet<Term>,
) -> QueryResult<()> {
    let terms: Vec<&str> = terms.iter().map(Term::as_str).collect();
    let (date, job) = (date_posted.into_sql::<Date>(), id.0.into_sql::<BigInt>());
    match connection {
        DbConnection::Postgres(postgres) => {
            let (before, after) = ("(SELECT unnest(", ") AS term)");
            let terms = FixedSql::<Text>::around::<Array<Text>, _>(before, terms, after);
            InsertTerms { date, job, terms }.execute(postgres)?
        }
        DbConnection::Sqlite(sqlite) => {
            let (before, after) = ("(SELECT value AS term FROM json_each(", "))");
            let terms = serde_json::json!(terms).to_string();
            let terms = FixedSql::<Text>::around::<Text, _>(before, terms, after);
            InsertTerms { date, job, terms }.execute(sqlite)?
        }
    };
    Ok(())
}

/// Stores a row for each of some terms.
struct InsertTerms<D, J, T> {
    date: D,
    job: J,
    terms: T,
}

impl<Connection, D, J, T> RunQueryDsl<Connection> for InsertTerms<D, J, T> {}

impl<D, J, T> QueryId for InsertTerms<D, J, T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB, D, J, T> QueryFragment<DB> for InsertTerms<D, J, T>
where
    DB: Backend,
    D: QueryFragment<DB>,
    J: QueryFragment<DB>,
    T: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("INSERT INTO job_terms (term, date_posted, job_id) SELECT listed.term, ");
        self.date.walk_ast(out.reborrow())?;
        out.push_sql(", ");
        self.job.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.terms.walk_ast(out.reborrow())?;
        out.push_sql(" AS listed");
        Ok(())
    }
}

/// Makes a job findable by nothing.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::delete(job_terms::table.filter(job_terms::job_id.eq(id.0))).execute(connection)
}
