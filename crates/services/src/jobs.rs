//! Jobs: posted, edited, taken down, read, listed, searched.

use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobId, JobInput, JobPatch};
use jobboard_core::limits::{self, Minimums};
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_core::user::UserId;
pub use jobboard_db::models::{Job, JobSummary};
use jobboard_db::models::{JobChanges, NewJob};
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// Posts a job in the asker's name. `errors` are those already found in the input.
///
/// # Errors
/// `Invalid`, with every field that cannot be taken.
pub async fn post_job(
    context: &Context,
    user: &CurrentUser,
    input: &JobInput,
    minimums: Minimums,
    errors: FieldErrors,
) -> Result<Job, ServiceError> {
    let draft = JobDraft::parse(input, minimums, context.today(), errors)?;
    let job = new_job(draft, user.id(), context);
    context
        .write(move |db| Ok(repository::jobs::insert(db, job)?))
        .await
}

pub(crate) fn new_job(draft: JobDraft, owner: UserId, context: &Context) -> NewJob {
    let now = context.now().naive_utc();
    NewJob {
        text: draft.into(),
        is_active: true,
        owner_id: owner.0,
        created_at: now,
        updated_at: now,
        import_key: None,
    }
}

/// Changes a job. `errors` are those already found in the input.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs; `Invalid`.
pub async fn edit_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
    patch: JobPatch,
    minimums: Minimums,
    errors: FieldErrors,
) -> Result<Job, ServiceError> {
    let user = user.clone();
    let now = context.now();
    context
        .write(move |db| {
            let job = managed_by(&user, repository::jobs::by_id(db, id)?)?;
            let input = patch.apply(as_input(&job));
            let draft = JobDraft::parse(&input, minimums, now.date_naive(), errors)?;
            let changes = JobChanges {
                text: draft.into(),
                updated_at: now.naive_utc(),
            };
            repository::jobs::update(db, id, &changes)?;
            repository::jobs::by_id(db, id)?.ok_or(ServiceError::NotFound)
        })
        .await
}

/// Takes a job down for good.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs.
pub async fn delete_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Job, ServiceError> {
    let user = user.clone();
    context
        .write(move |db| {
            let job = managed_by(&user, repository::jobs::by_id(db, id)?)?;
            repository::jobs::delete(db, id)?;
            Ok(job)
        })
        .await
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
    managed_by(user, job)
}

/// Lets a job through to whoever may change it.
fn managed_by(user: &CurrentUser, job: Option<Job>) -> Result<Job, ServiceError> {
    let job = job.ok_or(ServiceError::NotFound)?;
    if user.may_manage_jobs_of(job.owner_id) {
        Ok(job)
    } else if job.is_active {
        Err(ServiceError::Forbidden)
    } else {
        Err(ServiceError::NotFound)
    }
}

/// The job as its form would have been filled in.
pub fn as_input(job: &Job) -> JobInput {
    JobInput {
        title: Some(job.title.clone()),
        company: Some(job.company.clone()),
        company_url: job.company_url.clone(),
        location: Some(job.location.clone()),
        description: Some(job.description.clone()),
        date_posted: Some(job.date_posted.to_string()),
    }
}

/// A listed job.
///
/// # Errors
/// `NotFound` when there is none with this number, or it is not listed.
pub async fn read_job(context: &Context, id: JobId) -> Result<Job, ServiceError> {
    context
        .read(move |db| repository::jobs::listed_by_id(db, id))
        .await?
        .ok_or(ServiceError::NotFound)
}

/// A job as this visitor may see it: a listed one, or one of their own.
///
/// # Errors
/// `NotFound` when there is none that they may see.
pub async fn read_job_as(
    context: &Context,
    visitor: Option<&CurrentUser>,
    id: JobId,
) -> Result<Job, ServiceError> {
    context
        .read(move |db| repository::jobs::by_id(db, id))
        .await?
        .filter(|job| {
            job.is_active || visitor.is_some_and(|user| user.may_manage_jobs_of(job.owner_id))
        })
        .ok_or(ServiceError::NotFound)
}

/// A page of the listed jobs, newest first; with a term those whose title has it.
///
/// # Errors
/// When the database fails.
pub async fn list_jobs(
    context: &Context,
    term: Option<SearchTerm>,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> Result<Page<Job, JobCursor>, ServiceError> {
    context
        .read(move |db| repository::jobs::list(db, term.as_ref(), after, limit))
        .await
}

/// A page of the asker's own jobs, listed or not, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list_own_jobs(
    context: &Context,
    user: &CurrentUser,
    after: Option<JobCursor>,
    limit: PageLimit,
) -> Result<Page<JobSummary, JobCursor>, ServiceError> {
    let owner = user.id();
    context
        .read(move |db| repository::jobs::list_of_owner(db, owner, after, limit))
        .await
}

/// At most ten different titles of listed jobs with the term in them. No term, no titles.
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
    context
        .read(move |db| repository::jobs::suggest_titles(db, &term, limits::SUGGESTIONS_MAX))
        .await
}
