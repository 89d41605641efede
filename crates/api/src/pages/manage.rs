//! One's own jobs, and taking one down.

use std::borrow::Cow;

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::JobState;
use jobboard_core::language::Phrase;
use jobboard_core::paging::PageLimit;
use jobboard_core::phrase;
use jobboard_services::jobs::{self, Job};
use jobboard_services::views;

use super::cards::JobRow;
use super::layout::Layout;
use super::{page, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Query};
use crate::site::SiteData;
use crate::v1::jobs::ListQuery;

#[derive(Template)]
#[template(path = "my_jobs.html")]
struct MyJobsPage {
    layout: Layout,
    jobs: Vec<JobRow>,
    tabs: Vec<Tab>,
    /// The address of the next page.
    older: Option<String>,
    /// The address of the first page.
    newest: String,
    first: bool,
}

/// A way to the jobs in one state.
struct Tab {
    label: Phrase,
    jobs: i64,
    href: String,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "delete_job.html")]
struct DeletePage {
    layout: Layout,
    job: Job,
}

impl DeletePage {
    fn lead(&self) -> Cow<'static, str> {
        let (title, company) = (&self.job.title, &self.job.company);
        self.layout
            .tell(phrase!("delete-lead", title = title, company = company))
    }
}

/// `GET /my-jobs/` and `GET /delete-job/`
pub(crate) async fn my_jobs_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let ListQuery { after, .. } = ListQuery::parse(&query.0, "title")?;
    let mut errors = FieldErrors::new();
    let state = query.0.get("state").filter(|raw| !raw.is_empty());
    let state = errors.keep(state.map(|raw| JobState::parse("state", raw)).transpose());
    let Some(state) = state else {
        return Err(errors.into());
    };
    let context = site.context();
    let own = jobs::list_own_jobs(context, &user.0, state, after, PageLimit::default()).await?;
    let ids: Vec<_> = own.items.iter().map(|job| job.id).collect();
    let views = views::of_jobs(context, &ids).await?;
    let (now, today) = (context.now(), context.today());
    let rows = own.items.into_iter().zip(&views);
    let newest = address(state);
    let joint = if state.is_some() { '&' } else { '?' };
    let my_jobs = MyJobsPage {
        layout: Layout::for_user(&site, &user).with_notice(query.0.get("msg")),
        tabs: tabs(&jobs::count_own_jobs(context, &user.0).await?, state),
        older: own.next.map(|next| format!("{newest}{joint}after={next}")),
        jobs: rows
            .map(|(job, views)| JobRow::new(job, now, today).with_views(views))
            .collect(),
        newest,
        first: after.is_none(),
    };
    page(&request, &my_jobs)
}

fn address(state: Option<JobState>) -> String {
    match state {
        Some(state) => format!("/my-jobs/?state={state}"),
        None => "/my-jobs/".to_owned(),
    }
}

/// A way to all jobs, and one to those in each state that there are any in.
fn tabs(counts: &[(JobState, i64)], here: Option<JobState>) -> Vec<Tab> {
    let all = Tab {
        label: phrase!("my-jobs-all"),
        jobs: counts.iter().map(|(_, jobs)| jobs).sum(),
        href: address(None),
        is_here: here.is_none(),
    };
    let known = counts
        .iter()
        .filter(|(state, jobs)| *jobs > 0 || here == Some(*state));
    let states = known.map(|(state, jobs)| Tab {
        label: state.phrase(),
        jobs: *jobs,
        href: address(Some(*state)),
        is_here: here == Some(*state),
    });
    std::iter::once(all).chain(states).collect()
}

/// `GET /delete-job/{id}`
pub(crate) async fn delete_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let job = jobs::managed_job(site.context(), &user.0, id.existing()?).await?;
    let delete = DeletePage {
        layout: Layout::for_user(&site, &user),
        job,
    };
    page(&request, &delete)
}

/// `POST /delete-job/{id}`
pub(crate) async fn submit_delete(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    jobs::delete_job(site.context(), &user.0, id.existing()?, None).await?;
    Ok(see_other("/my-jobs/?msg=deleted"))
}
