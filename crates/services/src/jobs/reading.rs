//! Jobs that are read, listed and searched.

use std::collections::BTreeSet;
use std::sync::Arc;

use jobboard_core::filter::JobFilter;
use jobboard_core::job::{JobId, JobState};
use jobboard_core::limits;
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_db::models::{Job, JobEvent, JobSummary};
use jobboard_db::repository;
use jobboard_db::repository::job_lists::Wanted;

use super::managed_by;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// The events of a job that are shown at the most.
const EVENTS_SHOWN: i64 = 200;

/// A job for everybody.
///
/// # Errors
/// `NotFound`; `Gone` when everybody could read it once and cannot any more.
pub async fn read_job(context: &Context, id: JobId) -> Result<Job, ServiceError> {
    read_job_as(context, None, id).await
}

/// A job as this visitor may see it: a listed one, or one that they manage.
///
/// # Errors
/// `NotFound`; `Gone` when everybody could read it once and this visitor cannot any more.
pub async fn read_job_as(
    context: &Context,
    visitor: Option<&CurrentUser>,
    id: JobId,
) -> Result<Job, ServiceError> {
    let job = context
        .read_by_key(move |db| repository::jobs::by_id(db, id))
        .await?
        .ok_or(ServiceError::NotFound)?;
    let state = job.state_at(context.now());
    if state.is_public() || visitor.is_some_and(|user| user.may_manage_jobs_of(job.owner_id)) {
        Ok(job)
    } else if state.is_gone() {
        Err(ServiceError::Gone)
    } else {
        Err(ServiceError::NotFound)
    }
}

/// The job as the asker may change it.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs.
pub async fn managed_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Job, ServiceError> {
    let job = context
        .read(move |db| repository::jobs::by_id(db, id))
        .await?;
    managed_by(user, job, context.now())
}

/// What happened to a job, and who did it, the latest first.
///
/// # Errors
/// As [`managed_job`].
pub async fn history(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Vec<(JobEvent, Option<String>)>, ServiceError> {
    managed_job(context, user, id).await?;
    context
        .read(move |db| repository::job_events::of_job(db, id, EVENTS_SHOWN))
        .await
}

/// A page of the listed jobs that a filter lets through, newest first. The one door to lists: no
/// other query answers them.
///
/// # Errors
/// When the database fails.
pub async fn find_jobs(
    context: &Context,
    filter: &JobFilter,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> Result<Page<Job, JobCursor>, ServiceError> {
    let now = context.now();
    let wanted = Wanted {
        terms: filter.terms(),
        title: filter.title.clone(),
        salary: filter
            .salary
            .map(|floor| (floor.currency.code(), floor.minor())),
        since: filter.since(context.today()),
    };
    let counts = Arc::clone(&context.term_counts);
    context
        .read(move |db| repository::job_lists::find(db, &counts, &wanted, after, limit, now))
        .await
}

/// A page of the asker's own jobs, newest first: all, or those in one state.
///
/// # Errors
/// When the database fails.
pub async fn list_own_jobs(
    context: &Context,
    user: &CurrentUser,
    state: Option<JobState>,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> Result<Page<JobSummary, JobCursor>, ServiceError> {
    let (owner, now) = (user.id(), context.now());
    let state = state.map(|state| (state, now));
    context
        .read(move |db| repository::jobs::list_of_owner(db, owner, state, after, limit))
        .await
}

/// How many jobs the asker has in each state, in the order of a job's life.
///
/// # Errors
/// When the database fails.
pub async fn count_own_jobs(
    context: &Context,
    user: &CurrentUser,
) -> Result<Vec<(JobState, i64)>, ServiceError> {
    let (owner, now) = (user.id(), context.now());
    let (noted, listed) = context
        .read(move |db| repository::jobs::count_of_owner(db, owner, now))
        .await?;
    let in_state = |state: JobState| {
        let known = noted.iter().find(|(name, _)| name == state.as_str());
        known.map_or(0, |(_, jobs)| *jobs)
    };
    let ended = in_state(JobState::Published) - listed;
    let counts = JobState::ALL.map(|state| match state {
        JobState::Published => (state, listed),
        JobState::Expired => (state, in_state(state) + ended),
        other => (other, in_state(other)),
    });
    Ok(counts.into())
}

/// How many of the newest jobs with a term in their titles are looked through for suggestions.
const LOOKED_THROUGH: i64 = 200;

/// At most ten different titles of listed jobs with the term in them: those that begin with it
/// first, then the others, each in alphabetical order. No term, no titles. On a board with very
/// many of them, those of the newest jobs.
///
/// # Errors
/// When the database fails.
pub async fn suggest_titles(
    context: &Context,
    term: Option<SearchTerm>,
) -> Result<Vec<String>, ServiceError> {
    let Some(term) = term else {
        return Ok(Vec::new());
    };
    let (now, beginning) = (context.now(), term.folded().to_owned());
    let counts = Arc::clone(&context.term_counts);
    let found = context
        .read(move |db| repository::job_lists::titles_with(db, &counts, &term, LOOKED_THROUGH, now))
        .await?;
    let in_order: BTreeSet<_> = found
        .into_iter()
        .map(|(folded, title)| (!folded.starts_with(&beginning), folded, title))
        .collect();
    let titles = in_order.into_iter().map(|(_, _, title)| title);
    Ok(titles.take(limits::SUGGESTIONS_MAX).collect())
}

/// A page of the tags of listed jobs, in alphabetical order: each with its key. `after` is the key
/// of the last one seen.
///
/// # Errors
/// When the database fails.
pub async fn list_tags(
    context: &Context,
    beginning: Option<SearchTerm>,
    after: Option<String>,
    limit: PageLimit,
) -> Result<Page<(String, String), String>, ServiceError> {
    let now = context.now();
    let beginning = beginning.map(|term| term.as_typed().to_lowercase());
    let tags = context
        .read(move |db| {
            let beginning = beginning.unwrap_or_default();
            repository::tags::listed(db, &beginning, after.as_deref(), limit.get() + 1, now)
        })
        .await?;
    Ok(Page::cut(tags, limit, |(key, _)| key.clone()))
}
