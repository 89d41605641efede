use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::column::{UtcColumn, as_stored};
use crate::schema::job_events;

/// Something that happened to a job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = job_events)]
pub struct JobEvent {
    /// Its number; later events have larger ones.
    pub id: i64,
    /// `post`, `edit` or the name of a step.
    pub kind: String,
    /// The state before; none at the beginning.
    pub from_state: Option<String>,
    /// The state after.
    pub to_state: String,
    /// What was said about it.
    pub note: Option<String>,
    /// When.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
}

/// Something that happens to a job.
#[derive(Debug, Clone, Insertable, Serialize)]
#[diesel(table_name = job_events, treat_none_as_default_value = false)]
pub struct NewJobEvent<'a> {
    /// To which one.
    pub job_id: i64,
    /// `post`, `edit` or the name of a step.
    pub kind: &'a str,
    /// The state before.
    pub from_state: Option<&'a str>,
    /// The state after.
    pub to_state: &'a str,
    /// Who did it; nobody when it was the board itself.
    pub actor_id: Option<i64>,
    /// What was said about it.
    pub note: Option<&'a str>,
    /// When, UTC.
    #[serde(serialize_with = "as_stored")]
    pub created_at: NaiveDateTime,
}
