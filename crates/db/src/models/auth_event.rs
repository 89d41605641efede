use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::column::UtcColumn;
use crate::schema::auth_events;

/// An entry of the audit log.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = auth_events)]
pub struct AuthEvent {
    /// The number; later events have higher ones.
    pub id: i64,
    /// What happened.
    pub kind: String,
    /// Whose account it happened to, unless there is none or it is gone.
    pub user_id: Option<i64>,
    /// From where; empty on the command line.
    pub network: String,
    /// The id of the request.
    pub request_id: String,
    /// When.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
}

/// An entry of the audit log to be stored.
#[derive(Insertable)]
#[diesel(table_name = auth_events, treat_none_as_default_value = false)]
pub struct NewAuthEvent<'a> {
    /// What happened.
    pub kind: &'a str,
    /// Whose account it happened to.
    pub user_id: Option<i64>,
    /// From where; empty on the command line.
    pub network: &'a str,
    /// The id of the request.
    pub request_id: &'a str,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
}
