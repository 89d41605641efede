//! Refresh: the next tokens of a session for the last ones.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::security::refresh_token::RefreshClaims;
use jobboard_db::models::{Session, User};
use jobboard_db::{DbConnection, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::mail::{self, Order};
use crate::sessions::{self, ABSOLUTE_LIFE, CurrentUser, IDLE_LIFE, Tokens};

/// For how long a refresh token may come a second time: two tabs, or an answer that got lost.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// A session with its next tokens.
#[derive(Debug)]
pub struct Refreshed {
    /// Whose session it is.
    pub user: CurrentUser,
    /// The tokens to show from now on.
    pub tokens: Tokens,
}

/// What became of a refresh, in the transaction that must be kept whatever it was.
enum Outcome {
    Refreshed(Box<Refreshed>),
    Reused,
    Unknown,
}

/// Takes a refresh token and gives its successor with a new access token. The same token again
/// within 10 seconds gives the same successor. Later, somebody has stolen it, from whom cannot be
/// told: the session ends for both.
///
/// # Errors
/// `InvalidGrant` when the token is none of ours or its session has ended.
pub async fn refresh(
    context: &Context,
    token: &str,
    caller: &Caller,
) -> Result<Refreshed, ServiceError> {
    let claims = context
        .keys
        .refresh
        .read(token)
        .ok_or(ServiceError::InvalidGrant)?;
    let (now, caller) = (context.now(), caller.clone());
    let keys = context.clone();
    let outcome = context
        .write_unseen(move |db| step(db, &keys, &claims, &caller, now))
        .await?;
    match outcome {
        Outcome::Refreshed(refreshed) => Ok(*refreshed),
        Outcome::Reused => {
            context.wake_mail();
            Err(ServiceError::InvalidGrant)
        }
        Outcome::Unknown => Err(ServiceError::InvalidGrant),
    }
}

fn step(
    db: &mut DbConnection,
    context: &Context,
    claims: &RefreshClaims,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Outcome, ServiceError> {
    let Some((user, session)) = live(db, claims, now)? else {
        return Ok(Outcome::Unknown);
    };
    let expires_at = (now + IDLE_LIFE).min(session.created_at + ABSOLUTE_LIFE);
    let refreshed = |counter, expires_at| {
        let tokens = sessions::tokens(context, &user, &session.id, counter, expires_at, now)?;
        let user = CurrentUser::new(user.clone(), session.id.clone());
        Ok(Outcome::Refreshed(Box::new(Refreshed { user, tokens })))
    };
    let network = caller.network_text();
    let stepped =
        repository::sessions::step(db, &session.id, claims.counter, &network, now, expires_at)?;
    if stepped {
        return refreshed(claims.counter + 1, expires_at);
    }
    // Not the current token. The row is read again, for somebody may have stepped it just now.
    let Some((_, latest)) = live(db, claims, now)? else {
        return Ok(Outcome::Unknown);
    };
    let again = (now - latest.refreshed_at).abs() <= GRACE;
    if latest.counter == claims.counter + 1 && again {
        return refreshed(latest.counter, latest.expires_at);
    }
    repository::sessions::delete(db, &session.id)?;
    let kind = EventKind::RefreshTokenReused;
    audit::record(db, kind, Some(user.id), caller, now)?;
    let notice = Order::RefreshTokenReused;
    mail::order(db, &notice, &user.email, Some(user.id), now)?;
    Ok(Outcome::Reused)
}

/// The session of a token with its user, if neither has ended. A session that was refreshed past
/// the grace ahead of now is none either: the clock was set back, which must not make it last
/// longer.
fn live(
    db: &mut DbConnection,
    claims: &RefreshClaims,
    now: DateTime<Utc>,
) -> Result<Option<(User, Session)>, ServiceError> {
    let Some(session) = repository::sessions::by_id(db, &claims.session, now)? else {
        return Ok(None);
    };
    if session.refreshed_at > now + GRACE {
        return Ok(None);
    }
    let user = repository::users::by_id(db, session.user_id)?;
    Ok(user.is_active.then_some((user, session)))
}
