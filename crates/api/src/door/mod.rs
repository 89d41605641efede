//! What every request passes on its way in and every answer on its way out.

mod asked;
pub(crate) mod face;
pub(crate) mod headers;
pub(crate) mod origin;
pub(crate) mod request_id;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::{Error, HttpMessage};
use futures_util::FutureExt;
use tracing::Instrument;

pub(crate) use asked::Asked;
use request_id::RequestId;

use crate::error::ApiError;

/// Gives a request its id, lets it be answered, writes errors in the surface's form, adds the
/// headers that every answer has, and leaves a line in the log. A handler that panics or takes too
/// long is an error like any other.
pub(crate) async fn pass<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse, Error> {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let span = tracing::info_span!("request", id = %id);
    request.extensions_mut().insert(id.clone());
    let mut asked = Asked::of(&request);
    request.extensions_mut().insert(asked.visitor.1.clone());
    let limits = asked.site.as_ref().map(|site| site.time_limits());
    let limit = limits.unwrap_or_default().request;
    // Routing is within, and nothing else may hold the request meanwhile.
    let answer = AssertUnwindSafe(async move { timeout(limit, next.call(request)).await })
        .catch_unwind()
        .instrument(span.clone())
        .await;
    let _entered = span.enter();
    let error = match answer {
        Ok(Ok(Ok(response))) => {
            let response = response.map_into_boxed_body();
            let mut response = face::write_error(response, &mut asked, &id);
            headers::add(response.headers_mut(), &asked, &id);
            log(&asked, response.status(), started);
            return Ok(response);
        }
        Ok(Ok(Err(error))) => {
            let status = error.as_response_error().status_code();
            face::api_error(&error, status)
        }
        Ok(Err(_)) => {
            tracing::error!(
                seconds = limit.as_secs(),
                "given up, since it took too long"
            );
            ApiError::Unavailable
        }
        Err(panic) => ApiError::Internal(format!("a handler panicked: {}", message_of(&*panic))),
    };
    let mut response = face::face(&error, &asked, &id);
    headers::add(response.headers_mut(), &asked, &id);
    log(&asked, response.status(), started);
    Err(InternalError::from_response(error, response).into())
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message,
        _ => "without a message",
    }
}

/// The path is written as it came, percent-encoded, so it cannot forge a line; the query may hold
/// anything and is left out.
fn log(asked: &Asked, status: StatusCode, started: Instant) {
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let (method, path) = (&asked.method, asked.path());
    if status.is_server_error() {
        tracing::error!(%method, path, status = status.as_u16(), milliseconds, "answered");
    } else if status.is_client_error() || !matches!(*method, Method::GET | Method::HEAD) {
        tracing::info!(%method, path, status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::debug!(%method, path, status = status.as_u16(), milliseconds, "answered");
    }
}

#[cfg(test)]
mod tests;
