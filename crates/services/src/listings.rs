//! Postings from a file.

use jobboard_core::job::JobState;
use jobboard_core::listing::Listing;
use jobboard_core::user::UserId;
use jobboard_db::repository;

use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{Posting, store};

/// What a batch of postings came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Stored.
    pub added: usize,
    /// Stored earlier, and left as they are.
    pub known: usize,
}

/// Stores a batch of postings in one transaction, in `owner`'s name.
///
/// # Errors
/// When the database fails; then nothing of the batch is stored.
pub async fn import_batch(
    context: &Context,
    owner: UserId,
    batch: Vec<Listing>,
) -> Result<Imported, ServiceError> {
    let board = context.clone();
    context
        .write(move |db| {
            let board = board_settings::in_force_now(&board, db)?;
            let mut imported = Imported::default();
            for listing in batch {
                if repository::jobs::import_key_exists(db, &listing.key)? {
                    imported.known += 1;
                    continue;
                }
                let state = match listing.active {
                    true => JobState::Published,
                    false => JobState::Closed,
                };
                let posting = Posting {
                    draft: listing.job,
                    owner,
                    state,
                    approved: true,
                    import_key: Some(listing.key),
                };
                store(&board, db, posting)?;
                imported.added += 1;
            }
            Ok(imported)
        })
        .await
}
