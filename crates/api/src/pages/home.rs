//! The list of jobs, and the search in it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobId;
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_services::jobs::{self, Job};
use jobboard_services::{ServiceError, categories, companies};

use super::cards::JobCard;
use super::filters::{FilterLink, Filters, salary_of_form, search_address, shortcuts};
use super::layout::Layout;
use super::share::Share;
use super::{page, rejected, see_other};
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::{Parameters, Query};
use crate::site::{Site, SiteData};
use crate::v1::jobs::{ListQuery, filter_parameters};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    layout: Layout,
    list: JobList,
    filters: Filters,
    /// The filters that most readers begin with.
    shortcuts: Vec<FilterLink>,
    /// How it looks where it is shared; a part of the list is not.
    share: Option<Share>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    layout: Layout,
    list: JobList,
    filters: Filters,
    /// The only thing that is asked for is a text in the title.
    by_title: Option<String>,
}

impl SearchPage {
    /// Whether search engines may show it: the list of all jobs, and no chosen part of it.
    fn is_indexed(&self) -> bool {
        self.filters.chosen.is_empty() && self.list.newest.is_none()
    }
}

/// A page of job cards.
pub(super) struct JobList {
    pub(super) cards: Vec<JobCard>,
    /// The address of the next page.
    pub(super) older: Option<String>,
    /// The address of the first page, when this is another one.
    pub(super) newest: Option<String>,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct GonePage {
    layout: Layout,
    list: JobList,
}

/// What the query of the front page may say.
pub(super) fn home_parameters() -> Vec<&'static str> {
    [ListQuery::names("title"), vec!["msg"]].concat()
}

/// What the query of the search page may say.
pub(super) fn search_parameters() -> Vec<&'static str> {
    [ListQuery::names("query"), vec!["pay", "currency"]].concat()
}

impl PublicView for HomePage {}
impl PublicView for SearchPage {}
impl PublicView for GonePage {}

/// The page of a job that is no longer open.
pub(super) async fn gone_page(
    site: &Site,
    visitor: &Visitor,
    id: JobId,
) -> Result<HttpResponse, ApiError> {
    rejected(StatusCode::GONE, &gone(site, visitor, id).await?)
}

/// The page of a job that is no longer open, for everybody.
pub(super) async fn public_gone_page(
    site: &Site,
    visitor: &Visitor,
    id: JobId,
) -> Result<PublicAnswer, ApiError> {
    PublicAnswer::page_with(StatusCode::GONE, &gone(site, visitor, id).await?)
}

/// What is like a job that is no longer open.
async fn gone(site: &Site, visitor: &Visitor, id: JobId) -> Result<GonePage, ApiError> {
    let ended = jobs::ended_job(site.context(), id).await?;
    let similar = Page {
        items: ended.similar,
        next: None,
    };
    Ok(GonePage {
        layout: Layout::new(site, visitor),
        list: JobList::new(site, similar, &JobFilter::default(), "/", true),
    })
}

impl JobList {
    /// The cards of a page that a filter gave, whose address is `address` followed by its own
    /// parameters.
    pub(super) fn new(
        site: &Site,
        page: Page<Job, JobCursor>,
        filter: &JobFilter,
        address: &str,
        first: bool,
    ) -> Self {
        let today = site.context().today();
        let separator = if address.contains('?') { '&' } else { '?' };
        let cards = page.items.into_iter();
        Self {
            cards: cards
                .map(|job| JobCard::of_job(job, filter, today))
                .collect(),
            older: page
                .next
                .map(|next| format!("{address}{separator}after={next}")),
            newest: (!first).then(|| address.to_owned()),
        }
    }
}

/// The panel of filters around one that is in force.
async fn filters(site: &Site, filter: &JobFilter) -> Result<Filters, ApiError> {
    let categories = categories::list(site.context()).await?;
    let company = match filter.company {
        None => None,
        Some(id) => match companies::read_company(site.context(), None, id).await {
            Ok(company) => Some(company),
            Err(ServiceError::NotFound) => None,
            Err(other) => return Err(other.into()),
        },
    };
    Ok(Filters::new(filter, &categories, company.as_ref()))
}

