//! The form of a job: to post one, and to edit it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobInput, JobPatch};
use jobboard_core::limits::Minimums;
use jobboard_services::ServiceError;
use jobboard_services::jobs;

use super::form::{FormField, FormFields, Kind};
use super::layout::Layout;
use super::{page, rejected, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters};
use crate::site::{Site, SiteData};

const FIELDS: [&str; 5] = ["title", "company", "company_url", "location", "description"];

#[derive(Template)]
#[template(path = "job_form.html")]
struct JobFormPage {
    layout: Layout,
    fields: FormFields,
    heading: &'static str,
    submit: &'static str,
    /// The page to go back to without saving.
    back: String,
}

fn fields(input: &JobInput) -> FormFields {
    FormFields(vec![
        FormField::new("title", "Title", Kind::Text)
            .hint("What somebody would search for.")
            .value(input.title.as_deref()),
        FormField::new("company", "Company", Kind::Text)
            .autocomplete("organization")
            .value(input.company.as_deref()),
        FormField::new("company_url", "Company web site", Kind::Url)
            .autocomplete("url")
            .optional()
            .value(input.company_url.as_deref()),
        FormField::new("location", "Place", Kind::Text)
            .hint("A town, several, or Remote.")
            .value(input.location.as_deref()),
        FormField::new("description", "Description", Kind::Lines)
            .hint("What there is to do, what you offer, and how to apply. Web addresses become links.")
            .value(input.description.as_deref()),
    ])
}

fn typed(form: &Parameters) -> Result<JobInput, ApiError> {
    form.only(&FIELDS)?;
    Ok(JobInput {
        title: form.text("title"),
        company: form.text("company"),
        company_url: form.text("company_url"),
        location: form.text("location"),
        description: form.text("description"),
        date_posted: None,
    })
}

fn new_job_form(site: &Site, user: &SignedIn, fields: FormFields) -> JobFormPage {
    JobFormPage {
        layout: Layout::for_user(site, &user.0),
        fields,
        heading: "Post a job",
        submit: "Post this job",
        back: "/".to_owned(),
    }
}

fn edit_form(site: &Site, user: &SignedIn, fields: FormFields, id: i64) -> JobFormPage {
    JobFormPage {
        layout: Layout::for_user(site, &user.0),
        fields,
        heading: "Edit job",
        submit: "Save changes",
        back: format!("/details/{id}"),
    }
}

/// `GET /post-a-job/`
pub(crate) async fn post_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let form = new_job_form(&site, &user, fields(&JobInput::default()));
    page(&request, &form)
}

/// `POST /post-a-job/`
pub(crate) async fn submit_post(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let input = typed(&form.0)?;
    let outcome = jobs::post_job(
        site.context(),
        &user.0,
        &input,
        Minimums::FORMS,
        FieldErrors::new(),
    )
    .await;
    match outcome {
        Ok(job) => Ok(see_other(format!("/details/{}?msg=posted", job.id))),
        Err(ServiceError::Invalid(errors)) => {
            let form = new_job_form(&site, &user, fields(&input).with_errors(&errors));
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
    let form = edit_form(&site, &user, fields(&jobs::as_input(&job)), job.id.0);
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
    let input = typed(&form.0)?;
    let outcome = jobs::edit_job(
        site.context(),
        &user.0,
        id,
        JobPatch::replace(input.clone()),
        Minimums::FORMS,
        FieldErrors::new(),
    )
    .await;
    match outcome {
        Ok(job) => Ok(see_other(format!("/details/{}?msg=saved", job.id))),
        Err(ServiceError::Invalid(errors)) => {
            let form = edit_form(&site, &user, fields(&input).with_errors(&errors), id.0);
            rejected(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(other) => Err(other.into()),
    }
}
