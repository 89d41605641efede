//! Sessions: opened by a sign-in, shown by an access token, ended by whoever may.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::security::random::random_text;
use jobboard_core::user::{Role, UserId};
use jobboard_db::models::NewSession;
pub use jobboard_db::models::{Session, User};
use jobboard_db::{DbConnection, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::reauthentication::check_current_password;

/// How long a session lasts that is not refreshed.
pub const IDLE_LIFE: TimeDelta = TimeDelta::days(14);

/// How long a session lasts, whatever its refreshing.
pub const ABSOLUTE_LIFE: TimeDelta = TimeDelta::days(30);

/// The sessions that one user can have; one more ends the one that was used least lately.
const SESSIONS_MAX: i64 = 100;

/// The characters that are kept of what a program calls itself.
const USER_AGENT_MAX: usize = 300;

/// Somebody who is signed in: an account in use and a session that has not ended.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    user: User,
    session: String,
}

impl CurrentUser {
    pub(crate) fn new(user: User, session: String) -> Self {
        Self { user, session }
    }

    /// The user's number.
    pub fn id(&self) -> UserId {
        self.user.id
    }

    /// The account.
    pub fn account(&self) -> &User {
        &self.user
    }

    /// The id of the session.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// Whether this person may change what `owner` has posted.
    pub fn may_manage_jobs_of(&self, owner: UserId) -> bool {
        self.user.id == owner || self.user.role.manages_all_jobs()
    }

    /// What this person may do.
    pub fn role(&self) -> Role {
        self.user.role
    }
}

/// What a session is shown and renewed with.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// The access token, to show with every request.
    pub access_token: String,
    /// How long it is good for.
    pub expires_in: TimeDelta,
    /// The refresh token, for the next tokens.
    pub refresh_token: String,
    /// How long that one is good for.
    pub refresh_expires_in: TimeDelta,
}

/// How a session is kept going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// By its refresh token.
    ByRefreshToken,
    /// It ends with its first access token.
    Never,
}

