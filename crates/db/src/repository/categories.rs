//! Queries on `categories`.

use diesel::prelude::*;

use crate::connection::DbConnection;
use crate::models::Category;
use crate::schema::categories;

/// All categories, in the admins' order.
///
/// # Errors
/// When the query fails.
pub fn all(connection: &mut DbConnection) -> QueryResult<Vec<Category>> {
    categories::table
        .order((categories::position, categories::id))
        .select(Category::as_select())
        .load(connection)
}

/// The name of the category whose name is compared by this key.
///
/// # Errors
/// When the query fails.
pub fn name_by_key(connection: &mut DbConnection, key: &str) -> QueryResult<Option<String>> {
    categories::table
        .filter(categories::name_key.eq(key))
        .select(categories::name)
        .get_result(connection)
        .optional()
}
