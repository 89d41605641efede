//! The form of a job: to post one, and to edit it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::job::JobState;
use jobboard_core::limits::Minimums;
use jobboard_services::ServiceError;
use jobboard_services::board_settings;
use jobboard_services::categories;
use jobboard_services::jobs::{self, Edit, Intent, Job};

use super::form::FormFields;
use super::job_form::JobForm;
use super::layout::Layout;
use super::{page, rejected, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "job_form.html")]
struct JobFormPage {
    layout: Layout,
    fields: FormFields,
    heading: &'static str,
    submit: &'static str,
    /// What went wrong with all of it.
    failure: Option<&'static str>,
    /// The version that is edited; none for a new job.
    version: Option<i64>,
    /// The page to go back to without saving.
    back: String,
}

/// The fields of a form on this board.
async fn fields(site: &Site, form: &JobForm) -> Result<FormFields, ApiError> {
    let categories = categories::list(site.context()).await?;
    let rules = board_settings::read(site.context()).await?;
    Ok(form.fields(&categories, rules.job_open_days))
}

/// Where a job leads that has just been posted.
fn posted(job: &Job) -> HttpResponse {
    let message = match job.noted_state {
        JobState::Draft => "drafted",
        JobState::InReview => "in-review",
        _ => "posted",
    };
    see_other(format!("/details/{}?msg={message}", job.id))
}

fn new_job_form(site: &Site, user: &SignedIn, fields: FormFields) -> JobFormPage {
    JobFormPage {
        layout: Layout::for_user(site, &user.0),
        fields,
        heading: "Post a job",
        submit: "Post this job",
        failure: None,
        version: None,
        back: "/".to_owned(),
    }
}

fn edit_form(
    site: &Site,
    user: &SignedIn,
    fields: FormFields,
    id: i64,
    version: i64,
) -> JobFormPage {
    JobFormPage {
        layout: Layout::for_user(site, &user.0),
        fields,
        heading: "Edit job",
        submit: "Save changes",
        failure: None,
        version: Some(version),
        back: format!("/details/{id}"),
    }
}

/// `GET /post-a-job/`
pub(crate) async fn post_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let fields = fields(&site, &JobForm::default()).await?;
    let form = new_job_form(&site, &user, fields);
    page(&request, &form)
}

/// `POST /post-a-job/`
pub(crate) async fn submit_post(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let typed = JobForm::typed(&form.0)?;
    let intent = match form.0.get("intent") {
        Some("draft") => Intent::Draft,
        _ => Intent::List,
    };
    let context = site.context();
    let (input, wrong) = (&typed.input, typed.errors.clone());
    match jobs::post_job(context, &user.0, input, intent, Minimums::FORMS, wrong).await {
        Ok(job) => Ok(posted(&job)),
        Err(ServiceError::Invalid(errors)) => {
            let fields = fields(&site, &typed).await?.with_errors(&errors);
            let form = new_job_form(&site, &user, fields);
            rejected(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /edit-job/{id}`
pub(crate) async fn edit_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let job = jobs::managed_job(site.context(), &user.0, id.existing()?).await?;
    let fields = fields(&site, &JobForm::of(&job)).await?;
    let form = edit_form(&site, &user, fields, job.id.0, job.version);
    page(&request, &form)
}

/// `POST /edit-job/{id}`
pub(crate) async fn submit_edit(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let id = id.existing()?;
    let typed = JobForm::typed(&form.0)?;
    let context = site.context();
    let version = form
        .0
        .get("version")
        .map(|raw| raw.parse().unwrap_or_default());
    let edit = Edit {
        patch: typed.changes(),
        errors: typed.errors.clone(),
        minimums: Minimums::FORMS,
        version,
    };
    match jobs::edit_job(context, &user.0, id, edit).await {
        Ok(job) => {
            let message = match job.noted_state {
                JobState::Published => "saved",
                JobState::InReview => "in-review",
                _ => "kept",
            };
            Ok(see_other(format!("/details/{}?msg={message}", job.id)))
        }
        Err(ServiceError::Invalid(errors)) => {
            let fields = fields(&site, &typed).await?.with_errors(&errors);
            let form = edit_form(&site, &user, fields, id.0, version.unwrap_or_default());
            rejected(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(ServiceError::Stale) => {
            let job = jobs::managed_job(context, &user.0, id).await?;
            let theirs = fields(&site, &JobForm::of(&job)).await?;
            let fields = fields(&site, &typed).await?.beside(&theirs);
            let mut form = edit_form(&site, &user, fields, id.0, job.version);
            form.failure = Some(
                "Somebody has changed this job meanwhile. Nothing is saved yet: what they wrote \
                 stands at each field that differs. Save again to keep yours.",
            );
            rejected(StatusCode::PRECONDITION_FAILED, &form)
        }
        Err(other) => Err(other.into()),
    }
}
