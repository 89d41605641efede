//! Jobs that are edited or taken down for good.

use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::state::Step;
use jobboard_core::job::{JobDraft, JobId, JobPatch, JobState};
use jobboard_core::limits::Minimums;
use jobboard_db::models::{Job, JobEdit, JobStanding, JobText};
use jobboard_db::{DbConnection, repository};

use super::posting::under_category;
use super::{Happened, What, as_input, closing, draft_rules, managed_by, record};
use crate::board_settings;
use crate::companies::{self, Named};
use crate::context::Context;
use crate::error::ServiceError;
use crate::job_index::{self, INDEX_VERSION};
use crate::sessions::CurrentUser;

/// What is to be changed of a job, and by which rules.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What to change.
    pub patch: JobPatch,
    /// What is already known to be wrong with it.
    pub errors: FieldErrors,
    /// The shortest texts.
    pub minimums: Minimums,
    /// The version that the editor has seen; none to change whatever there is.
    pub version: Option<i64>,
}

/// Changes what a job says. What was sent back becomes a draft again; what is listed on a board
/// with review goes back into review when its poster changes it.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs; `Stale`; `Invalid`.
pub async fn edit_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
    edit: Edit,
) -> Result<Job, ServiceError> {
    let board = board_settings::in_force(context).await?;
    let user = user.clone();
    context
        .write_again_when_raced(move |db| {
            let job = held(db, &user, id, edit.version, board.now())?;
            apply(&board, db, &user, &job, edit.clone())
        })
        .await
}

/// The job as the asker may change it, held until the end of the transaction.
pub(super) fn held(
    db: &mut DbConnection,
    user: &CurrentUser,
    id: JobId,
    version: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Job, ServiceError> {
    repository::jobs::lock(db, id)?;
    let job = managed_by(user, repository::jobs::by_id(db, id)?, now)?;
    if version.is_some_and(|seen| seen != job.version) {
        return Err(ServiceError::Stale);
    }
    note_expiry(db, job, now)
}

/// Notes that a job has expired, if nobody has yet.
fn note_expiry(db: &mut DbConnection, job: Job, now: DateTime<Utc>) -> Result<Job, ServiceError> {
    let state = job.state_at(now);
    if state == job.noted_state {
        return Ok(job);
    }
    let standing = JobStanding {
        state: state.as_str(),
        ..standing_of(&job)
    };
    repository::jobs::set_standing(db, job.id, &standing)?;
    repository::job_terms::delete(db, job.id)?;
    let happened = Happened {
        what: What::Step(Step::Expire),
        from: Some(job.noted_state),
        to: state,
        actor: None,
        note: None,
    };
    record(db, &job, &happened, job.expires_at.unwrap_or(now))?;
    Ok(Job {
        noted_state: state,
        ..job
    })
}

/// Where a job stands, unchanged.
pub(super) fn standing_of(job: &Job) -> JobStanding {
    JobStanding {
        state: job.noted_state.as_str(),
        date_posted: job.date_posted,
        closes_on: job.closes_on,
        expires_at: job.expires_at.map(|at| at.naive_utc()),
        approved_at: job.approved_at.map(|at| at.naive_utc()),
        version: job.version,
        updated_at: job.updated_at.naive_utc(),
    }
}

fn apply(
    context: &Context,
    db: &mut DbConnection,
    user: &CurrentUser,
    job: &Job,
    edit: Edit,
) -> Result<Job, ServiceError> {
    let now = context.now();
    let before = as_input(job);
    let rules = draft_rules(context, edit.minimums, job.closes_on);
    let draft = JobDraft::parse(&edit.patch.apply(before.clone()), &rules, edit.errors)?;
    let mut draft = match draft.category {
        Some(_) => under_category(&repository::categories::all(db)?, draft)?,
        None => draft,
    };
    let moderates = user.role().manages_all_jobs();
    let (to, step) = match job.noted_state {
        JobState::Published if context.rules.board.review_jobs && !moderates => {
            (JobState::InReview, Some(Step::Reconsider))
        }
        JobState::Rejected => (JobState::Draft, Some(Step::Revise)),
        other => (other, None),
    };
    let mut expires_at = job.expires_at;
    if to == JobState::Published {
        let (closes_on, end) = closing(context, draft.closes_on);
        draft.closes_on = Some(closes_on);
        expires_at = Some(end);
    }
    let named = Named {
        name: &draft.company,
        owner: job.owner_id,
        at: now,
    };
    let company = companies::by_name(db, named)?;
    repository::jobs::edit(
        db,
        job.id,
        &JobEdit {
            text: JobText::new(&draft, company),
            index_version: INDEX_VERSION,
            edited_at: now.naive_utc(),
        },
    )?;
    let approved_at = match moderates && job.is_approved() {
        true => Some(now),
        false => job.approved_at,
    };
    let standing = JobStanding {
        state: to.as_str(),
        date_posted: draft.date_posted,
        closes_on: draft.closes_on,
        expires_at: expires_at.map(|at| at.naive_utc()),
        approved_at: approved_at.map(|at| at.naive_utc()),
        version: job.version + 1,
        updated_at: now.naive_utc(),
    };
    repository::jobs::set_standing(db, job.id, &standing)?;
    let edited = repository::jobs::by_id(db, job.id)?.ok_or(ServiceError::NotFound)?;
    job_index::update(db, &edited)?;
    let changed = before.changed_fields(&as_input(&edited)).join(", ");
    let happened = Happened {
        what: step.map_or(What::Edit, What::Step),
        from: Some(job.noted_state),
        to,
        actor: Some(user.id()),
        note: Some(&*changed).filter(|changed| !changed.is_empty()),
    };
    record(db, &edited, &happened, now)?;
    Ok(edited)
}

/// Takes a job down for good, with its history.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker posted it or manages all jobs; `Stale`.
pub async fn delete_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
    version: Option<i64>,
) -> Result<Job, ServiceError> {
    let (user, now) = (user.clone(), context.now());
    context
        .write(move |db| {
            let job = held(db, &user, id, version, now)?;
            repository::jobs::delete(db, id)?;
            Ok(job)
        })
        .await
}
