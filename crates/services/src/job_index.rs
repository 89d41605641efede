//! What jobs are found by, made of what they say.

use std::collections::BTreeSet;

use jobboard_core::apply::ApplyTo;
use jobboard_core::job::terms::{Findable, Term};
use jobboard_core::job::{JobDraft, JobId, JobState};
use jobboard_core::place::Places;
use jobboard_core::web_url::WebUrl;
use jobboard_db::models::{Job, JobRenewal, JobText};
use jobboard_db::repository::job_terms::JobTerm;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::board_settings;
use crate::companies::{self, Named};
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::closing;

/// The rules by which the parts of a job are derived from others. With another number every job
/// is gone through once at the next start.
pub const INDEX_VERSION: i64 = 3;

/// Jobs that are gone through in one transaction.
const BATCH: i64 = 200;

/// Makes a job findable as it is now: by its lines while it is published, else by nothing.
///
/// # Errors
/// When a query fails.
pub(crate) fn update(db: &mut DbConnection, job: &Job) -> Result<(), QueryError> {
    repository::job_terms::delete(db, job.id)?;
    enter(db, std::slice::from_ref(job))
}

/// Makes those of some jobs findable that are published, and that were findable by nothing.
///
/// # Errors
/// When a query fails.
pub(crate) fn enter(db: &mut DbConnection, jobs: &[Job]) -> Result<(), QueryError> {
    let published = jobs
        .iter()
        .filter(|job| job.noted_state == JobState::Published);
    repository::tags::remember(db, published.clone().flat_map(|job| &job.tags))?;
    let lines: Vec<JobTerm> = published.flat_map(lines_of).collect();
    match lines.is_empty() {
        true => Ok(()),
        false => repository::job_terms::insert(db, lines),
    }
}

fn lines_of(job: &Job) -> impl Iterator<Item = JobTerm> {
    let (date_posted, job_id) = (job.date_posted, job.id);
    terms_of(job).into_iter().map(move |term| JobTerm {
        term,
        date_posted,
        job: job_id,
    })
}

fn terms_of(job: &Job) -> BTreeSet<Term> {
    let findable = Findable {
        title: &job.title,
        company: job.company_id,
        category: job.category.as_deref(),
        workplace: job.workplace,
        places: &job.places,
        applicant_countries: &job.applicant_countries,
        employment_types: &job.employment_types,
        tags: &job.tags,
        salary: job.pay.salary(),
    };
    findable.terms()
}

/// Goes through the jobs whose derived parts were made by older rules, and says how many.
///
/// # Errors
/// When the database fails.
pub fn rebuild(context: &Context) -> Result<usize, ServiceError> {
    let mut done = 0;
    loop {
        let batch = context.write_at_start(|db| {
            let ids = repository::jobs::indexed_before(db, INDEX_VERSION, BATCH)?;
            if !ids.is_empty() {
                renew(context, db, &ids)?;
            }
            Ok(ids)
        })?;
        if batch.is_empty() {
            break;
        }
        done += batch.len();
    }
    if done > 0 {
        context.write_at_start(|db| Ok(repository::companies::delete_unused(db)?))?;
    }
    Ok(done)
}

fn renew(context: &Context, db: &mut DbConnection, ids: &[JobId]) -> Result<(), ServiceError> {
    let board = board_settings::in_force_now(context, db)?;
    let jobs = repository::jobs::held(db, ids)?;
    let drafts: Vec<JobDraft> = jobs.iter().map(draft_of).collect();
    let named = jobs.iter().zip(&drafts).map(|(job, draft)| Named {
        name: &draft.company,
        owner: job.owner_id,
        at: context.now(),
    });
    let companies = companies::by_names(db, &named.collect::<Vec<_>>())?;
    let renewals = jobs.iter().zip(drafts).zip(companies);
    let renewals = renewals.map(|((job, mut draft), company)| {
        let mut expires_at = job.expires_at;
        if job.noted_state == JobState::Published && expires_at.is_none() {
            // It was listed before there were closing dates.
            let (closes_on, end) = closing(&board, None);
            draft.closes_on = Some(closes_on);
            expires_at = Some(end);
        }
        JobRenewal {
            id: job.id.0,
            text: JobText::new(&draft, company),
            index_version: INDEX_VERSION,
            expires_at: expires_at.map(|end| end.naive_utc()),
        }
    });
    repository::jobs::renew(db, &renewals.collect::<Vec<_>>())?;
    repository::job_terms::delete_of(db, ids)?;
    let renewed = repository::jobs::by_ids(db, ids)?;
    Ok(enter(db, &renewed)?)
}

/// A stored job as it was written down. Where it is, is read from its words if nothing else says
/// it.
fn draft_of(job: &Job) -> JobDraft {
    let mut places = Places {
        workplace: job.workplace,
        places: job.places.clone(),
        applicant_countries: job.applicant_countries.clone(),
    };
    if places.places.is_empty() && places.applicant_countries.is_empty() {
        places = Places::from_text(&job.location);
    }
    let web_site = job.company_url.as_deref();
    JobDraft {
        title: job.title.clone(),
        company: job.company.clone(),
        company_url: web_site.and_then(|url| WebUrl::parse("company_url", url).ok()),
        location: job.location.clone(),
        places,
        employment_types: job.employment_types.clone(),
        salary: job.pay.salary(),
        category: job.category.clone(),
        tags: job.tags.clone(),
        apply_to: job
            .apply_to
            .as_deref()
            .and_then(|raw| ApplyTo::parse("apply_to", raw).ok()),
        description: job.description.clone(),
        date_posted: job.date_posted,
        closes_on: job.closes_on,
    }
}
