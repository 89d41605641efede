//! Queries on `jobs`.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::result::Error as QueryError;
use diesel::sql_types::{BigInt, Bool, Date, Timestamp};
use jobboard_core::job::{JobId, JobState};
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::user::UserId;

use super::stretch::{self, Stretch, within};
use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::fixed_sql::{Bind, FixedSql};
use crate::json_rows::JsonRows;
use crate::models::{Job, JobEdit, JobRenewal, JobStanding, JobSummary, NewJob};
use crate::schema::jobs;

/// The one condition that lets a job be seen by everybody: it is published and has not expired.
/// The state stands in it as a literal, so that the partial indexes serve.
pub(super) fn listed(now: DateTime<Utc>) -> FixedSql<Bool, Bind<Timestamp, NaiveDateTime>> {
    FixedSql::<Bool>::around::<Timestamp, _>(
        "(jobs.state = 'published' AND jobs.expires_at > ",
        now.naive_utc(),
        ")",
    )
}

/// Stores some jobs and gives them back with their numbers, in their order.
///
/// # Errors
/// A unique violation when an import key exists.
pub fn insert_all(connection: &mut DbConnection, new: Vec<NewJob>) -> QueryResult<Vec<Job>> {
    let new = match <[NewJob; 1]>::try_from(new) {
        Ok([job]) => return insert(connection, job).map(|job| vec![job]),
        Err(new) => new,
    };
    let Some(rows) = JsonRows::of("jobs", &new)? else {
        return Ok(Vec::new());
    };
    let mut stored: Vec<Job> = on_either!(connection, database => {
        rows.returning(Job::as_select()).load(database)?
    });
    // They were numbered in their order. Nobody says in which one they come back.
    stored.sort_by_key(|job| job.id);
    let is_of = |(job, new): (&Job, &NewJob)| new.is_what_became(job);
    if stored.len() != new.len() || !stored.iter().zip(&new).all(is_of) {
        let reason = "the jobs were not stored in their order";
        return Err(QueryError::DeserializationError(reason.into()));
    }
    Ok(stored)
}

fn insert(connection: &mut DbConnection, new: NewJob) -> QueryResult<Job> {
    on_either!(connection, database => {
        diesel::insert_into(jobs::table)
            .values(new)
            .returning(Job::as_returning())
            .get_result(database)
    })
}

/// The job with this number, listed or not.
///
/// # Errors
/// When the query fails.
pub fn by_id(connection: &mut DbConnection, id: JobId) -> QueryResult<Option<Job>> {
    on_either!(connection, database => {
        jobs::table
            .find(id.0)
            .select(Job::as_select())
            .get_result(database)
            .optional()
    })
}

/// Holds a job until the end of the transaction, so that of two changes at once the later one
/// sees the earlier.
///
/// # Errors
/// When the query fails.
pub fn lock(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::update(jobs::table.find(id.0))
        .set(jobs::version.eq(jobs::version))
        .execute(connection)
}

/// Which of some import keys a posting is stored under.
///
/// # Errors
/// When the query fails.
pub fn known_import_keys(
    connection: &mut DbConnection,
    keys: &[String],
) -> QueryResult<HashSet<String>> {
    let among = Among::texts("jobs.import_key", keys)?;
    let known: Vec<Option<String>> = on_either!(connection, database => {
        jobs::table
            .filter(among)
            .select(jobs::import_key)
            .load(database)?
    });
    Ok(known.into_iter().flatten().collect())
}

/// Writes what was edited.
///
/// # Errors
/// When the query fails.
pub fn edit(connection: &mut DbConnection, id: JobId, edit: &JobEdit) -> QueryResult<usize> {
    diesel::update(jobs::table.find(id.0))
        .set(edit)
        .execute(connection)
}

/// Writes where a job stands.
///
/// # Errors
/// When the query fails.
pub fn set_standing(
    connection: &mut DbConnection,
    id: JobId,
    standing: &JobStanding,
) -> QueryResult<usize> {
    diesel::update(jobs::table.find(id.0))
        .set(standing)
        .execute(connection)
}

/// Removes a job.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::delete(jobs::table.find(id.0)).execute(connection)
}

/// Removes every job of a person.
///
/// # Errors
/// When the query fails.
pub fn delete_of_owner(connection: &mut DbConnection, owner: UserId) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::owner_id.eq(owner.0))).execute(connection)
}

/// The latest jobs of a company but for one of them and for drafts.
///
/// # Errors
/// When the query fails.
pub fn of_company(
    connection: &mut DbConnection,
    company: i64,
    except: JobId,
    limit: i64,
) -> QueryResult<Vec<Job>> {
    jobs::table
        .filter(jobs::company_id.eq(company))
        .filter(jobs::id.ne(except.0))
        .filter(jobs::state.ne("draft"))
        .order(jobs::id.desc())
        .limit(limit)
        .select(Job::as_select())
        .load(connection)
}

