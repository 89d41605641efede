//! Queries on `public_versions`: how often what everybody may see has changed. The database itself
//! raises it, in the transaction of the change.

use diesel::prelude::*;

use crate::connection::DbConnection;
use crate::schema::public_versions;

/// The version: another number after each committed change.
///
/// # Errors
/// When the query fails.
pub fn read(connection: &mut DbConnection) -> QueryResult<i64> {
    let rows: Vec<i64> = public_versions::table
        .select(public_versions::version)
        .load(connection)?;
    Ok(rows.into_iter().sum())
}
