//! Queries on `throttles`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::connection::DbConnection;
use crate::fixed_sql::FixedSql;
use crate::models::{NewThrottle, Throttle};
use crate::schema::throttles;

/// The count of a bucket, locked until the transaction ends, even one that has none yet. Whoever
/// locks several does it in the same order as everybody else: else two wait for each other.
///
/// # Errors
/// When the query fails.
pub fn lock(connection: &mut DbConnection, bucket: &str) -> QueryResult<Option<Throttle>> {
    // A row that does not exist cannot be locked, its name can. SQLite has one writer anyway.
    if let DbConnection::Postgres(postgres) = connection {
        let lock = FixedSql::<Text>::around::<Text, _>(
            "pg_advisory_xact_lock(hashtextextended(",
            bucket,
            ", 0))",
        );
        diesel::select(lock).execute(postgres)?;
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
/// When the query fails.
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
