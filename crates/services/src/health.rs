//! Whether the board can serve.

use crate::context::{Context, run_blocking};
use crate::error::ServiceError;

/// Asks the database for a sign of life.
///
/// # Errors
/// `Unavailable` when there is none within 2 seconds.
pub async fn check(context: &Context) -> Result<(), ServiceError> {
    let database = context.database.clone();
    run_blocking(move || database.ping())
        .await?
        .map_err(Into::into)
}
