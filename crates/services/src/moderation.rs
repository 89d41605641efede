//! The moderators' queue.

use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_db::repository;
pub use jobboard_db::repository::job_reviews::Waiting;

use crate::context::Context;
use crate::error::ServiceError;

/// A page of the jobs that wait for a moderator, the oldest first. Who may read it is said by the
/// route.
///
/// # Errors
/// When the database fails.
pub async fn queue(
    context: &Context,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<Waiting, NumberCursor>, ServiceError> {
    context
        .read(move |db| repository::job_reviews::page(db, after, limit))
        .await
}
