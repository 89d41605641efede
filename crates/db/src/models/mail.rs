use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::column::{UtcColumn, as_stored};
use crate::schema::mails;

/// An entry of the mail queue.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct Mail {
    /// The number.
    pub id: i64,
    /// Whose account it is about.
    pub user_id: Option<i64>,
    /// Where it goes.
    pub recipient: String,
    /// What was ordered, without any secret.
    pub content: String,
    /// `waiting`, `sending`, `sent` or `dead`.
    pub state: String,
    /// How often it was tried, the try under way among them.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was ordered.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When it is tried next.
    #[diesel(deserialize_as = UtcColumn)]
    pub due_at: DateTime<Utc>,
    /// When its state last changed.
    #[diesel(deserialize_as = UtcColumn)]
    pub changed_at: DateTime<Utc>,
}

/// An entry of the mail queue to be stored.
#[derive(Insertable, Serialize)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
pub struct NewMail<'a> {
    /// Whose account it is about; the entry goes with the account.
    pub user_id: Option<i64>,
    /// Where it goes.
    pub recipient: &'a str,
    /// What is ordered, without any secret.
    pub content: &'a str,
    /// `waiting`.
    pub state: &'a str,
    /// None yet.
    pub attempts: i64,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub created_at: NaiveDateTime,
    /// When it is tried, UTC.
    #[serde(serialize_with = "as_stored")]
    pub due_at: NaiveDateTime,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub changed_at: NaiveDateTime,
}
