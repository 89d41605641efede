//! The audit log: what happened to whose account, when, and from where. No secret is in it, nor
//! anything that somebody typed.

use chrono::{DateTime, Utc};
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::user::UserId;
pub use jobboard_db::models::AuthEvent;
use jobboard_db::models::NewAuthEvent;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// What can happen to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// It was made.
    SignedUp,
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to sign in with a wrong password, or to an unknown account.
    SignInFailed,
    /// A sign-in was not even tried: too many were wrong.
    SignInThrottled,
    /// Somebody signed out.
    SignedOut,
    /// All its sessions were ended.
    SignedOutEverywhere,
    /// One of its sessions was ended from another one.
    SessionEnded,
    /// A refresh token was used a second time: its session was ended.
    RefreshTokenReused,
    /// Somebody gave a wrong current password where one is asked for.
    PasswordRefused,
    /// Its password was changed by somebody who knew the old one.
    PasswordChanged,
    /// A mail to set a new password was asked for.
    ResetRequested,
    /// Its password was set by a mailed link.
    PasswordReset,
    /// Its e-mail address was proven.
    EmailVerified,
    /// Another e-mail address was asked for.
    EmailChangeRequested,
    /// Its e-mail address was changed.
    EmailChanged,
    /// The change of its e-mail address was undone from the old one.
    EmailChangeUndone,
    /// It was given another role.
    RoleChanged,
    /// It was put out of use.
    Deactivated,
    /// It was put back into use.
    Reactivated,
    /// It was deleted.
    Deleted,
    /// It changed how the board treats jobs.
    BoardChanged,
}

impl EventKind {
    /// Everything that can happen.
    pub const ALL: [Self; 21] = [
        Self::SignedUp,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignInThrottled,
        Self::SignedOut,
        Self::SignedOutEverywhere,
        Self::SessionEnded,
        Self::RefreshTokenReused,
        Self::PasswordRefused,
        Self::PasswordChanged,
        Self::ResetRequested,
        Self::PasswordReset,
        Self::EmailVerified,
        Self::EmailChangeRequested,
        Self::EmailChanged,
        Self::EmailChangeUndone,
        Self::RoleChanged,
        Self::Deactivated,
        Self::Reactivated,
        Self::Deleted,
        Self::BoardChanged,
    ];

    /// Its name in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedUp => "signed_up",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignInThrottled => "sign_in_throttled",
            Self::SignedOut => "signed_out",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::SessionEnded => "session_ended",
            Self::RefreshTokenReused => "refresh_token_reused",
            Self::PasswordRefused => "password_refused",
            Self::PasswordChanged => "password_changed",
            Self::ResetRequested => "reset_requested",
            Self::PasswordReset => "password_reset",
            Self::EmailVerified => "email_verified",
            Self::EmailChangeRequested => "email_change_requested",
            Self::EmailChanged => "email_changed",
            Self::EmailChangeUndone => "email_change_undone",
            Self::RoleChanged => "role_changed",
            Self::Deactivated => "deactivated",
            Self::Reactivated => "reactivated",
            Self::Deleted => "deleted",
            Self::BoardChanged => "board_changed",
        }
    }
}

/// Stores an event, in the transaction of what it tells of.
///
/// # Errors
/// When the query fails.
pub(crate) fn record(
    db: &mut DbConnection,
    kind: EventKind,
    user: Option<UserId>,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    let network = caller.network_text();
    tracing::info!(
        event = kind.as_str(),
        user = user.map(|id| id.0),
        %network,
        request_id = %caller.request_id,
        "account event"
    );
    repository::auth_events::insert(
        db,
        &NewAuthEvent {
            kind: kind.as_str(),
            user_id: user.map(|id| id.0),
            network: &network,
            request_id: &caller.request_id,
            created_at: now.naive_utc(),
        },
    )?;
    Ok(())
}

/// An event with the e-mail address of its account, for an admin.
#[derive(Debug, Clone)]
pub struct AddressedEvent {
    /// What happened.
    pub event: AuthEvent,
    /// The account's address, if there is an account.
    pub email: Option<String>,
}

/// What happened to the asker's account, latest first.
///
/// # Errors
/// When the database fails.
pub async fn list_own_events(
    context: &Context,
    user: &CurrentUser,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<AuthEvent, NumberCursor>, ServiceError> {
    let id = user.id();
    let events = context
        .read(move |db| {
            let before = after.map(|cursor| cursor.0);
            repository::auth_events::of_user(db, id, before, limit.get() + 1)
        })
        .await?;
    Ok(Page::cut(events, limit, |event| NumberCursor(event.id)))
}

/// What happened to all accounts, latest first. Who may read it is said by the route.
///
/// # Errors
/// When the database fails.
pub async fn list_all_events(
    context: &Context,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<AddressedEvent, NumberCursor>, ServiceError> {
    let events = context
        .read(move |db| {
            let before = after.map(|cursor| cursor.0);
            repository::auth_events::of_everybody(db, before, limit.get() + 1)
        })
        .await?;
    let events = events
        .into_iter()
        .map(|(event, email)| AddressedEvent { event, email })
        .collect();
    Ok(Page::cut(events, limit, |addressed: &AddressedEvent| {
        NumberCursor(addressed.event.id)
    }))
}
