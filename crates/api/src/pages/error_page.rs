//! Errors as pages.

use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use jobboard_core::job::state::Step;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;

use super::account::login_page_keeping;
use super::cards::button;
use super::kept_form::{KeptForm, unsaved_page};
use super::layout::Layout;
use super::{HTML, login_for, see_other};
use crate::door::request_id::RequestId;
use crate::door::{Asked, face};
use crate::error::ApiError;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    layout: Layout,
    status: u16,
    title: Phrase,
    detail: Phrase,
    /// The id to ask about, when the fault is ours.
    request_id: Option<&'a str>,
    /// The way to sign in and come back, when that is what is missing.
    sign_in: Option<String>,
    /// What to do next, where that is not said yet.
    next: Option<Phrase>,
    /// The page to try again, when that may help.
    again: Option<String>,
    /// The page that mails another link, when this one is no longer good.
    another_link: Option<&'static str>,
}

/// The page of an error. Whoever only wants to read something that needs a sign-in is led there.
pub(crate) fn error_page(error: &ApiError, asked: &Asked, id: &RequestId) -> HttpResponse {
    let needs_sign_in = matches!(error, ApiError::NotSignedIn | ApiError::BadToken);
    let sign_in = needs_sign_in.then(|| login_for(page_of_form(asked.path())));
    if let Some(sign_in) = sign_in.as_ref().filter(|_| asked.method.is_safe()) {
        return see_other(sign_in);
    }
    let Some(site) = &asked.site else {
        return HttpResponse::new(error.status_code());
    };
    let status = error.status_code();
    if let Some(kept) = asked.kept.as_ref().filter(|_| needs_sign_in) {
        return match login_page_keeping(page_of_form(asked.path()), site, &asked.visitor, kept) {
            Ok(body) => face::builder(error).content_type(HTML).body(body),
            Err(_) => HttpResponse::new(status),
        };
    }
    if let Some(kept) = asked
        .kept
        .as_ref()
        .filter(|kept| could_not_be_saved(error, kept))
    {
        let lead = [Some(for_people(error)), next(error)].into_iter().flatten();
        let layout = Layout::new(site, &asked.visitor);
        return match unsaved_page(layout, heading(error), lead.collect(), asked.path(), kept) {
            Ok(body) => face::builder(error).content_type(HTML).body(body),
            Err(_) => HttpResponse::new(status),
        };
    }
    let detail = match error {
        ApiError::NotSignedIn | ApiError::BadToken => {
            phrase!("problem-signed-out")
        }
        other => for_people(other),
    };
    let page = ErrorPage {
        layout: Layout::new(site, &asked.visitor),
        status: status.as_u16(),
        title: heading(error),
        detail,
        request_id: status.is_server_error().then(|| id.as_str()),
        sign_in,
        next: next(error),
        again: may_work_later(error, asked).then(|| asked.visitor.1.address.clone()),
        another_link: match error {
            ApiError::BadLink(_) => another_link(asked.path()),
            _ => None,
        },
    };
    match page.render() {
        Ok(body) => face::builder(error).content_type(HTML).body(body),
        Err(_) => HttpResponse::new(status),
    }
}

/// Whether a form could not be saved for no fault of its own, and has something to give back.
fn could_not_be_saved(error: &ApiError, kept: &KeptForm) -> bool {
    let later = matches!(
        error,
        ApiError::Unavailable | ApiError::NoDatabase | ApiError::DiskFull
    );
    later && kept.0.iter().any(|(_, value)| !value.is_empty())
}

/// What happened, in the words of the pages.
pub(super) fn for_people(error: &ApiError) -> Phrase {
    let (state, step, steps) = match error {
        ApiError::IllegalStep { state, step, steps } => (state, step, steps),
        // Names of parameters are for programs.
        ApiError::Invalid(errors) | ApiError::Conflict(errors) => {
            let first = errors.iter().next();
            return first.map_or(phrase!("error-input"), |error| error.message.clone());
        }
        other => return other.detail(),
    };
    let quoted = |step: &Step| phrase!("quoted", text = button(*step));
    let (state, step) = (state.phrase(), quoted(step));
    match steps.as_slice() {
        [] => phrase!("error-no-step", state = state, step = step),
        others => phrase!(
            "error-other-steps",
            state = state,
            step = step,
            others = others.iter().map(quoted).collect::<Vec<_>>()
        ),
    }
}

/// What to do next, where the sentence on what happened does not say.
fn next(error: &ApiError) -> Option<Phrase> {
    match error {
        ApiError::TooLarge => Some(phrase!("problem-too-long-next")),
        ApiError::NoDatabase => Some(phrase!("problem-no-database-next")),
        ApiError::DiskFull => Some(phrase!("problem-disk-full-next")),
        ApiError::Internal(_) => Some(phrase!("problem-internal-next")),
        _ => None,
    }
}

/// Whether the same page may come when it is asked for again.
fn may_work_later(error: &ApiError, asked: &Asked) -> bool {
    let later = matches!(
        error,
        ApiError::Unavailable | ApiError::NoDatabase | ApiError::TooManyRequests(_)
    );
    later && asked.method.is_safe()
}

/// Where another link like the one at this path is asked for.
fn another_link(path: &str) -> Option<&'static str> {
    match path.trim_matches('/') {
        "reset-password" => Some("/forgot-password/"),
        "verify-email" | "confirm-email" => Some("/settings/email/"),
        _ => None,
    }
}

/// The page that a form stands on, for forms that are sent elsewhere.
fn page_of_form(path: &str) -> &str {
    match path.trim_matches('/') {
        "settings/email/verification" => "/settings/email/",
        _ => path,
    }
}

fn heading(error: &ApiError) -> Phrase {
    match error {
        ApiError::NotFound(_) => phrase!("problem-not-found"),
        ApiError::Gone => phrase!("problem-gone"),
        ApiError::Stale => phrase!("problem-stale"),
        ApiError::IllegalStep { .. } => phrase!("problem-step"),
        ApiError::NotSignedIn | ApiError::BadToken => phrase!("problem-sign-in"),
        ApiError::Forbidden(_) => phrase!("problem-forbidden"),
        ApiError::CrossSite => phrase!("problem-cross-site"),
        ApiError::TooLarge => phrase!("problem-too-long"),
        ApiError::BadLink(_) => phrase!("problem-link"),
        ApiError::TooManyRequests(_) => phrase!("problem-too-many"),
        ApiError::BodyTooSlow => phrase!("problem-slow"),
        ApiError::Unavailable => phrase!("problem-busy"),
        ApiError::NoDatabase => phrase!("problem-no-database"),
        ApiError::DiskFull => phrase!("problem-disk-full"),
        ApiError::Internal(_) => phrase!("problem-internal"),
        ApiError::Malformed(_) | ApiError::InvalidGrant | ApiError::UnsupportedMediaType(_) => {
            phrase!("problem-request")
        }
        ApiError::MethodNotAllowed(_) => phrase!("problem-method"),
        ApiError::Conflict(_) => phrase!("problem-conflict"),
        ApiError::BadCredentials | ApiError::Invalid(_) => phrase!("problem-input"),
    }
}
