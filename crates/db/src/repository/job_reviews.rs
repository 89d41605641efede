//! Queries on `job_reviews`, the moderators' queue.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::job::JobId;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use serde::Serialize;

use crate::column::as_stored;
use crate::connection::{DbConnection, on_either};
use crate::json_rows::JsonRows;
use crate::models::JobSummary;
use crate::schema::{job_reviews, jobs, users};

/// A job that waits for a moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The place in the queue.
    pub cursor: NumberCursor,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The job.
    pub job: JobSummary,
    /// Who posted it.
    pub poster: String,
}

/// Puts some jobs at the end of the queue, each since an instant.
///
/// # Errors
/// A unique violation when one is there already.
pub fn enter(
    connection: &mut DbConnection,
    jobs: impl IntoIterator<Item = (JobId, DateTime<Utc>)>,
) -> QueryResult<()> {
    let entries = jobs.into_iter().map(|(id, since)| Entry {
        job_id: id.0,
        entered_at: since.naive_utc(),
    });
    if let Some(rows) = JsonRows::of("job_reviews", &entries.collect::<Vec<_>>())? {
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// A place in the queue to be taken.
#[derive(Serialize)]
struct Entry {
    job_id: i64,
    #[serde(serialize_with = "as_stored")]
    entered_at: NaiveDateTime,
}

/// Takes a job out of the queue.
///
/// # Errors
/// When the query fails.
pub fn leave(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::delete(job_reviews::table.filter(job_reviews::job_id.eq(id.0))).execute(connection)
}

/// A page of the queue, the oldest first.
///
/// # Errors
/// When the query fails.
pub fn page(
    connection: &mut DbConnection,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> QueryResult<Page<Waiting, NumberCursor>> {
    let rows: Vec<(i64, NaiveDateTime, JobSummary, String)> = job_reviews::table
        .inner_join(jobs::table.inner_join(users::table))
        .filter(job_reviews::id.gt(after.map_or(0, |cursor| cursor.0)))
        .order(job_reviews::id)
        .limit(limit.get() + 1)
        .select((
            job_reviews::id,
            job_reviews::entered_at,
            JobSummary::as_select(),
            users::username,
        ))
        .load(connection)?;
    let waiting = rows.into_iter().map(|(id, since, job, poster)| Waiting {
        cursor: NumberCursor(id),
        since: since.and_utc(),
        job,
        poster,
    });
    Ok(Page::cut(waiting.collect(), limit, |waiting| {
        waiting.cursor
    }))
}
