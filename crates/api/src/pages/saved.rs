//! The jobs that somebody keeps in mind.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_services::saved_jobs;

use super::cards::JobRow;
use super::layout::Layout;
use super::{page, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Query};
use crate::site::SiteData;
use crate::v1::number_query::NumberQuery;

#[derive(Template)]
#[template(path = "saved.html")]
struct SavedPage {
    layout: Layout,
    rows: Vec<Row>,
    older: Option<String>,
    first: bool,
}

/// A saved job: what it says as long as it is open.
struct Row {
    id: i64,
    job: Option<JobRow>,
}

/// `GET /saved`
pub(crate) async fn saved_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let context = site.context();
    let saved = saved_jobs::list(context, &user.0, after, limit).await?;
    let (now, today) = (context.now(), context.today());
    let rows = saved.items.into_iter().map(|saved| Row {
        id: saved.id.0,
        job: saved.job.map(|job| JobRow::new(job, now, today)),
    });
    let saved_page = SavedPage {
        layout: Layout::for_user(&site, &user).with_notice(query.0.get("msg")),
        rows: rows.collect(),
        older: saved.next.map(|next| format!("/saved/?after={next}")),
        first: after.is_none(),
    };
    page(&request, &saved_page)
}

/// `POST /saved/{id}`: saves a job, and comes back to it.
pub(crate) async fn submit_save(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    let id = id.existing()?;
    saved_jobs::save(site.context(), &user.0, id).await?;
    Ok(see_other(format!("/details/{id}?msg=job-saved")))
}

/// `POST /saved/{id}/forget`: takes a job off the list of the saved ones.
pub(crate) async fn submit_forget(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    saved_jobs::forget(site.context(), &user.0, id.existing()?).await?;
    Ok(see_other("/saved/?msg=job-forgotten"))
}
