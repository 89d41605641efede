//! Whether the board can serve.

use jobboard_db::database::sign_of_life;

use crate::context::Context;
use crate::error::ServiceError;

/// Asks the database for a sign of life.
///
/// # Errors
/// `Unavailable` when there is none within 2 seconds.
pub async fn check(context: &Context) -> Result<(), ServiceError> {
    context.read(sign_of_life).await
}
