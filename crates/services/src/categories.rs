//! The board's categories, which the admins edit.

use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::phrase;
use jobboard_core::text::identifier_key;
use jobboard_core::{limits, text};
pub use jobboard_db::models::Category;
use jobboard_db::{DbConnection, repository};

use crate::context::Context;
use crate::error::ServiceError;

/// The board's categories, in their order.
///
/// # Errors
/// When the database fails.
pub async fn list(context: &Context) -> Result<Vec<Category>, ServiceError> {
    context.read(repository::categories::all).await
}

/// That a job names a category which is none of these.
pub(crate) fn unknown(all: &[Category]) -> FieldError {
    let names: Vec<_> = all.iter().map(|category| category.name.as_str()).collect();
    let message = match names.as_slice() {
        [] => phrase!("error-no-categories"),
        names => phrase!("error-one-of", names = names.join(", ")),
    };
    FieldError::new("category", "unknown_category", message)
}

/// Adds a category behind all others.
///
/// # Errors
/// `Invalid` on `name`; `Conflict` when there is one of this name, or there are 100.
pub async fn add(context: &Context, name: Option<&str>) -> Result<Category, ServiceError> {
    let name = read_name(name)?;
    context
        .write_again_when_raced(move |db| {
            refuse_taken(db, &name, None)?;
            if repository::categories::all(db)?.len() >= most() {
                let message = phrase!("error-too-many-categories", most = limits::CATEGORIES_MAX);
                return Err(ServiceError::Conflict(FieldError::new(
                    "name", "too_many", message,
                )));
            }
            let key = identifier_key(&name);
            Ok(repository::categories::insert(db, &name, &key)?)
        })
        .await
}

fn most() -> usize {
    usize::try_from(limits::CATEGORIES_MAX).unwrap_or(usize::MAX)
}

/// What to change of a category; nothing stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CategoryPatch {
    /// Another name.
    pub name: Option<String>,
    /// Its place among all, from 1.
    pub position: Option<usize>,
}

/// Changes a category. Its jobs have the new name at once.
///
/// # Errors
/// `NotFound`; `Invalid` on `name`; `Conflict` when another one has the name.
pub async fn change(
    context: &Context,
    id: i64,
    patch: CategoryPatch,
) -> Result<Category, ServiceError> {
    let name = match patch.name.as_deref() {
        None => None,
        Some(raw) => Some(read_name(Some(raw))?),
    };
    context
        .write_again_when_raced(move |db| {
            let category = by_id(db, id)?;
            if let Some(name) = &name {
                refuse_taken(db, name, Some(id))?;
                let key = identifier_key(name);
                repository::categories::rename(db, &category, name, &key)?;
            }
            if let Some(position) = patch.position {
                place(db, id, position)?;
            }
            by_id(db, id)
        })
        .await
}

/// Removes a category; its jobs have none then.
///
/// # Errors
/// `NotFound`.
pub async fn remove(context: &Context, id: i64) -> Result<(), ServiceError> {
    context
        .write(move |db| {
            let category = by_id(db, id)?;
            Ok(repository::categories::delete(db, &category)?)
        })
        .await
}

/// The categories, each with the number of its jobs in whatever state.
///
/// # Errors
/// When the database fails.
pub async fn list_with_jobs(context: &Context) -> Result<Vec<(Category, i64)>, ServiceError> {
    context.read(repository::categories::all_with_jobs).await
}

fn by_id(db: &mut DbConnection, id: i64) -> Result<Category, ServiceError> {
    repository::categories::by_id(db, id)?.ok_or(ServiceError::NotFound)
}

/// Moves a category to a place, and closes up the others.
fn place(db: &mut DbConnection, id: i64, position: usize) -> Result<(), ServiceError> {
    let all = repository::categories::all(db)?;
    let mut ids: Vec<i64> = all.iter().map(|category| category.id).collect();
    ids.retain(|other| *other != id);
    ids.insert(position.saturating_sub(1).min(ids.len()), id);
    repository::categories::put_in_order(db, &ids)?;
    Ok(())
}

fn read_name(raw: Option<&str>) -> Result<String, ServiceError> {
    let name = text::line("name", raw, 1, limits::CATEGORY_MAX).map_err(FieldErrors::from)?;
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn refuse_taken(
    db: &mut DbConnection,
    name: &str,
    except: Option<i64>,
) -> Result<(), ServiceError> {
    let key = identifier_key(name);
    let all = repository::categories::all(db)?;
    let taken = all
        .iter()
        .any(|other| identifier_key(&other.name) == key && Some(other.id) != except);
    match taken {
        true => Err(ServiceError::Conflict(FieldError::new(
            "name",
            "taken",
            phrase!("error-category-taken"),
        ))),
        false => Ok(()),
    }
}
