//! What happens to a job, written down, with what follows from it: the moderators' queue, reports
//! that are dealt with, and mail to the poster.

use chrono::{DateTime, Utc};
use jobboard_core::job::state::Step;
use jobboard_core::job::{JobId, JobState};
use jobboard_core::user::UserId;
use jobboard_db::models::{Job, NewJobEvent};
use jobboard_db::{DbConnection, QueryError, repository};

use crate::mail::{self, JobNews, Order};

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It is posted.
    Post,
    /// What it says is changed.
    Edit,
    /// It takes a step.
    Step(Step),
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Edit => "edit",
            Self::Step(step) => step.as_str(),
        }
    }
}

/// Something that happens to a job.
pub(super) struct Happened<'a> {
    pub(super) what: What,
    pub(super) from: Option<JobState>,
    pub(super) to: JobState,
    /// Who does it; nobody when it is the board.
    pub(super) actor: Option<UserId>,
    pub(super) note: Option<&'a str>,
}

/// Writes down that jobs are posted as they are, in the transaction of it.
pub(super) fn record_posts(db: &mut DbConnection, jobs: &[Job]) -> Result<(), QueryError> {
    let posts = jobs.iter().map(|job| NewJobEvent {
        job_id: job.id.0,
        kind: What::Post.as_str(),
        from_state: None,
        to_state: job.noted_state.as_str(),
        actor_id: Some(job.owner_id.0),
        note: None,
        created_at: job.created_at.naive_utc(),
    });
    repository::job_events::insert_all(db, &posts.collect::<Vec<_>>())?;
    let in_review = jobs
        .iter()
        .filter(|job| job.noted_state == JobState::InReview)
        .map(|job| (job.id, job.created_at));
    repository::job_reviews::enter(db, in_review)
}

/// Writes down that published jobs have expired, each at its end, in the transaction of it.
pub(super) fn record_ends(
    db: &mut DbConnection,
    ended: &[(JobId, DateTime<Utc>)],
) -> Result<(), QueryError> {
    let ends = ended.iter().map(|(id, end)| NewJobEvent {
        job_id: id.0,
        kind: What::Step(Step::Expire).as_str(),
        from_state: Some(JobState::Published.as_str()),
        to_state: JobState::Expired.as_str(),
        actor_id: None,
        note: None,
        created_at: end.naive_utc(),
    });
    repository::job_events::insert_all(db, &ends.collect::<Vec<_>>())
}

/// Writes down what happens, in the transaction of it.
pub(super) fn record(
    db: &mut DbConnection,
    job: &Job,
    happened: &Happened<'_>,
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    let event = NewJobEvent {
        job_id: job.id.0,
        kind: happened.what.as_str(),
        from_state: happened.from.map(JobState::as_str),
        to_state: happened.to.as_str(),
        actor_id: happened.actor.map(|id| id.0),
        note: happened.note,
        created_at: now.naive_utc(),
    };
    repository::job_events::insert(db, &event)?;
    let waited = happened.from == Some(JobState::InReview);
    match happened.to == JobState::InReview {
        true if !waited => {
            repository::job_reviews::enter(db, [(job.id, now)])?;
        }
        false if waited => {
            repository::job_reviews::leave(db, job.id)?;
        }
        _ => {}
    }
    let What::Step(step) = happened.what else {
        return Ok(());
    };
    // A rejection leaves them open: what comes back unchanged is seen by a moderator again.
    if matches!(step, Step::Approve | Step::Remove) {
        repository::job_reports::resolve(db, job.id, now)?;
    }
    tell_the_poster(db, job, step, happened, now)
}

fn tell_the_poster(
    db: &mut DbConnection,
    job: &Job,
    step: Step,
    happened: &Happened<'_>,
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    let reason = || happened.note.unwrap_or_default().to_owned();
    let news = match step {
        Step::Approve => JobNews::Approved {
            closes_on: job.closes_on,
        },
        Step::Reject => JobNews::Rejected { reason: reason() },
        Step::Remove => JobNews::Removed { reason: reason() },
        Step::Hide => JobNews::Hidden,
        _ => return Ok(()),
    };
    if happened.actor == Some(job.owner_id) {
        return Ok(());
    }
    let poster = repository::users::by_id(db, job.owner_id)?;
    let order = Order::job(job, news);
    mail::order(db, &order, &poster.email, Some(poster.id), now)
}
