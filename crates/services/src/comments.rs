//! What a poster and the moderators say to each other about a job.

use chrono::TimeDelta;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::JobId;
use jobboard_core::phrase;
use jobboard_core::user::UserId;
use jobboard_core::{limits, text};
pub use jobboard_db::models::JobComment;
use jobboard_db::models::{Job, NewJobComment};
use jobboard_db::{DbConnection, repository};

use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{managed_by, managed_job};
use crate::mail::{self, JobNews, Order};
use crate::sessions::CurrentUser;
use crate::throttle::{Bucket, Rule};

/// How often one person may say something.
const SAID: Rule = Rule::Window {
    limit: 60,
    length: TimeDelta::hours(1),
};

/// What was said about a job, and by whom, the earliest first.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs.
pub async fn list(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Vec<(JobComment, Option<String>)>, ServiceError> {
    managed_job(context, user, id).await?;
    context
        .read(move |db| repository::job_comments::of_job(db, id, limits::COMMENTS_MAX))
        .await
}

/// Says something about a job: its poster to the moderators, a moderator to its poster. Those on
/// the other side who take part in it get it by mail.
///
/// # Errors
/// As [`list`]; `Invalid` on `body`; `Throttled` after 60 in an hour; `Conflict` after 200 about
/// one job.
pub async fn say(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
    body: Option<&str>,
) -> Result<JobComment, ServiceError> {
    let body = text::lines("body", body, 1, limits::COMMENT_MAX).map_err(FieldErrors::from)?;
    let (author, now) = (user.clone(), context.now());
    let said = Bucket::new(
        &context.keys.throttles,
        SAID,
        "comment",
        &[&author.id().to_string()],
    );
    let comment = context
        .write_again_when_raced(move |db| {
            if let Some(closed) = said.check(db, now)? {
                return Err(ServiceError::throttled(closed.until, now));
            }
            said.count(db, now)?;
            repository::jobs::lock(db, id)?;
            let job = managed_by(&author, repository::jobs::by_id(db, id)?, now)?;
            if repository::job_comments::count(db, id)? >= limits::COMMENTS_MAX {
                let message = phrase!("error-too-many-comments", most = limits::COMMENTS_MAX);
                return Err(ServiceError::Conflict(FieldError::new(
                    "body", "too_many", message,
                )));
            }
            let is_from_moderator = author.id() != job.owner_id;
            let comment = repository::job_comments::insert(
                db,
                &NewJobComment {
                    job_id: id.0,
                    author_id: author.id().0,
                    is_from_moderator,
                    body: &body,
                    created_at: now.naive_utc(),
                },
            )?;
            let news = JobNews::Comment {
                author: author.account().username.clone(),
                body: body.clone(),
            };
            let listeners = listeners(db, &job, is_from_moderator)?;
            mail::order_for_users(db, &Order::job(&job, news), &listeners, now)?;
            Ok(comment)
        })
        .await?;
    context.wake_mail();
    Ok(comment)
}

/// Who gets a comment: the poster that of a moderator, and the moderators who have said something
/// about the job that of the poster.
fn listeners(
    db: &mut DbConnection,
    job: &Job,
    is_from_moderator: bool,
) -> Result<Vec<UserId>, ServiceError> {
    if is_from_moderator {
        return Ok(vec![job.owner_id]);
    }
    let mut moderators = repository::job_comments::moderators(db, job.id)?;
    moderators.retain(|user| user.role.manages_all_jobs() && user.id != job.owner_id);
    Ok(moderators.into_iter().map(|user| user.id).collect())
}
