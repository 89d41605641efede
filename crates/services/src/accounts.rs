//! Accounts: made, renamed, promoted, taken out of use.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::language::Language;
use jobboard_core::limits::Minimums;
use jobboard_core::phrase;
use jobboard_core::user::{EmailAddress, Password, Role, UserId, Username};
use jobboard_db::models::NewUser;
pub use jobboard_db::models::User;
use jobboard_db::{DbConnection, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::mail::{self, Order};
use crate::one_time::TokenKind;
use crate::sessions::CurrentUser;
use crate::throttle::{Bucket, Rule};

/// Somebody's sign-up as they wrote it, with nothing checked.
#[derive(Default)]
pub struct UserInput {
    /// The user name.
    pub username: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The password.
    pub password: Option<String>,
}

/// What an account can sign in with.
enum SignIn {
    With(Password),
    Never,
}

/// Who makes an account.
#[derive(Clone, Copy)]
enum Origin {
    /// Somebody for themselves: mail is to prove the address.
    SignUp,
    /// The operator, who gives it a role.
    Operator(Role),
}

struct AccountDraft {
    username: Username,
    email: EmailAddress,
    origin: Origin,
    sign_in: SignIn,
}

/// Makes an account for whoever asks. `errors` are those already found in the input.
///
/// # Errors
/// `Invalid`; `Conflict` when the name or the address is taken, whatever its case; `Throttled`
/// when too many accounts were made from the same network.
pub async fn register(
    context: &Context,
    input: &UserInput,
    minimums: Minimums,
    errors: FieldErrors,
    caller: &Caller,
) -> Result<User, ServiceError> {
    let draft = draft(context, input, Origin::SignUp, minimums, errors)?;
    let user = store(context, draft, caller).await?;
    context.wake_mail();
    Ok(user)
}

/// Makes an account with a role, as only the operator can.
///
/// # Errors
/// As [`register`].
pub async fn create_with_role(
    context: &Context,
    input: &UserInput,
    role: Role,
) -> Result<User, ServiceError> {
    let origin = Origin::Operator(role);
    let draft = draft(context, input, origin, Minimums::API, FieldErrors::new())?;
    store(context, draft, &Caller::operator()).await
}

/// The account with this address; one that nobody can sign in to is made when there is none.
///
/// # Errors
/// `Conflict` when somebody has the address as their user name.
pub async fn find_or_create_without_password(
    context: &Context,
    email: EmailAddress,
) -> Result<User, ServiceError> {
    let key = email.key();
    if let Some(user) = context
        .read(move |db| repository::users::by_email_key(db, &key))
        .await?
    {
        return Ok(user);
    }
    let username =
        Username::parse(Some(email.as_str()), Minimums::API).map_err(FieldErrors::from)?;
    let draft = AccountDraft {
        username,
        email,
        origin: Origin::Operator(Role::Member),
        sign_in: SignIn::Never,
    };
    store(context, draft, &Caller::operator()).await
}

/// Notes which language an account's mails are to be written in.
///
/// # Errors
/// When the database does not answer.
pub async fn set_language(
    context: &Context,
    user: &CurrentUser,
    language: Language,
) -> Result<(), ServiceError> {
    let id = user.id();
    context
        .write_unseen(move |db| {
            repository::users::set_language(db, id, language.tag())?;
            Ok(())
        })
        .await
}

fn draft(
    context: &Context,
    input: &UserInput,
    origin: Origin,
    minimums: Minimums,
    mut errors: FieldErrors,
) -> Result<AccountDraft, ServiceError> {
    let username = errors.keep(Username::parse(input.username.as_deref(), minimums));
    let email = errors.keep(EmailAddress::parse(input.email.as_deref()));
    let password = errors.keep(context.new_password(
        "password",
        input.password.as_deref(),
        [input.username.as_deref(), input.email.as_deref()],
    ));
    match (username, email, password) {
        (Some(username), Some(email), Some(password)) if errors.is_empty() => Ok(AccountDraft {
            username,
            email,
            origin,
            sign_in: SignIn::With(password),
        }),
        _ => Err(errors.into()),
    }
}

async fn store(
    context: &Context,
    draft: AccountDraft,
    caller: &Caller,
) -> Result<User, ServiceError> {
    let sign_ups = sign_ups(context, caller);
    let (now, caller) = (context.now(), caller.clone());
    if let Some(sign_ups) = sign_ups.clone() {
        // Before the work of hashing; what counts is the check in the transaction.
        let closed = context
            .write_unseen(move |db| Ok(sign_ups.check(db, now)?))
            .await?;
        if let Some(closed) = closed {
            return Err(ServiceError::throttled(closed.until, now));
        }
    }
    let password_hash = match draft.sign_in {
        SignIn::With(password) => Some(context.hasher.hash(password).await?),
        SignIn::Never => None,
    };
    let (role, verify) = match draft.origin {
        Origin::SignUp => (Role::Member, true),
        Origin::Operator(role) => (role, false),
    };
    let user = NewUser {
        username: draft.username.as_str().to_owned(),
        username_key: draft.username.key(),
        email: draft.email.as_str().to_owned(),
        email_key: draft.email.key(),
        password_hash,
        role: role.as_str(),
        is_active: true,
        created_at: now.naive_utc(),
        language: caller.language.map(Language::tag),
    };
    // On PostgreSQL two sign-ups can both find the name free. The second time the other one is
    // there to be seen.
    context
        .write_unseen_again_when_raced(move |db| {
            if let Some(sign_ups) = &sign_ups {
                if let Some(closed) = sign_ups.check(db, now)? {
                    return Err(ServiceError::throttled(closed.until, now));
                }
                sign_ups.count(db, now)?;
            }
            let user = insert(db, user.clone(), verify, now)?;
            audit::record(db, EventKind::SignedUp, Some(user.id), &caller, now)?;
            Ok(user)
        })
        .await
}

/// Where sign-ups from a network are counted; the operator's are not.
fn sign_ups(context: &Context, caller: &Caller) -> Option<Bucket> {
    let limit = context.rules.sign_ups_per_hour?;
    let network = caller.network?.to_string();
    let length = TimeDelta::hours(1);
    let rule = Rule::Window { limit, length };
    let key = &context.keys.throttles;
    Some(Bucket::new(key, rule, "sign-up", &[&network]))
}

fn insert(
    db: &mut DbConnection,
    user: NewUser,
    verify: bool,
    now: DateTime<Utc>,
) -> Result<User, ServiceError> {
    refuse_taken_address(db, &user.email_key, None, now)?;
    if repository::users::username_key_exists(db, &user.username_key, None)? {
        return Err(username_taken());
    }
    let user = repository::users::insert(db, user)?;
    if verify {
        mail::order(db, &Order::VerifyEmail, &user.email, Some(user.id), now)?;
    }
    Ok(user)
}

/// Refuses an address that an account other than `except` has, or may still take back.
///
/// # Errors
/// `Conflict` on `email`.
pub(crate) fn refuse_taken_address(
    db: &mut DbConnection,
    key: &str,
    except: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let undo = TokenKind::UndoEmail.as_str();
    let taken = repository::users::by_email_key(db, key)?.is_some_and(|u| Some(u.id) != except)
        || repository::one_time_tokens::open_for_address(db, undo, key, except, now)?;
    if taken {
        return Err(address_taken());
    }
    Ok(())
}

pub(crate) fn address_taken() -> ServiceError {
    ServiceError::Conflict(FieldError::new(
        "email",
        "taken",
        phrase!("error-email-taken"),
    ))
}

fn username_taken() -> ServiceError {
    ServiceError::Conflict(FieldError::new(
        "username",
        "taken",
        phrase!("error-username-taken"),
    ))
}

/// Gives the asker another user name.
///
/// # Errors
/// `Invalid`; `Conflict` when somebody else has it.
pub async fn rename(
    context: &Context,
    user: &CurrentUser,
    username: Option<&str>,
    mut errors: FieldErrors,
) -> Result<User, ServiceError> {
    let username = errors.keep(Username::parse(username, Minimums::API));
    let Some(username) = username.filter(|_| errors.is_empty()) else {
        return Err(errors.into());
    };
    let id = user.id();
    context
        .write_unseen(move |db| {
            let key = username.key();
            if repository::users::username_key_exists(db, &key, Some(id))? {
                return Err(username_taken());
            }
            repository::users::set_username(db, id, username.as_str(), &key)?;
            Ok(repository::users::by_id(db, id)?)
        })
        .await
}

/// Gives a user another role and ends their sessions: what a token was given for has changed.
///
/// # Errors
/// `NotFound` when nobody has this address.
pub async fn set_role(context: &Context, email: &str, role: Role) -> Result<User, ServiceError> {
    change(context, email, EventKind::RoleChanged, move |db, id| {
        repository::users::set_role(db, id, role)?;
        Ok(())
    })
    .await
}

/// Puts an account out of use, or back into it, and ends its sessions.
///
/// # Errors
/// `NotFound` when nobody has this address.
pub async fn set_active(
    context: &Context,
    email: &str,
    active: bool,
) -> Result<User, ServiceError> {
    let kind = if active {
        EventKind::Reactivated
    } else {
        EventKind::Deactivated
    };
    change(context, email, kind, move |db, id| {
        repository::users::set_active(db, id, active)?;
        Ok(())
    })
    .await
}

async fn change(
    context: &Context,
    email: &str,
    kind: EventKind,
    change: impl FnOnce(&mut DbConnection, UserId) -> Result<(), ServiceError> + Send + 'static,
) -> Result<User, ServiceError> {
    let key = jobboard_core::text::identifier_key(email.trim());
    let now = context.now();
    context
        .write_unseen(move |db| {
            let user = repository::users::by_email_key(db, &key)?.ok_or(ServiceError::NotFound)?;
            change(db, user.id)?;
            repository::sessions::delete_of_user(db, user.id)?;
            audit::record(db, kind, Some(user.id), &Caller::operator(), now)?;
            Ok(repository::users::by_id(db, user.id)?)
        })
        .await
}
