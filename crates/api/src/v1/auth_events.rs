//! `/api/v1/users/me/auth-events` and `/api/v1/admin/auth-events`.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::paging::{EventCursor, Page, PageLimit};
use jobboard_services::audit::{self, AddressedEvent, AuthEvent};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{Parameters, Query};
use crate::site::SiteData;

/// Something that happened to an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuthEventView {
    /// The number.
    id: i64,
    /// What happened, as a stable word.
    #[schema(example = "signed_in")]
    kind: String,
    /// From where; empty when the operator did it on the command line.
    #[schema(example = "203.0.113.7")]
    network: String,
    /// The id of the request, as the log has it.
    request_id: String,
    /// When.
    created_at: DateTime<Utc>,
}

impl From<AuthEvent> for AuthEventView {
    fn from(event: AuthEvent) -> Self {
        Self {
            id: event.id,
            kind: event.kind,
            network: event.network,
            request_id: event.request_id,
            created_at: event.created_at,
        }
    }
}

/// Something that happened to anybody's account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddressedEventView {
    #[serde(flatten)]
    event: AuthEventView,
    /// The account's number; nothing when there is none.
    user_id: Option<i64>,
    /// The account's e-mail address.
    email: Option<String>,
}

impl From<AddressedEvent> for AddressedEventView {
    fn from(AddressedEvent { event, email }: AddressedEvent) -> Self {
        Self {
            user_id: event.user_id,
            email,
            event: event.into(),
        }
    }
}

/// A page of events.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuthEventPage {
    /// The latest first.
    items: Vec<AuthEventView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// A page of everybody's events.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddressedEventPage {
    /// The latest first.
    items: Vec<AddressedEventView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// What the query of a list of events says.
pub(crate) struct EventQuery {
    pub(crate) after: Option<EventCursor>,
    pub(crate) limit: PageLimit,
}

impl EventQuery {
    /// Reads `after` and `limit`.
    pub(crate) fn parse(query: &Parameters) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let after = errors.keep(query.get("after").map(EventCursor::parse).transpose());
        let limit = errors.keep(query.get("limit").map(PageLimit::parse).transpose());
        match errors.is_empty() {
            true => Ok(Self {
                after: after.flatten(),
                limit: limit.flatten().unwrap_or_default(),
            }),
            false => Err(errors),
        }
    }
}

/// The answer of a page; `path` is where the next one is.
fn answer<T, V: Serialize>(
    page: Page<T, EventCursor>,
    path: &str,
    limit: PageLimit,
    view: impl FnOnce(Vec<T>, Option<String>) -> V,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(next) = page.next {
        let link = format!(r#"<{path}?after={next}&limit={}>; rel="next""#, limit.get());
        response.insert_header((header::LINK, link));
    }
    response.json(view(page.items, page.next.map(|next| next.to_string())))
}

/// List what happened to my account
#[utoipa::path(
    get, path = "/api/v1/users/me/auth-events", operation_id = "list_own_events", tag = "users",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Events on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page, latest first.", body = AuthEventPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_own_events(
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let EventQuery { after, limit } = EventQuery::parse(&query.0)?;
    let page = audit::list_own_events(site.context(), &user.0, after, limit).await?;
    let path = "/api/v1/users/me/auth-events";
    Ok(answer(page, path, limit, |items, next| AuthEventPage {
        items: items.into_iter().map(AuthEventView::from).collect(),
        next,
    }))
}

/// List what happened to all accounts
#[utoipa::path(
    get, path = "/api/v1/admin/auth-events", operation_id = "list_all_events", tag = "admin",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Events on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page, latest first.", body = AddressedEventPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_all_events(
    site: SiteData,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let EventQuery { after, limit } = EventQuery::parse(&query.0)?;
    let page = audit::list_all_events(site.context(), after, limit).await?;
    let path = "/api/v1/admin/auth-events";
    Ok(answer(page, path, limit, |items, next| {
        AddressedEventPage {
            items: items.into_iter().map(AddressedEventView::from).collect(),
            next,
        }
    }))
}
