//! `/api/v1/jobs`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::FieldErrors;
use jobboard_core::filter::JobFilter;
use jobboard_core::limits::Minimums;
use jobboard_core::paging::{JobCursor, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_services::jobs::{self, Edit, Job};
use jobboard_services::{Context, ServiceError};
use serde::Serialize;
use utoipa::ToSchema;

use super::job_body::{JobPatchBody, NewJobBody};
use super::job_view::{JobPage, JobView};
use super::next_page::{narrowed_by, next_link};
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::{SignedIn, Visitor};
use crate::conditional::{self, version_asked_for};
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody, JsonBodyOnce, Parameters};
use crate::site::SiteData;

/// Titles to go on typing with.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// Different titles, those that begin with the term first.
    #[schema(example = json!(["Gardener", "Head gardener"]))]
    items: Vec<String>,
}

impl PublicView for Suggestions {}

/// What the query of a list says.
pub(crate) struct ListQuery {
    pub(crate) filter: JobFilter,
    pub(crate) after: Option<JobCursor>,
}

impl ListQuery {
    /// What it may say, with the search term under its name.
    pub(crate) fn names(search: &'static str) -> Vec<&'static str> {
        [JobFilter::NAMES.as_slice(), &[search, "after"]].concat()
    }

    /// Reads `after`, the filters, and the search term under its name.
    pub(crate) fn parse(query: &Parameters, search: &'static str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let parsed = Self::read(query, search, &mut errors);
        errors.is_empty().then_some(parsed).ok_or(errors)
    }

    fn read(query: &Parameters, search: &'static str, errors: &mut FieldErrors) -> Self {
        Self {
            filter: JobFilter::parse(search, |name| query.get(name), errors),
            after: errors
                .keep(query.get("after").map(JobCursor::parse).transpose())
                .flatten(),
        }
    }
}

/// What the query of a list says whose reader chooses how long its pages are.
pub(crate) struct SizedListQuery {
    pub(crate) list: ListQuery,
    pub(crate) limit: Option<PageLimit>,
}

impl SizedListQuery {
    /// What it may say.
    pub(crate) fn names() -> Vec<&'static str> {
        [ListQuery::names("title"), vec!["limit"]].concat()
    }

    /// Reads `limit` and what any list's query says.
    pub(crate) fn parse(query: &Parameters) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let parsed = Self {
            list: ListQuery::read(query, "title", &mut errors),
            limit: errors
                .keep(query.get("limit").map(PageLimit::parse).transpose())
                .flatten(),
        };
        errors.is_empty().then_some(parsed).ok_or(errors)
    }
}

/// The parameters of a filter, each with `&` behind it, to stand before others.
pub(crate) fn filter_parameters(filter: &JobFilter, search: &'static str) -> String {
    let pairs = filter.pairs(search).into_iter();
    pairs
        .map(|(name, value)| narrowed_by(name, &value))
        .collect()
}

/// List jobs
///
/// Newest first, a page at a time. `Link: …; rel="next"` leads to the next page.
#[utoipa::path(
    get, path = "/api/v1/jobs", operation_id = "list_jobs", tag = "jobs",
    params(
        ("title" = Option<String>, Query, description = "Only jobs with this text in their title, whatever its case and accents. At most 100 characters."),
        ("place" = Option<String>, Query, description = "Only jobs in this town, region or country, or that may be done from this country."),
        ("workplace" = Option<String>, Query, description = "Only jobs that are `on_site`, `hybrid` or `remote`."),
        ("type" = Option<String>, Query, description = "Only jobs of this employment type, such as `FULL_TIME`."),
        ("category" = Option<String>, Query, description = "Only jobs in the category of this name."),
        ("tag" = Option<String>, Query, description = "Only jobs with this tag."),
        ("company" = Option<i64>, Query, minimum = 1, description = "Only jobs of the company with this number."),
        ("salary" = Option<String>, Query, description = "Only jobs that pay this much a year or more, in major units, and in this currency: `50000-EUR`. Other periods are compared by a working year of 2,080 hours."),
        ("within" = Option<i64>, Query, minimum = 1, maximum = 365, description = "Only jobs posted in the last so many days."),
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Jobs on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = JobPage, headers(("Link" = String, description = "The next page, if there is one."), ("ETag" = String, description = "The name of this very answer."))),
        (status = 304, description = "The page is as it was (If-None-Match)."),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_jobs(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let SizedListQuery { list, limit } = SizedListQuery::parse(&question.parameters)?;
    let ListQuery { filter, after } = list;
    let limit = limit.unwrap_or_default();
    let page = jobs::find_jobs(site.context(), &filter, after, limit).await?;
    let link = page.next.map(|next| {
        let path = format!("/api/v1/jobs?{}", filter_parameters(&filter, "title"));
        next_link(&path, &next, limit)
    });
    let page = JobPage::at(site.context().now(), page);
    Ok(Reply::Everybody(
        PublicAnswer::json(&page)?.with_links(link),
    ))
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
pub(crate) async fn suggest_jobs(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let typed = question.parameters.get("title").unwrap_or_default();
    let term = SearchTerm::parse("title", typed)?;
    let items = jobs::suggest_titles(site.context(), term).await?;
    Ok(Reply::Everybody(PublicAnswer::json(&Suggestions {
        items,
    })?))
}

/// Read a job
///
/// A listed one, or, signed in, one's own in any state. Moderators and admins see all.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", operation_id = "read_job", tag = "jobs",
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "The job.", body = JobView, headers(("ETag" = String, description = "The job's version, for If-Match, and the name of this very answer."))),
        (status = 304, description = "The job is as it was (If-None-Match)."),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 410, description = "It was listed once, and is no longer open.", body = Problem),
    )
)]
pub(crate) async fn read_job(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let context = site.context();
    let job = jobs::read_job_as(context, visitor.0.as_ref(), id.existing()?).await?;
    let version = job.version;
    conditional::versioned(&request, version, &JobView::at(context.now(), job))
}

