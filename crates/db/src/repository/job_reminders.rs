//! Queries on `job_reminders`: which posters were reminded of the end of a job.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jobboard_core::job::JobId;

use crate::connection::DbConnection;
use crate::fixed_sql::FixedSql;
use crate::models::Job;
use crate::schema::{job_reminders, jobs};

/// Published jobs that end before an instant, that were not changed since another one, and whose
/// posters were not reminded of that end; the earliest first.
///
/// # Errors
/// When the query fails.
pub fn due(
    connection: &mut DbConnection,
    now: DateTime<Utc>,
    end_before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<Job>> {
    let reminded = exists(
        job_reminders::table
            .filter(job_reminders::job_id.eq(jobs::id))
            .filter(job_reminders::expires_at.nullable().eq(jobs::expires_at)),
    );
    jobs::table
        .filter(FixedSql::<Bool>::new("jobs.state = 'published'"))
        .filter(jobs::expires_at.gt(now.naive_utc()))
        .filter(jobs::expires_at.le(end_before.naive_utc()))
        .filter(not(reminded))
        .order(jobs::expires_at)
        .limit(limit)
        .select(Job::as_select())
        .load(connection)
}

/// Notes that a poster was reminded of an end.
///
/// # Errors
/// When a query fails.
pub fn store(
    connection: &mut DbConnection,
    id: JobId,
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::delete(job_reminders::table.find(id.0)).execute(connection)?;
    diesel::insert_into(job_reminders::table)
        .values((
            job_reminders::job_id.eq(id.0),
            job_reminders::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(connection)?;
    Ok(())
}
