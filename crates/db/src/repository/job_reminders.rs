//! Queries on `job_reminders`: which posters were reminded of the end of a job.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jobboard_core::job::JobId;
use serde::Serialize;

use crate::column::as_stored;
use crate::connection::{DbConnection, on_either};
use crate::fixed_sql::FixedSql;
use crate::json_rows::JsonRows;
use crate::models::Job;
use crate::schema::{job_reminders, jobs};

/// Published jobs that end before an instant and whose posters were not reminded of that end; the
/// earliest first.
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

/// Notes of jobs that their posters are reminded of these ends, and gives those of which nobody has
/// noted it meanwhile.
///
/// # Errors
/// When the query fails.
pub fn note(
    connection: &mut DbConnection,
    ends: &[(JobId, DateTime<Utc>)],
) -> QueryResult<HashSet<JobId>> {
    let reminders = ends.iter().map(|(id, end)| Reminder {
        job_id: id.0,
        expires_at: end.naive_utc(),
    });
    let Some(rows) = JsonRows::of("job_reminders", &reminders.collect::<Vec<_>>())? else {
        return Ok(HashSet::new());
    };
    let noted = rows
        .on_conflict(
            "(job_id) DO UPDATE SET expires_at = excluded.expires_at \
             WHERE job_reminders.expires_at <> excluded.expires_at",
        )
        .returning(job_reminders::job_id);
    let noted: Vec<i64> = on_either!(connection, database => noted.load(database))?;
    Ok(noted.into_iter().map(JobId).collect())
}

/// The end that a poster is reminded of.
#[derive(Serialize)]
struct Reminder {
    job_id: i64,
    #[serde(serialize_with = "as_stored")]
    expires_at: NaiveDateTime,
}
