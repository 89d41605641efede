//! Companies, as jobs name them.

use chrono::{DateTime, Utc};
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
use jobboard_db::models::NewCompany;
use jobboard_db::{DbConnection, QueryError, repository};

/// The number of the company of this name. The first job that names it makes it.
///
/// # Errors
/// When a query fails; a unique violation when somebody else named it at the same moment.
pub(crate) fn by_name(
    db: &mut DbConnection,
    name: &str,
    owner: UserId,
    now: DateTime<Utc>,
) -> Result<i64, QueryError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = identifier_key(&name);
    if let Some(id) = repository::companies::id_by_key(db, &key)? {
        return Ok(id);
    }
    repository::companies::insert(
        db,
        &NewCompany {
            name: &name,
            name_key: &key,
            web_site: None,
            description: "",
            owner_id: Some(owner.0),
            version: 1,
            created_at: now.naive_utc(),
            updated_at: now.naive_utc(),
        },
    )
}
