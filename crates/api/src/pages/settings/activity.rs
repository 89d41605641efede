//! What happened to an account, and for an admin to all of them.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::language::Phrase;
use jobboard_core::paging::NumberCursor;
use jobboard_core::phrase;
use jobboard_services::audit::{self, AuthEvent, EventKind};

use super::{Place, Section};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::Query;
use crate::pages::instant::Instant;
use crate::pages::layout::Layout;
use crate::pages::page;
use crate::site::SiteData;
use crate::v1::number_query::NumberQuery;

#[derive(Template)]
#[template(path = "activity.html")]
struct ActivityPage {
    layout: Layout,
    section: Place,
    everybody: bool,
    events: Vec<EventRow>,
    /// The address of the next page.
    older: Option<String>,
    first: bool,
}

/// An event, for a person.
struct EventRow {
    what: Phrase,
    is_alarming: bool,
    email: Phrase,
    network: Phrase,
    request_id: String,
    at: Instant,
}

impl EventRow {
    fn new(event: AuthEvent, email: Option<String>) -> Self {
        let (what, is_alarming) = in_words(&event.kind);
        Self {
            what,
            is_alarming,
            email: match email {
                Some(email) => phrase!("verbatim", text = email),
                None => phrase!("activity-no-account"),
            },
            network: match event.network.as_str() {
                "" => phrase!("activity-operator"),
                network => phrase!("verbatim", text = network),
            },
            request_id: event.request_id,
            at: event.created_at.into(),
        }
    }
}

/// An event in words, and whether to look at it twice.
fn in_words(kind: &str) -> (Phrase, bool) {
    let known = EventKind::ALL
        .into_iter()
        .find(|known| known.as_str() == kind);
    let Some(kind) = known else {
        return (phrase!("event-unknown"), false);
    };
    match kind {
        EventKind::SignedUp => (phrase!("event-signed-up"), false),
        EventKind::SignedIn => (phrase!("event-signed-in"), false),
        EventKind::SignInFailed => (phrase!("event-sign-in-failed"), true),
        EventKind::SignInThrottled => (phrase!("event-sign-in-throttled"), true),
        EventKind::SignedOut => (phrase!("event-signed-out"), false),
        EventKind::SignedOutEverywhere => (phrase!("event-signed-out-everywhere"), false),
        EventKind::SessionEnded => (phrase!("event-session-ended"), false),
        EventKind::RefreshTokenReused => (phrase!("event-token-reused"), true),
        EventKind::PasswordRefused => (phrase!("event-password-refused"), true),
        EventKind::PasswordChanged => (phrase!("event-password-changed"), true),
        EventKind::ResetRequested => (phrase!("event-reset-requested"), false),
        EventKind::PasswordReset => (phrase!("event-password-reset"), true),
        EventKind::EmailVerified => (phrase!("event-email-verified"), false),
        EventKind::EmailChangeRequested => (phrase!("event-email-change-requested"), true),
        EventKind::EmailChanged => (phrase!("event-email-changed"), true),
        EventKind::EmailChangeUndone => (phrase!("event-email-undone"), true),
        EventKind::RoleChanged => (phrase!("event-role-changed"), true),
        EventKind::Deactivated => (phrase!("event-deactivated"), true),
        EventKind::Reactivated => (phrase!("event-reactivated"), false),
        EventKind::Deleted => (phrase!("event-deleted"), true),
        EventKind::BoardChanged => (phrase!("event-board-changed"), false),
    }
}

/// `GET /settings/activity/`
pub(crate) async fn activity_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let events = audit::list_own_events(site.context(), &user.0, after, limit).await?;
    let section = Place::new(Section::Activity, &user.0);
    let activity = ActivityPage {
        layout: Layout::for_user(&site, &user),
        section,
        everybody: false,
        older: events.next.map(|next| older(section, next)),
        events: events
            .items
            .into_iter()
            .map(|event| EventRow::new(event, None))
            .collect(),
        first: after.is_none(),
    };
    page(&request, &activity)
}

/// `GET /admin/activity/`
pub(crate) async fn all_activity_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let events = audit::list_all_events(site.context(), after, limit).await?;
    let section = Place::new(Section::AllActivity, &user.0);
    let activity = ActivityPage {
        layout: Layout::for_user(&site, &user),
        section,
        everybody: true,
        older: events.next.map(|next| older(section, next)),
        events: events
            .items
            .into_iter()
            .map(|addressed| EventRow::new(addressed.event, addressed.email))
            .collect(),
        first: after.is_none(),
    };
    page(&request, &activity)
}

fn older(section: Place, next: NumberCursor) -> String {
    format!("{}?after={next}", section.path())
}
