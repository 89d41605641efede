//! `/api/v1/jobs/{id}/views`.

use actix_web::HttpResponse;
use chrono::NaiveDate;
use jobboard_services::{jobs, views};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::JobNumber;
use crate::site::SiteData;

/// The views of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct DayView {
    /// The day, where the site is.
    date: NaiveDate,
    /// How often the job's page was read.
    #[schema(example = 12)]
    views: i64,
}

/// The views of a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct Views {
    /// The last 30 days, the earliest first.
    items: Vec<DayView>,
}

/// Read how often a job was read
///
/// How often its page was read, day by day. Nobody is followed: there is no cookie in it, and
/// programs that say they are robots, the poster and the moderators do not count.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/views", operation_id = "read_views", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "The views.", body = Views),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn read_views(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let job = jobs::managed_job(site.context(), &user.0, id.existing()?).await?;
    let days = views::of_jobs(site.context(), &[job.id]).await?;
    let items = days.into_iter().flatten();
    let items = items.map(|(date, views)| DayView { date, views });
    Ok(HttpResponse::Ok().json(Views {
        items: items.collect(),
    }))
}