/// A job, for everybody.
pub(crate) async fn read_public_job(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let context = site.context();
    let job = jobs::read_job(context, question.job().existing()?).await?;
    let version = job.version;
    let answer = PublicAnswer::json(&JobView::at(context.now(), job))?;
    Ok(Reply::Everybody(answer.of_version(version)))
}

/// Post a job
///
/// It goes onto the list, on a board with review into review, or is kept as a draft.
#[utoipa::path(
    post, path = "/api/v1/jobs", operation_id = "create_job", tag = "jobs",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "A key of your own, 1 to 255 visible ASCII characters. Within a day the same request with the same key is answered as it was, and posts nothing again.")),
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
    body: JsonBodyOnce<NewJobBody>,
) -> Result<HttpResponse, ApiError> {
    let (input, intent, errors) = body.body.into_input();
    let context = site.context();
    let (job, answer) = match body.once {
        Some(once) => {
            let wanted = (&input, intent);
            let posted =
                jobs::post_job_once(context, &user.0, once, wanted, errors, in_words).await?;
            (posted.job, posted.answer)
        }
        None => {
            let job = jobs::post_job(context, &user.0, &input, intent, Minimums::API, errors);
            let job = job.await?;
            (job.id, in_words(context, job)?)
        }
    };
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/jobs/{job}")))
        .content_type("application/json")
        .body(answer))
}

/// A job as it is answered.
fn in_words(context: &Context, job: Job) -> Result<String, ServiceError> {
    serde_json::to_string(&JobView::at(context.now(), job))
        .map_err(|error| ServiceError::Internal(error.to_string()))
}

/// Change a job
///
/// For its owner, moderators and admins.
#[utoipa::path(
    patch, path = "/api/v1/jobs/{id}", operation_id = "update_job", tag = "jobs",
    security(("bearer" = [])),
    params(
        ("id" = i64, Path, description = "The job's number."),
        ("If-Match" = Option<String>, Header, description = "The version that the change is meant for, as ETag said it. Without it the later of two changes wins."),
    ),
    request_body = JobPatchBody,
    responses(
        (status = 200, description = "The job.", body = JobView, headers(("ETag" = String, description = "The job's new version."))),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 412, description = "Somebody has changed it meanwhile.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_job(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    body: JsonBody<JobPatchBody>,
) -> Result<HttpResponse, ApiError> {
    let (patch, errors) = body.0.into_patch();
    let edit = Edit {
        patch,
        errors,
        minimums: Minimums::API,
        version: version_asked_for(&request),
    };
    let job = jobs::edit_job(site.context(), &user.0, id.existing()?, edit).await?;
    conditional::changed(job.version, &JobView::at(site.context().now(), job))
}

/// Take a job down
///
/// For good, with its history. For its owner, moderators and admins.
#[utoipa::path(
    delete, path = "/api/v1/jobs/{id}", operation_id = "delete_job", tag = "jobs",
    security(("bearer" = [])),
    params(
        ("id" = i64, Path, description = "The job's number."),
        ("If-Match" = Option<String>, Header, description = "The version that is meant, as ETag said it."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 412, description = "Somebody has changed it meanwhile.", body = Problem),
    )
)]
pub(crate) async fn delete_job(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let version = version_asked_for(&request);
    jobs::delete_job(site.context(), &user.0, id.existing()?, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
