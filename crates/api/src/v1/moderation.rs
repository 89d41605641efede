//! `/api/v1/moderation`, and what moderators see of a job.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use jobboard_services::duplicates::{self, Duplicate};
use jobboard_services::moderation::{self, Waiting};
use jobboard_services::reports::{self, JobReport, Reported};
use serde::Serialize;
use utoipa::ToSchema;

use super::job_view::JobSummaryView;
use super::next_page::page_answer;
use super::number_query::NumberQuery;
use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, Query};
use crate::site::SiteData;

/// A job that waits for a moderator.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingView {
    /// The job.
    job: JobSummaryView,
    /// Who posted it.
    #[schema(example = "ada")]
    poster: String,
    /// Since when it waits.
    since: DateTime<Utc>,
}

/// A page of the queue.
#[derive(Serialize, ToSchema)]
pub(crate) struct QueuePage {
    /// The oldest first.
    items: Vec<WaitingView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// A job that readers have reported.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedView {
    /// The job.
    job: JobSummaryView,
    /// How many reports are open.
    #[schema(example = 2)]
    reports: i64,
}

/// A page of the reported jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedPage {
    /// By their oldest open report.
    items: Vec<ReportedView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// What a reader finds wrong with a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportView {
    /// The number.
    id: i64,
    /// `fraud`, `spam`, `discrimination`, `not_open`, `wrong` or `other`.
    #[schema(value_type = String, example = "fraud")]
    reason: &'static str,
    /// What the reader says about it; may be empty.
    note: String,
    /// When it came.
    created_at: DateTime<Utc>,
    /// When a moderator was done with it; null while it is open.
    resolved_at: Option<DateTime<Utc>>,
}

impl From<JobReport> for ReportView {
    fn from(report: JobReport) -> Self {
        Self {
            id: report.id,
            reason: report.reason.as_str(),
            note: report.note,
            created_at: report.created_at,
            resolved_at: report.resolved_at,
        }
    }
}

/// The reports of a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reports {
    /// The open ones first, then the latest; 100 at the most.
    items: Vec<ReportView>,
}

/// A job that looks like another one.
#[derive(Serialize, ToSchema)]
pub(crate) struct DuplicateView {
    /// The number.
    #[schema(example = 2)]
    id: i64,
    /// What the work is.
    #[schema(example = "Gardener")]
    title: String,
    /// Where it is in its life.
    #[schema(value_type = String, example = "published")]
    state: &'static str,
    /// Why it looks like one, besides the company.
    #[schema(example = json!(["the same title"]))]
    reasons: Vec<String>,
    /// All that it says.
    description: String,
}

impl DuplicateView {
    fn at(now: DateTime<Utc>, duplicate: Duplicate) -> Self {
        let reasons = duplicate.reasons.into_iter();
        Self {
            id: duplicate.job.id.0,
            state: duplicate.job.state_at(now).as_str(),
            title: duplicate.job.title,
            reasons: reasons.map(|reason| reason.phrase().to_string()).collect(),
            description: duplicate.job.description,
        }
    }
}

/// The likely duplicates of a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct Duplicates {
    /// The likest first; 5 at the most.
    items: Vec<DuplicateView>,
}

/// List the jobs in review
#[utoipa::path(
    get, path = "/api/v1/moderation/queue", operation_id = "list_queue", tag = "moderation",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page, the oldest first.", body = QueuePage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not a moderator.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_queue(site: SiteData, query: Query) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let page = moderation::queue(site.context(), after, limit).await?;
    let now = site.context().now();
    let view = |waiting: Waiting| WaitingView {
        job: JobSummaryView::at(now, waiting.job),
        poster: waiting.poster,
        since: waiting.since,
    };
    let path = "/api/v1/moderation/queue";
    Ok(page_answer(page, path, limit, |items, next| QueuePage {
        items: items.into_iter().map(view).collect(),
        next,
    }))
}

/// List the reported jobs
#[utoipa::path(
    get, path = "/api/v1/moderation/reports", operation_id = "list_reported", tag = "moderation",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page, by the oldest open report.", body = ReportedPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not a moderator.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_reported(site: SiteData, query: Query) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let page = reports::waiting(site.context(), after, limit).await?;
    let now = site.context().now();
    let view = |reported: Reported| ReportedView {
        job: JobSummaryView::at(now, reported.job),
        reports: reported.reports,
    };
    let path = "/api/v1/moderation/reports";
    Ok(page_answer(page, path, limit, |items, next| ReportedPage {
        items: items.into_iter().map(view).collect(),
        next,
    }))
}

/// Read the reports of a job
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/reports", operation_id = "read_reports", tag = "moderation",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "Its reports.", body = Reports),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not a moderator.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn read_reports(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let reports = reports::of_job(site.context(), &user.0, id.existing()?).await?;
    let items = reports.into_iter().map(ReportView::from).collect();
    Ok(HttpResponse::Ok().json(Reports { items }))
}

/// Dismiss the reports of a job
///
/// Closes its open reports; the job stays where it is. To approve or to remove a job closes them
/// as well.
#[utoipa::path(
    delete, path = "/api/v1/jobs/{id}/reports", operation_id = "dismiss_reports", tag = "moderation",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 204, description = "None is open."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not a moderator.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn dismiss_reports(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    reports::dismiss(site.context(), &user.0, id.existing()?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read the likely duplicates of a job
///
/// Jobs of the same company with a similar title or text, and why they look like duplicates.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/duplicates", operation_id = "read_duplicates", tag = "moderation",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "They.", body = Duplicates),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not a moderator.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn read_duplicates(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let now = site.context().now();
    let found = duplicates::of_job(site.context(), &user.0, id.existing()?).await?;
    let view = |duplicate| DuplicateView::at(now, duplicate);
    let items = found.into_iter().map(view).collect();
    Ok(HttpResponse::Ok().json(Duplicates { items }))
}
