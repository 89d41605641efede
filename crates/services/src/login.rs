//! Signing in: equal work for every kind of failure, and limits on guessing.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::security::hashing::Verdict;
use jobboard_core::text::identifier_key;
use jobboard_core::user::{Password, UserId};
use jobboard_db::models::User;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::{self, Renewal, Tokens};
use crate::throttle::{self, Bucket, Closed, Rule};

/// Wrong passwords at once from one network, or one known device, to one account.
const PER_ACCOUNT_AND_NETWORK: Rule = Rule::BackOff { free: 5 };

/// Wrong passwords to one account from all networks that it does not know.
const PER_ACCOUNT: Rule = Rule::Window {
    limit: 20,
    length: TimeDelta::hours(1),
};

/// Wrong passwords from one network to all accounts.
const PER_NETWORK: Rule = Rule::Window {
    limit: 30,
    length: TimeDelta::minutes(5),
};

/// For how long an account knows a network after a sign-in from it.
const KNOWN_FOR: TimeDelta = TimeDelta::days(90);

/// What somebody shows to sign in.
#[derive(Default)]
pub struct Credentials {
    /// The e-mail address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: String,
    /// The device token that the browser kept from an earlier sign-in.
    pub device: Option<String>,
}

/// A successful sign-in.
#[derive(Debug)]
pub struct Login {
    /// Who signed in.
    pub user: User,
    /// What to show from now on.
    pub tokens: Tokens,
    /// The device token to keep, for the next sign-in.
    pub device: String,
}

/// Signs somebody in: a new session, and tokens for it. An unknown address, an account out of
/// use and a wrong password fail alike and take equally long; so do all of them, and the right
/// password, while the account is closed to this network.
///
/// # Errors
/// `BadCredentials`; `Throttled` when too many were wrong; `Busy` when too many sign in at once.
pub async fn login(
    context: &Context,
    credentials: Credentials,
    caller: &Caller,
) -> Result<Login, ServiceError> {
    sign_in(context, credentials, Renewal::ByRefreshToken, caller).await
}

/// Signs somebody in for the life of one access token: the tutorial's clients know no other.
///
/// # Errors
/// As [`login`].
pub async fn login_once(
    context: &Context,
    credentials: Credentials,
    caller: &Caller,
) -> Result<Login, ServiceError> {
    sign_in(context, credentials, Renewal::Never, caller).await
}

/// What a sign-in came to, in the transaction that must be kept whatever it was.
enum Outcome {
    SignedIn(Box<(User, Tokens)>),
    Refused,
    Throttled(Closed),
}

async fn sign_in(
    context: &Context,
    credentials: Credentials,
    renewal: Renewal,
    caller: &Caller,
) -> Result<Login, ServiceError> {
    context.hasher.expect_room()?;
    let email_key = identifier_key(credentials.email.trim());
    // PostgreSQL takes no NUL, and no address has one: a space finds nobody either.
    let key = email_key.replace('\0', " ");
    let found = context
        .read(move |db| repository::users::by_email_key(db, &key))
        .await?;
    let stored = found
        .as_ref()
        .filter(|user| user.is_active)
        .and_then(|user| user.password_hash.clone());
    let password = credentials.password;
    let verdict = context
        .hasher
        .verify(password.clone(), stored.clone())
        .await?;
    if verdict == Verdict::Unusable {
        let user = found.as_ref().map(|user| user.id.0);
        tracing::warn!(user, "the stored password hash is unusable");
    }
    let right = matches!(verdict, Verdict::Match | Verdict::MatchToRenew);
    let attempt = Attempt {
        right: right.then(|| stored.clone()).flatten(),
        device: Device::of(context, credentials.device.as_deref(), found.as_ref()),
        user: found.as_ref().map(|user| user.id),
        email_key,
        caller: caller.clone(),
        now: context.now(),
        renewal,
    };
    let device = match &attempt.device {
        Device::Known(_) => credentials.device,
        Device::Unknown => found.map(|user| context.keys.devices.issue(user.id)),
    };
    let keys = context.clone();
    // Two first failures can both find no count. The second time the other one is there.
    let outcome = context
        .write_unseen_again_when_raced(move |db| attempt.judge(&keys, db))
        .await?;
    match outcome {
        Outcome::SignedIn(signed_in) => {
            let (user, tokens) = *signed_in;
            if verdict == Verdict::MatchToRenew {
                renew_hash(context, &user, stored, &password).await;
            }
            Ok(Login {
                user,
                tokens,
                device: device.unwrap_or_default(),
            })
        }
        Outcome::Refused => Err(ServiceError::BadCredentials),
        Outcome::Throttled(closed) => Err(ServiceError::throttled(closed.until, context.now())),
    }
}

