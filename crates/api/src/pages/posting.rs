//! The form of a job: to post one, and to edit it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobId, JobState};
use jobboard_core::language::Phrase;
use jobboard_core::limits::Minimums;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::board_settings;
use jobboard_services::categories;
use jobboard_services::jobs::{self, Edit, Intent, Job};

use super::form::FormFields;
use super::instant::Instant;
use super::job_facts::JobFacts;
use super::job_form::JobForm;
use super::layout::Layout;
use super::{page, page_body, rejected, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters, Query};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "job_preview.html")]
struct PreviewPage {
    layout: Layout,
    facts: JobFacts,
    /// What was typed, to be sent again.
    typed: Vec<(String, String)>,
    submit: Phrase,
    /// Whether it is a new job, which may also be kept as a draft.
    is_new: bool,
}

#[derive(Template)]
#[template(path = "job_form.html")]
struct JobFormPage {
    layout: Layout,
    fields: FormFields,
    heading: Phrase,
    submit: Phrase,
    /// What went wrong with all of it.
    failure: Option<Phrase>,
    /// The version that is edited; none for a new job.
    version: Option<i64>,
    /// The page to go back to without saving.
    back: String,
    /// Since when what stands in it is kept, if it was typed before.
    kept: Option<Instant>,
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
        layout: Layout::for_user(site, user),
        fields,
        heading: phrase!("post-heading"),
        submit: phrase!("post-submit"),
        failure: None,
        version: None,
        back: "/".to_owned(),
        kept: None,
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
        layout: Layout::for_user(site, user),
        fields,
        heading: phrase!("edit-heading"),
        submit: phrase!("edit-submit"),
        failure: None,
        version: Some(version),
        back: format!("/details/{id}"),
        kept: None,
    }
}

/// `GET /post-a-job/`: with what was typed before and could not be taken; or with `?from=` the
/// number of a job of one's own to begin with.
pub(crate) async fn post_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let context = site.context();
    let mut since = None;
    let form = match query.0.get("from").map(|raw| raw.parse().map(JobId)) {
        Some(id) => {
            let id = id.map_err(|_| ApiError::no_such_job())?;
            JobForm::copy(&jobs::managed_job(context, &user.0, id).await?)
        }
        None => match jobs::unfinished(context, &user.0).await? {
            Some((typed, at)) => {
                since = Some(at.into());
                JobForm::typed(&Parameters::of(typed))?
            }
            None => JobForm::default(),
        },
    };
    let fields = fields(&site, &form).await?;
    let mut form = new_job_form(&site, &user, fields);
    form.kept = since;
    page(&request, &form)
}

/// `POST /post-a-job/forget`: what was typed before is forgotten.
pub(crate) async fn submit_forget_unfinished(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    jobs::forget_unfinished(site.context(), &user.0).await?;
    Ok(see_other("/post-a-job/"))
}

/// `POST /post-a-job/`
pub(crate) async fn submit_post(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let typed = JobForm::typed(&form.0)?;
    let context = site.context();
    let (input, wrong) = (&typed.input, typed.errors.clone());
    let intent = match form.0.get("intent") {
        Some("edit") => {
            let fields = fields(&site, &typed).await?;
            return page_body(&new_job_form(&site, &user, fields));
        }
        Some("preview") => {
            match jobs::preview(context, input, None, Minimums::FORMS, wrong).await {
                Ok(draft) => {
                    return preview(&site, &user, &draft, &form.0, phrase!("post-submit"), true);
                }
                Err(ServiceError::Invalid(errors)) => {
                    return rejected_post(&site, &user, &form.0, &typed, &errors).await;
                }
                Err(other) => return Err(other.into()),
            }
        }
        Some("draft") => Intent::Draft,
        _ => Intent::List,
    };
    match jobs::post_job(context, &user.0, input, intent, Minimums::FORMS, wrong).await {
        Ok(job) => {
            jobs::forget_unfinished(context, &user.0).await?;
            Ok(posted(&job))
        }
        Err(ServiceError::Invalid(errors)) => {
            rejected_post(&site, &user, &form.0, &typed, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form once more, and what was typed is kept for later.
async fn rejected_post(
    site: &Site,
    user: &SignedIn,
    form: &Parameters,
    typed: &JobForm,
    errors: &FieldErrors,
) -> Result<HttpResponse, ApiError> {
    jobs::keep_unfinished(site.context(), &user.0, &form.pairs()).await?;
    let fields = fields(site, typed).await?.with_errors(errors);
    let form = new_job_form(site, user, fields);
    rejected(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

/// The job as it would look, with what was typed to be sent again. Nothing is stored.
fn preview(
    site: &Site,
    user: &SignedIn,
    draft: &JobDraft,
    typed: &Parameters,
    submit: Phrase,
    is_new: bool,
) -> Result<HttpResponse, ApiError> {
    let typed = typed.iter().filter(|(name, _)| *name != "intent");
    page_body(&PreviewPage {
        layout: Layout::for_user(site, user),
        facts: JobFacts::of_draft(draft, site.context().today()),
        typed: typed
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        submit,
        is_new,
    })
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
    match form.0.get("intent") {
        Some("edit") => {
            jobs::managed_job(context, &user.0, id).await?;
            let fields = fields(&site, &typed).await?;
            let version = version.unwrap_or_default();
            return page_body(&edit_form(&site, &user, fields, id.0, version));
        }
        Some("preview") => {
            let job = jobs::managed_job(context, &user.0, id).await?;
            let input = typed.changes().apply(jobs::as_input(&job));
            let wrong = typed.errors.clone();
            match jobs::preview(context, &input, job.closes_on, Minimums::FORMS, wrong).await {
                Ok(draft) => {
                    return preview(&site, &user, &draft, &form.0, phrase!("edit-submit"), false);
                }
                Err(ServiceError::Invalid(errors)) => {
                    let fields = fields(&site, &typed).await?.with_errors(&errors);
                    let version = version.unwrap_or_default();
                    let form = edit_form(&site, &user, fields, id.0, version);
                    return rejected(StatusCode::UNPROCESSABLE_ENTITY, &form);
                }
                Err(other) => return Err(other.into()),
            }
        }
        _ => {}
    }
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
            form.failure = Some(phrase!("post-stale"));
            rejected(StatusCode::PRECONDITION_FAILED, &form)
        }
        Err(other) => Err(other.into()),
    }
}
