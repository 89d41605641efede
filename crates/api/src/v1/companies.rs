//! `/api/v1/companies`.

use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::paging::PageLimit;
use jobboard_core::phrase;
use jobboard_core::text;
use jobboard_services::ServiceError;
use jobboard_services::companies::{self, Company, CompanyPatch};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::next_page::{in_address, next_link};
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::{SignedIn, Visitor};
use crate::conditional::{self, version_asked_for};
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, Parameters, PathNumber, TextField};
use crate::site::SiteData;

/// What is said when there is no company.
pub(crate) const NONE: Phrase = phrase!("none-company");

/// The longest place in a list by name.
const AFTER_MAX: usize = 500;

/// A company.
#[derive(Serialize, ToSchema)]
pub(crate) struct CompanyView {
    /// The number; `/api/v1/jobs?company=` lists its jobs.
    #[schema(example = 1)]
    id: i64,
    /// Its name.
    #[schema(example = "City Parks")]
    name: String,
    /// Its web site.
    #[schema(example = "https://parks.example.org")]
    web_site: Option<String>,
    /// What it says of itself, in Markdown; may be empty.
    description: String,
    /// How often it was changed; `If-Match` takes it in quotes.
    #[schema(example = 1)]
    version: i64,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<Company> for CompanyView {
    fn from(company: Company) -> Self {
        Self {
            id: company.id,
            name: company.name,
            web_site: company.web_site,
            description: company.description,
            version: company.version,
            updated_at: company.updated_at,
        }
    }
}

/// A page of companies.
#[derive(Serialize, ToSchema)]
pub(crate) struct CompanyPage {
    /// By their names.
    items: Vec<CompanyView>,
    /// Where the next page starts (`after`); null on the last one.
    #[schema(example = "city parks")]
    next: Option<String>,
}

impl PublicView for CompanyView {}
impl PublicView for CompanyPage {}

/// What to change of a company; a field that is not there stays.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompanyPatchBody {
    /// Its web site; null takes it away.
    #[schema(value_type = Option<String>, max_length = 2000, example = "https://parks.example.org")]
    #[serde(default)]
    web_site: TextField,
    /// What it says of itself, in Markdown.
    #[schema(value_type = String, max_length = 5000)]
    #[serde(default)]
    description: TextField,
}

/// What the query of a list that is ordered by names says.
pub(crate) struct NameQuery {
    pub(crate) after: Option<String>,
    pub(crate) limit: PageLimit,
}

impl NameQuery {
    /// Reads `after` and `limit`.
    pub(crate) fn parse(query: &Parameters) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let after = query.get("after");
        let after = after.map(|raw| text::line("after", Some(raw), 1, AFTER_MAX));
        let after = errors.keep(after.transpose());
        let limit = errors.keep(query.get("limit").map(PageLimit::parse).transpose());
        match (after, limit) {
            (Some(after), Some(limit)) => Ok(Self {
                after,
                limit: limit.unwrap_or_default(),
            }),
            _ => Err(errors),
        }
    }
}

fn of_company(error: ServiceError) -> ApiError {
    ApiError::about(error, NONE, phrase!("forbidden-company"))
}

/// List companies
///
/// Those with a listed job, by their names.
#[utoipa::path(
    get, path = "/api/v1/companies", operation_id = "list_companies", tag = "companies",
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Companies on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = CompanyPage),
        (status = 304, description = "The page is as it was (If-None-Match)."),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_companies(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let NameQuery { after, limit } = NameQuery::parse(&question.parameters)?;
    let page = companies::list_companies(site.context(), after, limit).await?;
    let next = page.next.as_deref().map(in_address);
    let link = next.map(|next| next_link("/api/v1/companies", &next, limit));
    let view = CompanyPage {
        items: page.items.into_iter().map(CompanyView::from).collect(),
        next: page.next,
    };
    Ok(Reply::Everybody(
        PublicAnswer::json(&view)?.with_links(link),
    ))
}

/// Read a company
///
/// One that has ever had a public job.
#[utoipa::path(
    get, path = "/api/v1/companies/{id}", operation_id = "read_company", tag = "companies",
    params(("id" = i64, Path, description = "The company's number.")),
    responses(
        (status = 200, description = "The company.", body = CompanyView, headers(("ETag" = String, description = "The company's version, for If-Match, and the name of this very answer."))),
        (status = 304, description = "It is as it was (If-None-Match)."),
        (status = 404, description = "There is no such company.", body = Problem),
    )
)]
pub(crate) async fn read_company(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: PathNumber,
) -> Result<HttpResponse, ApiError> {
    let company =
        companies::read_company(site.context(), visitor.0.as_ref(), id.existing(NONE)?).await;
    let company = company.map_err(of_company)?;
    conditional::versioned(&request, company.version, &CompanyView::from(company))
}

/// A company, for everybody.
pub(crate) async fn read_public_company(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let id = question.number().existing(NONE)?;
    let company = companies::read_company(site.context(), None, id).await;
    let company = company.map_err(of_company)?;
    let version = company.version;
    let answer = PublicAnswer::json(&CompanyView::from(company))?;
    Ok(Reply::Everybody(answer.of_version(version)))
}

/// Change a company
///
/// For whoever named it first, moderators and admins.
#[utoipa::path(
    patch, path = "/api/v1/companies/{id}", operation_id = "update_company", tag = "companies",
    security(("bearer" = [])),
    params(
        ("id" = i64, Path, description = "The company's number."),
        ("If-Match" = Option<String>, Header, description = "The version that the change is meant for, as ETag said it."),
    ),
    request_body = CompanyPatchBody,
    responses(
        (status = 200, description = "The company.", body = CompanyView, headers(("ETag" = String, description = "The company's new version."))),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's company.", body = Problem),
        (status = 404, description = "There is no such company.", body = Problem),
        (status = 412, description = "Somebody has changed it meanwhile.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_company(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: PathNumber,
    body: JsonBody<CompanyPatchBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let web_site = body.0.web_site.nullable_patch("web_site", &mut errors);
    let description = body.0.description.patch("description", &mut errors);
    let patch = CompanyPatch {
        web_site: web_site.map(Option::unwrap_or_default),
        description: description.map(Option::unwrap_or_default),
        version: version_asked_for(&request),
    };
    let id = id.existing(NONE)?;
    let company = companies::edit_company(site.context(), &user.0, id, patch, errors).await;
    let company = company.map_err(of_company)?;
    conditional::changed(company.version, &CompanyView::from(company))
}
