//! Queries on `throttles`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::connection::DbConnection;
use crate::models::{NewThrottle, Throttle};
use crate::schema::throttles;

/// The count of a bucket, locked until the transaction ends.
///
/// # Errors
/// When the query fails.
pub fn lock(connection: &mut DbConnection, bucket: &str) -> QueryResult<Option<Throttle>> {
    // An update that changes nothing locks the row on PostgreSQL. SQLite has one writer anyway.
    let locked = diesel::update(throttles::table.find(bucket))
        .set(throttles::attempts.eq(throttles::attempts))
        .execute(connection)?;
    if locked == 0 {
        return Ok(None);
    }
    throttles::table
        .find(bucket)
        .select(Throttle::as_select())
        .get_result(connection)
        .optional()
}

/// Stores the count of a bucket.
///
/// # Errors
/// A unique violation when somebody else stores its first count at the same moment.
pub fn store(
    connection: &mut DbConnection,
    bucket: &str,
    attempts: i64,
    opens_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<usize> {
    let updated = diesel::update(throttles::table.find(bucket))
        .set((
            throttles::attempts.eq(attempts),
            throttles::opens_at.eq(opens_at.naive_utc()),
            throttles::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(connection)?;
    if updated > 0 {
        return Ok(updated);
    }
    diesel::insert_into(throttles::table)
        .values(NewThrottle {
            bucket,
            attempts,
            opens_at: opens_at.naive_utc(),
            expires_at: expires_at.naive_utc(),
        })
        .execute(connection)
}

/// Forgets the count of a bucket.
///
/// # Errors
/// When the query fails.
pub fn delete(connection: &mut DbConnection, bucket: &str) -> QueryResult<usize> {
    diesel::delete(throttles::table.find(bucket)).execute(connection)
}
