//! What only whoever knows the current password may do to an account.

use chrono::TimeDelta;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::phrase;
use jobboard_core::user::{EmailAddress, Role};
use jobboard_db::repository;

use crate::accounts;
use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::mail::{self, Order};
use crate::reauthentication::{self, check_current_password};
use crate::recovery;
use crate::sessions::{self, CurrentUser, Renewal, Tokens};
use crate::throttle::{Bucket, Rule};

/// How often another address may be asked for.
const EMAIL_CHANGES: Rule = Rule::Window {
    limit: 3,
    length: TimeDelta::hours(1),
};

/// Gives the asker's account another password. All sessions end; the tokens are those of a new
/// one.
///
/// # Errors
/// `Invalid` with the field `new_password` or `current_password`; as [`check_current_password`].
pub async fn change_password(
    context: &Context,
    user: &CurrentUser,
    current_password: Option<&str>,
    new_password: Option<&str>,
    caller: &Caller,
) -> Result<Tokens, ServiceError> {
    let mut errors = FieldErrors::new();
    let account = user.account();
    let personal = [account.username.as_str(), account.email.as_str()].map(Some);
    let new = errors.keep(context.new_password("new_password", new_password, personal));
    if current_password.is_none_or(str::is_empty) {
        errors.add(FieldError::required(reauthentication::FIELD));
    }
    let Some(new) = new.filter(|_| errors.is_empty()) else {
        return Err(errors.into());
    };
    check_current_password(context, user, current_password, caller).await?;
    let hash = context.hasher.hash(new).await?;
    let (id, now) = (user.id(), context.now());
    let (caller, inner) = (caller.clone(), context.clone());
    let tokens = context
        .write_unseen(move |db| {
            recovery::void_open_links(db, id, now)?;
            let user = repository::users::by_id(db, id)?;
            repository::users::set_password_hash(db, id, &hash)?;
            repository::sessions::delete_of_user(db, id)?;
            audit::record(db, EventKind::PasswordChanged, Some(id), &caller, now)?;
            mail::order(db, &Order::PasswordChanged, &user.email, Some(id), now)?;
            sessions::open(db, &inner, &user, Renewal::ByRefreshToken, &caller, now)
        })
        .await?;
    context.wake_mail();
    Ok(tokens)
}

/// Asks for another e-mail address: a mail with a link goes there, and nothing changes before
/// somebody follows it.
///
/// # Errors
/// `Invalid` with the field `email` or `current_password`; `Conflict` when somebody has the
/// address; `Throttled` after three times in an hour; as [`check_current_password`].
pub async fn request_email_change(
    context: &Context,
    user: &CurrentUser,
    email: Option<&str>,
    current_password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let mut errors = FieldErrors::new();
    let email = errors.keep(EmailAddress::parse(email));
    if current_password.is_none_or(str::is_empty) {
        errors.add(FieldError::required(reauthentication::FIELD));
    }
    if email
        .as_ref()
        .is_some_and(|email| email.as_str() == user.account().email)
    {
        let message = phrase!("error-email-unchanged");
        errors.add(FieldError::new("email", "unchanged", message));
    }
    let Some(email) = email.filter(|_| errors.is_empty()) else {
        return Err(errors.into());
    };
    check_current_password(context, user, current_password, caller).await?;
    let (id, now, caller) = (user.id(), context.now(), caller.clone());
    let thing = [&*id.to_string()];
    let bucket = Bucket::new(
        &context.keys.throttles,
        EMAIL_CHANGES,
        "email-change",
        &thing,
    );
    context
        .write_unseen_again_when_raced(move |db| {
            accounts::refuse_taken_address(db, &email.key(), Some(id), now)?;
            if let Some(closed) = bucket.check(db, now)? {
                return Err(ServiceError::throttled(closed.until, now));
            }
            bucket.count(db, now)?;
            let order = Order::ConfirmEmailChange;
            mail::order(db, &order, email.as_str(), Some(id), now)?;
            audit::record(db, EventKind::EmailChangeRequested, Some(id), &caller, now)?;
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}

/// Deletes the asker's account with all that is theirs: sessions and jobs.
///
/// # Errors
/// `Invalid` with the field `current_password`, also for the last admin, whose board nobody could
/// manage any more; as [`check_current_password`].
pub async fn delete_account(
    context: &Context,
    user: &CurrentUser,
    current_password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    check_current_password(context, user, current_password, caller).await?;
    let (id, now, caller) = (user.id(), context.now(), caller.clone());
    context
        .write(move |db| {
            let user = repository::users::by_id(db, id)?;
            if user.role == Role::Admin && !repository::users::another_admin_exists(db, Some(id))? {
                return Err(ServiceError::Conflict(FieldError::new(
                    reauthentication::FIELD,
                    "last_admin",
                    phrase!("error-last-admin"),
                )));
            }
            audit::record(db, EventKind::Deleted, Some(id), &caller, now)?;
            let order = Order::AccountDeleted {
                username: user.username,
                language: user.language,
            };
            mail::order(db, &order, &user.email, None, now)?;
            repository::jobs::delete_of_owner(db, id)?;
            repository::users::delete(db, id)?;
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}
