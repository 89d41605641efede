//! Queries on `job_events`, the history of the jobs.

use diesel::prelude::*;
use jobboard_core::job::JobId;

use crate::connection::{DbConnection, on_either};
use crate::json_rows::JsonRows;
use crate::models::{JobEvent, NewJobEvent};
use crate::schema::{job_events, users};

/// Writes down what happens.
///
/// # Errors
/// When the query fails.
pub fn insert(connection: &mut DbConnection, event: &NewJobEvent<'_>) -> QueryResult<usize> {
    diesel::insert_into(job_events::table)
        .values(event)
        .execute(connection)
}

/// Writes down several things that happen.
///
/// # Errors
/// When the query fails.
pub fn insert_all(connection: &mut DbConnection, events: &[NewJobEvent<'_>]) -> QueryResult<()> {
    if let [event] = events {
        insert(connection, event)?;
    } else if let Some(rows) = JsonRows::of("job_events", events)? {
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// What happened to a job, with the names of who did it, the latest first.
///
/// # Errors
/// When the query fails.
pub fn of_job(
    connection: &mut DbConnection,
    id: JobId,
    limit: i64,
) -> QueryResult<Vec<(JobEvent, Option<String>)>> {
    job_events::table
        .left_join(users::table)
        .filter(job_events::job_id.eq(id.0))
        .order(job_events::id.desc())
        .limit(limit)
        .select((JobEvent::as_select(), users::username.nullable()))
        .load(connection)
}
