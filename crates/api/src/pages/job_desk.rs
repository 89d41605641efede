//! The desk of a job: where its poster and the moderators look after it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::state::{Actor, Step};
use jobboard_core::job::{JobId, JobState};
use jobboard_services::comments::{self, JobComment};
use jobboard_services::duplicates::{self, Duplicate};
use jobboard_services::jobs::{self, JobEvent, StepRequest};
use jobboard_services::reports::{self, JobReport};
use jobboard_services::{ServiceError, views};

use super::cards::button;
use super::chart::Chart;
use super::form::{FormField, FormFields, Kind};
use super::form_page::Rejection;
use super::instant::Instant;
use super::job_facts::JobFacts;
use super::layout::Layout;
use super::{local_path, page, see_other};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters, Query};
use crate::markdown::{self, SafeHtml};
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
    failure: Option<String>,
    comments: Vec<CommentRow>,
    comment_fields: FormFields,
    comment_failure: Option<String>,
    chart: Chart,
    history: Vec<EventRow>,
    reports: Vec<ReportRow>,
    open_reports: usize,
    duplicates: Vec<DuplicateRow>,
}

/// A step that may be taken.
struct StepButton {
    value: &'static str,
    label: &'static str,
    /// Whether it is the one that is most likely meant.
    is_first: bool,
    is_danger: bool,
}

struct CommentRow {
    by: String,
    is_from_moderator: bool,
    body: String,
    at: Instant,
}

struct EventRow {
    what: String,
    by: String,
    note: String,
    at: Instant,
}

struct ReportRow {
    reason: &'static str,
    note: String,
    at: Instant,
    is_open: bool,
}

struct DuplicateRow {
    id: i64,
    title: String,
    state: JobState,
    reasons: String,
    location: String,
    description: SafeHtml,
}

/// What was typed at the desk, and what is wrong with it.
#[derive(Default)]
struct Typed {
    note: String,
    closes_on: String,
    comment: String,
    step_errors: FieldErrors,
    step_failure: Option<String>,
    comment_errors: FieldErrors,
    comment_failure: Option<String>,
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
        layout: Layout::for_user(site, &user.0),
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
            FormField::new("body", "Your comment", Kind::Lines)
                .hint("The other side gets it by mail.")
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
        true => "The poster reads it. To send a job back or to remove it needs a reason.",
        false => "It is kept in the history.",
    };
    let mut fields = vec![
        FormField::new(
            "note",
            if reason { "Reason or note" } else { "Note" },
            Kind::Lines,
        )
        .hint(hint)
        .optional()
        .value(Some(&typed.note)),
    ];
    let to_list = [Step::Submit, Step::Approve, Step::Renew, Step::Relist];
    if steps.iter().any(|step| to_list.contains(step)) {
        fields.push(
            FormField::new("closes_on", "Closing date", Kind::Date)
                .hint("The last day on the list. Without it the board chooses.")
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

impl From<(JobComment, Option<String>)> for CommentRow {
    fn from((comment, by): (JobComment, Option<String>)) -> Self {
        Self {
            by: by.unwrap_or_else(|| "Somebody who is gone".to_owned()),
            is_from_moderator: comment.is_from_moderator,
            body: comment.body,
            at: comment.created_at.into(),
        }
    }
}

impl From<(JobEvent, Option<String>)> for EventRow {
    fn from((event, by): (JobEvent, Option<String>)) -> Self {
        let step = event.kind.parse::<Step>().ok();
        let what = match (event.kind.as_str(), step) {
            ("post", _) => "Posted".to_owned(),
            ("edit", _) => "Edited".to_owned(),
            (_, Some(step)) => happened(step).to_owned(),
            (other, None) => other.to_owned(),
        };
        let to = event.to_state.parse::<JobState>().map(JobState::label);
        let moved = event.from_state.as_deref() != Some(&event.to_state);
        let what = match to {
            Ok(label) if moved => format!("{what}: {}", label.to_lowercase()),
            _ => what,
        };
        Self {
            what,
            by: by.unwrap_or_else(|| "The board".to_owned()),
            note: event.note.unwrap_or_default(),
            at: event.created_at.into(),
        }
    }
}

/// A step that was taken.
fn happened(step: Step) -> &'static str {
    match step {
        Step::Submit => "Submitted",
        Step::Withdraw => "Withdrawn",
        Step::Approve => "Approved",
        Step::Reject => "Sent back",
        Step::Revise => "Written anew",
        Step::Fill => "Marked filled",
        Step::Close => "Closed",
        Step::Renew => "Renewed",
        Step::Relist => "Listed again",
        Step::Remove => "Taken down",
        Step::Restore => "Given back",
        Step::Expire => "Closing date passed",
        Step::Hide => "Hidden after reports",
        Step::Reconsider => "Edited while listed",
    }
}

impl From<JobReport> for ReportRow {
    fn from(report: JobReport) -> Self {
        Self {
            reason: report.reason.label(),
            note: report.note,
            at: report.created_at.into(),
            is_open: report.resolved_at.is_none(),
        }
    }
}

impl DuplicateRow {
    fn new(duplicate: Duplicate, now: chrono::DateTime<chrono::Utc>) -> Self {
        let reasons = duplicate.reasons.iter().map(|reason| reason.in_words());
        Self {
            id: duplicate.job.id.0,
            state: duplicate.job.state_at(now),
            reasons: reasons.collect::<Vec<_>>().join(" and "),
            description: markdown::render(&duplicate.job.description),
            title: duplicate.job.title,
            location: duplicate.job.location,
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
                    typed.step_failure = Some(ApiError::from(error).detail());
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
