use jobboard_core::phrase;
use std::future::ready;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use jobboard_core::field::FieldError;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::body;
use crate::error::ApiError;

/// A JSON object as the body, of at most 64 KiB. What is not JSON is 400; an object with unknown
/// or repeated fields is 422 with the field named.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            body::expect_content_type(&request, "application/json")?;
            let body = body::read(&request, payload).await?;
            parse(&body).map(JsonBody)
        })
    }
}

/// A JSON object as the body, or no body at all, or null.
pub(crate) struct OptionalJsonBody<T>(pub(crate) Option<T>);

impl<T: DeserializeOwned + 'static> FromRequest for OptionalJsonBody<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::CONTENT_TYPE) {
            return Box::pin(ready(Ok(Self(None))));
        }
        let body = JsonBody::from_request(request, payload);
        Box::pin(async move { Ok(Self(body.await?.0)) })
    }
}

pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    if let Some(b'[' | b'"') = body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        return Err(not_an_object().into());
    }
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => wrong_field(&error.to_string()).into(),
        Category::Io | Category::Syntax | Category::Eof => {
            ApiError::Malformed(phrase!("error-not-json"))
        }
    })
}

/// The fields themselves take any value (see [`TextField`](super::TextField)), so all that can be
/// wrong with an object is the name of a field.
fn wrong_field(message: &str) -> FieldError {
    let named = |before: &str| {
        let rest = message.strip_prefix(before)?;
        rest.split_once('`').map(|(name, _)| name.to_owned())
    };
    if let Some(name) = named("unknown field `") {
        FieldError::new(name, "unknown", phrase!("error-no-such-field"))
    } else if let Some(name) = named("duplicate field `") {
        FieldError::new(name, "duplicate", phrase!("error-twice"))
    } else {
        not_an_object()
    }
}

fn not_an_object() -> FieldError {
    FieldError::new("body", "wrong_type", phrase!("error-not-an-object"))
}
