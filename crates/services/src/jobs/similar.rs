//! Where a reader goes on from a job that is no longer open.

use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobId;
use jobboard_core::paging::PageLimit;
use jobboard_core::search::SearchTerm;
use jobboard_db::models::Job;
use jobboard_db::repository;

use super::find_jobs;
use crate::context::Context;
use crate::error::ServiceError;

/// The jobs that are shown at the most.
const SHOWN: usize = 6;

/// A job that everybody could read once.
#[derive(Debug)]
pub struct Ended {
    /// Listed jobs that are like it, the likest first.
    pub similar: Vec<Job>,
}

/// What there is to say about a job that is no longer open.
///
/// # Errors
/// `NotFound` when there is no such job.
pub async fn ended_job(context: &Context, id: JobId) -> Result<Ended, ServiceError> {
    let job = context
        .read(move |db| repository::jobs::by_id(db, id))
        .await?
        .ok_or(ServiceError::NotFound)?;
    let mut similar: Vec<Job> = Vec::new();
    for filter in likeness(&job) {
        let page = find_jobs(context, &filter, None, PageLimit::default()).await?;
        for found in page.items {
            if similar.iter().all(|known| known.id != found.id) {
                similar.push(found);
            }
        }
        if similar.len() >= SHOWN {
            break;
        }
    }
    similar.truncate(SHOWN);
    Ok(Ended { similar })
}

/// What makes a job like another, the strongest first: its title, its first two tags, its
/// company, its category.
fn likeness(job: &Job) -> Vec<JobFilter> {
    let any = JobFilter::default;
    let term = |text: &str| SearchTerm::parse("title", text).ok().flatten();
    let mut filters = vec![JobFilter {
        title: term(&job.title),
        ..any()
    }];
    filters.extend(job.tags.iter().take(2).map(|tag| JobFilter {
        tag: Some(tag.clone()),
        ..any()
    }));
    filters.push(JobFilter {
        company: Some(job.company_id),
        ..any()
    });
    filters.extend(job.category.as_deref().map(|name| JobFilter {
        category: term(name),
        ..any()
    }));
    filters.retain(|filter| !filter.is_empty());
    filters
}
