//! The list of jobs, and the search in it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::job::JobId;
use jobboard_core::paging::{JobCursor, Page, PageLimit};
use jobboard_services::jobs::{self, Job};

use super::layout::{JobCard, Layout};
use super::{page, rejected};
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::Query;
use crate::site::{Site, SiteData};
use crate::v1::jobs::{ListQuery, filter_parameters};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    layout: Layout,
    list: JobList,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    layout: Layout,
    list: JobList,
}

/// A page of job cards.
pub(super) struct JobList {
    cards: Vec<JobCard>,
    /// The address of the next page.
    older: Option<String>,
    /// The address of the first page, when this is another one.
    newest: Option<String>,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct GonePage {
    layout: Layout,
    list: JobList,
}

/// The page of a job that is no longer open: what is like it.
pub(super) async fn gone_page(
    site: &Site,
    visitor: &Visitor,
    id: JobId,
) -> Result<HttpResponse, ApiError> {
    let ended = jobs::ended_job(site.context(), id).await?;
    let similar = Page {
        items: ended.similar,
        next: None,
    };
    let gone = GonePage {
        layout: Layout::new(site, visitor),
        list: JobList::new(site, similar, "/", true),
    };
    rejected(StatusCode::GONE, &gone)
}

impl JobList {
    /// The cards of a page whose address is `address` followed by its own parameters.
    fn new(site: &Site, page: Page<Job, JobCursor>, address: &str, first: bool) -> Self {
        let (now, today) = (site.context().now(), site.context().today());
        let separator = if address.contains('?') { '&' } else { '?' };
        Self {
            cards: page
                .items
                .into_iter()
                .map(|job| JobCard::of_job(job, now, today))
                .collect(),
            older: page
                .next
                .map(|next| format!("{address}{separator}after={next}")),
            newest: (!first).then(|| address.to_owned()),
        }
    }
}

/// `GET /`
pub(crate) async fn home_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let ListQuery { filter, after, .. } = ListQuery::parse(&query.0, "title")?;
    let jobs = jobs::find_jobs(site.context(), &filter, after, PageLimit::default()).await?;
    let parameters = filter_parameters(&filter, "title");
    let address = match parameters.strip_prefix('&') {
        Some(first) => format!("/?{first}"),
        None => "/".to_owned(),
    };
    let home = HomePage {
        layout: Layout::new(&site, &visitor).with_notice(query.0.get("msg")),
        list: JobList::new(&site, jobs, &address, after.is_none()),
    };
    page(&request, &home)
}

/// `GET /search/?query=`
pub(crate) async fn search_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let ListQuery { filter, after, .. } = ListQuery::parse(&query.0, "query")?;
    let searched = filter
        .title
        .as_ref()
        .map(|term| term.as_typed().to_owned())
        .unwrap_or_default();
    let jobs = jobs::find_jobs(site.context(), &filter, after, PageLimit::default()).await?;
    let parameters = filter_parameters(&filter, "query");
    let address = match parameters.strip_prefix('&') {
        Some(first) => format!("/search/?{first}"),
        None => "/search/?query=".to_owned(),
    };
    let mut layout = Layout::new(&site, &visitor);
    layout.searched = searched;
    let search = SearchPage {
        layout,
        list: JobList::new(&site, jobs, &address, after.is_none()),
    };
    page(&request, &search)
}
