use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::column::UtcColumn;
use crate::schema::job_comments;

/// Something that the poster and the moderators say to each other about a job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = job_comments)]
pub struct JobComment {
    /// Its number; later ones have larger ones.
    pub id: i64,
    /// Whether a moderator said it.
    pub is_from_moderator: bool,
    /// What was said.
    pub body: String,
    /// When.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
}

/// Something to be said.
#[derive(Debug, Insertable)]
#[diesel(table_name = job_comments, treat_none_as_default_value = false)]
pub struct NewJobComment<'a> {
    /// About which job.
    pub job_id: i64,
    /// By whom.
    pub author_id: i64,
    /// Whether that is a moderator.
    pub is_from_moderator: bool,
    /// What.
    pub body: &'a str,
    /// When, UTC.
    pub created_at: NaiveDateTime,
}
