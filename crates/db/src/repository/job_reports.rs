//! Queries on `job_reports`.

use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, exists, min};
use diesel::prelude::*;
use jobboard_core::job::JobId;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::models::{JobReport, JobSummary, NewJobReport};
use crate::schema::{job_reports, jobs};

/// A job that readers have reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its place in the list: its oldest open report.
    pub cursor: NumberCursor,
    /// How many reports are open.
    pub reports: i64,
    /// The job.
    pub job: JobSummary,
}

/// Stores a report.
///
/// # Errors
/// A unique violation when the reader has an open report of the job.
pub fn insert(connection: &mut DbConnection, report: &NewJobReport<'_>) -> QueryResult<usize> {
    diesel::insert_into(job_reports::table)
        .values(report)
        .execute(connection)
}

/// Whether a reader has reported a job as it stands: has an open report, or has reported it since
/// an instant.
///
/// # Errors
/// When the query fails.
pub fn is_known(
    connection: &mut DbConnection,
    id: JobId,
    reader: &str,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    let open = job_reports::resolved_at.is_null();
    diesel::select(exists(
        job_reports::table
            .filter(job_reports::job_id.eq(id.0))
            .filter(job_reports::reader.eq(reader))
            .filter(open.or(job_reports::created_at.ge(since.naive_utc()))),
    ))
    .get_result(connection)
}

/// How many reports of a job are open.
///
/// # Errors
/// When the query fails.
pub fn open_count(connection: &mut DbConnection, id: JobId) -> QueryResult<u64> {
    let count: i64 = job_reports::table
        .filter(job_reports::job_id.eq(id.0))
        .filter(job_reports::resolved_at.is_null())
        .count()
        .get_result(connection)?;
    Ok(count.unsigned_abs())
}

/// The latest reports of a job, the open ones first.
///
/// # Errors
/// When the query fails.
pub fn of_job(connection: &mut DbConnection, id: JobId, limit: i64) -> QueryResult<Vec<JobReport>> {
    job_reports::table
        .filter(job_reports::job_id.eq(id.0))
        .order((
            job_reports::resolved_at.is_not_null(),
            job_reports::id.desc(),
        ))
        .limit(limit)
        .select(JobReport::as_select())
        .load(connection)
}

/// Closes the open reports of a job, and says how many.
///
/// # Errors
/// When the query fails.
pub fn resolve(connection: &mut DbConnection, id: JobId, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(
        job_reports::table
            .filter(job_reports::job_id.eq(id.0))
            .filter(job_reports::resolved_at.is_null()),
    )
    .set(job_reports::resolved_at.eq(now.naive_utc()))
    .execute(connection)
}

/// A page of the jobs with open reports, by the oldest of them.
///
/// # Errors
/// When a query fails.
pub fn waiting(
    connection: &mut DbConnection,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> QueryResult<Page<Reported, NumberCursor>> {
    let open: Vec<(i64, i64, Option<i64>)> = job_reports::table
        .filter(job_reports::resolved_at.is_null())
        .group_by(job_reports::job_id)
        .having(min(job_reports::id).gt(after.map_or(0, |cursor| cursor.0)))
        .order(min(job_reports::id))
        .limit(limit.get() + 1)
        .select((job_reports::job_id, count_star(), min(job_reports::id)))
        .load(connection)?;
    if open.is_empty() {
        return Ok(Page {
            items: Vec::new(),
            next: None,
        });
    }
    let ids: Vec<i64> = open.iter().map(|(job, _, _)| *job).collect();
    let among = Among::numbers("jobs.id", &ids)?;
    let known: Vec<JobSummary> = on_either!(connection, database => {
        jobs::table
            .filter(among)
            .select(JobSummary::as_select())
            .load(database)?
    });
    let reported = open.into_iter().filter_map(|(job, reports, first)| {
        Some(Reported {
            cursor: NumberCursor(first?),
            reports,
            job: known.iter().find(|known| known.id.0 == job)?.clone(),
        })
    });
    Ok(Page::cut(reported.collect(), limit, |known| known.cursor))
}
