//! Whether a request that changes something came from a page of this site (row M25).

use actix_web::HttpRequest;
use actix_web::http::{Method, header};
use url::{Host, Url};

use crate::error::ApiError;
use crate::route::Surface;
use crate::site::Site;

/// Whether a request signs somebody in: a foreign page must not sign anybody in as somebody
/// else, so these are guarded even when no cookie comes along.
pub(crate) fn signs_in(request: &HttpRequest) -> bool {
    *request.method() == Method::POST
        && matches!(
            request.path().trim_end_matches('/'),
            "/login" | "/login/token" | "/api/v1/auth/login"
        )
}

/// Lets a request through that a page of this site sent, or no browser at all. Browsers of today
/// say where a request comes from; only the forms insist on it, because what a foreign page could
/// send to the JSON routes without asking first (a form, plain text) is not JSON.
///
/// # Errors
/// `CrossSite`.
pub(crate) fn check(request: &HttpRequest, site: &Site, surface: Surface) -> Result<(), ApiError> {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str());
    let site_relation = header("sec-fetch-site");
    let origin = header(header::ORIGIN.as_str());
    let foreign_relation = match site_relation {
        None => false,
        Some(Ok("same-origin" | "none")) => false,
        Some(_) => true,
    };
    let foreign_origin = match origin {
        None => false,
        Some(Ok(origin)) => !is_ours(origin, request, site),
        Some(Err(_)) => true,
    };
    let unsaid = site_relation.is_none() && origin.is_none();
    if foreign_relation || foreign_origin || (unsaid && surface == Surface::Page) {
        Err(ApiError::CrossSite)
    } else {
        Ok(())
    }
}

/// An origin is ours when it is the configured public address, or names the host that the
/// request was sent to.
fn is_ours(origin: &str, request: &HttpRequest, site: &Site) -> bool {
    let Ok(origin) = Url::parse(origin) else {
        return false;
    };
    if let Some(public) = &site.config().public_url {
        return origin.origin() == public.origin();
    }
    let asked = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(|host| Url::parse(&format!("{}://{host}", origin.scheme())).ok());
    let address = |url: &Url| {
        (
            url.host().map(|host: Host<&str>| host.to_string()),
            url.port_or_known_default(),
        )
    };
    asked.is_some_and(|asked| address(&asked) == address(&origin))
}
