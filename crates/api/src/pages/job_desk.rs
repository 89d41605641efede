//! The desk of a job: where its poster and the moderators look after it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::state::{Actor, Step};
use jobboard_core::job::{JobId, JobState};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::comments;
use jobboard_services::duplicates;
use jobboard_services::jobs::{self, StepRequest};
use jobboard_services::reports;
use jobboard_services::{ServiceError, views};

use super::cards::button;
use super::chart::Chart;
use super::desk_rows::{CommentRow, DuplicateRow, EventRow, ReportRow};
use super::error_page::for_people;
use super::form::{FormField, FormFields, Kind};
use super::form_page::Rejection;
use super::job_facts::JobFacts;
use super::layout::Layout;
use super::{local_path, page, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters, Query};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "job_desk.html")]
struct DeskPage {
    layout: Layout,
    id: i64,
    version: i64,
    facts: JobFacts,
    state: JobState,
    /// Whether a moderator looks at somebody else's job.
    moderates: bool,
    steps: Vec<StepButton>,
    step_fields: FormFields,
    /// What went wrong with a step.
    failure: Option<Phrase>,
    comments: Vec<CommentRow>,
    comment_fields: FormFields,
    comment_failure: Option<Phrase>,
    chart: Chart,
    history: Vec<EventRow>,
    reports: Vec<ReportRow>,
    open_reports: usize,
    duplicates: Vec<DuplicateRow>,
}

/// A step that may be taken.
struct StepButton {
    value: &'static str,
    label: Phrase,
    /// Whether it is the one that is most likely meant.
    is_first: bool,
    is_danger: bool,
}

/// What was typed at the desk, and what is wrong with it.
#[derive(Default)]
struct Typed {
    note: String,
    closes_on: String,
    comment: String,
    step_errors: FieldErrors,
    step_failure: Option<Phrase>,
    comment_errors: FieldErrors,
    comment_failure: Option<Phrase>,
}

async fn desk(site: &Site, user: &SignedIn, id: JobId, typed: Typed) -> Result<DeskPage, ApiError> {
    let context = site.context();
    let job = jobs::managed_job(context, &user.0, id).await?;
    let now = context.now();
    let state = job.state_at(now);
    let is_moderator = user.0.role().manages_all_jobs();
    let actor = match is_moderator {
        true => Actor::Moderator,
        false => Actor::Poster,
    };
    let (reports, duplicates) = match is_moderator {
        true => (
            reports::of_job(context, &user.0, id).await?,
            duplicates::of_job(context, &user.0, id).await?,
        ),
        false => (Vec::new(), Vec::new()),
    };
    let history = jobs::history(context, &user.0, id).await?;
    let comments = comments::list(context, &user.0, id).await?;
    let views = views::of_jobs(context, &[id])
        .await?
        .pop()
        .unwrap_or_default();
    let moderates = is_moderator && job.owner_id != user.0.id();
    let mut steps: Vec<Step> = state.steps(actor).collect();
    if moderates {
        // What a moderator came for stands first.
        steps.sort_by_key(|step| step.actor() != Actor::Moderator);
    }
    Ok(DeskPage {
        layout: match moderates {
            true => Layout::for_user(site, user).under("/moderation/"),
            false => Layout::for_user(site, user),
        },
        id: id.0,
        version: job.version,
        facts: JobFacts::of_job(&job, context.today()),
        state,
        moderates,
        step_fields: step_fields(&steps, &typed),
        steps: steps
            .iter()
            .enumerate()
            .map(|(place, step)| StepButton::new(*step, place == 0))
            .collect(),
        failure: typed.step_failure,
        comments: comments.into_iter().map(CommentRow::from).collect(),
        comment_fields: FormFields(vec![
            FormField::new("body", phrase!("desk-comment"), Kind::Lines)
                .hint(phrase!("desk-comment-hint"))
                .value(Some(&typed.comment)),
        ])
        .with_errors(&typed.comment_errors),
        comment_failure: typed.comment_failure,
        chart: Chart::new(&views),
        history: history.into_iter().map(EventRow::from).collect(),
        open_reports: reports.iter().filter(|r| r.resolved_at.is_none()).count(),
        reports: reports.into_iter().map(ReportRow::from).collect(),
        duplicates: duplicates
            .into_iter()
            .map(|duplicate| DuplicateRow::new(duplicate, now))
            .collect(),
    })
}

