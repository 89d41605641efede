//! The page of a job.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::apply::ApplyTo;
use jobboard_core::job::JobState;
use jobboard_services::ServiceError;
use jobboard_services::jobs::{self, Job};

use super::home::gone_page;
use super::layout::{Layout, Posted, initial, tone};
use super::page;
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::extract::{JobNumber, Query};
use crate::markdown::{self, SafeHtml};
use crate::site::SiteData;

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    layout: Layout,
    job: Job,
    posted: Posted,
    /// The last day on the list, for a person.
    closes_on: Option<String>,
    state: JobState,
    description: SafeHtml,
    /// Its beginning, for search engines.
    excerpt: String,
    /// Whether this visitor may edit it and take it down.
    manages: bool,
}

impl JobPage {
    fn initial(&self) -> String {
        initial(&self.job.company)
    }

    fn tone(&self) -> u32 {
        tone(&self.job.company)
    }

    /// How one works there and is employed, in a line.
    fn terms_of_work(&self) -> String {
        let types = self.job.employment_types.iter().map(|known| known.label());
        let workplace = std::iter::once(self.job.workplace.label());
        workplace.chain(types).collect::<Vec<_>>().join(" · ")
    }

    /// What is paid, if it is disclosed.
    fn salary(&self) -> Option<String> {
        self.job.pay.salary().map(|salary| salary.label())
    }

    /// Where to apply: what to read, and where it leads.
    fn apply_to(&self) -> Option<(String, String)> {
        let to = ApplyTo::parse("apply_to", self.job.apply_to.as_deref()?).ok()?;
        Some((to.to_string(), to.href()))
    }

    /// The company's address without its scheme, to read.
    fn web_site(&self) -> Option<&str> {
        let url = self.job.company_url.as_deref()?;
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
        Some(bare.trim_end_matches('/'))
    }
}

/// `GET /details/{id}`
pub(crate) async fn job_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: JobNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let id = id.existing()?;
    let job = match jobs::read_job_as(site.context(), visitor.0.as_ref(), id).await {
        Err(ServiceError::Gone) => return gone_page(&site, &visitor, id).await,
        other => other?,
    };
    let manages = visitor
        .0
        .as_ref()
        .is_some_and(|user| user.may_manage_jobs_of(job.owner_id));
    let job_page = JobPage {
        layout: Layout::new(&site, &visitor).with_notice(query.0.get("msg")),
        posted: Posted::new(job.date_posted, site.context().today()),
        closes_on: job
            .closes_on
            .map(|date| date.format("%-d %B %Y").to_string()),
        state: job.state_at(site.context().now()),
        description: markdown::render(&job.description),
        excerpt: markdown::excerpt(&job.description, 160),
        manages,
        job,
    };
    page(&request, &job_page)
}
