//! `POST /api/v1/jobs/{id}/reports`.

use actix_web::HttpResponse;
use jobboard_core::field::FieldErrors;
use jobboard_services::reports;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::auth::Visitor;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody, TextField};
use crate::site::SiteData;

/// What is wrong with a job.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportBody {
    /// `fraud`, `spam`, `discrimination`, `not_open`, `wrong` or `other`.
    #[schema(value_type = String, required = true, example = "fraud")]
    #[serde(default)]
    reason: TextField,
    /// What else there is to say.
    #[schema(value_type = Option<String>, max_length = 1000)]
    #[serde(default)]
    note: TextField,
}

/// Report a job
///
/// For everybody, signed in or not. Nobody but the moderators sees it, and not even they see who
/// it was.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/reports", operation_id = "report_job", tag = "jobs",
    params(("id" = i64, Path, description = "The job's number.")),
    request_body = ReportBody,
    responses(
        (status = 202, description = "A moderator will look at it."),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 409, description = "You have reported this job already.", body = Problem),
        (status = 410, description = "It is no longer open.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "Too many reports from this network.", body = Problem),
    )
)]
pub(crate) async fn report_job(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    id: JobNumber,
    body: JsonBody<ReportBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let reason = body.0.reason.text("reason", &mut errors);
    let note = body.0.note.nullable("note", &mut errors);
    let said = (reason.as_deref(), note.as_deref());
    let (context, reader) = (site.context(), visitor.0.as_ref());
    reports::report(context, reader, id.existing()?, said, errors, &caller.0).await?;
    Ok(HttpResponse::Accepted().finish())
}
