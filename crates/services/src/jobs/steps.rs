//! The steps of a job through its states.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::state::{Actor, Step, Transition};
use jobboard_core::job::{JobId, JobState, closing_date};
use jobboard_core::phrase;
use jobboard_core::{limits, text};
use jobboard_db::models::{Job, JobStanding};
use jobboard_db::{DbConnection, repository};

use super::change::{held, standing_of};
use super::{Happened, What, closing, record};
use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::job_index;
use crate::reports;
use crate::sessions::CurrentUser;

/// A step that somebody wants to take, as they wrote it down.
#[derive(Debug, Clone)]
pub struct StepRequest {
    /// Which.
    pub step: Step,
    /// What they say about it; a reason where one is needed.
    pub note: Option<String>,
    /// The last day on the list, where the step leads there.
    pub closes_on: Option<String>,
    /// The version that they have seen; none to take whatever there is.
    pub version: Option<i64>,
}

/// Takes a step of a job.
///
/// # Errors
/// `NotFound`; `Forbidden` unless the asker may; `Stale`; `IllegalStep`, and nothing changes;
/// `Invalid`, on `note` or `closes_on`.
pub async fn take_step(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
    request: StepRequest,
) -> Result<Job, ServiceError> {
    let board = board_settings::in_force(context).await?;
    let user = user.clone();
    let moved = context
        .write_again_when_raced(move |db| {
            let job = held(db, &user, id, request.version, board.now())?;
            advance(&board, db, &user, &job, &request)
        })
        .await?;
    context.wake_mail();
    Ok(moved)
}

/// Hides a published job until a moderator has seen it, since enough readers have reported it.
pub(crate) fn hide(
    db: &mut DbConnection,
    job: &Job,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let to = JobState::InReview;
    let standing = JobStanding {
        state: to.as_str(),
        version: job.version + 1,
        updated_at: now.naive_utc(),
        ..standing_of(job)
    };
    repository::jobs::set_standing(db, job.id, &standing)?;
    let hidden = repository::jobs::by_id(db, job.id)?.ok_or(ServiceError::NotFound)?;
    job_index::update(db, &hidden)?;
    let happened = Happened {
        what: What::Step(Step::Hide),
        from: Some(job.noted_state),
        to,
        actor: None,
        note: None,
    };
    record(db, &hidden, &happened, now)?;
    Ok(())
}

/// As whom somebody acts on a job.
pub(super) fn actor(user: &CurrentUser) -> Actor {
    if user.role().manages_all_jobs() {
        Actor::Moderator
    } else {
        Actor::Poster
    }
}

fn advance(
    context: &Context,
    db: &mut DbConnection,
    user: &CurrentUser,
    job: &Job,
    request: &StepRequest,
) -> Result<Job, ServiceError> {
    let (step, from, actor, now) = (request.step, job.noted_state, actor(user), context.now());
    if !actor.may_act_as(step.actor()) {
        return Err(ServiceError::Forbidden);
    }
    let transition = Transition::find(from, step).ok_or_else(|| ServiceError::IllegalStep {
        state: from,
        step,
        steps: from.steps(actor).collect(),
    })?;
    let moderates = actor == Actor::Moderator;
    let unseen = context.rules.board.review_jobs && !job.is_approved();
    let needs_review = !moderates && (unseen || reports::are_enough(context, db, job.id)?);
    let to = transition.target(needs_review);
    let mut errors = FieldErrors::new();
    let note = errors.keep(text::lines(
        "note",
        request.note.as_deref(),
        usize::from(step.needs_reason()),
        limits::NOTE_MAX,
    ));
    let wish = errors.keep(wished_end(context, job, request, to));
    let (Some(note), Some(wish)) = (note, wish) else {
        return Err(errors.into());
    };
    let mut standing = JobStanding {
        state: to.as_str(),
        version: job.version + 1,
        updated_at: now.naive_utc(),
        ..standing_of(job)
    };
    if to == JobState::Published {
        let (closes_on, end) = closing(context, wish);
        standing.closes_on = Some(closes_on);
        standing.expires_at = Some(end.naive_utc());
        if moderates {
            standing.approved_at = Some(now.naive_utc());
        }
        let zone = context.rules.time_zone;
        let first = matches!(step, Step::Submit | Step::Approve);
        if first && job.date_posted == zone.date_of(job.created_at) {
            // Nobody chose the date: it is the day on which everybody can first read it.
            standing.date_posted = zone.date_of(now);
        }
    } else if wish.is_some() {
        standing.closes_on = wish;
    }
    repository::jobs::set_standing(db, job.id, &standing)?;
    let moved = repository::jobs::by_id(db, job.id)?.ok_or(ServiceError::NotFound)?;
    job_index::update(db, &moved)?;
    let happened = Happened {
        what: What::Step(step),
        from: Some(from),
        to,
        actor: Some(user.id()),
        note: Some(&*note).filter(|note| !note.is_empty()),
    };
    record(db, &moved, &happened, now)?;
    Ok(moved)
}

/// The last day on the list that a step shall give a job, if it is said; the board's usual one
/// else. A date that was chosen earlier stays, but not when it has passed.
fn wished_end(
    context: &Context,
    job: &Job,
    request: &StepRequest,
    to: JobState,
) -> Result<Option<NaiveDate>, FieldError> {
    let today = context.today();
    let said = request.closes_on.as_deref().map(str::trim);
    if let Some(raw) = said.filter(|raw| !raw.is_empty()) {
        return closing_date(raw, today).map(Some);
    }
    match (request.step, job.closes_on) {
        (Step::Submit | Step::Approve, Some(date)) if date < today => {
            let message = phrase!("error-closing-passed");
            Err(FieldError::new("closes_on", "past", message))
        }
        (Step::Renew | Step::Relist, _) if to == JobState::Published => Ok(None),
        (_, known) => Ok(known),
    }
}
