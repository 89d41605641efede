//! The first admin: whoever can read what the program printed.

use jobboard_core::security::one_time::OneTimeToken;
use jobboard_core::user::Role;
use jobboard_db::repository;

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::one_time::{self, Refused, TokenKind};
use crate::sessions::CurrentUser;

/// A code with which one signed-in person becomes an admin, good for a day; nothing when there is
/// an admin. A new code makes those of before void.
///
/// # Errors
/// When the database fails.
pub async fn code(context: &Context) -> Result<Option<OneTimeToken>, ServiceError> {
    let now = context.now();
    context
        .write_unseen(move |db| {
            if repository::users::another_admin_exists(db, None)? {
                return Ok(None);
            }
            repository::one_time_tokens::void_all(db, TokenKind::ClaimAdmin.as_str(), now)?;
            let code = one_time::issue(db, TokenKind::ClaimAdmin, None, None, now)?;
            Ok(Some(code))
        })
        .await
}

/// Makes the asker an admin and ends their sessions, as every change of role does.
///
/// # Errors
/// `OneTimeToken` when the code is none, or somebody has become an admin since.
pub async fn claim(
    context: &Context,
    user: &CurrentUser,
    code: &str,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let (id, now) = (user.id(), context.now());
    let (code, caller) = (code.trim().to_owned(), caller.clone());
    context
        .write_unseen(move |db| {
            one_time::redeem(db, TokenKind::ClaimAdmin, &code, now)?;
            if repository::users::another_admin_exists(db, None)? {
                return Err(Refused::Used.into());
            }
            repository::users::set_role(db, id, Role::Admin)?;
            repository::sessions::delete_of_user(db, id)?;
            audit::record(db, EventKind::RoleChanged, Some(id), &caller, now)?;
            Ok(())
        })
        .await
}
