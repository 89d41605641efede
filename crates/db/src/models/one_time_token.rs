use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::column::UtcColumn;
use crate::schema::one_time_tokens;

/// A one-time token, of which only the hash is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = one_time_tokens)]
pub struct StoredToken {
    /// Whose it is.
    pub user_id: Option<i64>,
    /// The address that it is about, as typed.
    pub email: Option<String>,
    /// When it was made.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When it ends.
    #[diesel(deserialize_as = UtcColumn)]
    pub expires_at: DateTime<Utc>,
    /// When it was used or made void, UTC.
    pub used_at: Option<NaiveDateTime>,
}

/// A one-time token to be stored.
#[derive(Insertable)]
#[diesel(table_name = one_time_tokens, treat_none_as_default_value = false)]
pub struct NewToken<'a> {
    /// The hash of it.
    pub token_hash: &'a str,
    /// What it is good for.
    pub kind: &'a str,
    /// Whose it is.
    pub user_id: Option<i64>,
    /// The address that it is about, as typed.
    pub email: Option<&'a str>,
    /// The address's unique form.
    pub email_key: Option<&'a str>,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
    /// When it ends, UTC.
    pub expires_at: NaiveDateTime,
}
