//! `/api/v1/users/me/sessions`.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::sessions::{self, Session};
use serde::Serialize;
use utoipa::ToSchema;

use super::auth::CurrentPasswordBody;
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::device;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::OptionalJsonBody;
use crate::site::SiteData;

/// A sign-in that has not ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// The id.
    id: String,
    /// What signed in.
    #[schema(example = "Firefox on Linux")]
    device: String,
    /// From where it was last renewed: an IPv4 address or an IPv6 /64.
    #[schema(example = "203.0.113.7")]
    network: String,
    /// When somebody signed in.
    created_at: DateTime<Utc>,
    /// When it was last renewed: it was seen at most one access token's life later.
    last_seen_at: DateTime<Utc>,
    /// When it ends unless it is renewed.
    expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl SessionView {
    fn new(session: Session, current: &str) -> Self {
        Self {
            device: device::describe(&session.user_agent).to_string(),
            network: session.network,
            created_at: session.created_at,
            last_seen_at: session.refreshed_at,
            expires_at: session.expires_at,
            is_current: session.id == current,
            id: session.id,
        }
    }
}

/// Everybody's own sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    /// The one used last first; a hundred at the most.
    items: Vec<SessionView>,
}

/// List my sessions
#[utoipa::path(
    get, path = "/api/v1/users/me/sessions", operation_id = "list_sessions", tag = "users",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The sessions.", body = SessionList),
        (status = 401, description = "Not signed in.", body = Problem),
    )
)]
pub(crate) async fn list_sessions(
    site: SiteData,
    user: SignedIn,
) -> Result<web::Json<SessionList>, ApiError> {
    let sessions = sessions::list(site.context(), &user.0).await?;
    let items = sessions
        .into_iter()
        .map(|session| SessionView::new(session, user.0.session()))
        .collect();
    Ok(web::Json(SessionList { items }))
}

/// End a session of mine
///
/// The one that asks needs nothing more. Another one needs the password in the body: whoever has
/// stolen a token must not sign the owner out with it.
#[utoipa::path(
    delete, path = "/api/v1/users/me/sessions/{session}", operation_id = "delete_session", tag = "users",
    security(("bearer" = [])),
    params(("session" = String, Path, description = "The session's id.")),
    request_body(content = Option<CurrentPasswordBody>, content_type = "application/json"),
    responses(
        (status = 204, description = "It has ended."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 404, description = "There is no such session of yours.", body = Problem),
        (status = 422, description = "The password is missing or wrong.", body = Problem),
        (status = 429, description = "It was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn delete_session(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: OptionalJsonBody<CurrentPasswordBody>,
) -> Result<HttpResponse, ApiError> {
    let session = request.match_info().get("session").unwrap_or_default();
    let mut errors = FieldErrors::new();
    let password = body
        .0
        .and_then(|body| body.current_password.text("current_password", &mut errors));
    if !errors.is_empty() {
        return Err(errors.into());
    }
    sessions::end_session(
        site.context(),
        &user.0,
        session,
        password.as_deref(),
        &caller.0,
    )
    .await
    .map_err(|error| match error {
        ServiceError::NotFound => ApiError::NotFound(phrase!("none-session")),
        other => other.into(),
    })?;
    let mut response = HttpResponse::NoContent().finish();
    if session == user.0.session() {
        site.cookies().sign_out(&mut response)?;
    }
    Ok(response)
}