/// What the steps from here ask for.
fn step_fields(steps: &[Step], typed: &Typed) -> FormFields {
    let reason = steps.iter().any(|step| step.needs_reason());
    let hint = match reason {
        true => phrase!("desk-reason-hint"),
        false => phrase!("desk-note-hint"),
    };
    let mut fields = vec![
        FormField::new(
            "note",
            if reason {
                phrase!("desk-reason")
            } else {
                phrase!("desk-note")
            },
            Kind::Lines,
        )
        .hint(hint)
        .optional()
        .value(Some(&typed.note)),
    ];
    let to_list = [Step::Submit, Step::Approve, Step::Renew, Step::Relist];
    if steps.iter().any(|step| to_list.contains(step)) {
        fields.push(
            FormField::new("closes_on", phrase!("field-closes-on"), Kind::Date)
                .hint(phrase!("desk-closes-on-hint"))
                .optional()
                .value(Some(&typed.closes_on)),
        );
    }
    FormFields(fields).with_errors(&typed.step_errors)
}

impl StepButton {
    fn new(step: Step, is_first: bool) -> Self {
        Self {
            value: step.as_str(),
            label: button(step),
            is_first,
            is_danger: step == Step::Remove,
        }
    }
}

/// `GET /my-jobs/{id}`
pub(crate) async fn desk_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut desk = desk(&site, &user, id.existing()?, Typed::default()).await?;
    desk.layout = desk.layout.with_notice(query.0.get("msg"));
    page(&request, &desk)
}

/// `POST /my-jobs/{id}`: a step of a job through its states.
pub(crate) async fn submit_step(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0
        .only(&["step", "note", "closes_on", "version", "next"])?;
    let id = id.existing()?;
    match take_step(&site, &user, id, &form.0).await {
        Ok(()) => {
            let next = local_path(form.0.get("next")).unwrap_or("/my-jobs/");
            Ok(see_other(format!("{next}?msg=moved")))
        }
        Err(error) => {
            let status = match &error {
                ServiceError::IllegalStep { .. } => StatusCode::CONFLICT,
                ServiceError::Stale => StatusCode::PRECONDITION_FAILED,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let mut typed = Typed {
                note: form.0.text("note").unwrap_or_default(),
                closes_on: form.0.text("closes_on").unwrap_or_default(),
                ..Typed::default()
            };
            match error {
                ServiceError::Invalid(errors) => typed.step_errors = errors,
                error @ (ServiceError::IllegalStep { .. } | ServiceError::Stale) => {
                    typed.step_failure = Some(for_people(&ApiError::from(error)));
                }
                other => return Err(other.into()),
            }
            super::rejected(status, &desk(&site, &user, id, typed).await?)
        }
    }
}

async fn take_step(
    site: &Site,
    user: &SignedIn,
    id: JobId,
    form: &Parameters,
) -> Result<(), ServiceError> {
    let step = form.get("step").ok_or_else(|| FieldError::required("step"));
    let step = step.and_then(|raw| Step::parse("step", raw));
    let asked = StepRequest {
        step: step.map_err(FieldErrors::from)?,
        note: form.text("note"),
        closes_on: form.text("closes_on"),
        version: form
            .get("version")
            .map(|raw| raw.parse().unwrap_or_default()),
    };
    jobs::take_step(site.context(), &user.0, id, asked).await?;
    Ok(())
}

/// `POST /my-jobs/{id}/comments`
pub(crate) async fn submit_comment(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["body"])?;
    let id = id.existing()?;
    match comments::say(site.context(), &user.0, id, form.0.get("body")).await {
        Ok(_) => Ok(see_other(format!("/my-jobs/{id}/?msg=commented"))),
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let typed = Typed {
                comment: form.0.text("body").unwrap_or_default(),
                comment_errors: rejection.errors.clone(),
                comment_failure: rejection.failure.clone(),
                ..Typed::default()
            };
            rejection.answer(&desk(&site, &user, id, typed).await?)
        }
    }
}

/// `POST /my-jobs/{id}/reports`: the open ones are closed.
pub(crate) async fn submit_dismissal(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    let id = id.existing()?;
    reports::dismiss(site.context(), &user.0, id).await?;
    Ok(see_other(format!("/my-jobs/{id}/?msg=dismissed")))
}
