use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::schema::sessions;

/// A session to be stored: one per sign-in. A session that has ended has no row.
#[derive(Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession<'a> {
    /// Random, and never used again: a restored backup cannot give it to somebody else.
    pub id: &'a str,
    /// Whose it is.
    pub user_id: i64,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
    /// When it ends by itself, UTC.
    pub expires_at: NaiveDateTime,
}
