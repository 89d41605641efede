//! The headers that every answer has.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::asked::Asked;
use super::request_id::{self, RequestId};
use crate::site::Site;

/// Nothing but what the site itself serves; nothing inline; no frame around it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Swagger UI writes `style` attributes. Its page shows the API's description and nothing that
/// a user wrote.
const SWAGGER_UI_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Who may show an answer on their own pages: nobody, unless a handler says so.
pub(crate) const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// For a year.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Those of an answer that is no page of the API's description, but for its id.
pub(crate) fn always(site: &Site) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers: Vec<_> = ALWAYS
        .into_iter()
        .chain([(RESOURCE_POLICY, "same-origin")])
        .chain([(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)])
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .collect();
    if !site.config().plain_http {
        headers.push((header::STRICT_TRANSPORT_SECURITY, TLS_ONLY));
    }
    headers
}

/// Adds them. What a handler said about caching stays; one that said nothing is not cached.
pub(crate) fn add(headers: &mut HeaderMap, asked: &Asked, id: &RequestId) {
    let policy = match asked.path().starts_with("/docs/") {
        true => SWAGGER_UI_POLICY,
        false => CONTENT_SECURITY_POLICY,
    };
    let over_tls = asked
        .site
        .as_ref()
        .is_some_and(|site| !site.config().plain_http);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(RESOURCE_POLICY) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    if over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    headers.insert(request_id::HEADER, id.header_value().clone());
}
