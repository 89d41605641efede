//! Jobs: posted, edited, moved through their states, read, listed, searched.

mod change;
mod expiry;
mod happened;
mod once;
mod preview;
mod reading;
mod similar;
mod steps;
mod unfinished;

use chrono::{DateTime, Days, NaiveDate, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{DraftRules, JobDraft, JobInput, JobState};
use jobboard_core::limits::Minimums;
use jobboard_core::place::PlaceInput;
use jobboard_core::salary::SalaryInput;
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
pub use jobboard_db::models::{Job, JobEvent, JobSummary};
use jobboard_db::models::{JobText, NewJob};
use jobboard_db::{DbConnection, repository};

pub use change::{Edit, delete_job, edit_job};
pub(crate) use expiry::note_expired;
use happened::{Happened, What, record};
pub use once::{OnceKey, PostedOnce, REMEMBERED, post_job_once};
pub use preview::preview;
pub use reading::{
    count_own_jobs, find_jobs, history, list_own_jobs, list_tags, managed_job, read_job,
    read_job_as, suggest_titles,
};
pub use similar::{Ended, ended_job};
pub(crate) use steps::hide;
pub use steps::{StepRequest, take_step};
pub(crate) use unfinished::KEPT as UNFINISHED_KEPT;
pub use unfinished::{TypedForm, forget_unfinished, keep_unfinished, unfinished};

use crate::board_settings;
use crate::categories;
use crate::companies;
use crate::context::Context;
use crate::error::ServiceError;
use crate::job_index::{self, INDEX_VERSION};
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
    let board = board_settings::in_force(context).await?;
    let draft = JobDraft::parse(input, &draft_rules(&board, minimums, None), errors)?;
    let user = user.clone();
    context
        .write_again_when_raced(move |db| put_up(&board, db, &user, draft.clone(), intent))
        .await
}

/// Stores a draft in somebody's name, in the state that it was meant for.
fn put_up(
    context: &Context,
    db: &mut DbConnection,
    user: &CurrentUser,
    draft: JobDraft,
    intent: Intent,
) -> Result<Job, ServiceError> {
    let moderates = user.role().manages_all_jobs();
    let state = match intent {
        Intent::Draft => JobState::Draft,
        Intent::List if context.rules.board.review_jobs && !moderates => JobState::InReview,
        Intent::List => JobState::Published,
    };
    let posting = Posting {
        draft: with_known_category(db, draft)?,
        owner: user.id(),
        state,
        approved: moderates,
        import_key: None,
    };
    store(context, db, posting)
}

/// A job that is about to be stored.
pub(crate) struct Posting {
    pub(crate) draft: JobDraft,
    pub(crate) owner: UserId,
    pub(crate) state: JobState,
    pub(crate) approved: bool,
    pub(crate) import_key: Option<String>,
}

/// Stores a job with its company, its history and what it is found by.
pub(crate) fn store(
    context: &Context,
    db: &mut DbConnection,
    posting: Posting,
) -> Result<Job, ServiceError> {
    let now = context.now();
    let mut draft = posting.draft;
    let mut expires_at = None;
    if posting.state == JobState::Published {
        let (closes_on, end) = closing(context, draft.closes_on);
        draft.closes_on = Some(closes_on);
        expires_at = Some(end.naive_utc());
    }
    let company = companies::by_name(db, &draft.company, posting.owner, now)?;
    let job = NewJob {
        text: JobText::new(&draft, company),
        state: posting.state.as_str(),
        expires_at,
        version: 1,
        edited_at: now.naive_utc(),
        approved_at: posting.approved.then(|| now.naive_utc()),
        index_version: INDEX_VERSION,
        owner_id: posting.owner.0,
        created_at: now.naive_utc(),
        updated_at: now.naive_utc(),
        import_key: posting.import_key,
    };
    let job = repository::jobs::insert(db, job)?;
    job_index::enter(db, &job)?;
    let happened = Happened {
        what: What::Post,
        from: None,
        to: posting.state,
        actor: Some(posting.owner),
        note: None,
    };
    record(db, &job, &happened, now)?;
    Ok(job)
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

/// A draft whose category is one of the board's, under the board's spelling.
fn with_known_category(
    db: &mut DbConnection,
    mut draft: JobDraft,
) -> Result<JobDraft, ServiceError> {
    let Some(typed) = &draft.category else {
        return Ok(draft);
    };
    let known = repository::categories::name_by_key(db, &identifier_key(typed))?;
    if known.is_none() {
        let all = repository::categories::all(db)?;
        return Err(FieldErrors::from(categories::unknown(&all)).into());
    }
    draft.category = known;
    Ok(draft)
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
