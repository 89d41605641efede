//! Jobs that somebody keeps in mind.

use jobboard_core::field::FieldError;
use jobboard_core::job::JobId;
use jobboard_core::limits;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::phrase;
use jobboard_db::models::JobSummary;
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::read_job;
use crate::sessions::CurrentUser;

/// Saves a listed job for the asker; one that is saved stays so.
///
/// # Errors
/// `NotFound`; `Gone`; `Conflict` after 1 000 jobs.
pub async fn save(context: &Context, user: &CurrentUser, id: JobId) -> Result<(), ServiceError> {
    read_job(context, id).await?;
    let (user, now) = (user.id(), context.now());
    context
        .write_unseen_again_when_raced(move |db| {
            if repository::saved_jobs::is_saved(db, user, id)? {
                return Ok(());
            }
            if repository::saved_jobs::count(db, user)? >= limits::SAVED_JOBS_MAX {
                let message = phrase!("error-too-many-saved", most = limits::SAVED_JOBS_MAX);
                return Err(ServiceError::Conflict(FieldError::new(
                    "id", "too_many", message,
                )));
            }
            repository::saved_jobs::insert(db, user, id, now)?;
            Ok(())
        })
        .await
}

/// Forgets a saved job; one that is not saved is no error.
///
/// # Errors
/// When the database fails.
pub async fn forget(context: &Context, user: &CurrentUser, id: JobId) -> Result<(), ServiceError> {
    let user = user.id();
    context
        .write_unseen(move |db| {
            repository::saved_jobs::delete(db, user, id)?;
            Ok(())
        })
        .await
}

/// Whether somebody has saved a job.
///
/// # Errors
/// When the database fails.
pub async fn is_saved(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<bool, ServiceError> {
    let user = user.id();
    context
        .read(move |db| repository::saved_jobs::is_saved(db, user, id))
        .await
}

/// A saved job: what it says as long as everybody may read it.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The job's number.
    pub id: JobId,
    /// The job, unless it is no longer open.
    pub job: Option<JobSummary>,
}

/// A page of what the asker has saved, the last saved first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    context: &Context,
    user: &CurrentUser,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<Saved, NumberCursor>, ServiceError> {
    let (user, now) = (user.id(), context.now());
    let page = context
        .read(move |db| repository::saved_jobs::page(db, user, after, limit))
        .await?;
    let saved = page.items.into_iter().map(|job| Saved {
        id: job.id,
        job: Some(job).filter(|job| job.state_at(now).is_public()),
    });
    Ok(Page {
        items: saved.collect(),
        next: page.next,
    })
}
