//! Queries on `jobs`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{count_star, exists, sql};
use diesel::expression::SqlLiteral;
use diesel::expression::UncheckedBind;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamp};
use jobboard_core::job::terms::{Term, in_title};
use jobboard_core::job::{JobId, JobState};
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_core::user::UserId;

use super::term_counts::TermCounts;
use crate::connection::{DbConnection, MultiBackend};
use crate::models::{Job, JobEdit, JobStanding, JobSummary, NewJob};
use crate::schema::{job_terms, jobs};

/// The one condition that lets a job be seen by everybody: it is published and has not expired.
/// The state stands in it as a literal, so that the partial indexes serve.
macro_rules! listed {
    ($now:expr) => {
        sql::<Bool>("(jobs.state = 'published' AND jobs.expires_at > ")
            .bind::<Timestamp, _>($now.naive_utc())
            .sql(")")
    };
}

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

/// Whether a posting with this import key is stored.
///
/// # Errors
/// When the query fails.
pub fn import_key_exists(connection: &mut DbConnection, key: &str) -> QueryResult<bool> {
    diesel::select(exists(jobs::table.filter(jobs::import_key.eq(key)))).get_result(connection)
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

/// What a list of jobs is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Lines that a job must all have.
    pub terms: Vec<Term>,
    /// What must be in its title.
    pub title: Option<SearchTerm>,
    /// A currency, and what a job must pay in it in a year, in minor units.
    pub salary: Option<(&'static str, i64)>,
    /// The first date of posting.
    pub since: Option<NaiveDate>,
}

/// A page of the listed jobs that are what is wanted, newest first.
///
/// # Errors
/// When a query fails.
pub fn find(
    connection: &mut DbConnection,
    counts: &TermCounts,
    wanted: &Wanted,
    after: Option<JobCursor>,
    limit: PageLimit,
    now: DateTime<Utc>,
) -> QueryResult<Page<Job, JobCursor>> {
    let terms = counts.rarest_first(connection, lines(wanted))?;
    let title = wanted
        .title
        .as_ref()
        .map(|term| format!("%{}%", escape_like(term.folded())));
    // The two queries differ in the index that they walk along, and in nothing else.
    macro_rules! narrowed {
        ($query:expr, $date:expr, $id:expr, $others:expr) => {{
            let mut query = $query
                .filter(listed!(now))
                .order(($date.desc(), $id.desc()))
                .limit(limit.get() + 1)
                .select(Job::as_select())
                .into_boxed();
            for term in $others {
                query = query.filter(has_term(term));
            }
            if let Some(pattern) = title {
                query = query.filter(jobs::title_folded.like(pattern).escape('\\'));
            }
            if let Some((currency, least)) = wanted.salary {
                query = query
                    .filter(jobs::salary_currency.eq(currency))
                    .filter(jobs::salary_yearly.ge(least));
            }
            if let Some(since) = wanted.since {
                query = query.filter($date.ge(since));
            }
            if let Some(JobCursor { date_posted, id }) = after {
                // The first condition lets the index start at the right place.
                query = query
                    .filter($date.le(date_posted))
                    .filter($date.lt(date_posted).or($id.lt(id.0)));
            }
            query.load::<Job>(connection)?
        }};
    }
    let found = match terms.split_first() {
        None => narrowed!(jobs::table, jobs::date_posted, jobs::id, &terms),
        Some((rarest, others)) => narrowed!(
            job_terms::table
                .inner_join(jobs::table)
                .filter(job_terms::term.eq(rarest.as_str().to_owned())),
            job_terms::date_posted,
            job_terms::job_id,
            others
        ),
    };
    Ok(Page::cut(found, limit, Job::cursor))
}

/// The lines that a job must have, those of its title among them.
fn lines(wanted: &Wanted) -> Vec<Term> {
    let title = wanted.title.as_ref();
    let in_title = title
        .map(|term| in_title(term.folded()))
        .unwrap_or_default();
    wanted.terms.iter().cloned().chain(in_title).collect()
}

/// The type of [`has_term`].
type HasTerm = SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, BoundTerm>>;
type BoundTerm = <String as diesel::expression::AsExpression<Text>>::Expression;

/// Whether the job of a line has this line too, by one look into the index. It is no `EXISTS`: that
/// SQLite turns into a join which looks at the job first, at ten times the cost.
fn has_term(term: &Term) -> HasTerm {
    sql::<Bool>(
        "(SELECT 1 FROM job_terms AS other WHERE other.job_id = job_terms.job_id \
         AND other.date_posted = job_terms.date_posted AND other.term = ",
    )
    .bind::<Text, _>(term.as_str().to_owned())
    .sql(") IS NOT NULL")
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
    let mut query = jobs::table
        .filter(jobs::owner_id.eq(owner.0))
        .order((jobs::date_posted.desc(), jobs::id.desc()))
        .limit(limit.get() + 1)
        .select(JobSummary::as_select())
        .into_boxed();
    query = match state {
        None => query,
        Some((JobState::Published, now)) => query.filter(listed!(now)),
        Some((JobState::Expired, now)) => {
            let noted = jobs::state.eq(JobState::Expired.as_str());
            let published = jobs::state.eq(JobState::Published.as_str());
            let endless = jobs::expires_at.is_null();
            let ended = endless.or(jobs::expires_at.le(now.naive_utc()));
            query.filter(noted.or(published.and(ended)))
        }
        Some((state, _)) => query.filter(jobs::state.eq(state.as_str())),
    };
    if let Some(JobCursor { date_posted, id }) = after {
        query = query
            .filter(jobs::date_posted.le(date_posted))
            .filter(jobs::date_posted.lt(date_posted).or(jobs::id.lt(id.0)));
    }
    let jobs = query.load(connection)?;
    Ok(Page::cut(jobs, limit, JobSummary::cursor))
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
        .filter(listed!(now))
        .count()
        .get_result(connection)?;
    Ok((noted, listed))
}

/// Jobs whose derived parts were made by older rules, at most so many.
///
/// # Errors
/// When the query fails.
pub fn indexed_before(
    connection: &mut DbConnection,
    version: i64,
    limit: i64,
) -> QueryResult<Vec<Job>> {
    jobs::table
        .filter(jobs::index_version.lt(version))
        .order(jobs::id)
        .limit(limit)
        .select(Job::as_select())
        .load(connection)
}

/// Numbers of published jobs that expired before an instant, the earliest first.
///
/// # Errors
/// When the query fails.
pub fn expired_before(
    connection: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<JobId>> {
    let ids: Vec<i64> = jobs::table
        .filter(sql::<Bool>("jobs.state = 'published'"))
        .filter(jobs::expires_at.lt(before.naive_utc()))
        .order(jobs::expires_at)
        .limit(limit)
        .select(jobs::id)
        .load(connection)?;
    Ok(ids.into_iter().map(JobId).collect())
}

/// The titles of the newest listed jobs with `term` in them, folded and as they were written; at
/// most so many jobs.
///
/// # Errors
/// When a query fails.
pub fn titles_with(
    connection: &mut DbConnection,
    counts: &TermCounts,
    term: &SearchTerm,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(String, String)>> {
    let pattern = format!("%{}%", escape_like(term.folded()));
    let lines = in_title(term.folded()).into_iter().collect();
    let lines = counts.rarest_first(connection, lines)?;
    macro_rules! titles {
        ($query:expr, $date:expr, $id:expr) => {
            $query
                .filter(listed!(now))
                .filter(jobs::title_folded.like(pattern).escape('\\'))
                .order(($date.desc(), $id.desc()))
                .limit(limit)
                .select((jobs::title_folded, jobs::title))
                .load(connection)
        };
    }
    match lines.first() {
        None => titles!(jobs::table, jobs::date_posted, jobs::id),
        Some(rarest) => titles!(
            job_terms::table
                .inner_join(jobs::table)
                .filter(job_terms::term.eq(rarest.as_str().to_owned())),
            job_terms::date_posted,
            job_terms::job_id
        ),
    }
}

/// Makes every character of a text literal in a `LIKE` pattern.
pub(crate) fn escape_like(text: &str) -> String {
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
