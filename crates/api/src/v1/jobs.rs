//! `/api/v1/jobs`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobInput, JobPatch};
use jobboard_core::limits::Minimums;
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_services::jobs::{self, Job};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::conditional;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody, Parameters, Query, TextField};
use crate::site::SiteData;

/// A job to post.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewJobBody {
    /// What the work is.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 200, example = "Gardener")]
    #[serde(default)]
    title: TextField,
    /// Who offers it.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 120, example = "City Parks")]
    #[serde(default)]
    company: TextField,
    /// The company's web site; one without a scheme is taken as https.
    #[schema(value_type = Option<String>, max_length = 2000, example = "https://parks.example.org")]
    #[serde(default)]
    company_url: TextField,
    /// Where it is.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 300, example = "Ghent")]
    #[serde(default)]
    location: TextField,
    /// All the rest.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 20000, example = "Looks after the trees of the city.")]
    #[serde(default)]
    description: TextField,
    /// The date of the posting; today if absent, not in the future.
    #[schema(value_type = String, format = "date", example = "2024-06-04")]
    #[serde(default)]
    date_posted: TextField,
}

impl NewJobBody {
    /// The job, and what is wrong with its types.
    pub(crate) fn into_input(self) -> (JobInput, FieldErrors) {
        let mut errors = FieldErrors::new();
        let input = JobInput {
            title: self.title.text("title", &mut errors),
            company: self.company.text("company", &mut errors),
            company_url: self.company_url.nullable("company_url", &mut errors),
            location: self.location.text("location", &mut errors),
            description: self.description.text("description", &mut errors),
            date_posted: self.date_posted.text("date_posted", &mut errors),
        };
        (input, errors)
    }
}

/// What to change of a job; a field that is not there stays.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobPatchBody {
    /// What the work is.
    #[schema(value_type = String, min_length = 1, max_length = 200, example = "Head gardener")]
    #[serde(default)]
    title: TextField,
    /// Who offers it.
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    company: TextField,
    /// The company's web site; null takes it away.
    #[schema(value_type = Option<String>, max_length = 2000)]
    #[serde(default)]
    company_url: TextField,
    /// Where it is.
    #[schema(value_type = String, min_length = 1, max_length = 300)]
    #[serde(default)]
    location: TextField,
    /// All the rest.
    #[schema(value_type = String, min_length = 1, max_length = 20000)]
    #[serde(default)]
    description: TextField,
    /// The date of the posting, not in the future.
    #[schema(value_type = String, format = "date")]
    #[serde(default)]
    date_posted: TextField,
}

impl JobPatchBody {
    fn into_patch(self) -> (JobPatch, FieldErrors) {
        let mut errors = FieldErrors::new();
        let patch = JobPatch {
            title: self.title.patch("title", &mut errors),
            company: self.company.patch("company", &mut errors),
            company_url: self.company_url.nullable_patch("company_url", &mut errors),
            location: self.location.patch("location", &mut errors),
            description: self.description.patch("description", &mut errors),
            date_posted: self.date_posted.patch("date_posted", &mut errors),
        };
        (patch, errors)
    }
}

/// A job.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobView {
    /// The number.
    #[schema(example = 1)]
    id: i64,
    /// What the work is.
    #[schema(example = "Gardener")]
    title: String,
    /// Who offers it.
    #[schema(example = "City Parks")]
    company: String,
    /// The company's web site.
    #[schema(example = "https://parks.example.org")]
    company_url: Option<String>,
    /// Where it is.
    #[schema(example = "Ghent")]
    location: String,
    /// All the rest.
    description: String,
    /// The date of the posting.
    date_posted: NaiveDate,
    /// When it was stored.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        Self {
            id: job.id.0,
            title: job.title,
            company: job.company,
            company_url: job.company_url,
            location: job.location,
            description: job.description,
            date_posted: job.date_posted,
            created_at: job.created_at,
            updated_at: job.updated_at,
        }
    }
}

/// A page of jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobPage {
    /// The jobs, newest first.
    items: Vec<JobView>,
    /// What to say as `after` for the next page; null on the last one.
    #[schema(example = "20240604.17")]
    next: Option<String>,
}

impl From<Page<Job, JobCursor>> for JobPage {
    fn from(page: Page<Job, JobCursor>) -> Self {
        Self {
            items: page.items.into_iter().map(JobView::from).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        }
    }
}

/// Titles to go on typing with.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// Different titles, those that begin with the term first.
    #[schema(example = json!(["Gardener", "Head gardener"]))]
    items: Vec<String>,
}

/// What the query of a list says.
pub(crate) struct ListQuery {
    pub(crate) term: Option<SearchTerm>,
    pub(crate) after: Option<JobCursor>,
    pub(crate) limit: Option<PageLimit>,
}