/// Opens a session, in the transaction of a sign-in.
pub(crate) fn open(
    db: &mut DbConnection,
    context: &Context,
    user: &User,
    renewal: Renewal,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Tokens, ServiceError> {
    let id = random_text::<16>();
    let life = match renewal {
        Renewal::ByRefreshToken => IDLE_LIFE,
        Renewal::Never => context.keys.access.key().life(),
    };
    let expires_at = now + life;
    repository::sessions::delete_expired_of_user(db, user.id, now)?;
    repository::sessions::delete_all_but_latest(db, user.id, SESSIONS_MAX - 1)?;
    let user_agent: String = caller.user_agent.chars().take(USER_AGENT_MAX).collect();
    repository::sessions::insert(
        db,
        &NewSession {
            id: &id,
            user_id: user.id.0,
            counter: 0,
            user_agent: &user_agent,
            network: &caller.network_text(),
            created_at: now.naive_utc(),
            refreshed_at: now.naive_utc(),
            expires_at: expires_at.naive_utc(),
        },
    )?;
    tokens(context, user, &id, 0, expires_at, now)
}

/// The tokens of a session whose counter is `counter` and which ends at `expires_at`.
pub(crate) fn tokens(
    context: &Context,
    user: &User,
    session: &str,
    counter: i64,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Tokens, ServiceError> {
    let issued = context
        .keys
        .access
        .issue(&user.email, session, expires_at, now)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(Tokens {
        access_token: issued.token,
        expires_in: issued.expires_in,
        refresh_token: context.keys.refresh.issue(session, counter),
        refresh_expires_in: expires_at - now,
    })
}

/// Finds out who shows this token. The database is asked every time: that is what makes a logout
/// work at once, everywhere.
///
/// # Errors
/// `BadToken` when it is none of ours, has expired, or its session or account has ended.
pub async fn authenticate(context: &Context, token: &str) -> Result<CurrentUser, ServiceError> {
    let now = context.now();
    let claims = context.keys.access.verify(token, now).map_err(|refusal| {
        tracing::debug!(%refusal, "token refused");
        ServiceError::BadToken("the token is not valid")
    })?;
    let session = claims.sid.clone();
    let (user, _) = context
        .session_user(session)
        .await?
        .filter(|(_, end)| now < *end)
        .ok_or(ServiceError::BadToken("the session has ended"))?;
    if !user.is_active {
        return Err(ServiceError::BadToken("the account is out of use"));
    }
    if user.email != claims.sub {
        return Err(ServiceError::BadToken("the token names another address"));
    }
    Ok(CurrentUser::new(user, claims.sid))
}

/// Ends the session of whoever asks. Its tokens are refused from now on.
///
/// # Errors
/// When the database fails.
pub async fn logout(
    context: &Context,
    user: &CurrentUser,
    caller: &Caller,
) -> Result<(), ServiceError> {
    end(context, user.session.clone(), EventKind::SignedOut, caller).await
}

/// Ends the session that a token belongs to, whichever kind it is (RFC 7009). A token that is
/// none of ours, or whose session has ended, is none that could be used, so all is well.
///
/// # Errors
/// When the database fails.
pub async fn revoke(context: &Context, token: &str, caller: &Caller) -> Result<(), ServiceError> {
    let refreshed = context
        .keys
        .refresh
        .read(token)
        .map(|claims| claims.session);
    let shown = || context.keys.access.verify(token, context.now()).ok();
    match refreshed.or_else(|| shown().map(|claims| claims.sid)) {
        Some(session) => end(context, session, EventKind::SignedOut, caller).await,
        None => Ok(()),
    }
}

async fn end(
    context: &Context,
    session: String,
    kind: EventKind,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let (now, caller) = (context.now(), caller.clone());
    context
        .write_unseen(move |db| {
            let known = repository::sessions::user_of(db, &session)?;
            if let Some((user, _)) = known.filter(|(_, end)| now < *end) {
                repository::sessions::delete(db, &session)?;
                audit::record(db, kind, Some(user.id), &caller, now)?;
            }
            Ok(())
        })
        .await
}

/// Everybody's own sessions, the one used last first; a hundred at the most.
///
/// # Errors
/// When the database fails.
pub async fn list(context: &Context, user: &CurrentUser) -> Result<Vec<Session>, ServiceError> {
    let (id, now) = (user.id(), context.now());
    context
        .read(move |db| repository::sessions::of_user(db, id, now))
        .await
}

/// Ends one of the asker's sessions. To end another one than that which asks takes the password:
/// whoever has stolen a token must not sign the owner out.
///
/// # Errors
/// `NotFound`; as [`check_current_password`].
pub async fn end_session(
    context: &Context,
    user: &CurrentUser,
    session: &str,
    current_password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    if session == user.session {
        return logout(context, user, caller).await;
    }
    check_current_password(context, user, current_password, caller).await?;
    // PostgreSQL takes no NUL, and no session's id has one.
    if session.contains('\0') {
        return Err(ServiceError::NotFound);
    }
    let (id, now) = (user.id(), context.now());
    let (session, caller) = (session.to_owned(), caller.clone());
    context
        .write_unseen(move |db| {
            if repository::sessions::delete_own(db, id, &session)? == 0 {
                return Err(ServiceError::NotFound);
            }
            audit::record(db, EventKind::SessionEnded, Some(id), &caller, now)?;
            Ok(())
        })
        .await
}

/// Ends all sessions of the asker, that which asks as well.
///
/// # Errors
/// As [`check_current_password`].
pub async fn logout_everywhere(
    context: &Context,
    user: &CurrentUser,
    current_password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    check_current_password(context, user, current_password, caller).await?;
    let (id, now) = (user.id(), context.now());
    let caller = caller.clone();
    context
        .write_unseen(move |db| {
            repository::sessions::delete_of_user(db, id)?;
            audit::record(db, EventKind::SignedOutEverywhere, Some(id), &caller, now)?;
            Ok(())
        })
        .await
}