/// `GET /`
pub(crate) async fn home_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    page(&request, &home(&site, &visitor, &query.0).await?)
}

/// `GET /`, for everybody.
pub(crate) async fn public_home_page(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let home = home(&site, &question.visitor(), &question.parameters).await?;
    Ok(Reply::Everybody(PublicAnswer::page(&home)?))
}

async fn home(site: &Site, visitor: &Visitor, query: &Parameters) -> Result<HomePage, ApiError> {
    let ListQuery { filter, after } = ListQuery::parse(query, "title")?;
    let jobs = jobs::find_jobs(site.context(), &filter, after, PageLimit::default()).await?;
    let parameters = filter_parameters(&filter, "title");
    let address = match parameters.strip_suffix('&') {
        Some(parameters) => format!("/?{parameters}"),
        None => "/".to_owned(),
    };
    let layout = Layout::new(site, visitor);
    Ok(HomePage {
        share: (address == "/" && after.is_none()).then(|| Share::of_home(&layout, &visitor.1)),
        shortcuts: shortcuts(),
        layout: layout.with_notice(query.get("msg")),
        list: JobList::new(site, jobs, &filter, &address, after.is_none()),
        filters: filters(site, &filter).await?,
    })
}

/// What a search comes to.
enum Search {
    Found(SearchPage),
    /// The salary that was typed is none.
    Wrong(SearchPage),
    /// What was typed into a form has this address.
    At(String),
}

/// `GET /search/?query=`, with every filter of the API.
pub(crate) async fn search_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    match search(&site, &visitor, &query.0).await? {
        Search::Found(found) => page(&request, &found),
        Search::Wrong(wrong) => rejected(StatusCode::UNPROCESSABLE_ENTITY, &wrong),
        Search::At(address) => Ok(see_other(address)),
    }
}

/// `GET /search/?query=`, for everybody.
pub(crate) async fn public_search_page(
    site: SiteData,
    question: Question,
) -> Result<Reply, ApiError> {
    let searched = search(&site, &question.visitor(), &question.parameters).await?;
    let answer = match searched {
        Search::Found(found) => PublicAnswer::page(&found)?,
        Search::Wrong(wrong) => PublicAnswer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &wrong)?,
        Search::At(address) => return Ok(Reply::Once(see_other(address))),
    };
    Ok(Reply::Everybody(answer))
}

async fn search(site: &Site, visitor: &Visitor, query: &Parameters) -> Result<Search, ApiError> {
    let ListQuery { filter, after } = ListQuery::parse(query, "query")?;
    let wrong = match salary_of_form(query) {
        // A form cannot make one parameter of two fields: one filter has one address.
        Some(Ok(salary)) => {
            let filter = JobFilter { salary, ..filter };
            return Ok(Search::At(search_address(&filter)));
        }
        Some(Err(error)) => Some(error.message),
        None => None,
    };
    let searched = filter.title.as_ref();
    let searched = searched.map(|term| term.as_typed().to_owned());
    let jobs = jobs::find_jobs(site.context(), &filter, after, PageLimit::default()).await?;
    let address = match filter.is_empty() {
        true => "/search/?query=".to_owned(),
        false => search_address(&filter),
    };
    let only_title = JobFilter {
        title: filter.title.clone(),
        ..JobFilter::default()
    };
    let mut layout = Layout::new(site, visitor);
    layout.searched = searched.clone().unwrap_or_default();
    let mut filters = filters(site, &filter).await?;
    if wrong.is_some() {
        filters.pay = query.text("pay").unwrap_or_default();
        filters.pay_error = wrong;
    }
    let search = SearchPage {
        layout,
        list: JobList::new(site, jobs, &filter, &address, after.is_none()),
        filters,
        by_title: searched.filter(|_| filter == only_title),
    };
    Ok(match search.filters.pay_error {
        None => Search::Found(search),
        Some(_) => Search::Wrong(search),
    })
}
