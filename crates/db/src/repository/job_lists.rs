//! The lists of jobs that everybody sees: filtered, searched and paged.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use jobboard_core::job::terms::{Term, in_title};
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;

use super::jobs::listed;
use super::stretch::{self, Stretch, within};
use super::term_counts::TermCounts;
use crate::connection::DbConnection;
use crate::fixed_sql::{Bind, FixedSql};
use crate::models::Job;
use crate::schema::{job_terms, jobs};

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
    let stretches = match terms.first() {
        None => Stretch::of_jobs(connection, after),
        Some(_) => Stretch::of_terms(after),
    };
    stretch::page(stretches, limit, Job::cursor, |stretch, most| {
        find_in(connection, wanted, &terms, stretch, most, now)
    })
}

/// The first listed jobs of a stretch that are what is wanted and have these lines, the rarest first.
fn find_in(
    connection: &mut DbConnection,
    wanted: &Wanted,
    terms: &[Term],
    stretch: Stretch,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Job>> {
    let title = wanted
        .title
        .as_ref()
        .map(|term| format!("%{}%", escape_like(term.folded())));
    // The two queries differ in the index that they walk along, and in nothing else.
    macro_rules! narrowed {
        ($query:expr, $date:expr, $id:expr, $place:literal, $others:expr) => {{
            let mut query = $query
                .filter(listed(now))
                .order(($date.desc(), $id.desc()))
                .limit(limit)
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
            let query = within!(query, stretch, $date, $id, $place);
            query.load::<Job>(connection)
        }};
    }
    match terms.split_first() {
        None => narrowed!(
            jobs::table,
            jobs::date_posted,
            jobs::id,
            "jobs.date_posted, jobs.id",
            terms
        ),
        Some((rarest, others)) => narrowed!(
            job_terms::table
                .inner_join(jobs::table)
                .filter(job_terms::term.eq(rarest.as_str().to_owned())),
            job_terms::date_posted,
            job_terms::job_id,
            "job_terms.date_posted, job_terms.job_id",
            others
        ),
    }
}

/// The lines that a job must have, those of its title among them.
fn lines(wanted: &Wanted) -> Vec<Term> {
    let title = wanted.title.as_ref();
    let in_title = title
        .map(|term| in_title(term.folded()))
        .unwrap_or_default();
    wanted.terms.iter().cloned().chain(in_title).collect()
}

/// Whether the job of a line has this line too, by one look into the index. It is no `EXISTS`: that
/// SQLite turns into a join which looks at the job first, at ten times the cost.
fn has_term(term: &Term) -> FixedSql<Bool, Bind<Text, String>> {
    FixedSql::<Bool>::around::<Text, _>(
        "(SELECT 1 FROM job_terms AS other WHERE other.job_id = job_terms.job_id \
         AND other.date_posted = job_terms.date_posted AND other.term = ",
        term.as_str().to_owned(),
        ") IS NOT NULL",
    )
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
                .filter(listed(now))
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