/// Whether a browser has signed in to the account before.
#[derive(Clone)]
enum Device {
    Known(String),
    Unknown,
}

impl Device {
    fn of(context: &Context, token: Option<&str>, user: Option<&User>) -> Self {
        let device = token.and_then(|token| context.keys.devices.read(token));
        match device.filter(|device| user.is_some_and(|user| user.id == device.user)) {
            Some(device) => Self::Known(device.id),
            None => Self::Unknown,
        }
    }
}

/// A sign-in whose password has been checked. What came of it is told only if the account was
/// still open to the caller by then: attempts in parallel are judged one after the other.
#[derive(Clone)]
struct Attempt {
    /// The hash that the password is right for.
    right: Option<String>,
    device: Device,
    user: Option<UserId>,
    email_key: String,
    caller: Caller,
    now: DateTime<Utc>,
    renewal: Renewal,
}

impl Attempt {
    fn judge(&self, context: &Context, db: &mut DbConnection) -> Result<Outcome, ServiceError> {
        let buckets = self.buckets(context, db)?;
        let record = |db: &mut _, kind| audit::record(db, kind, self.user, &self.caller, self.now);
        if let Some(closed) = throttle::check_all(db, &buckets, self.now)? {
            record(db, EventKind::SignInThrottled)?;
            return Ok(Outcome::Throttled(closed));
        }
        let user = match self.user.filter(|_| self.right.is_some()) {
            // Since the password was checked the account may have been put out of use or deleted,
            // or have another password: whoever knew the old one must not get in behind it.
            Some(id) => {
                repository::users::lock(db, id)?;
                repository::users::by_email_key(db, &self.email_key)?
                    .filter(|user| user.id == id && user.is_active)
                    .filter(|user| user.password_hash == self.right)
            }
            None => None,
        };
        let Some(user) = user else {
            for bucket in &buckets {
                bucket.count(db, self.now)?;
            }
            record(db, EventKind::SignInFailed)?;
            return Ok(Outcome::Refused);
        };
        // A good sign-in takes back what was counted for this account from here, and nothing else.
        if let Some(own) = buckets.first() {
            own.clear(db)?;
        }
        let tokens = sessions::open(db, context, &user, self.renewal, &self.caller, self.now)?;
        record(db, EventKind::SignedIn)?;
        Ok(Outcome::SignedIn(Box::new((user, tokens))))
    }

    /// Where a wrong password counts; the first is the account's own from this network or device.
    fn buckets(&self, context: &Context, db: &mut DbConnection) -> Result<Vec<Bucket>, QueryError> {
        let key = &context.keys.throttles;
        let network = self.caller.network_text();
        // The same query for an account that does not exist; no user has the number -1.
        let known_network = repository::auth_events::happened_from(
            db,
            self.user.unwrap_or(UserId(-1)),
            &network,
            EventKind::SignedIn.as_str(),
            self.now - KNOWN_FOR,
        )?;
        if let Device::Known(device) = &self.device {
            let thing = [device.as_str()];
            let own = Bucket::new(key, PER_ACCOUNT_AND_NETWORK, "login-device", &thing);
            return Ok(vec![own]);
        }
        let mut buckets = vec![Bucket::new(
            key,
            PER_ACCOUNT_AND_NETWORK,
            "login",
            &[&self.email_key, &network],
        )];
        if !known_network {
            let thing = [self.email_key.as_str()];
            buckets.push(Bucket::new(key, PER_ACCOUNT, "login-account", &thing));
        }
        buckets.push(Bucket::new(key, PER_NETWORK, "login-network", &[&network]));
        Ok(buckets)
    }
}

/// Hashes the password again by today's policy, unless it was changed meanwhile. When that fails
/// the old hash is good enough.
async fn renew_hash(context: &Context, user: &User, old: Option<String>, password: &str) {
    let id = user.id;
    let renewed = match context.hasher.hash(Password::proven(password)).await {
        Ok(hash) => {
            context
                .write_unseen(move |db| {
                    let old = old.as_deref();
                    Ok(repository::users::renew_password_hash(db, id, old, &hash)?)
                })
                .await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = renewed {
        tracing::warn!(user = %id, %error, "the password hash was not renewed");
    }
}
