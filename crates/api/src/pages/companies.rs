//! Companies: who is hiring, what one says of itself, and its jobs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::filter::JobFilter;
use jobboard_core::paging::PageLimit;
use jobboard_core::phrase;
use jobboard_services::companies::{self, Company, CompanyPatch};
use jobboard_services::{ServiceError, jobs};

use super::form::{FormField, FormFields, Kind};
use super::form_page::{FormPage, Rejection};
use super::home::JobList;
use super::job_facts::in_short;
use super::layout::Layout;
use super::{page, rejected, see_other};
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::{SignedIn, Visitor};
use crate::error::ApiError;
use crate::extract::{Form, Parameters, PathNumber, Query};
use crate::markdown::{self, SafeHtml};
use crate::site::{Site, SiteData};
use crate::v1::companies::{NONE, NameQuery};
use crate::v1::jobs::ListQuery;
use crate::v1::next_page::in_address;

#[derive(Template)]
#[template(path = "companies.html")]
struct CompaniesPage {
    layout: Layout,
    companies: Vec<Company>,
    next: Option<String>,
    first: bool,
}

impl CompaniesPage {
    fn excerpt(&self, company: &Company) -> String {
        markdown::excerpt(&company.description, 140)
    }
}

#[derive(Template)]
#[template(path = "company.html")]
struct CompanyPage {
    layout: Layout,
    company: Company,
    description: Option<SafeHtml>,
    excerpt: String,
    list: JobList,
    may_edit: bool,
}

impl CompanyPage {
    fn web_site_in_short(&self) -> &str {
        in_short(self.company.web_site.as_deref().unwrap_or_default())
    }
}

fn of_company(error: ServiceError) -> ApiError {
    ApiError::about(error, NONE, phrase!("forbidden-company"))
}

impl PublicView for CompaniesPage {}
impl PublicView for CompanyPage {}

/// `GET /companies`
pub(crate) async fn companies_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    page(&request, &list(&site, &visitor, &query.0).await?)
}

/// `GET /companies`, for everybody.
pub(crate) async fn public_companies_page(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let companies = list(&site, &question.visitor(), &question.parameters).await?;
    Ok(Reply::Everybody(PublicAnswer::page(&companies)?))
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    query: &Parameters,
) -> Result<CompaniesPage, ApiError> {
    let NameQuery { after, limit } = NameQuery::parse(query)?;
    let first = after.is_none();
    let found = companies::list_companies(site.context(), after, limit).await?;
    let next = found.next.as_deref().map(in_address);
    let next = next.map(|next| format!("/companies/?after={next}"));
    Ok(CompaniesPage {
        layout: Layout::new(site, visitor),
        companies: found.items,
        next,
        first,
    })
}

/// `GET /companies/{id}`
pub(crate) async fn company_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: PathNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let company = read(&site, &visitor, id.existing(NONE)?, &query.0).await?;
    page(&request, &company)
}

/// `GET /companies/{id}`, for everybody.
pub(crate) async fn public_company_page(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let (id, visitor) = (question.number().existing(NONE)?, question.visitor());
    let company = read(&site, &visitor, id, &question.parameters).await?;
    Ok(Reply::Everybody(PublicAnswer::page(&company)?))
}

async fn read(
    site: &Site,
    visitor: &Visitor,
    id: i64,
    query: &Parameters,
) -> Result<CompanyPage, ApiError> {
    let context = site.context();
    let ListQuery { after, .. } = ListQuery::parse(query, "title")?;
    let user = visitor.0.as_ref();
    let company = companies::read_company(context, user, id).await;
    let company = company.map_err(of_company)?;
    let filter = JobFilter {
        company: Some(id),
        ..JobFilter::default()
    };
    let jobs = jobs::find_jobs(context, &filter, after, PageLimit::default()).await?;
    let address = format!("/companies/{id}/");
    let described = !company.description.is_empty();
    Ok(CompanyPage {
        layout: Layout::new(site, visitor).with_notice(query.get("msg")),
        list: JobList::new(site, jobs, &JobFilter::default(), &address, after.is_none()),
        description: described.then(|| markdown::render(&company.description)),
        excerpt: markdown::excerpt(&company.description, 160),
        may_edit: user.is_some_and(|user| companies::may_edit(user, &company)),
        company,
    })
}

fn edit_form(
    site: &Site,
    user: &SignedIn,
    company: &Company,
    web_site: &str,
    description: &str,
) -> FormPage {
    FormPage {
        layout: Layout::for_user(site, user),
        heading: phrase!("company-edit-heading"),
        lead: Some(phrase!("company-edit-lead", company = &company.name)),
        failure: None,
        action: format!("/companies/{}/edit/", company.id),
        hidden: vec![("version", company.version.to_string())],
        fields: FormFields(vec![
            FormField::new("web_site", phrase!("company-web-site"), Kind::Url)
                .autocomplete("url")
                .optional()
                .value(Some(web_site)),
            FormField::new("description", phrase!("company-about"), Kind::Lines)
                .hint(phrase!("company-markdown"))
                .optional()
                .value(Some(description)),
        ]),
        submit: phrase!("save"),
        danger: false,
        back: Some(format!("/companies/{}/", company.id)),
    }
}

/// `GET /companies/{id}/edit`
pub(crate) async fn edit_company_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: PathNumber,
) -> Result<HttpResponse, ApiError> {
    let company = companies::managed_company(site.context(), &user.0, id.existing(NONE)?).await;
    let company = company.map_err(of_company)?;
    let web_site = company.web_site.as_deref().unwrap_or_default();
    let form = edit_form(&site, &user, &company, web_site, &company.description);
    page(&request, &form)
}

/// `POST /companies/{id}/edit`
pub(crate) async fn submit_company(
    site: SiteData,
    user: SignedIn,
    id: PathNumber,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["web_site", "description", "version"])?;
    let (id, context) = (id.existing(NONE)?, site.context());
    let version = typed.0.get("version");
    let patch = CompanyPatch {
        web_site: typed.0.text("web_site"),
        description: typed.0.text("description"),
        version: version.map(|raw| raw.parse().unwrap_or_default()),
    };
    let error = match companies::edit_company(context, &user.0, id, patch, FieldErrors::new()).await
    {
        Ok(_) => return Ok(see_other(format!("/companies/{id}/?msg=company-saved"))),
        Err(error @ (ServiceError::NotFound | ServiceError::Forbidden)) => {
            return Err(of_company(error));
        }
        Err(error) => error,
    };
    let company = companies::managed_company(context, &user.0, id).await;
    let company = company.map_err(of_company)?;
    let text = |name| typed.0.get(name).unwrap_or_default();
    let mut form = edit_form(
        &site,
        &user,
        &company,
        text("web_site"),
        text("description"),
    );
    if matches!(error, ServiceError::Stale) {
        let theirs = edit_form(
            &site,
            &user,
            &company,
            company.web_site.as_deref().unwrap_or_default(),
            &company.description,
        );
        form.fields = form.fields.beside(&theirs.fields);
        form.failure = Some(phrase!("company-stale"));
        return rejected(StatusCode::PRECONDITION_FAILED, &form);
    }
    let rejection = Rejection::of(error)?;
    form.fields = form.fields.with_errors(&rejection.errors);
    form.failure.clone_from(&rejection.failure);
    rejection.answer(&form)
}
