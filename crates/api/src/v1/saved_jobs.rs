//! `/api/v1/users/me/saved-jobs`.

use actix_web::HttpResponse;
use jobboard_services::saved_jobs::{self, Saved};
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

/// A saved job.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedView {
    /// The job's number.
    #[schema(example = 1)]
    id: i64,
    /// The job; null when it is no longer open.
    job: Option<JobSummaryView>,
}

/// A page of saved jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedPage {
    /// The last saved first.
    items: Vec<SavedView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// List saved jobs
#[utoipa::path(
    get, path = "/api/v1/users/me/saved-jobs", operation_id = "list_saved_jobs", tag = "users",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page, the last saved first.", body = SavedPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_saved_jobs(
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let page = saved_jobs::list(site.context(), &user.0, after, limit).await?;
    let now = site.context().now();
    let view = |saved: Saved| SavedView {
        id: saved.id.0,
        job: saved.job.map(|job| JobSummaryView::at(now, job)),
    };
    let path = "/api/v1/users/me/saved-jobs";
    Ok(page_answer(page, path, limit, |items, next| SavedPage {
        items: items.into_iter().map(view).collect(),
        next,
    }))
}

/// Save a job
///
/// To find it again. One that is saved stays so. At most 1,000.
#[utoipa::path(
    put, path = "/api/v1/users/me/saved-jobs/{id}", operation_id = "save_job", tag = "users",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 204, description = "It is saved."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 409, description = "Too many are saved.", body = Problem),
        (status = 410, description = "It is no longer open.", body = Problem),
    )
)]
pub(crate) async fn save_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    saved_jobs::save(site.context(), &user.0, id.existing()?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Forget a saved job
#[utoipa::path(
    delete, path = "/api/v1/users/me/saved-jobs/{id}", operation_id = "forget_job", tag = "users",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 204, description = "It is not saved."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 404, description = "There can be no such job.", body = Problem),
    )
)]
pub(crate) async fn forget_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    saved_jobs::forget(site.context(), &user.0, id.existing()?).await?;
    Ok(HttpResponse::NoContent().finish())
}
