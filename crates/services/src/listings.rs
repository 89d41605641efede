//! Postings from a file.

use jobboard_core::job::JobState;
use jobboard_core::listing::Listing;
use jobboard_core::user::UserId;
use jobboard_db::repository;

use crate::board_settings;
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{Approval, Posting, store_batch};

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
            let keys: Vec<String> = batch.iter().map(|listing| listing.key.clone()).collect();
            let mut known = repository::jobs::known_import_keys(db, &keys)?;
            let mut new = Vec::with_capacity(batch.len());
            for listing in batch {
                if known.insert(listing.key.clone()) {
                    let state = match listing.active {
                        true => JobState::Published,
                        false => JobState::Closed,
                    };
                    let standing = (state, Approval::Given);
                    let posting = Posting::new(&board, listing.job, owner, standing);
                    new.push(posting.imported_as(listing.key));
                }
            }
            let added = store_batch(db, new)?;
            Ok(Imported {
                added,
                known: keys.len() - added,
            })
        })
        .await
}
