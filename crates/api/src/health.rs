//! Whether the program lives, and whether it can serve.

use actix_web::HttpResponse;
use actix_web::http::Method;
use jobboard_services::health;
use serde_json::json;

use crate::error::ApiError;
use crate::route::{Access, Route};
use crate::site::SiteData;

/// The routes of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/health/live", Access::Anyone, live),
        Route::new(Method::GET, "/health/ready", Access::Anyone, ready),
    ]
}

/// The program runs
///
/// Says nothing about the database.
#[utoipa::path(
    get, path = "/health/live", operation_id = "live", tag = "health",
    responses((status = 200, description = "It runs."))
)]
async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "live"}))
}

/// The board can serve
///
/// For a load balancer: 503 while the database is away and when the program is about to stop.
#[utoipa::path(
    get, path = "/health/ready", operation_id = "ready", tag = "health",
    responses(
        (status = 200, description = "It can serve."),
        (status = 503, description = "It cannot serve now.", body = crate::door::face::Problem),
    )
)]
async fn ready(site: SiteData) -> Result<HttpResponse, ApiError> {
    if site.is_stopping() {
        return Err(ApiError::Unavailable);
    }
    health::check(site.context()).await?;
    Ok(HttpResponse::Ok().json(json!({"status": "ready"})))
}
