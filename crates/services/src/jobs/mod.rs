//! Jobs: posted, edited, moved through their states, read, listed, searched.

mod change;
mod expiry;
mod happened;
mod once;
mod post_together;
mod posting;
mod preview;
mod reading;
mod similar;
mod steps;
mod submission;
mod unfinished;

use chrono::{DateTime, Days, NaiveDate, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{DraftRules, JobDraft, JobInput, JobState};
use jobboard_core::limits::Minimums;
use jobboard_core::place::PlaceInput;
use jobboard_core::salary::SalaryInput;
pub use jobboard_db::models::{Job, JobEvent, JobSummary};

pub use change::{Edit, delete_job, edit_job};
pub(crate) use expiry::note_expired;
use happened::{Happened, What, record};
pub use once::{OnceKey, PostedOnce, REMEMBERED, post_job_once};
pub(crate) use post_together::PostTogether;
pub(crate) use posting::{Approval, Posting, store, store_batch};
pub use preview::preview;
pub use reading::{
    count_own_jobs, find_jobs, history, list_own_jobs, list_tags, managed_job, read_job,
    read_job_as, suggest_titles,
};
pub use similar::{Ended, ended_job};
pub(crate) use steps::hide;
pub use steps::{StepRequest, take_step};
pub(crate) use submission::Submission;
pub(crate) use unfinished::KEPT as UNFINISHED_KEPT;
pub use unfinished::{TypedForm, forget_unfinished, keep_unfinished, unfinished};

use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// What becomes of a job that is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// It is kept for later.
    Draft,
    /// It goes onto the list, or into review.
    List,
}

/// Posts a job in the asker's name. `errors` are those already found in the input.
///
/// # Errors
/// `Invalid`, with every field that cannot be taken.
pub async fn post_job(
    context: &Context,
    user: &CurrentUser,
    input: &JobInput,
    intent: Intent,
    minimums: Minimums,
    errors: FieldErrors,
) -> Result<Job, ServiceError> {
    let submission = Submission {
        context: context.clone(),
        user: user.clone(),
        input: input.clone(),
        intent,
        minimums,
        errors,
    };
    context.post(submission).await
}

/// A draft in somebody's name, in the state that it was meant for.
fn posting(context: &Context, user: &CurrentUser, draft: JobDraft, intent: Intent) -> Posting {
    let moderates = user.role().manages_all_jobs();
    let state = match intent {
        Intent::Draft => JobState::Draft,
        Intent::List if context.rules.board.review_jobs && !moderates => JobState::InReview,
        Intent::List => JobState::Published,
    };
    let approval = match moderates {
        true => Approval::Given,
        false => Approval::Open,
    };
    Posting::new(context, draft, user.id(), (state, approval))
}

/// The last day on the list and the instant of its end: as somebody wishes, or as many days from
/// today as the board gives.
pub(crate) fn closing(context: &Context, wish: Option<NaiveDate>) -> (NaiveDate, DateTime<Utc>) {
    let days = Days::new(context.rules.board.job_open_days);
    let usual = || {
        context
            .today()
            .checked_add_days(days)
            .unwrap_or(NaiveDate::MAX)
    };
    let closes_on = wish.unwrap_or_else(usual);
    (closes_on, context.rules.time_zone.end_of(closes_on))
}

/// What the board asks of a job.
pub(crate) fn draft_rules(
    context: &Context,
    minimums: Minimums,
    known_closing_date: Option<NaiveDate>,
) -> DraftRules {
    DraftRules {
        minimums,
        today: context.today(),
        salary_required: context.rules.board.salary_required,
        known_closing_date,
    }
}

/// Lets a job through to whoever may change it.
pub(crate) fn managed_by(
    user: &CurrentUser,
    job: Option<Job>,
    now: DateTime<Utc>,
) -> Result<Job, ServiceError> {
    let job = job.ok_or(ServiceError::NotFound)?;
    if user.may_manage_jobs_of(job.owner_id) {
        Ok(job)
    } else if job.state_at(now).is_public() {
        Err(ServiceError::Forbidden)
    } else {
        Err(ServiceError::NotFound)
    }
}

/// The job as its form would have been filled in.
pub fn as_input(job: &Job) -> JobInput {
    let salary = job.pay.salary().map(|salary| SalaryInput {
        min: salary.min,
        max: salary.max,
        currency: Some(salary.currency.code().to_owned()),
        period: Some(salary.period.as_str().to_owned()),
    });
    let places = job.places.iter().map(|place| PlaceInput {
        city: place.city.clone(),
        region: place.region.clone(),
        country: place.country.map(|country| country.code().to_owned()),
    });
    let countries = job.applicant_countries.iter();
    let types = job.employment_types.iter();
    JobInput {
        title: Some(job.title.clone()),
        company: Some(job.company.clone()),
        company_url: job.company_url.clone(),
        location: Some(job.location.clone()),
        workplace: Some(job.workplace.as_str().to_owned()),
        places: Some(places.collect()),
        applicant_countries: Some(countries.map(|c| c.code().to_owned()).collect()),
        employment_types: Some(types.map(|t| t.as_str().to_owned()).collect()),
        salary,
        category: job.category.clone(),
        tags: Some(
            job.tags
                .iter()
                .map(|tag| tag.as_typed().to_owned())
                .collect(),
        ),
        apply_to: job.apply_to.clone(),
        description: Some(job.description.clone()),
        date_posted: Some(job.date_posted.to_string()),
        closes_on: job.closes_on.map(|date| date.to_string()),
    }
}
