//! The form of a job: to post one, and to edit it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobInput, JobPatch, JobState};
use jobboard_core::limits::Minimums;
use jobboard_core::tag::Tag;
use jobboard_services::ServiceError;
use jobboard_services::jobs::{self, Edit, Intent, Job};

use super::form::{FormField, FormFields, Kind};
use super::layout::Layout;
use super::{page, rejected, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters};
use crate::site::{Site, SiteData};

const FIELDS: [&str; 10] = [
    "title",
    "company",
    "company_url",
    "location",
    "tags",
    "apply_to",
    "closes_on",
    "description",
    "intent",
    "version",
];

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

fn fields(input: &JobInput, open_days: u64) -> FormFields {
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
        FormField::new("tags", "Tags", Kind::Text)
            .hint("At most eight, with commas between them.")
            .optional()
            .value(Some(&input.tags.as_deref().unwrap_or_default().join(", "))),
        FormField::new("apply_to", "How to apply", Kind::Text)
            .hint("An e-mail or a web address.")
            .optional()
            .value(input.apply_to.as_deref()),
        FormField::new("closes_on", "Closing date", Kind::Date)
            .hint(format!(
                "The last day on the list. Without it: {open_days} days."
            ))
            .optional()
            .value(input.closes_on.as_deref()),
        FormField::new("description", "Description", Kind::Lines)
            .hint("What there is to do, what you offer, and how to apply. Markdown works.")
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
        tags: form.get("tags").map(Tag::split),
        apply_to: form.text("apply_to"),
        closes_on: form.text("closes_on"),
        description: form.text("description"),
        ..JobInput::default()
    })
}

/// What a form changes: what it has not asked for stays.
fn changes(form: &Parameters, input: &JobInput) -> JobPatch {
    JobPatch {
        tags: input.tags.clone().map(Some),
        apply_to: input.apply_to.clone().map(Some),
        closes_on: form.get("closes_on").map(|date| Some(date.to_owned())),
        ..JobPatch::replace_tutorial_fields(input.clone())
    }
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
    let form = new_job_form(
        &site,
        &user,
        fields(&JobInput::default(), site.context().job_open_days()),
    );
    page(&request, &form)
}

/// `POST /post-a-job/`
pub(crate) async fn submit_post(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let input = typed(&form.0)?;
    let intent = match form.0.get("intent") {
        Some("draft") => Intent::Draft,
        _ => Intent::List,
    };
    let context = site.context();
    let none = FieldErrors::new();
    match jobs::post_job(context, &user.0, &input, intent, Minimums::FORMS, none).await {
        Ok(job) => Ok(posted(&job)),
        Err(ServiceError::Invalid(errors)) => {
            let fields = fields(&input, context.job_open_days()).with_errors(&errors);
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
    let fields = fields(&jobs::as_input(&job), site.context().job_open_days());
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
    let input = typed(&form.0)?;
    let context = site.context();
    let version = form
        .0
        .get("version")
        .map(|raw| raw.parse().unwrap_or_default());
    let edit = Edit {
        patch: changes(&form.0, &input),
        errors: FieldErrors::new(),
        minimums: Minimums::FORMS,
        version,
    };
    let days = context.job_open_days();
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
            let fields = fields(&input, days).with_errors(&errors);
            let form = edit_form(&site, &user, fields, id.0, version.unwrap_or_default());
            rejected(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(ServiceError::Stale) => {
            let job = jobs::managed_job(context, &user.0, id).await?;
            let fields = fields(&input, days).beside(&fields_of(&job, days));
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

fn fields_of(job: &Job, open_days: u64) -> FormFields {
    fields(&jobs::as_input(job), open_days)
}
