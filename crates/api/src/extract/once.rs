use jobboard_core::phrase;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use jobboard_core::field::FieldError;
use jobboard_services::jobs::OnceKey;
use serde::de::DeserializeOwned;

use super::body;
use super::json::parse;
use crate::conditional::fingerprint;
use crate::error::ApiError;

/// The header in which a client says a key of its own (draft-ietf-httpapi-idempotency-key-header).
const HEADER: &str = "Idempotency-Key";

/// The longest key.
const KEY_MAX: usize = 255;

/// As [`JsonBody`](super::JsonBody), with the key that makes the request one that is done once.
pub(crate) struct JsonBodyOnce<T> {
    pub(crate) body: T,
    /// The key, if the client said one.
    pub(crate) once: Option<OnceKey>,
}

impl<T: DeserializeOwned + 'static> FromRequest for JsonBodyOnce<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            body::expect_content_type(&request, "application/json")?;
            let key = key(&request)?;
            let body = body::read(&request, payload).await?;
            let once = key.map(|key| OnceKey {
                key,
                body_fingerprint: fingerprint(&body),
            });
            Ok(Self {
                body: parse(&body)?,
                once,
            })
        })
    }
}

fn key(request: &HttpRequest) -> Result<Option<String>, FieldError> {
    let mut said = request.headers().get_all(HEADER);
    let Some(first) = said.next() else {
        return Ok(None);
    };
    let key = first.to_str().ok().map(str::trim);
    let readable = |key: &&str| {
        (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let alone = said.next().is_none();
    key.filter(|key| alone && readable(key))
        .map(|key| Some(key.to_owned()))
        .ok_or_else(|| {
            let message = phrase!("error-key");
            FieldError::new(HEADER, "invalid", message)
        })
}