/// A page of one person's jobs, newest first: all, or those that are in a state at an instant.
///
/// # Errors
/// When the query fails.
pub fn list_of_owner(
    connection: &mut DbConnection,
    owner: UserId,
    state: Option<(JobState, DateTime<Utc>)>,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> QueryResult<Page<JobSummary, JobCursor>> {
    let stretches = Stretch::of_jobs(connection, after);
    stretch::page(stretches, limit, JobSummary::cursor, |stretch, most| {
        let query = jobs::table
            .filter(jobs::owner_id.eq(owner.0))
            .order((jobs::date_posted.desc(), jobs::id.desc()))
            .limit(most)
            .select(JobSummary::as_select())
            .into_boxed();
        let query = match state {
            None => query,
            Some((JobState::Published, now)) => query.filter(listed(now)),
            Some((JobState::Expired, now)) => {
                let noted = jobs::state.eq(JobState::Expired.as_str());
                let published = jobs::state.eq(JobState::Published.as_str());
                let endless = jobs::expires_at.is_null();
                let ended = endless.or(jobs::expires_at.le(now.naive_utc()));
                query.filter(noted.or(published.and(ended)))
            }
            Some((state, _)) => query.filter(jobs::state.eq(state.as_str())),
        };
        within!(
            query,
            stretch,
            jobs::date_posted,
            jobs::id,
            "jobs.date_posted, jobs.id"
        )
        .load(connection)
    })
}

/// How many jobs of a person are noted in each state, and how many of those noted as published
/// are still listed at an instant.
///
/// # Errors
/// When a query fails.
pub fn count_of_owner(
    connection: &mut DbConnection,
    owner: UserId,
    now: DateTime<Utc>,
) -> QueryResult<(Vec<(String, i64)>, i64)> {
    let noted = jobs::table
        .filter(jobs::owner_id.eq(owner.0))
        .group_by(jobs::state)
        .select((jobs::state, count_star()))
        .load(connection)?;
    let listed = jobs::table
        .filter(jobs::owner_id.eq(owner.0))
        .filter(listed(now))
        .count()
        .get_result(connection)?;
    Ok((noted, listed))
}

/// Numbers of jobs whose derived parts were made by older rules, the oldest first, at most so many.
///
/// # Errors
/// When the query fails.
pub fn indexed_before(
    connection: &mut DbConnection,
    version: i64,
    limit: i64,
) -> QueryResult<Vec<JobId>> {
    let ids: Vec<i64> = jobs::table
        .filter(jobs::index_version.lt(version))
        .order(jobs::index_version)
        .limit(limit)
        .select(jobs::id)
        .load(connection)?;
    Ok(ids.into_iter().map(JobId).collect())
}

/// Holds some jobs until the end of the transaction and gives those that there are, by their
/// numbers.
///
/// # Errors
/// When a query fails.
pub fn held(connection: &mut DbConnection, ids: &[JobId]) -> QueryResult<Vec<Job>> {
    let among = Among::numbers("jobs.id", ids.iter().map(|id| id.0))?;
    let mut held: Vec<Job> = on_either!(connection, database => {
        diesel::update(jobs::table.filter(among))
            .set(jobs::version.eq(jobs::version))
            .returning(Job::as_select())
            .load(database)?
    });
    held.sort_by_key(|job| job.id);
    Ok(held)
}

/// Some jobs, by their numbers, those that there are.
///
/// # Errors
/// When the query fails.
pub fn by_ids(connection: &mut DbConnection, ids: &[JobId]) -> QueryResult<Vec<Job>> {
    let among = Among::numbers("jobs.id", ids.iter().map(|id| id.0))?;
    on_either!(connection, database => {
        jobs::table
            .filter(among)
            .order(jobs::id)
            .select(Job::as_select())
            .load(database)
    })
}

/// Writes jobs as they are derived by newer rules.
///
/// # Errors
/// When the query fails.
pub fn renew(connection: &mut DbConnection, renewals: &[JobRenewal]) -> QueryResult<usize> {
    match JsonRows::of("jobs", renewals)? {
        Some(rows) => on_either!(connection, database => rows.as_updates().execute(database)),
        None => Ok(0),
    }
}

/// Notes jobs that were published and expired before an instant, at most so many and the earliest
/// of them first, and gives those with their ends.
///
/// # Errors
/// When a query fails.
pub fn note_expired(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<(JobId, DateTime<Utc>)>> {
    let expired = FixedSql::<Bool>::around::<Timestamp, _>(
        "(jobs.state = 'published' AND jobs.expires_at < ",
        before.naive_utc(),
        ")",
    );
    let ids: Vec<i64> = jobs::table
        .filter(expired)
        .order(jobs::expires_at)
        .limit(limit)
        .select(jobs::id)
        .load(connection)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let among = Among::numbers("jobs.id", &ids)?;
    let noted: Vec<(i64, Option<NaiveDateTime>)> = on_either!(connection, database => {
        // Asked again: somebody may have renewed one meanwhile.
        diesel::update(jobs::table.filter(among).filter(expired))
            .set(jobs::state.eq(JobState::Expired.as_str()))
            .returning((jobs::id, jobs::expires_at))
            .load(database)?
    });
    let ended = |(id, end): (i64, Option<NaiveDateTime>)| Some((JobId(id), end?.and_utc()));
    Ok(noted.into_iter().filter_map(ended).collect())
}

/// When the next of the listed jobs ends.
///
/// # Errors
/// When the query fails.
pub fn next_end(
    connection: &mut DbConnection,
    now: DateTime<Utc>,
) -> QueryResult<Option<DateTime<Utc>>> {
    let end = jobs::table
        .filter(listed(now))
        .order(jobs::expires_at)
        .limit(1)
        .select(jobs::expires_at)
        .load::<Option<NaiveDateTime>>(connection)?;
    Ok(end.into_iter().flatten().next().map(|end| end.and_utc()))
}
