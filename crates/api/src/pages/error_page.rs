//! Errors as pages.

use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use super::account::login_page_keeping;
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
    title: &'a str,
    detail: String,
    /// The id to ask about, when the fault is ours.
    request_id: Option<&'a str>,
    /// The way to sign in and come back, when that is what is missing.
    sign_in: Option<String>,
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
        return match login_page_keeping(page_of_form(asked.path()), site, kept) {
            Ok(body) => face::builder(error).content_type(HTML).body(body),
            Err(_) => HttpResponse::new(status),
        };
    }
    let detail = match error {
        ApiError::NotSignedIn | ApiError::BadToken => {
            "You are not signed in any more, so nothing was saved. Sign in and send the form \
             again."
                .to_owned()
        }
        other => other.detail(),
    };
    let page = ErrorPage {
        layout: Layout::new(site, &asked.visitor),
        status: status.as_u16(),
        title: heading(error, face::title_of(status)),
        detail,
        request_id: status.is_server_error().then(|| id.as_str()),
        sign_in,
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

fn heading<'a>(error: &ApiError, title: &'a str) -> &'a str {
    match error {
        ApiError::NotFound(_) => "Not here",
        ApiError::Gone => "No longer open",
        ApiError::Stale => "Changed meanwhile",
        ApiError::IllegalStep(_) => "Not from there",
        ApiError::NotSignedIn | ApiError::BadToken => "Please sign in",
        ApiError::Forbidden(_) => "Not yours to do",
        ApiError::CrossSite => "That came from somewhere else",
        ApiError::TooLarge => "Too long",
        ApiError::BadLink(_) => "That link is no longer good",
        ApiError::TooManyRequests(_) => "Too many tries",
        ApiError::BodyTooSlow => "Too slow",
        ApiError::Unavailable => "One moment, please",
        ApiError::Internal(_) => "That should not have happened",
        _ => title,
    }
}
