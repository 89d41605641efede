//! `/api/v1/jobs/{id}/transitions` and `/history`, `/api/v1/users/me/jobs` and
//! `/api/v1/categories`.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::JobState;
use jobboard_core::job::state::Step;
use jobboard_core::paging::{JobCursor, PageLimit};
use jobboard_services::categories;
use jobboard_services::jobs::{self, StepRequest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::job_view::{JobHistory, JobSummaryView, JobView, OwnJobPage};
use super::next_page::page_answer;
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::SignedIn;
use crate::conditional::{self, version_asked_for};
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody, Query, TextField};
use crate::site::SiteData;

/// A step of a job through its states.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBody {
    /// `submit`, `withdraw`, `revise`, `fill`, `close`, `renew`, `relist`, or, for moderators,
    /// `approve`, `reject`, `remove`, `restore`.
    #[schema(value_type = String, required = true, example = "fill")]
    #[serde(default)]
    step: TextField,
    /// What is to be said about it; `reject` and `remove` need a reason.
    #[schema(value_type = Option<String>, max_length = 2000)]
    #[serde(default)]
    note: TextField,
    /// The last day on the list, where the step leads there.
    #[schema(value_type = Option<String>, format = "date", example = "2027-06-30")]
    #[serde(default)]
    closes_on: TextField,
}

/// Take a step
///
/// For its owner, moderators and admins. Which steps there are from which state is in
/// docs/JOB-STATES.md.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/transitions", operation_id = "take_step", tag = "jobs",
    security(("bearer" = [])),
    params(
        ("id" = i64, Path, description = "The job's number."),
        ("If-Match" = Option<String>, Header, description = "The version that the step is meant for, as ETag said it."),
    ),
    request_body = StepBody,
    responses(
        (status = 200, description = "The job in its new state.", body = JobView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job, or the step is a moderator's.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 409, description = "There is no such step from where the job is. Nothing has changed.", body = Problem),
        (status = 412, description = "Somebody has changed it meanwhile.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn take_step(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    body: JsonBody<StepBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let body = body.0;
    let step = body.step.required("step", &mut errors);
    let step = step.and_then(|raw| errors.keep(Step::parse("step", &raw)));
    let note = body.note.nullable("note", &mut errors);
    let closes_on = body.closes_on.nullable("closes_on", &mut errors);
    let Some(step) = step.filter(|_| errors.is_empty()) else {
        return Err(errors.into());
    };
    let asked = StepRequest {
        step,
        note,
        closes_on,
        version: version_asked_for(&request),
    };
    let job = jobs::take_step(site.context(), &user.0, id.existing()?, asked).await?;
    conditional::changed(job.version, &JobView::at(site.context().now(), job))
}

/// Read a job's history
///
/// For its owner, moderators and admins.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/history", operation_id = "read_history", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "What happened to it.", body = JobHistory),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn read_history(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let events = jobs::history(site.context(), &user.0, id.existing()?).await?;
    Ok(HttpResponse::Ok().json(JobHistory::from(events)))
}

/// List own jobs
///
/// Those of whoever is signed in, in every state, newest first. `Link: …; rel="next"` leads to the
/// next page.
#[utoipa::path(
    get, path = "/api/v1/users/me/jobs", operation_id = "list_own_jobs", tag = "jobs",
    security(("bearer" = [])),
    params(
        ("state" = Option<String>, Query, description = "Only jobs in this state, such as `draft`."),
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = OwnJobPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_own_jobs(
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let after = errors.keep(query.0.get("after").map(JobCursor::parse).transpose());
    let limit = errors.keep(query.0.get("limit").map(PageLimit::parse).transpose());
    let state = query.0.get("state");
    let state = errors.keep(state.map(|raw| JobState::parse("state", raw)).transpose());
    let (Some(after), Some(limit), Some(state)) = (after, limit, state) else {
        return Err(errors.into());
    };
    let limit = limit.unwrap_or_default();
    let page = jobs::list_own_jobs(site.context(), &user.0, state, after, limit).await?;
    let path = match state {
        Some(state) => format!("/api/v1/users/me/jobs?state={}&", state.as_str()),
        None => "/api/v1/users/me/jobs".to_owned(),
    };
    let now = site.context().now();
    Ok(page_answer(page, &path, limit, |jobs, next| OwnJobPage {
        items: jobs
            .into_iter()
            .map(|job| JobSummaryView::at(now, job))
            .collect(),
        next,
    }))
}

/// The board's categories.
#[derive(Serialize, ToSchema)]
pub(crate) struct Categories {
    /// Their names, in the admins' order.
    #[schema(example = json!(["Design", "Engineering"]))]
    items: Vec<String>,
}

impl PublicView for Categories {}

/// List categories
#[utoipa::path(
    get, path = "/api/v1/categories", operation_id = "list_categories", tag = "jobs",
    responses((status = 200, description = "All of them.", body = Categories)),
)]
pub(crate) async fn list_categories(site: SiteData, _: Question) -> Result<Reply, ApiError> {
    let categories = categories::list(site.context()).await?;
    let items = categories.into_iter().map(|category| category.name);
    let view = Categories {
        items: items.collect(),
    };
    Ok(Reply::Everybody(PublicAnswer::json(&view)?))
}
