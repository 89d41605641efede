//! Queries on `jobs`.

use diesel::dsl::exists;
use diesel::prelude::*;
use jobboard_core::job::JobId;
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_core::user::UserId;

use crate::connection::{DbConnection, MultiBackend};
use crate::models::{Job, JobChanges, JobSummary, NewJob};
use crate::schema::jobs;

/// Stores a job and gives it back with its number.
///
/// # Errors
/// A unique violation when its import key exists.
pub fn insert(connection: &mut DbConnection, job: NewJob) -> QueryResult<Job> {
    diesel::insert_into(jobs::table)
        .values(job)
        .returning(<Job as Selectable<MultiBackend>>::construct_selection())
        .get_result(connection)
}

/// The job with this number, listed or not.
///
/// # Errors
/// When the query fails.
pub fn by_id(connection: &mut DbConnection, id: JobId) -> QueryResult<Option<Job>> {
    jobs::table
        .find(id.0)
        .select(Job::as_select())
        .get_result(connection)
        .optional()
}

/// The listed job with this number.
///
/// # Errors
/// When the query fails.
pub fn listed_by_id(connection: &mut DbConnection, id: JobId) -> QueryResult<Option<Job>> {
    jobs::table
        .find(id.0)
        .filter(jobs::is_active)
        .select(Job::as_select())
        .get_result(connection)
        .optional()
}

/// Whether a posting with this import key is stored.
///
/// # Errors
/// When the query fails.
pub fn import_key_exists(connection: &mut DbConnection, key: &str) -> QueryResult<bool> {
    diesel::select(exists(jobs::table.filter(jobs::import_key.eq(key)))).get_result(connection)
}

/// Writes an edit.
///
/// # Errors
/// When the query fails.
pub fn update(
    connection: &mut DbConnection,
    id: JobId,
    changes: &JobChanges,
) -> QueryResult<usize> {
    diesel::update(jobs::table.find(id.0))
        .set(changes)
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

/// A page of the listed jobs, newest first, of those whose title has `term` in it.
///
/// # Errors
/// When the query fails.
pub fn list(
    connection: &mut DbConnection,
    term: Option<&SearchTerm>,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> QueryResult<Page<Job, JobCursor>> {
    // Bare `is_active`, without a bound value, so that the partial index serves.
    let mut query = jobs::table
        .filter(jobs::is_active)
        .order((jobs::date_posted.desc(), jobs::id.desc()))
        .limit(limit.get() + 1)
        .select(Job::as_select())
        .into_boxed();
    if let Some(term) = term {
        let pattern = format!("%{}%", escape_like(term.folded()));
        query = query.filter(jobs::title_folded.like(pattern).escape('\\'));
    }
    if let Some(JobCursor { date_posted, id }) = after {
        // The first condition lets the index start at the right place.
        query = query
            .filter(jobs::date_posted.le(date_posted))
            .filter(jobs::date_posted.lt(date_posted).or(jobs::id.lt(id.0)));
    }
    let jobs = query.load(connection)?;
    Ok(Page::cut(jobs, limit, Job::cursor))
}

/// A page of one person's jobs, listed or not, newest first.
///
/// # Errors
/// When the query fails.
pub fn list_of_owner(
    connection: &mut DbConnection,
    owner: UserId,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> QueryResult<Page<JobSummary, JobCursor>> {
    let mut query = jobs::table
        .filter(jobs::owner_id.eq(owner.0))
        .order((jobs::date_posted.desc(), jobs::id.desc()))
        .limit(limit.get() + 1)
        .select(JobSummary::as_select())
        .into_boxed();
    if let Some(JobCursor { date_posted, id }) = after {
        query = query
            .filter(jobs::date_posted.le(date_posted))
            .filter(jobs::date_posted.lt(date_posted).or(jobs::id.lt(id.0)));
    }
    let jobs = query.load(connection)?;
    Ok(Page::cut(jobs, limit, JobSummary::cursor))
}

/// Different titles of listed jobs with `term` in them: those that begin with it first, then the
/// others, each in alphabetical order.
///
/// # Errors
/// When the query fails.
pub fn suggest_titles(
    connection: &mut DbConnection,
    term: &SearchTerm,
    limit: i64,
) -> QueryResult<Vec<String>> {
    let term = escape_like(term.folded());
    let mut titles = Vec::new();
    for pattern in [format!("{term}%"), format!("%{term}%")] {
        let found: Vec<(String, String)> = jobs::table
            .filter(jobs::is_active)
            .filter(jobs::title_folded.like(pattern).escape('\\'))
            .select((jobs::title_folded, jobs::title))
            .distinct()
            .order((jobs::title_folded, jobs::title))
            .limit(limit)
            .load(connection)?;
        for (_, title) in found {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        if titles.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            break;
        }
    }
    titles.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(titles)
}

/// Makes every character of a text literal in a `LIKE` pattern.
fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape_like;

    #[test]
    fn the_signs_of_a_pattern_become_literal() {
        assert_eq!(escape_like(r"100%_\x"), r"100\%\_\\x");
    }
}