impl ListQuery {
    /// Reads `after`, `limit` and the search term under its name.
    pub(crate) fn parse(query: &Parameters, term: &'static str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let parsed = Self {
            term: errors
                .keep(SearchTerm::parse(term, query.get(term).unwrap_or_default()))
                .flatten(),
            after: errors
                .keep(query.get("after").map(JobCursor::parse).transpose())
                .flatten(),
            limit: errors
                .keep(query.get("limit").map(PageLimit::parse).transpose())
                .flatten(),
        };
        if errors.is_empty() {
            Ok(parsed)
        } else {
            Err(errors)
        }
    }
}

/// List jobs
///
/// Newest first, a page at a time. `Link: …; rel="next"` leads to the next page.
#[utoipa::path(
    get, path = "/api/v1/jobs", operation_id = "list_jobs", tag = "jobs",
    params(
        ("title" = Option<String>, Query, description = "Only jobs with this text in their title, whatever its case and accents. At most 100 characters."),
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = JobPage, headers(("Link" = String, description = "The next page, if there is one."), ("ETag" = String, description = "The name of this very answer."))),
        (status = 304, description = "The page is as it was (If-None-Match)."),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_jobs(
    request: HttpRequest,
    site: SiteData,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let ListQuery { term, after, limit } = ListQuery::parse(&query.0, "title")?;
    let limit = limit.unwrap_or_default();
    let typed = term.as_ref().map(|term| term.as_typed().to_owned());
    let page = jobs::list_jobs(site.context(), term, after, limit).await?;
    let link = page.next.map(|next| {
        let title = typed
            .map(|typed| format!("&title={}", utf8_percent_encode(&typed, NON_ALPHANUMERIC)))
            .unwrap_or_default();
        format!(
            r#"</api/v1/jobs?after={next}&limit={}{title}>; rel="next""#,
            limit.get()
        )
    });
    conditional::json(&request, &JobPage::from(page), link)
}

/// Suggest titles
#[utoipa::path(
    get, path = "/api/v1/jobs/suggest", operation_id = "suggest_jobs", tag = "jobs",
    params(("title" = Option<String>, Query, description = "What has been typed so far. At most 100 characters.")),
    responses(
        (status = 200, description = "At most ten titles; none for nothing typed.", body = Suggestions),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn suggest_jobs(
    request: HttpRequest,
    site: SiteData,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let term = SearchTerm::parse("title", query.0.get("title").unwrap_or_default())?;
    let items = jobs::suggest_titles(site.context(), term).await?;
    conditional::json(&request, &Suggestions { items }, None)
}

/// Read a job
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", operation_id = "read_job", tag = "jobs",
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "The job.", body = JobView, headers(("ETag" = String, description = "The name of this very answer."))),
        (status = 304, description = "The job is as it was (If-None-Match)."),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn read_job(
    request: HttpRequest,
    site: SiteData,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let job = jobs::read_job(site.context(), id.existing()?).await?;
    conditional::json(&request, &JobView::from(job), None)
}

/// Post a job
#[utoipa::path(
    post, path = "/api/v1/jobs", operation_id = "create_job", tag = "jobs",
    security(("bearer" = [])),
    request_body = NewJobBody,
    responses(
        (status = 201, description = "The job.", body = JobView, headers(("Location" = String, description = "Where the job is."))),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn create_job(
    site: SiteData,
    user: SignedIn,
    body: JsonBody<NewJobBody>,
) -> Result<HttpResponse, ApiError> {
    let (input, errors) = body.0.into_input();
    let job = jobs::post_job(site.context(), &user.0, &input, Minimums::API, errors).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/jobs/{}", job.id)))
        .json(JobView::from(job)))
}

/// Change a job
///
/// For its owner, moderators and admins.
#[utoipa::path(
    patch, path = "/api/v1/jobs/{id}", operation_id = "update_job", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    request_body = JobPatchBody,
    responses(
        (status = 200, description = "The job.", body = JobView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    body: JsonBody<JobPatchBody>,
) -> Result<web::Json<JobView>, ApiError> {
    let (patch, errors) = body.0.into_patch();
    let id = id.existing()?;
    let job = jobs::edit_job(site.context(), &user.0, id, patch, Minimums::API, errors).await?;
    Ok(web::Json(job.into()))
}

/// Take a job down
///
/// For good. For its owner, moderators and admins.
#[utoipa::path(
    delete, path = "/api/v1/jobs/{id}", operation_id = "delete_job", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn delete_job(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    jobs::delete_job(site.context(), &user.0, id.existing()?).await?;
    Ok(HttpResponse::NoContent().finish())
}
