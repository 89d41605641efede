//! What admins do with accounts.

use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::phrase;
use jobboard_core::search::SearchTerm;
use jobboard_core::text::identifier_key;
use jobboard_core::user::{Role, UserId};
use jobboard_db::models::User;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::reauthentication::check_current_password;
use crate::sessions::CurrentUser;

/// A page of the accounts, the newest first: those with a text in their name or address, and those
/// with a role. Who may read it is said by the route.
///
/// # Errors
/// When the database fails.
pub async fn list(
    context: &Context,
    text: Option<&SearchTerm>,
    role: Option<Role>,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<User, NumberCursor>, ServiceError> {
    let text = text.map(|term| identifier_key(term.as_typed()));
    context
        .read(move |db| repository::users::page(db, text.as_deref(), role, after, limit))
        .await
}

/// An account. Who may read it is said by the route.
///
/// # Errors
/// `NotFound`.
pub async fn read(context: &Context, id: UserId) -> Result<User, ServiceError> {
    context
        .read(move |db| found(db, id))
        .await?
        .ok_or(ServiceError::NotFound)
}

fn found(db: &mut DbConnection, id: UserId) -> Result<Option<User>, QueryError> {
    match repository::users::by_id(db, id) {
        Ok(user) => Ok(Some(user)),
        Err(QueryError::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What to change of an account; nothing stays as it is.
#[derive(Debug, Clone, Default)]
pub struct AccountPatch {
    /// Another role.
    pub role: Option<Role>,
    /// Whether it is in use.
    pub is_active: Option<bool>,
}

/// Changes what an account may do, and ends its sessions. It takes the admin's own password:
/// whoever has stolen a token must not make admins.
///
/// # Errors
/// `NotFound`; `Conflict` when no admin would be left; as `check_current_password`. `errors` are
/// those already found in the input.
pub async fn change(
    context: &Context,
    admin: &CurrentUser,
    id: UserId,
    patch: AccountPatch,
    (current_password, errors): (Option<&str>, FieldErrors),
    caller: &Caller,
) -> Result<User, ServiceError> {
    if !errors.is_empty() {
        return Err(errors.into());
    }
    check_current_password(context, admin, current_password, caller).await?;
    let (now, caller) = (context.now(), caller.clone());
    context
        .write_unseen(move |db| {
            repository::users::lock_admins(db)?;
            let user = found(db, id)?.ok_or(ServiceError::NotFound)?;
            let role = patch.role.unwrap_or(user.role);
            let is_active = patch.is_active.unwrap_or(user.is_active);
            let stays_admin = role == Role::Admin && is_active;
            if user.role == Role::Admin
                && user.is_active
                && !stays_admin
                && !repository::users::another_admin_exists(db, Some(id))?
            {
                return Err(ServiceError::Conflict(FieldError::new(
                    if role == Role::Admin {
                        "is_active"
                    } else {
                        "role"
                    },
                    "last_admin",
                    phrase!("error-no-admin-left"),
                )));
            }
            let mut happened = Vec::new();
            if role != user.role {
                repository::users::set_role(db, id, role)?;
                happened.push(EventKind::RoleChanged);
            }
            if is_active != user.is_active {
                repository::users::set_active(db, id, is_active)?;
                happened.push(match is_active {
                    true => EventKind::Reactivated,
                    false => EventKind::Deactivated,
                });
            }
            if !happened.is_empty() {
                repository::sessions::delete_of_user(db, id)?;
            }
            for kind in happened {
                audit::record(db, kind, Some(id), &caller, now)?;
            }
            Ok(repository::users::by_id(db, id)?)
        })
        .await
}

/// Ends every session of an account. Who may do it is said by the route.
///
/// # Errors
/// `NotFound`.
pub async fn sign_out(context: &Context, id: UserId, caller: &Caller) -> Result<(), ServiceError> {
    let (now, caller) = (context.now(), caller.clone());
    context
        .write_unseen(move |db| {
            let user = found(db, id)?.ok_or(ServiceError::NotFound)?;
            repository::sessions::delete_of_user(db, user.id)?;
            audit::record(db, EventKind::SignedOutEverywhere, Some(id), &caller, now)?;
            Ok(())
        })
        .await
}
