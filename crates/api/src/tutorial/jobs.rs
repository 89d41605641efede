//! `/jobs/…`.

use actix_web::web;
use chrono::NaiveDate;
use jobboard_core::field::FieldError;
use jobboard_core::job::{JobId, JobPatch};
use jobboard_core::language::Phrase;
use jobboard_core::limits::Minimums;
use jobboard_core::paging::PageLimit;
use jobboard_core::phrase;
use jobboard_core::search::SearchTerm;
use jobboard_services::jobs::{self, Edit, Job};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody};
use crate::site::SiteData;
use crate::v1::job_body::NewJobBody;
use crate::v1::jobs::{SizedListQuery, filter_parameters};
use crate::v1::next_page::next_link;

/// A job as the tutorial shows it, and its number.
#[derive(Serialize, ToSchema)]
pub(crate) struct TutorialJob {
    id: i64,
    title: String,
    company: String,
    company_url: Option<String>,
    location: String,
    date_posted: NaiveDate,
    description: String,
}

impl From<Job> for TutorialJob {
    fn from(job: Job) -> Self {
        Self {
            id: job.id.0,
            title: job.title,
            company: job.company,
            company_url: job.company_url,
            location: job.location,
            date_posted: job.date_posted,
            description: job.description,
        }
    }
}

impl PublicView for TutorialJob {}
impl PublicView for Vec<TutorialJob> {}

/// The titles that somebody is suggested.
impl PublicView for Vec<String> {}

/// The number of a job. The tutorial tells a number without a job from what is no number.
fn number(id: JobNumber, missing: fn(&str) -> String) -> Result<JobId, ApiError> {
    match id {
        JobNumber::Number(id) => Ok(id),
        JobNumber::Impossible(raw) => Err(ApiError::NotFound(verbatim(missing(&raw)))),
        JobNumber::NotANumber => {
            Err(FieldError::new("id", "invalid", phrase!("error-job-number")).into())
        }
    }
}

/// Says what is missing in the tutorial's words.
fn in_words(error: ApiError, id: JobId, missing: fn(&str) -> String) -> ApiError {
    match error {
        ApiError::NotFound(_) | ApiError::Gone => {
            ApiError::NotFound(verbatim(missing(&id.to_string())))
        }
        other => other,
    }
}

/// The tutorial's own words, which are the same in every language.
fn verbatim(text: String) -> Phrase {
    phrase!("verbatim", text = text)
}

fn missing_to_read(id: &str) -> String {
    format!("Job with this id {id} does not exist")
}

fn missing_to_change(id: &str) -> String {
    format!("Job with id {id} not found")
}

/// Post a job, as in the tutorial
#[utoipa::path(
    post, path = "/jobs/create-job/", operation_id = "tutorial_create_job", tag = "tutorial",
    security(("bearer" = [])),
    request_body = NewJobBody,
    responses(
        (status = 200, description = "The job.", body = TutorialJob),
        (status = 401, description = "Not signed in."),
        (status = 422, description = "Fields that cannot be taken."),
    )
)]
pub(crate) async fn tutorial_create_job(
    site: SiteData,
    user: SignedIn,
    body: JsonBody<NewJobBody>,
) -> Result<web::Json<TutorialJob>, ApiError> {
    let (input, intent, errors) = body.0.into_input();
    let context = site.context();
    let job = jobs::post_job(context, &user.0, &input, intent, Minimums::API, errors).await?;
    Ok(web::Json(job.into()))
}

/// Read a job, as in the tutorial
#[utoipa::path(
    get, path = "/jobs/get/{id}", operation_id = "tutorial_read_job", tag = "tutorial",
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "The job.", body = TutorialJob),
        (status = 404, description = "There is no such job."),
        (status = 422, description = "No number."),
    )
)]
pub(crate) async fn tutorial_read_job(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let id = number(question.job(), missing_to_read)?;
    let job = jobs::read_job(site.context(), id)
        .await
        .map_err(|error| in_words(error.into(), id, missing_to_read))?;
    Ok(Reply::Everybody(PublicAnswer::json(&TutorialJob::from(
        job,
    ))?))
}

