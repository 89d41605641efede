//! Queries on `job_views`: how often the pages of jobs were read, day by day.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use jobboard_core::job::JobId;

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::schema::{job_views, jobs};

/// Adds views of a day to a job, unless it is gone.
///
/// # Errors
/// When a query fails; a unique violation when somebody else counted the first of them at the
/// same moment.
pub fn add(
    connection: &mut DbConnection,
    id: JobId,
    date: NaiveDate,
    views: i64,
) -> QueryResult<()> {
    let updated = diesel::update(job_views::table.find((id.0, date)))
        .set(job_views::views.eq(job_views::views + views))
        .execute(connection)?;
    let is_there = diesel::select(exists(jobs::table.find(id.0)));
    if updated == 0 && is_there.get_result(connection)? {
        diesel::insert_into(job_views::table)
            .values((
                job_views::job_id.eq(id.0),
                job_views::date_viewed.eq(date),
                job_views::views.eq(views),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// The views of some jobs since a date.
///
/// # Errors
/// When the query fails.
pub fn of_jobs(
    connection: &mut DbConnection,
    ids: &[JobId],
    since: NaiveDate,
) -> QueryResult<Vec<(JobId, NaiveDate, i64)>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let among = Among::numbers("job_views.job_id", &ids)?;
    let rows: Vec<(i64, NaiveDate, i64)> = on_either!(connection, database => {
        job_views::table
            .filter(among)
            .filter(job_views::date_viewed.ge(since))
            .order((job_views::job_id, job_views::date_viewed))
            .select((job_views::job_id, job_views::date_viewed, job_views::views))
            .load(database)?
    });
    let row = |(id, date, views)| (JobId(id), date, views);
    Ok(rows.into_iter().map(row).collect())
}

/// Forgets the views before a date.
///
/// # Errors
/// When the query fails.
pub fn delete_before(connection: &mut DbConnection, date: NaiveDate) -> QueryResult<usize> {
    diesel::delete(job_views::table.filter(job_views::date_viewed.lt(date))).execute(connection)
}
