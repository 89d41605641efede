//! One's own jobs, and taking one down.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldError;
use jobboard_core::job::state::Step;
use jobboard_core::paging::PageLimit;
use jobboard_services::jobs::{self, Job, StepRequest};

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
    let (now, today) = (site.context().now(), site.context().today());
    let my_jobs = MyJobsPage {
        layout: Layout::for_user(&site, &user.0).with_notice(query.0.get("msg")),
        older: own.next.map(|next| format!("/my-jobs/?after={next}")),
        jobs: own
            .items
            .into_iter()
            .map(|job| JobCard::of_summary(job, now, today))
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
    jobs::delete_job(site.context(), &user.0, id.existing()?, None).await?;
    Ok(see_other("/my-jobs/?msg=deleted"))
}

/// `POST /my-jobs/{id}`: a step of a job through its states.
pub(crate) async fn submit_step(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["step"])?;
    let step = form
        .0
        .get("step")
        .ok_or_else(|| FieldError::required("step"))?;
    let asked = StepRequest {
        step: Step::parse("step", step)?,
        note: None,
        closes_on: None,
        version: None,
    };
    jobs::take_step(site.context(), &user.0, id.existing()?, asked).await?;
    Ok(see_other("/my-jobs/?msg=moved"))
}
