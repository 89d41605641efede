//! One-time tokens: what a mailed link proves. Their hash is stored, and one conditional update
//! uses them up.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::security::one_time::{OneTimeToken, hash};
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
use jobboard_db::models::{NewToken, StoredToken};
use jobboard_db::{DbConnection, QueryError, repository};

use crate::context::Context;
use crate::error::ServiceError;

/// What a one-time token is good for. No kind passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Proving that mail to an address reaches its owner.
    VerifyEmail,
    /// Setting a new password.
    ResetPassword,
    /// Proving that mail to a new address reaches the owner, who then gets it.
    ChangeEmail,
    /// Getting the old address back.
    UndoEmail,
    /// Becoming the first admin.
    ClaimAdmin,
}

impl TokenKind {
    /// Its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
            Self::UndoEmail => "undo_email",
            Self::ClaimAdmin => "claim_admin",
        }
    }

    /// How long it is good for.
    pub const fn life(self) -> TimeDelta {
        match self {
            Self::VerifyEmail => TimeDelta::days(3),
            Self::ResetPassword => TimeDelta::minutes(30),
            Self::ChangeEmail | Self::ClaimAdmin => TimeDelta::hours(24),
            Self::UndoEmail => TimeDelta::days(7),
        }
    }

    /// Whether a new one makes the earlier ones of its user void.
    const fn replaces(self) -> bool {
        matches!(self, Self::ResetPassword | Self::ChangeEmail)
    }
}

/// What a good token says.
#[derive(Debug, Clone)]
pub struct Redeemed {
    /// Whose it is.
    pub user_id: Option<UserId>,
    /// The address that it is about.
    pub email: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl From<StoredToken> for Redeemed {
    fn from(token: StoredToken) -> Self {
        Self {
            user_id: token.user_id.map(UserId),
            email: token.email,
            created_at: token.created_at,
        }
    }
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It was never given out, or not for this.
    #[error("unknown")]
    Unknown,
    /// It was used, or a later one has replaced it.
    #[error("used")]
    Used,
    /// Its time has passed.
    #[error("expired")]
    Expired,
}

/// Makes a token and stores its hash. Where only the latest counts, earlier ones become void.
///
/// # Errors
/// When a query fails.
pub(crate) fn issue(
    db: &mut DbConnection,
    kind: TokenKind,
    user: Option<UserId>,
    email: Option<&str>,
    now: DateTime<Utc>,
) -> Result<OneTimeToken, QueryError> {
    if let Some(user) = user.filter(|_| kind.replaces()) {
        repository::one_time_tokens::void(db, kind.as_str(), user, now)?;
    }
    let token = OneTimeToken::random();
    let email_key = email.map(identifier_key);
    repository::one_time_tokens::insert(
        db,
        &NewToken {
            token_hash: &token.hash(),
            kind: kind.as_str(),
            user_id: user.map(|id| id.0),
            email,
            email_key: email_key.as_deref(),
            created_at: now.naive_utc(),
            expires_at: (now + kind.life()).naive_utc(),
        },
    )?;
    Ok(token)
}

/// Uses a token up, in the transaction of what it is good for. Of many at once one succeeds.
///
/// # Errors
/// `OneTimeToken`, with the reason.
pub(crate) fn redeem(
    db: &mut DbConnection,
    kind: TokenKind,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Redeemed, ServiceError> {
    let hash = hash(token);
    let kind = kind.as_str();
    let found = repository::one_time_tokens::by_hash(db, kind, &hash)?;
    // The user before the token, as whoever makes tokens does it: else two could wait for each
    // other.
    if let Some(user) = found.as_ref().and_then(|stored| stored.user_id) {
        repository::users::lock(db, UserId(user))?;
    }
    let used = repository::one_time_tokens::consume(db, kind, &hash, now)?;
    let stored = repository::one_time_tokens::by_hash(db, kind, &hash)?;
    match stored {
        Some(stored) if used == 1 => Ok(stored.into()),
        stored => Err(why_refused(stored.as_ref()).into()),
    }
}

/// Looks at a token and changes nothing: for the page that a link leads to.
///
/// # Errors
/// `OneTimeToken`, with the reason.
pub async fn peek(
    context: &Context,
    kind: TokenKind,
    token: &str,
) -> Result<Redeemed, ServiceError> {
    let now = context.now();
    let hash = hash(token);
    let stored = context
        .read(move |db| repository::one_time_tokens::by_hash(db, kind.as_str(), &hash))
        .await?;
    match stored {
        Some(stored) if stored.used_at.is_none() && stored.expires_at > now => Ok(stored.into()),
        stored => Err(why_refused(stored.as_ref()).into()),
    }
}

fn why_refused(stored: Option<&StoredToken>) -> Refused {
    match stored {
        None => Refused::Unknown,
        Some(stored) if stored.used_at.is_some() => Refused::Used,
        Some(_) => Refused::Expired,
    }
}
