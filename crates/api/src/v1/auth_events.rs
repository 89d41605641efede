//! `/api/v1/users/me/auth-events` and `/api/v1/admin/auth-events`.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use jobboard_services::audit::{self, AddressedEvent, AuthEvent};
use serde::Serialize;
use utoipa::ToSchema;

use super::next_page::page_answer;
use super::number_query::NumberQuery;
use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::Query;
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
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let page = audit::list_own_events(site.context(), &user.0, after, limit).await?;
    let path = "/api/v1/users/me/auth-events";
    Ok(page_answer(page, path, limit, |items, next| {
        AuthEventPage {
            items: items.into_iter().map(AuthEventView::from).collect(),
            next,
        }
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
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let page = audit::list_all_events(site.context(), after, limit).await?;
    let path = "/api/v1/admin/auth-events";
    Ok(page_answer(page, path, limit, |items, next| {
        AddressedEventPage {
            items: items.into_iter().map(AddressedEventView::from).collect(),
            next,
        }
    }))
}
