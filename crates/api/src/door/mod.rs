//! What every request passes on its way in and every answer on its way out.

pub(crate) mod face;
pub(crate) mod headers;
pub(crate) mod origin;
pub(crate) mod request_id;

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;

use request_id::RequestId;

/// Gives a request its id, lets it be answered, writes errors in the surface's form, adds the
/// headers that every answer has, and leaves a line in the log.
pub(crate) async fn pass<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse, Error> {
    let started = Instant::now();
    let id = RequestId::of(&request);
    let span = tracing::info_span!("request", id = %id);
    request.extensions_mut().insert(id.clone());
    let response = next.call(request).instrument(span.clone()).await?;
    let _entered = span.enter();
    let mut response = face::write_error(response.map_into_boxed_body(), &id);
    headers::add(&mut response, &id);
    log(&response, started);
    Ok(response)
}

/// The path is written as it came, percent-encoded, so it cannot forge a line; the query may hold
/// anything and is left out.
fn log(response: &ServiceResponse, started: Instant) {
    let request = response.request();
    let status = response.status();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let (method, path) = (request.method(), request.path());
    if status.is_server_error() {
        tracing::error!(%method, path, status = status.as_u16(), milliseconds, "answered");
    } else if status.is_client_error() || !matches!(*method, Method::GET | Method::HEAD) {
        tracing::info!(%method, path, status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::debug!(%method, path, status = status.as_u16(), milliseconds, "answered");
    }
}
