use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::UserId;

use crate::column::UtcColumn;
use crate::schema::sessions;

/// A session that may have run out.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// The id.
    pub id: String,
    /// Whose it is.
    #[diesel(deserialize_as = i64)]
    pub user_id: UserId,
    /// The number of its current refresh token.
    pub counter: i64,
    /// What the program that signed in calls itself.
    pub user_agent: String,
    /// From where it was last refreshed.
    pub network: String,
    /// When somebody signed in.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    #[diesel(deserialize_as = UtcColumn)]
    pub refreshed_at: DateTime<Utc>,
    /// When it ends unless it is refreshed.
    #[diesel(deserialize_as = UtcColumn)]
    pub expires_at: DateTime<Utc>,
}

/// A session to be stored: one per sign-in. A session that has ended has no row.
#[derive(Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct NewSession<'a> {
    /// Random, and never used again: a restored backup cannot give it to somebody else.
    pub id: &'a str,
    /// Whose it is.
    pub user_id: i64,
    /// The number of its current refresh token.
    pub counter: i64,
    /// What the program that signed in calls itself.
    pub user_agent: &'a str,
    /// From where it was last used.
    pub network: &'a str,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
    /// When its refresh token was last renewed, UTC.
    pub refreshed_at: NaiveDateTime,
    /// When it ends by itself, UTC.
    pub expires_at: NaiveDateTime,
}
