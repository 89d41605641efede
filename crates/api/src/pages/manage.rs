//! One's own jobs, and taking one down.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::paging::PageLimit;
use jobboard_services::jobs::{self, Job};

use super::layout::{JobCard, Layout};
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
    jobs: Vec<JobCard>,
    older: Option<String>,
    first: bool,
}

#[derive(Template)]
#[template(path = "delete_job.html")]
struct DeletePage {
    layout: Layout,
    job: Job,
}

/// `GET /my-jobs/` and `GET /delete-job/`
pub(crate) async fn my_jobs_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let ListQuery { after, .. } = ListQuery::parse(&query.0, "title")?;
    let own = jobs::list_own_jobs(site.context(), &user.0, after, PageLimit::default()).await?;
    let today = site.context().today();
    let my_jobs = MyJobsPage {
        layout: Layout::for_user(&site, &user.0).with_notice(query.0.get("msg")),
        older: own.next.map(|next| format!("/my-jobs/?after={next}")),
        jobs: own
            .items
            .into_iter()
            .map(|job| JobCard::of_summary(job, today))
            .collect(),
        first: after.is_none(),
    };
    page(&request, &my_jobs)
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
        layout: Layout::for_user(&site, &user.0),
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
    jobs::delete_job(site.context(), &user.0, id.existing()?).await?;
    Ok(see_other("/my-jobs/?msg=deleted"))
}
