//! Proving an address, and getting back into an account: the password reset, the change of
//! address and its undoing. Links come by mail, and each works once.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::text::identifier_key;
use jobboard_core::user::{EmailAddress, UserId};
use jobboard_db::models::User;
use jobboard_db::{DbConnection, repository};

use crate::accounts::{address_taken, refuse_taken_address};
use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::mail::{self, Order};
use crate::one_time::{self, Redeemed, Refused, TokenKind};
use crate::throttle::{Bucket, Rule};

/// How many mails to prove an address an account gets in an hour, that of the sign-up among them.
const VERIFICATIONS_PER_HOUR: usize = 3;

/// Entries of the mail queue that are looked through for them.
const LOOKED_THROUGH: i64 = 50;

/// How often mails to set a new password may be asked for from one network.
const FORGOTTEN_PER_NETWORK: Rule = Rule::Window {
    limit: 20,
    length: TimeDelta::hours(1),
};

/// What came of asking for a mail to prove an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// It is on its way.
    Ordered,
    /// The address is proven already.
    NotNeeded,
    /// There were enough in the last hour.
    TooMany,
}

/// Orders a mail to set a new password for whoever has this address. The work is the same
/// whether or not anybody does: one row. What can be no address is passed over in silence, and so
/// is whoever asks too often: the answer tells nobody anything.
///
/// # Errors
/// When the database fails.
pub async fn forgot_password(
    context: &Context,
    typed_address: &str,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let Ok(address) = EmailAddress::parse(Some(typed_address)) else {
        return Ok(());
    };
    let now = context.now();
    let order = Order::ResetPassword {
        network: caller.network_text(),
        request_id: caller.request_id.clone(),
        limited: true,
    };
    let key = &context.keys.throttles;
    let network = [&*caller.network_text()];
    let bucket = Bucket::new(key, FORGOTTEN_PER_NETWORK, "forgot-password", &network);
    context
        .write_unseen_again_when_raced(move |db| {
            if bucket.check(db, now)?.is_none() {
                bucket.count(db, now)?;
                mail::order(db, &order, address.as_str(), None, now)?;
            }
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}

/// Sets a new password by a mailed token, proves the address by the way, and ends all sessions.
/// The new password is checked before the token is used up.
///
/// # Errors
/// `OneTimeToken`; `Invalid` on `new_password`; `Busy`.
pub async fn reset_password(
    context: &Context,
    token: &str,
    new_password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let link = one_time::peek(context, TokenKind::ResetPassword, token).await?;
    let personal = [link.email.as_deref(), None];
    let password = context
        .new_password("new_password", new_password, personal)
        .map_err(FieldErrors::from)?;
    let hash = context.hasher.hash(password).await?;
    let now = context.now();
    let (token, caller) = (token.to_owned(), caller.clone());
    context
        .write_unseen(move |db| {
            if let Some(user) = link.user_id {
                mail::cancel(db, &Order::ConfirmEmailChange, user)?;
            }
            let redeemed = one_time::redeem(db, TokenKind::ResetPassword, &token, now)?;
            let user = owner_with_address(db, &redeemed)?;
            void_open_links(db, user.id, now)?;
            repository::users::set_password_hash(db, user.id, &hash)?;
            repository::users::set_email_verified(db, user.id, now)?;
            repository::sessions::delete_of_user(db, user.id)?;
            audit::record(db, EventKind::PasswordReset, Some(user.id), &caller, now)?;
            mail::order(db, &Order::PasswordChanged, &user.email, Some(user.id), now)?;
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}

/// Orders a mail to prove the address of an account.
///
/// # Errors
/// When the database fails.
pub async fn send_verification(
    context: &Context,
    user: UserId,
) -> Result<Verification, ServiceError> {
    let now = context.now();
    let outcome = context
        .write_unseen(move |db| {
            repository::users::lock(db, user)?;
            let account = repository::users::by_id(db, user)?;
            if account.email_verified_at.is_some() {
                return Ok(Verification::NotNeeded);
            }
            let since = now - TimeDelta::hours(1);
            let recent = repository::mails::ordered_since(db, user, since, LOOKED_THROUGH)?;
            let verifications = recent
                .iter()
                .filter_map(|content| serde_json::from_str(content).ok())
                .filter(|order| matches!(order, Order::VerifyEmail));
            if verifications.count() >= VERIFICATIONS_PER_HOUR {
                return Ok(Verification::TooMany);
            }
            mail::order(db, &Order::VerifyEmail, &account.email, Some(user), now)?;
            Ok(Verification::Ordered)
        })
        .await?;
    context.wake_mail();
    Ok(outcome)
}

/// Notes that mail to the address of an account reaches its owner.
///
/// # Errors
/// `OneTimeToken`.
pub async fn verify_email(
    context: &Context,
    token: &str,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let now = context.now();
    let (token, caller) = (token.to_owned(), caller.clone());
    context
        .write_unseen(move |db| {
            let redeemed = one_time::redeem(db, TokenKind::VerifyEmail, &token, now)?;
            let user = owner_with_address(db, &redeemed)?;
            repository::users::set_email_verified(db, user.id, now)?;
            audit::record(db, EventKind::EmailVerified, Some(user.id), &caller, now)?;
            Ok(())
        })
        .await
}

/// Gives an account the address that the token was mailed to, ends all its sessions, and tells
/// the old address, which can undo it for 7 days.
///
/// # Errors
/// `OneTimeToken`; `Conflict` on `email` when somebody else has it meanwhile: the token is not
/// used up.
pub async fn confirm_email_change(
    context: &Context,
    token: &str,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let now = context.now();
    let (token, caller) = (token.to_owned(), caller.clone());
    let changed = context
        .write_unseen(move |db| {
            let redeemed = one_time::redeem(db, TokenKind::ChangeEmail, &token, now)?;
            let (user, new) = (owner(db, &redeemed)?, address(&redeemed)?);
            change_address(db, user.id, &new, now)?;
            // Nobody else gets the old address while it can be taken back, even if its mail is
            // late. This token is known to nobody.
            let old = user.email;
            one_time::issue(db, TokenKind::UndoEmail, Some(user.id), Some(&old), now)?;
            audit::record(db, EventKind::EmailChanged, Some(user.id), &caller, now)?;
            let notice = Order::EmailChanged {
                new,
                changed_at: now,
            };
            mail::order(db, &notice, &old, Some(user.id), now)?;
            Ok(())
        })
        .await;
    context.wake_mail();
    changed.map_err(|error| match error {
        ServiceError::Raced => address_taken(),
        other => other,
    })
}

/// Gives an account its old address back. All its sessions end and its password no longer works:
/// whoever changed the address may know it. A mail to set a new one goes to the restored address.
///
/// # Errors
/// `OneTimeToken`; `Conflict` on `email` when somebody else has it after all.
pub async fn undo_email_change(
    context: &Context,
    token: &str,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let now = context.now();
    let (token, caller) = (token.to_owned(), caller.clone());
    context
        .write_unseen(move |db| {
            let redeemed = one_time::redeem(db, TokenKind::UndoEmail, &token, now)?;
            let (user, old) = (owner(db, &redeemed)?, address(&redeemed)?);
            // Later addresses cannot undo this: the earliest owner has the last word.
            let undo = TokenKind::UndoEmail.as_str();
            let since = redeemed.created_at;
            repository::one_time_tokens::void_since(db, undo, user.id, since, now)?;
            change_address(db, user.id, &old, now)?;
            repository::users::clear_password_hash(db, user.id)?;
            audit::record(
                db,
                EventKind::EmailChangeUndone,
                Some(user.id),
                &caller,
                now,
            )?;
            let reset = Order::ResetPassword {
                network: caller.network_text(),
                request_id: caller.request_id.clone(),
                limited: false,
            };
            mail::order(db, &reset, &old, None, now)?;
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}

/// Makes void what somebody who knew the old password may have begun: a change of the address,
/// mailed or about to be, and a reset.
///
/// # Errors
/// When a query fails.
pub(crate) fn void_open_links(
    db: &mut DbConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    // Mails before users before tokens, as the mail worker locks them.
    mail::cancel(db, &Order::ConfirmEmailChange, user)?;
    repository::users::lock(db, user)?;
    for kind in [TokenKind::ChangeEmail, TokenKind::ResetPassword] {
        repository::one_time_tokens::void(db, kind.as_str(), user, now)?;
    }
    Ok(())
}

/// Gives an account another address. Its sessions end, and links that were mailed to the address
/// that it had no longer work.
fn change_address(
    db: &mut DbConnection,
    user: UserId,
    email: &str,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let key = identifier_key(email);
    refuse_taken_address(db, &key, Some(user), now)?;
    repository::users::set_email(db, user, email, &key, now)?;
    repository::sessions::delete_of_user(db, user)?;
    for kind in [
        TokenKind::ResetPassword,
        TokenKind::ChangeEmail,
        TokenKind::VerifyEmail,
    ] {
        repository::one_time_tokens::void(db, kind.as_str(), user, now)?;
    }
    Ok(())
}

/// Whose token it is, if the account is in use.
fn owner(db: &mut DbConnection, redeemed: &Redeemed) -> Result<User, ServiceError> {
    let id = redeemed.user_id.ok_or(Refused::Unknown)?;
    let user = repository::users::by_id(db, id)?;
    if user.is_active {
        Ok(user)
    } else {
        Err(Refused::Unknown.into())
    }
}

/// Whose token it is, if the account still has the address that it was mailed to.
fn owner_with_address(db: &mut DbConnection, redeemed: &Redeemed) -> Result<User, ServiceError> {
    let user = owner(db, redeemed)?;
    if identifier_key(&address(redeemed)?) == identifier_key(&user.email) {
        Ok(user)
    } else {
        Err(Refused::Unknown.into())
    }
}

fn address(redeemed: &Redeemed) -> Result<String, ServiceError> {
    Ok(redeemed.email.clone().ok_or(Refused::Unknown)?)
}
