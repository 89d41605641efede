//! Answers that a reader may keep and ask about: `ETag`, `If-None-Match`, 304 (RFC 9110 § 13).

use actix_web::http::header::{self, EntityTag, HeaderMap, HeaderValue, IfMatch};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::encoding::{Coding, Effort};
use crate::error::ApiError;

/// Who may keep an answer. Either way it is asked about before it is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// It is the same for everybody.
    Everybody,
    /// It shows who is signed in.
    OneBrowser,
    /// It is for whoever is signed in, by cookie or by header.
    OneClient,
}

impl Audience {
    /// What else of a request the answer depends on.
    pub(crate) const fn vary(self) -> Option<&'static str> {
        match self {
            Self::Everybody => None,
            Self::OneBrowser => Some("Cookie, Accept-Language, Accept-Encoding"),
            Self::OneClient => Some("Cookie, Authorization"),
        }
    }

    pub(crate) const fn cache_control(self) -> &'static str {
        match self {
            Self::Everybody => "public, no-cache",
            Self::OneBrowser | Self::OneClient => "private, no-cache",
        }
    }
}

/// Something with a version in JSON, or 304 when the reader has it. Its tag begins with the
/// version, which `If-Match` brings back.
pub(crate) fn versioned(
    request: &HttpRequest,
    version: i64,
    view: &impl Serialize,
) -> Result<HttpResponse, ApiError> {
    let body = serde_json::to_vec(view).map_err(|error| ApiError::Internal(error.to_string()))?;
    let tag = version_tag(version, &body);
    Ok(tagged(
        request,
        tag,
        "application/json",
        body,
        Audience::OneClient,
    ))
}

/// Something with a version in JSON, right after a change.
pub(crate) fn changed(version: i64, view: &impl Serialize) -> Result<HttpResponse, ApiError> {
    let body = serde_json::to_vec(view).map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(HttpResponse::Ok()
        .insert_header(header::ETag(version_tag(version, &body)))
        .content_type("application/json")
        .body(body))
}

fn version_tag(version: i64, body: &[u8]) -> EntityTag {
    EntityTag::new_strong(format!("{version}-{}", fingerprint(body)))
}

/// The version that `If-Match` names (RFC 9110 § 13.1.1): nothing without it or with `*`. What
/// was never such a tag names no version that there is, and neither does a weak tag.
pub(crate) fn version_asked_for(request: &HttpRequest) -> Option<i64> {
    match request.get_header::<IfMatch>()? {
        IfMatch::Any => None,
        IfMatch::Items(tags) => {
            let version = |tag: &EntityTag| {
                let strong = Some(tag).filter(|tag| !tag.weak)?;
                let digits = strong.tag().split('-').next()?;
                digits.parse::<i64>().ok()
            };
            Some(tags.iter().find_map(version).unwrap_or_default())
        }
    }
}

/// An answer, or 304 when the reader has it.
pub(crate) fn answer(
    request: &HttpRequest,
    content_type: &'static str,
    body: Vec<u8>,
    audience: Audience,
) -> HttpResponse {
    let tag = EntityTag::new_strong(fingerprint(&body));
    tagged(request, tag, content_type, body, audience)
}

/// A page for one browser, in as few bytes as it takes, or 304 when it has it. Each way to write
/// it has a tag of its own (RFC 9110 § 8.8.3.3).
pub(crate) fn page(
    request: &HttpRequest,
    content_type: &'static str,
    body: String,
) -> Result<HttpResponse, ApiError> {
    let coding = Coding::for_reader(request, body.len());
    let mut tag = fingerprint(body.as_bytes());
    if let Some(name) = coding.name() {
        tag = format!("{tag}-{name}");
    }
    let tag = EntityTag::new_strong(tag);
    let audience = Audience::OneBrowser;
    if has_it(request, &tag) {
        return Ok(tagged(request, tag, content_type, Vec::new(), audience));
    }
    let body = coding.write(body.into_bytes(), Effort::Once)?;
    let mut answer = tagged(request, tag, content_type, body, audience);
    if let Some(name) = coding.name() {
        let name = HeaderValue::from_static(name);
        answer.headers_mut().insert(header::CONTENT_ENCODING, name);
    }
    Ok(answer)
}

fn tagged(
    request: &HttpRequest,
    tag: EntityTag,
    content_type: &'static str,
    body: Vec<u8>,
    audience: Audience,
) -> HttpResponse {
    let known = has_it(request, &tag);
    let mut builder = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    builder
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, audience.cache_control()));
    if let Some(vary) = audience.vary() {
        builder.insert_header((header::VARY, vary));
    }
    if known {
        return builder.finish();
    }
    builder.content_type(content_type).body(body)
}

fn has_it(request: &HttpRequest, tag: &EntityTag) -> bool {
    is_among(request.headers(), tag)
}

/// Whether a tag is one of those that `If-None-Match` names.
pub(crate) fn is_among(headers: &HeaderMap, tag: &EntityTag) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH);
    if known
        .clone()
        .any(|value| value.as_bytes().trim_ascii() == b"*")
    {
        return true;
    }
    let known: Vec<EntityTag> = header::from_comma_delimited(known).unwrap_or_default();
    known.iter().any(|known| known.weak_eq(tag))
}

/// A short name for these very bytes.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    URL_SAFE_NO_PAD.encode(&digest[..12])
}
