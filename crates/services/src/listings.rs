//! Postings from a file.

use jobboard_core::listing::Listing;
use jobboard_core::user::UserId;
use jobboard_db::models::NewJob;
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::new_job;

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
    let jobs: Vec<NewJob> = batch
        .into_iter()
        .map(|listing| NewJob {
            is_active: listing.active,
            import_key: Some(listing.key),
            ..new_job(listing.job, owner, context)
        })
        .collect();
    context
        .write(move |db| {
            let mut imported = Imported::default();
            for job in jobs {
                let key = job.import_key.as_deref().unwrap_or_default();
                if repository::jobs::import_key_exists(db, key)? {
                    imported.known += 1;
                } else {
                    repository::jobs::insert(db, job)?;
                    imported.added += 1;
                }
            }
            Ok(imported)
        })
        .await
}
