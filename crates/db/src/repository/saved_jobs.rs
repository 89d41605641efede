//! Queries on `saved_jobs`: what people keep in mind.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use jobboard_core::job::JobId;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
use crate::models::JobSummary;
use crate::schema::{jobs, saved_jobs};

/// Saves a job for somebody.
///
/// # Errors
/// A unique violation when it is saved already.
pub fn insert(
    connection: &mut DbConnection,
    user: UserId,
    job: JobId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::insert_into(saved_jobs::table)
        .values((
            saved_jobs::user_id.eq(user.0),
            saved_jobs::job_id.eq(job.0),
            saved_jobs::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)
}

/// Forgets a saved job.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, user: UserId, job: JobId) -> QueryResult<usize> {
    diesel::delete(
        saved_jobs::table
            .filter(saved_jobs::user_id.eq(user.0))
            .filter(saved_jobs::job_id.eq(job.0)),
    )
    .execute(connection)
}

/// Whether somebody has saved a job.
///
/// # Errors
/// When the query fails.
pub fn is_saved(connection: &mut DbConnection, user: UserId, job: JobId) -> QueryResult<bool> {
    diesel::select(exists(
        saved_jobs::table
            .filter(saved_jobs::user_id.eq(user.0))
            .filter(saved_jobs::job_id.eq(job.0)),
    ))
    .get_result(connection)
}

/// How many jobs somebody has saved.
///
/// # Errors
/// When the query fails.
pub fn count(connection: &mut DbConnection, user: UserId) -> QueryResult<i64> {
    saved_jobs::table
        .filter(saved_jobs::user_id.eq(user.0))
        .count()
        .get_result(connection)
}

/// A page of what somebody has saved, the last saved first.
///
/// # Errors
/// When the query fails.
pub fn page(
    connection: &mut DbConnection,
    user: UserId,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> QueryResult<Page<JobSummary, NumberCursor>> {
    let rows: Vec<(i64, JobSummary)> = saved_jobs::table
        .inner_join(jobs::table)
        .filter(saved_jobs::user_id.eq(user.0))
        .filter(saved_jobs::id.lt(after.map_or(i64::MAX, |cursor| cursor.0)))
        .order(saved_jobs::id.desc())
        .limit(limit.get() + 1)
        .select((saved_jobs::id, JobSummary::as_select()))
        .load(connection)?;
    let page = Page::cut(rows, limit, |(id, _)| NumberCursor(*id));
    Ok(Page {
        items: page.items.into_iter().map(|(_, job)| job).collect(),
        next: page.next,
    })
}
