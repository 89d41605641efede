use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::rt::time::timeout;
use actix_web::{HttpMessage, HttpRequest};
use futures_util::StreamExt;
use jobboard_core::limits::BODY_MAX_BYTES;
use jobboard_core::phrase;

use crate::error::ApiError;
use crate::site::{SiteData, TimeLimits};

/// Reads a whole body of at most 64 KiB, within the site's limit of time.
pub(super) async fn read(request: &HttpRequest, payload: Payload) -> Result<Vec<u8>, ApiError> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_MAX_BYTES as u64) {
        return Err(ApiError::TooLarge);
    }
    let site = request.app_data::<SiteData>();
    let limits = site.map_or(TimeLimits::default(), |site| site.time_limits());
    timeout(limits.body, read_chunks(payload))
        .await
        .unwrap_or(Err(ApiError::BodyTooSlow))
}

async fn read_chunks(mut payload: Payload) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ApiError::Malformed(phrase!("error-body-broken")))?;
        if body.len() + chunk.len() > BODY_MAX_BYTES {
            return Err(ApiError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Lets a request through whose body is of this kind.
pub(super) fn expect_content_type(
    request: &HttpRequest,
    expected: &'static str,
) -> Result<(), ApiError> {
    if request.content_type().eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        Err(ApiError::UnsupportedMediaType(expected))
    }
}
