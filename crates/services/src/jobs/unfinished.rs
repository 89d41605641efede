//! What somebody typed into the form of a new job that could not be taken yet: kept until it can,
//! so that a closed window loses nothing.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_db::repository::unfinished_jobs;

use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// How long it is kept.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(30);

/// A form as it was typed: names and values.
pub type TypedForm = Vec<(String, String)>;

/// Keeps a form for the asker, in place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn keep_unfinished(
    context: &Context,
    user: &CurrentUser,
    form: &TypedForm,
) -> Result<(), ServiceError> {
    let form = serde_json::to_string(form);
    let form = form.map_err(|error| ServiceError::Internal(error.to_string()))?;
    let (user, now) = (user.id(), context.now());
    context
        .write_unseen_again_when_raced(move |db| Ok(unfinished_jobs::store(db, user, &form, now)?))
        .await
}

/// What was kept for the asker, and since when.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(
    context: &Context,
    user: &CurrentUser,
) -> Result<Option<(TypedForm, DateTime<Utc>)>, ServiceError> {
    let user = user.id();
    let kept = context
        .read(move |db| unfinished_jobs::find(db, user))
        .await?;
    let known = kept.and_then(|(form, at)| Some((serde_json::from_str(&form).ok()?, at)));
    Ok(known)
}

/// Forgets what was kept for the asker.
///
/// # Errors
/// When the database fails.
pub async fn forget_unfinished(context: &Context, user: &CurrentUser) -> Result<(), ServiceError> {
    let user = user.id();
    context
        .write_unseen(move |db| {
            unfinished_jobs::delete(db, user)?;
            Ok(())
        })
        .await
}
