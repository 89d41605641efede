//! The current password, asked for before an account is changed: whoever has stolen a token must
//! not take the account over with it.

use jobboard_core::field::FieldError;
use jobboard_core::phrase;
use jobboard_core::security::hashing::Verdict;

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;
use crate::throttle::{Bucket, Rule};

/// The field that the password is typed into.
pub const FIELD: &str = "current_password";

/// Wrong passwords at once in one session. The owner's other sessions have counts of their own.
const PER_SESSION: Rule = Rule::BackOff { free: 5 };

/// Lets whoever knows the password of the account through.
///
/// # Errors
/// `Invalid` with the field `current_password` when it is missing or wrong; `Throttled` when it
/// was wrong too often; `Busy`.
pub async fn check_current_password(
    context: &Context,
    user: &CurrentUser,
    password: Option<&str>,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let Some(password) = password.filter(|password| !password.is_empty()) else {
        return Err(ServiceError::Invalid(FieldError::required(FIELD).into()));
    };
    let stored = user.account().password_hash.clone();
    let verdict = context.hasher.verify(password.to_owned(), stored).await?;
    let right = matches!(verdict, Verdict::Match | Verdict::MatchToRenew);
    let bucket = Bucket::new(
        &context.keys.throttles,
        PER_SESSION,
        "current-password",
        &[user.session()],
    );
    let (id, now, caller) = (user.id(), context.now(), caller.clone());
    let closed = context
        .write_unseen_again_when_raced(move |db| {
            let closed = bucket.check(db, now)?;
            if closed.is_none() && right {
                bucket.clear(db)?;
            } else if closed.is_none() {
                bucket.count(db, now)?;
                audit::record(db, EventKind::PasswordRefused, Some(id), &caller, now)?;
            }
            Ok(closed)
        })
        .await?;
    match closed {
        Some(closed) => Err(ServiceError::throttled(closed.until, now)),
        None if right => Ok(()),
        None => Err(ServiceError::Invalid(
            FieldError::new(FIELD, "wrong", phrase!("error-wrong-password")).into(),
        )),
    }
}
