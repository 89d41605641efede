//! How the board treats jobs, as an admin may change it while the board runs. What no admin has
//! changed is as the operator configured it.

use std::collections::BTreeMap;

use jobboard_core::board_rules::{BoardRules, BoardSetting};
use jobboard_core::field::FieldErrors;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::audit::{self, EventKind};
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// What an admin has changed: settings' names and values, as they are stored.
pub(crate) type ChangedSettings = Vec<(String, String)>;

/// The rules that are in force.
///
/// # Errors
/// When the database fails.
pub async fn read(context: &Context) -> Result<BoardRules, ServiceError> {
    let changed = context.changed_settings().await?;
    Ok(with_changes(context.rules.board, &changed))
}

/// The board under the rules that are in force.
pub(crate) async fn in_force(context: &Context) -> Result<Context, ServiceError> {
    Ok(under_changes(context, &context.changed_settings().await?))
}

/// As [`in_force`], within a transaction.
pub(crate) fn in_force_now(
    context: &Context,
    db: &mut DbConnection,
) -> Result<Context, QueryError> {
    let settings = repository::board_settings::all(db)?;
    Ok(under_changes(context, &settings))
}

/// The board under these changes.
pub(crate) fn under_changes(context: &Context, changed: &ChangedSettings) -> Context {
    context.under(with_changes(context.rules.board, changed))
}

fn with_changes(mut rules: BoardRules, changed: &ChangedSettings) -> BoardRules {
    for (name, value) in changed {
        let set = BoardSetting::named(name).map(|setting| setting.set(&mut rules, value));
        if !matches!(set, Some(Ok(()))) {
            tracing::warn!(%name, %value, "a stored setting is not understood");
        }
    }
    rules
}

/// Changes some of the rules, from the next request on. `errors` are those already found.
///
/// # Errors
/// `Invalid`, on the settings' names; then nothing changes.
pub async fn change(
    context: &Context,
    user: &CurrentUser,
    changes: Vec<(BoardSetting, String)>,
    mut errors: FieldErrors,
    caller: &Caller,
) -> Result<BoardRules, ServiceError> {
    let mut rules = read(context).await?;
    for (setting, raw) in &changes {
        errors.keep(setting.set(&mut rules, raw));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let (id, now, caller) = (user.id(), context.now(), caller.clone());
    context
        .write(move |db| {
            let stored =
                |(setting, _): &(BoardSetting, String)| (setting.as_str(), setting.value(&rules));
            let settings: BTreeMap<_, _> = changes.iter().map(stored).collect();
            let settings: Vec<_> = settings.into_iter().collect();
            repository::board_settings::store_all(db, &settings, id, now)?;
            audit::record(db, EventKind::BoardChanged, Some(id), &caller, now)?;
            Ok(())
        })
        .await?;
    read(context).await
}
