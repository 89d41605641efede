//! Queries on `job_comments`.

use diesel::prelude::*;
use jobboard_core::job::JobId;

use crate::connection::DbConnection;
use crate::models::{JobComment, NewJobComment, User};
use crate::schema::{job_comments, users};

/// Stores a comment and gives it back with its number.
///
/// # Errors
/// When the query fails.
pub fn insert(
    connection: &mut DbConnection,
    comment: &NewJobComment<'_>,
) -> QueryResult<JobComment> {
    let id: i64 = diesel::insert_into(job_comments::table)
        .values(comment)
        .returning(job_comments::id)
        .get_result(connection)?;
    job_comments::table
        .find(id)
        .select(JobComment::as_select())
        .get_result(connection)
}

/// What was said about a job and by whom, the earliest first.
///
/// # Errors
/// When the query fails.
pub fn of_job(
    connection: &mut DbConnection,
    id: JobId,
    limit: i64,
) -> QueryResult<Vec<(JobComment, Option<String>)>> {
    job_comments::table
        .left_join(users::table)
        .filter(job_comments::job_id.eq(id.0))
        .order(job_comments::id)
        .limit(limit)
        .select((JobComment::as_select(), users::username.nullable()))
        .load(connection)
}

/// How much was said about a job.
///
/// # Errors
/// When the query fails.
pub fn count(connection: &mut DbConnection, id: JobId) -> QueryResult<i64> {
    job_comments::table
        .filter(job_comments::job_id.eq(id.0))
        .count()
        .get_result(connection)
}

/// The accounts that have said something about a job as moderators.
///
/// # Errors
/// When the query fails.
pub fn moderators(connection: &mut DbConnection, id: JobId) -> QueryResult<Vec<User>> {
    job_comments::table
        .inner_join(users::table)
        .filter(job_comments::job_id.eq(id.0))
        .filter(job_comments::is_from_moderator)
        .order(users::id)
        .distinct()
        .select(User::as_select())
        .load(connection)
}
