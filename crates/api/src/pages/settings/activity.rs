//! What happened to an account, and for an admin to all of them.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::paging::NumberCursor;
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
    what: &'static str,
    is_alarming: bool,
    email: String,
    network: String,
    request_id: String,
    at: Instant,
}

impl EventRow {
    fn new(event: AuthEvent, email: Option<String>) -> Self {
        let (what, is_alarming) = in_words(&event.kind);
        Self {
            what,
            is_alarming,
            email: email.unwrap_or_else(|| "no account".to_owned()),
            network: match event.network.as_str() {
                "" => "the operator".to_owned(),
                _ => event.network,
            },
            request_id: event.request_id,
            at: event.created_at.into(),
        }
    }
}

/// An event in words, and whether to look at it twice.
fn in_words(kind: &str) -> (&'static str, bool) {
    let known = EventKind::ALL
        .into_iter()
        .find(|known| known.as_str() == kind);
    let Some(kind) = known else {
        return ("Something that this version does not know", false);
    };
    match kind {
        EventKind::SignedUp => ("Registered", false),
        EventKind::SignedIn => ("Signed in", false),
        EventKind::SignInFailed => ("Wrong password at a sign-in", true),
        EventKind::SignInThrottled => ("Sign-in refused after too many wrong passwords", true),
        EventKind::SignedOut => ("Signed out", false),
        EventKind::SignedOutEverywhere => ("Signed out everywhere", false),
        EventKind::SessionEnded => ("Ended another sign-in", false),
        EventKind::RefreshTokenReused => ("Ended a sign-in whose token was used twice", true),
        EventKind::PasswordRefused => ("Wrong current password in the settings", true),
        EventKind::PasswordChanged => ("Changed the password", true),
        EventKind::ResetRequested => ("Asked for a mail to set a new password", false),
        EventKind::PasswordReset => ("Set a new password by a mailed link", true),
        EventKind::EmailVerified => ("Verified the e-mail address", false),
        EventKind::EmailChangeRequested => ("Asked for another e-mail address", true),
        EventKind::EmailChanged => ("Changed the e-mail address", true),
        EventKind::EmailChangeUndone => ("Undid the change of the e-mail address", true),
        EventKind::RoleChanged => ("Was given another role", true),
        EventKind::Deactivated => ("Was put out of use", true),
        EventKind::Reactivated => ("Was put back into use", false),
        EventKind::Deleted => ("Was deleted", true),
        EventKind::BoardChanged => ("Changed the settings of the board", false),
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
        layout: Layout::for_user(&site, &user.0),
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
        layout: Layout::for_user(&site, &user.0),
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
