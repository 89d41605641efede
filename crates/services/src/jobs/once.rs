//! Posting a job once, however often the request arrives.

use chrono::TimeDelta;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::{JobDraft, JobId, JobInput};
use jobboard_core::limits::Minimums;
use jobboard_core::phrase;
use jobboard_db::models::{Job, NewReplay};
use jobboard_db::repository::idempotency_keys;

use super::{Intent, draft_rules, posting, store};
use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// How long a key is remembered.
pub const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// The key that a client says with a request, and a fingerprint of the request's body.
#[derive(Debug, Clone)]
pub struct OnceKey {
    /// The key.
    pub key: String,
    /// The fingerprint.
    pub body_fingerprint: String,
}

/// What is answered to a posting: the job's number, and the answer word by word.
#[derive(Debug, Clone)]
pub struct PostedOnce {
    /// The job that was made, now or then.
    pub job: JobId,
    /// What `answer` made of it at the time.
    pub answer: String,
}

/// Posts a job unless the same request did so within a day; then it gives what was answered.
/// `answer` puts a new job into words.
///
/// # Errors
/// As `post_job`; `Invalid` on `Idempotency-Key` when it came with another body.
pub async fn post_job_once(
    context: &Context,
    user: &CurrentUser,
    once: OnceKey,
    (input, intent): (&JobInput, Intent),
    errors: FieldErrors,
    answer: fn(&Context, Job) -> Result<String, ServiceError>,
) -> Result<PostedOnce, ServiceError> {
    let board = board_settings::in_force(context).await?;
    let draft = JobDraft::parse(input, &draft_rules(&board, Minimums::API, None), errors);
    let user = user.clone();
    context
        .write_again_when_raced(move |db| {
            let now = board.now();
            if let Some(known) = idempotency_keys::find(db, user.id(), &once.key)? {
                if now - known.created_at < REMEMBERED {
                    return if known.body_fingerprint == once.body_fingerprint {
                        Ok(PostedOnce {
                            job: known.job_id,
                            answer: known.answer,
                        })
                    } else {
                        let message = phrase!("error-key-reused");
                        let error = FieldError::new("Idempotency-Key", "reused", message);
                        Err(FieldErrors::from(error).into())
                    };
                }
                idempotency_keys::delete(db, user.id(), &once.key)?;
            }
            let job = store(db, posting(&board, &user, draft.clone()?, intent))?;
            let id = job.id;
            let answer = answer(&board, job)?;
            let replay = NewReplay {
                user_id: user.id().0,
                idempotency_key: &once.key,
                body_fingerprint: &once.body_fingerprint,
                job_id: id.0,
                answer: &answer,
                created_at: now.naive_utc(),
            };
            idempotency_keys::insert(db, &replay)?;
            Ok(PostedOnce { job: id, answer })
        })
        .await
}
