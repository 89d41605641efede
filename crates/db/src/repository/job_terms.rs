//! Queries on `job_terms`: what the listed jobs are found by.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::Error as QueryError;
use diesel::sql_types::{Array, BigInt, Date, Text};
use diesel::sqlite::Sqlite;
use jobboard_core::job::JobId;
use jobboard_core::job::terms::Term;

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::schema::job_terms;

/// A line that a job is found by, with its place among all jobs of this line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobTerm {
    /// The line.
    pub term: Term,
    /// The date of the job's posting.
    pub date_posted: NaiveDate,
    /// The job.
    pub job: JobId,
}

/// Makes jobs that were findable by nothing findable by these lines: in one statement, which is
/// the same for any number of them and so is planned once.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, mut lines: Vec<JobTerm>) -> QueryResult<()> {
    // In the order of the table, in which many of them are stored many times as fast.
    lines.sort_unstable();
    match connection {
        DbConnection::Postgres(postgres) => {
            let of = lines.iter();
            Insert {
                terms: of.clone().map(|line| line.term.as_str()).collect(),
                dates: of.clone().map(|line| line.date_posted).collect(),
                jobs: of.map(|line| line.job.0).collect(),
            }
            .execute(postgres)?;
        }
        DbConnection::Sqlite(sqlite) => {
            let rows = lines
                .iter()
                .map(|line| (line.term.as_str(), line.date_posted, line.job.0));
            let rows: Vec<_> = rows.collect();
            let rows = serde_json::to_string(&rows)
                .map_err(|error| QueryError::SerializationError(error.into()))?;
            InsertJson(rows).execute(sqlite)?;
        }
    }
    Ok(())
}

/// Lines for PostgreSQL, column by column.
struct Insert<'a> {
    terms: Vec<&'a str>,
    dates: Vec<NaiveDate>,
    jobs: Vec<i64>,
}

impl RunQueryDsl<PgConnection> for Insert<'_> {}

impl QueryId for Insert<'_> {
    type QueryId = Insert<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for Insert<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("INSERT INTO job_terms (term, date_posted, job_id) SELECT * FROM unnest(");
        out.push_bind_param::<Array<Text>, _>(&self.terms)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Date>, _>(&self.dates)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.jobs)?;
        out.push_sql(")");
        Ok(())
    }
}

/// Lines for SQLite, as JSON.
struct InsertJson(String);

impl RunQueryDsl<SqliteConnection> for InsertJson {}

impl QueryId for InsertJson {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Sqlite> for InsertJson {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO job_terms (term, date_posted, job_id) \
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(",
        );
        out.push_bind_param::<Text, _>(&self.0)?;
        out.push_sql(")");
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

/// Makes some jobs findable by nothing.
///
/// # Errors
/// When the query fails.
pub fn delete_of(connection: &mut DbConnection, jobs: &[JobId]) -> QueryResult<usize> {
    let among = Among::numbers("job_terms.job_id", jobs.iter().map(|id| id.0))?;
    on_either!(connection, database => {
        diesel::delete(job_terms::table.filter(among)).execute(database)
    })
}
