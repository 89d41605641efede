//! Answers that a reader may keep and ask about: `ETag`, `If-None-Match`, 304 (RFC 9110 § 13).

use actix_web::http::header::{self, EntityTag, IfNoneMatch};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::ApiError;

/// Who may keep an answer. Either way it is asked about before it is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// It is the same for everybody.
    Everybody,
    /// It shows who is signed in.
    OneBrowser,
}

impl Audience {
    const fn cache_control(self) -> &'static str {
        match self {
            Self::Everybody => "public, no-cache",
            Self::OneBrowser => "private, no-cache",
        }
    }
}

/// A JSON answer for everybody, or 304 when the reader has it.
pub(crate) fn json(
    request: &HttpRequest,
    view: &impl Serialize,
    links: Option<String>,
) -> Result<HttpResponse, ApiError> {
    let body = serde_json::to_vec(view).map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(answer(
        request,
        "application/json",
        body,
        Audience::Everybody,
        links,
    ))
}

/// An answer, or 304 when the reader has it.
pub(crate) fn answer(
    request: &HttpRequest,
    content_type: &'static str,
    body: Vec<u8>,
    audience: Audience,
    links: Option<String>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(fingerprint(&body));
    let known = has_it(request, &tag);
    let mut builder = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    builder
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, audience.cache_control()));
    if audience == Audience::OneBrowser {
        builder.insert_header((header::VARY, "Cookie"));
    }
    if let Some(links) = links {
        builder.insert_header((header::LINK, links));
    }
    if known {
        return builder.finish();
    }
    builder.content_type(content_type).body(body)
}

fn has_it(request: &HttpRequest, tag: &EntityTag) -> bool {
    match request.get_header::<IfNoneMatch>() {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        None => false,
    }
}

/// A short name for these very bytes.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    URL_SAFE_NO_PAD.encode(&digest[..12])
}
