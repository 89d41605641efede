//! Queries on `board_settings`: what an admin has changed while the board runs.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;
use serde::Serialize;

use crate::column::as_stored;
use crate::connection::{DbConnection, on_either};
use crate::json_rows::JsonRows;
use crate::schema::board_settings;

/// Everything that was changed: names and values.
///
/// # Errors
/// When the query fails.
pub fn all(connection: &mut DbConnection) -> QueryResult<Vec<(String, String)>> {
    board_settings::table
        .order(board_settings::name)
        .select((board_settings::name, board_settings::setting_value))
        .load(connection)
}

/// Everything that was changed, for each of some who ask.
///
/// # Errors
/// When the query fails.
pub fn all_for(
    connection: &mut DbConnection,
    asking: &[()],
) -> QueryResult<Vec<Vec<(String, String)>>> {
    let all = all(connection)?;
    Ok(vec![all; asking.len()])
}

/// Changes some settings, each by its name to a value.
///
/// # Errors
/// When the query fails.
pub fn store_all(
    connection: &mut DbConnection,
    settings: &[(&str, String)],
    by: UserId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let changed = settings.iter().map(|(name, value)| Changed {
        name,
        setting_value: value,
        changed_at: now.naive_utc(),
        changed_by: by.0,
    });
    if let Some(rows) = JsonRows::of("board_settings", &changed.collect::<Vec<_>>())? {
        let rows = rows.on_conflict(
            "(name) DO UPDATE SET setting_value = excluded.setting_value, \
             changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        );
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// A setting as it is changed.
#[derive(Serialize)]
struct Changed<'a> {
    name: &'a str,
    setting_value: &'a str,
    #[serde(serialize_with = "as_stored")]
    changed_at: NaiveDateTime,
    changed_by: i64,
}
