//! Signing in and out, and knowing who asks.

use chrono::TimeDelta;
use jobboard_core::security::hashing::Verdict;
use jobboard_core::security::random::random_text;
use jobboard_core::text::identifier_key;
use jobboard_core::user::{Role, UserId};
use jobboard_db::models::{NewSession, User};
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;

/// Somebody who is signed in: an account in use and a session that has not ended.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    user: User,
    session: String,
}

impl CurrentUser {
    /// The user's number.
    pub fn id(&self) -> UserId {
        self.user.id
    }

    /// The account.
    pub fn account(&self) -> &User {
        &self.user
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

/// A successful sign-in.
#[derive(Debug)]
pub struct Login {
    /// Who signed in.
    pub user: User,
    /// The access token to show from now on.
    pub access_token: String,
    /// How long it is good for.
    pub expires_in: TimeDelta,
}

/// Signs somebody in: a new session, and a token for it. An unknown address, an account out of
/// use and a wrong password fail alike and take equally long.
///
/// # Errors
/// `BadCredentials`; `Busy` when too many sign in at once.
pub async fn login(context: &Context, email: &str, password: &str) -> Result<Login, ServiceError> {
    let key = identifier_key(email.trim());
    let found = context
        .read(move |db| repository::users::by_email_key(db, &key))
        .await?;
    let user = found.filter(|user| user.is_active);
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    let verdict = context.hasher.verify(password.to_owned(), stored).await?;
    let Some(user) = user else {
        return Err(ServiceError::BadCredentials);
    };
    match verdict {
        Verdict::Match => {}
        Verdict::MatchToRenew => renew_hash(context, &user, password).await,
        Verdict::Mismatch => return Err(ServiceError::BadCredentials),
        Verdict::Unusable => {
            tracing::warn!(user = %user.id, "the stored password hash is unusable");
            return Err(ServiceError::BadCredentials);
        }
    }
    open_session(context, user).await
}

/// Hashes the password again by today's policy. When that fails the old hash is good enough.
async fn renew_hash(context: &Context, user: &User, password: &str) {
    let policy = jobboard_core::user::PasswordPolicy { min_length: 1 };
    let Ok(password) = jobboard_core::user::Password::parse(Some(password), policy) else {
        return;
    };
    let id = user.id;
    let renewed = match context.hasher.hash(password).await {
        Ok(hash) => {
            context
                .write(move |db| Ok(repository::users::set_password_hash(db, id, &hash)?))
                .await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = renewed {
        tracing::warn!(user = %id, %error, "the password hash was not renewed");
    }
}

async fn open_session(context: &Context, user: User) -> Result<Login, ServiceError> {
    let session = random_text::<16>();
    let now = context.now();
    let issued = context
        .tokens
        .issue(&user.email, &session, now)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    let expires_at = now + issued.expires_in;
    let user = context
        .write(move |db| {
            // Somebody may have put the account out of use since the password was checked.
            let user = repository::users::by_id(db, user.id)?;
            if !user.is_active {
                return Err(ServiceError::BadCredentials);
            }
            repository::sessions::delete_expired_of_user(db, user.id, now)?;
            repository::sessions::insert(
                db,
                &NewSession {
                    id: &session,
                    user_id: user.id.0,
                    counter: 0,
                    user_agent: "",
                    network: "",
                    created_at: now.naive_utc(),
                    refreshed_at: now.naive_utc(),
                    expires_at: expires_at.naive_utc(),
                },
            )?;
            Ok(user)
        })
        .await?;
    Ok(Login {
        user,
        access_token: issued.token,
        expires_in: issued.expires_in,
    })
}

/// Finds out who shows this token. The session is read every time: that is what makes a logout
/// work at once, everywhere.
///
/// # Errors
/// `BadToken` when it is none of ours, has expired, or its session or account has ended.
pub async fn authenticate(context: &Context, token: &str) -> Result<CurrentUser, ServiceError> {
    let now = context.now();
    let claims = context.tokens.verify(token, now).map_err(|refusal| {
        tracing::debug!(%refusal, "token refused");
        ServiceError::BadToken("the token is not valid")
    })?;
    let session = claims.sid.clone();
    let user = context
        .read(move |db| repository::sessions::user_of(db, &session, now))
        .await?
        .ok_or(ServiceError::BadToken("the session has ended"))?;
    if !user.is_active {
        return Err(ServiceError::BadToken("the account is out of use"));
    }
    if user.email != claims.sub {
        return Err(ServiceError::BadToken("the token names another address"));
    }
    Ok(CurrentUser {
        user,
        session: claims.sid,
    })
}

/// Ends the session of whoever asks. Its token is refused from now on.
///
/// # Errors
/// When the database fails.
pub async fn logout(context: &Context, user: &CurrentUser) -> Result<(), ServiceError> {
    let session = user.session.clone();
    context
        .write(move |db| Ok(repository::sessions::delete(db, &session)?))
        .await?;
    Ok(())
}