/// List jobs, as in the tutorial
///
/// Newest first, 100 at the most; `Link: …; rel="next"` leads on.
#[utoipa::path(
    get, path = "/jobs/all", operation_id = "tutorial_list_jobs", tag = "tutorial",
    params(
        ("after" = Option<String>, Query, description = "Where the page starts, as the link to it says."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 100 if absent."),
    ),
    responses(
        (status = 200, description = "The jobs.", body = Vec<TutorialJob>),
        (status = 422, description = "Parameters that cannot be taken."),
    )
)]
pub(crate) async fn tutorial_list_jobs(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let SizedListQuery { list, limit } = SizedListQuery::parse(&question.parameters)?;
    let limit = limit.unwrap_or(PageLimit::largest());
    let page = jobs::find_jobs(site.context(), &list.filter, list.after, limit).await?;
    let link = page.next.map(|next| {
        let path = format!("/jobs/all?{}", filter_parameters(&list.filter, "title"));
        next_link(&path, &next, limit)
    });
    let jobs: Vec<TutorialJob> = page.items.into_iter().map(TutorialJob::from).collect();
    Ok(Reply::Everybody(
        PublicAnswer::json(&jobs)?.with_links(link),
    ))
}

/// Change a job, as in the tutorial
///
/// For its owner, moderators and admins. The date of the posting stays if absent.
#[utoipa::path(
    put, path = "/jobs/update/{id}", operation_id = "tutorial_update_job", tag = "tutorial",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    request_body = NewJobBody,
    responses(
        (status = 200, description = "Done."),
        (status = 401, description = "Not signed in."),
        (status = 403, description = "It is somebody else's job."),
        (status = 404, description = "There is no such job."),
        (status = 422, description = "Fields that cannot be taken."),
    )
)]
pub(crate) async fn tutorial_update_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    body: JsonBody<NewJobBody>,
) -> Result<web::Json<Value>, ApiError> {
    let id = number(id, missing_to_change)?;
    let (input, _, errors) = body.0.into_input();
    let edit = Edit {
        patch: JobPatch::replace_tutorial_fields(input),
        errors,
        minimums: Minimums::API,
        version: None,
    };
    jobs::edit_job(site.context(), &user.0, id, edit)
        .await
        .map_err(|error| in_words(error.into(), id, missing_to_change))?;
    Ok(web::Json(json!({"msg": "Successfully updated data."})))
}

/// Take a job down, as in the tutorial
///
/// For its owner, moderators and admins.
#[utoipa::path(
    delete, path = "/jobs/delete/{id}", operation_id = "tutorial_delete_job", tag = "tutorial",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "Done."),
        (status = 401, description = "Not signed in."),
        (status = 403, description = "It is somebody else's job."),
        (status = 404, description = "There is no such job."),
        (status = 422, description = "No number."),
    )
)]
pub(crate) async fn tutorial_delete_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<web::Json<Value>, ApiError> {
    let id = number(id, missing_to_change)?;
    jobs::delete_job(site.context(), &user.0, id, None)
        .await
        .map_err(|error| in_words(error.into(), id, missing_to_change))?;
    Ok(web::Json(json!({"detail": "Successfully deleted."})))
}

/// Suggest titles, as in the tutorial
#[utoipa::path(
    get, path = "/jobs/autocomplete", operation_id = "tutorial_suggest_jobs", tag = "tutorial",
    params(("term" = Option<String>, Query, description = "What has been typed so far.")),
    responses(
        (status = 200, description = "At most ten titles; none for nothing typed.", body = Vec<String>),
        (status = 422, description = "Parameters that cannot be taken."),
    )
)]
pub(crate) async fn tutorial_suggest_jobs(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let typed = question.parameters.get("term").unwrap_or_default();
    let term = SearchTerm::parse("term", typed)?;
    let titles = jobs::suggest_titles(site.context(), term).await?;
    Ok(Reply::Everybody(PublicAnswer::json(&titles)?))
}
