//! The web site. A page is a typed struct whose template holds no rules.

pub mod account;
mod cards;
mod chart;
pub mod companies;
mod desk_rows;
mod error_page;
mod filters;
mod form;
mod form_page;
pub mod home;
mod instant;
pub mod job_desk;
mod job_facts;
mod job_form;
mod kept_form;
pub mod language;
mod layout;
pub mod manage;
pub mod moderation;
pub mod posting;
pub mod reading;
pub mod recovery;
pub mod report;
pub mod saved;
pub mod settings;
pub mod share;
pub mod style_guide;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(crate) use error_page::error_page;
pub(crate) use kept_form::{KeptForm, keep};
pub(crate) use layout::Layout;

use crate::conditional;
use crate::error::ApiError;
use crate::route::{Access, Route};

const HTML: &str = "text/html; charset=utf-8";

/// What may stand unencoded in a path that is a parameter.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_');

/// The routes of this surface.
pub(crate) fn routes() -> Vec<Route> {
    use Access::{Moderator, Owner, SignedIn, Visitor};
    let (get, post) = (Method::GET, Method::POST);
    let mut routes = settings::routes();
    routes.extend(recovery::routes());
    routes.extend([
        Route::new(get.clone(), "/", Visitor, home::home_page)
            .with_public(home::home_parameters(), home::public_home_page),
        Route::new(get.clone(), "/search", Visitor, home::search_page)
            .with_public(home::search_parameters(), home::public_search_page),
        Route::new(get.clone(), "/details/{id}", Visitor, reading::job_page)
            .with_public(["msg"], reading::public_job_page),
        Route::new(
            get.clone(),
            "/details/{id}/card.png",
            Access::Anyone,
            share::job_picture,
        ),
        Route::new(
            get.clone(),
            "/styleguide",
            Visitor,
            style_guide::style_guide_page,
        ),
        Route::new(get.clone(), "/register", Visitor, account::register_page),
        Route::new(post.clone(), "/register", Visitor, account::submit_register),
        Route::new(get.clone(), "/login", Visitor, account::login_page),
        Route::new(post.clone(), "/login", Visitor, account::submit_login),
        Route::new(post.clone(), "/logout", Visitor, account::submit_logout),
        Route::new(
            post.clone(),
            "/language",
            Visitor,
            language::submit_language,
        ),
        Route::new(get.clone(), "/post-a-job", SignedIn, posting::post_page),
        Route::new(post.clone(), "/post-a-job", SignedIn, posting::submit_post),
        Route::new(
            post.clone(),
            "/post-a-job/forget",
            SignedIn,
            posting::submit_forget_unfinished,
        ),
        Route::new(get.clone(), "/edit-job/{id}", Owner, posting::edit_page),
        Route::new(post.clone(), "/edit-job/{id}", Owner, posting::submit_edit),
        Route::new(get.clone(), "/my-jobs", SignedIn, manage::my_jobs_page),
        Route::new(get.clone(), "/my-jobs/{id}", Owner, job_desk::desk_page),
        Route::new(post.clone(), "/my-jobs/{id}", Owner, job_desk::submit_step),
        Route::new(
            post.clone(),
            "/my-jobs/{id}/comments",
            Owner,
            job_desk::submit_comment,
        ),
        Route::new(
            post.clone(),
            "/my-jobs/{id}/reports",
            Moderator,
            job_desk::submit_dismissal,
        ),
        Route::new(
            get.clone(),
            "/moderation",
            Moderator,
            moderation::queue_page,
        ),
        Route::new(
            get.clone(),
            "/moderation/reports",
            Moderator,
            moderation::reported_page,
        ),
        Route::new(get.clone(), "/report/{id}", Visitor, report::report_page),
        Route::new(post.clone(), "/report/{id}", Visitor, report::submit_report),
        Route::new(get.clone(), "/saved", SignedIn, saved::saved_page),
        Route::new(post.clone(), "/saved/{id}", SignedIn, saved::submit_save),
        Route::new(
            post.clone(),
            "/saved/{id}/forget",
            SignedIn,
            saved::submit_forget,
        ),
        Route::new(
            get.clone(),
            "/companies",
            Visitor,
            companies::companies_page,
        )
        .with_public(["after", "limit"], companies::public_companies_page),
        Route::new(
            get.clone(),
            "/companies/{id}",
            Visitor,
            companies::company_page,
        )
        .with_public(["after", "msg"], companies::public_company_page),
        Route::new(
            get.clone(),
            "/companies/{id}/edit",
            Owner,
            companies::edit_company_page,
        ),
        Route::new(
            post.clone(),
            "/companies/{id}/edit",
            Owner,
            companies::submit_company,
        ),
        Route::new(get.clone(), "/delete-job", SignedIn, manage::my_jobs_page),
        Route::new(get, "/delete-job/{id}", Owner, manage::delete_page),
        Route::new(post, "/delete-job/{id}", Owner, manage::submit_delete),
    ]);
    routes
}

/// A page that a browser may keep for itself and asks about before showing it again.
pub(crate) fn page(
    request: &HttpRequest,
    template: &impl Template,
) -> Result<HttpResponse, ApiError> {
    conditional::page(request, HTML, template.render()?)
}

/// A page that nobody keeps: it belongs to one moment or shows a secret.
pub(crate) fn page_body(template: &impl Template) -> Result<HttpResponse, ApiError> {
    let body = template.render()?;
    Ok(HttpResponse::Ok().content_type(HTML).body(body))
}

/// A form that comes back.
fn rejected(status: StatusCode, template: &impl Template) -> Result<HttpResponse, ApiError> {
    let body = template.render()?;
    Ok(HttpResponse::build(status).content_type(HTML).body(body))
}

/// On to another page, by GET.
fn see_other(location: impl AsRef<str>) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location.as_ref()))
        .finish()
}

/// The sign-in page that leads on to `path`.
fn login_for(path: &str) -> String {
    format!("/login/?next={}", utf8_percent_encode(path, PATH))
}

/// A path of this site to go on to, out of a parameter that anybody may have written.
fn local_path(next: Option<&str>) -> Option<&str> {
    next.filter(|next| {
        let mut characters = next.chars();
        characters.next() == Some('/')
            && !matches!(characters.next(), Some('/' | '\\'))
            && !next.contains(|c: char| c.is_control() || c == '\\')
    })
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn a_sign_in_leads_on_to_this_site_only() {
        assert_eq!(local_path(Some("/details/1?a=b")), Some("/details/1?a=b"));
        assert_eq!(local_path(Some("/")), Some("/"));
        for foreign in [
            "//example.org",
            "/\\example.org",
            "https://example.org",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "",
        ] {
            assert_eq!(local_path(Some(foreign)), None, "{foreign:?}");
        }
    }
}
