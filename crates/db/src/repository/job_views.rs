//! Queries on `job_views`: how often the pages of jobs were read, day by day.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use jobboard_core::job::JobId;
use serde::Serialize;

use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::json_rows::JsonRows;
use crate::schema::{job_views, jobs};

/// Adds views to jobs, each of a day, but for those that are gone.
///
/// # Errors
/// When a query fails.
pub fn add(connection: &mut DbConnection, counted: &[(JobId, NaiveDate, i64)]) -> QueryResult<()> {
    let among = Among::numbers("jobs.id", counted.iter().map(|(id, ..)| id.0))?;
    let there = jobs::table.filter(among).select(jobs::id);
    // Where others write meanwhile, the jobs are kept until the views are stored.
    let there: Vec<i64> = match connection {
        DbConnection::Postgres(postgres) => there.for_key_share().load(postgres)?,
        DbConnection::Sqlite(sqlite) => there.load(sqlite)?,
    };
    let there: HashSet<i64> = there.into_iter().collect();
    let counted = counted.iter().filter(|(id, ..)| there.contains(&id.0));
    let days = counted.map(|(id, date_viewed, views)| Day {
        job_id: id.0,
        date_viewed: *date_viewed,
        views: *views,
    });
    if let Some(rows) = JsonRows::of("job_views", &days.collect::<Vec<_>>())? {
        let rows = rows.on_conflict(
            "(job_id, date_viewed) DO UPDATE SET views = job_views.views + excluded.views",
        );
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// The views of a job on a day.
#[derive(Serialize)]
struct Day {
    job_id: i64,
    date_viewed: NaiveDate,
    views: i64,
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
    let among = Among::numbers("job_views.job_id", ids.iter().map(|id| id.0))?;
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
