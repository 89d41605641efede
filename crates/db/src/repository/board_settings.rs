//! Queries on `board_settings`: what an admin has changed while the board runs.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::connection::DbConnection;
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

/// Changes a setting.
///
/// # Errors
/// When a query fails; a unique violation when somebody else changes it for the first time at the
/// same moment.
pub fn store(
    connection: &mut DbConnection,
    name: &str,
    value: &str,
    by: UserId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let change = (
        board_settings::setting_value.eq(value),
        board_settings::changed_at.eq(now.naive_utc()),
        board_settings::changed_by.eq(Some(by.0)),
    );
    let updated = diesel::update(board_settings::table.find(name))
        .set(change)
        .execute(connection)?;
    if updated == 0 {
        diesel::insert_into(board_settings::table)
            .values((board_settings::name.eq(name), change))
            .execute(connection)?;
    }
    Ok(())
}
