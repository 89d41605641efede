//! The page of a job.

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::job::{JobId, JobState};
use jobboard_services::jobs;
use jobboard_services::{ServiceError, saved_jobs, views};

use super::home::{gone_page, public_gone_page};
use super::job_facts::JobFacts;
use super::layout::Layout;
use super::page;
use super::share::Share;
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::{JobNumber, Parameters, Query};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    layout: Layout,
    id: i64,
    facts: JobFacts,
    state: JobState,
    /// How it looks where it is shared.
    share: Share,
    /// Whether this visitor may edit it and take it down.
    manages: bool,
    /// Whether it is saved; nothing for whoever is not signed in.
    saved: Option<bool>,
}

impl PublicView for JobPage {}

/// `GET /details/{id}`
pub(crate) async fn job_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: JobNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let (id, context) = (id.existing()?, site.context());
    let Some(read) = read(&site, &visitor, id, &query.0).await? else {
        return gone_page(&site, &visitor, id).await;
    };
    if read.state.is_public()
        && !read.manages
        && is_read(request.method(), request.headers(), is_robot)
    {
        views::count(context, id, context.today());
    }
    page(&request, &read)
}

/// `GET /details/{id}`, for everybody.
pub(crate) async fn public_job_page(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let (id, visitor) = (question.job().existing()?, question.visitor());
    let answer = match read(&site, &visitor, id, &question.parameters).await? {
        Some(read) => PublicAnswer::page(&read)?.viewing(id),
        None => public_gone_page(&site, &visitor, id).await?,
    };
    Ok(Reply::Everybody(answer))
}

/// A job as its page shows it; nothing when it is gone.
async fn read(
    site: &Site,
    visitor: &Visitor,
    id: JobId,
    query: &Parameters,
) -> Result<Option<JobPage>, ApiError> {
    let context = site.context();
    let job = match jobs::read_job_as(context, visitor.0.as_ref(), id).await {
        Err(ServiceError::Gone) => return Ok(None),
        other => other?,
    };
    let user = visitor.0.as_ref();
    let manages = user.is_some_and(|user| user.may_manage_jobs_of(job.owner_id));
    let state = job.state_at(context.now());
    let saved = match user.filter(|_| state.is_public()) {
        Some(user) => Some(saved_jobs::is_saved(context, user, id).await?),
        None => None,
    };
    let layout = Layout::new(site, visitor);
    let facts = JobFacts::of_job(&job, context.today());
    Ok(Some(JobPage {
        share: Share::of_job(&layout, &visitor.1, &job, &facts),
        layout: layout.with_notice(query.get("msg")),
        id: id.0,
        facts,
        state,
        manages,
        saved,
    }))
}

/// Says that a page is fetched in advance.
static SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Whether a person seems to read the page: not a program that says it is one, nor a browser that
/// fetches it in advance.
pub(crate) fn is_read(
    method: &Method,
    headers: &HeaderMap,
    is_robot: impl FnOnce(&HeaderValue) -> bool,
) -> bool {
    let in_advance = |purpose| lowercase(purpose).contains("prefetch");
    *method == Method::GET
        && !headers.get(header::USER_AGENT).is_some_and(is_robot)
        && !headers.get(&SEC_PURPOSE).is_some_and(in_advance)
}

/// Whether a user agent says that it is a program.
pub(crate) fn is_robot(agent: &HeaderValue) -> bool {
    let agent = lowercase(agent);
    let words = ["bot", "crawl", "spider", "slurp", "preview"];
    words.iter().any(|word| agent.contains(word))
}

fn lowercase(value: &HeaderValue) -> String {
    value.to_str().unwrap_or_default().to_lowercase()
}
