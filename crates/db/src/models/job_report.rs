use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::report::ReportReason;

use crate::column::{OptionalUtcColumn, ReasonColumn, UtcColumn};
use crate::schema::job_reports;

/// What a reader finds wrong with a job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = job_reports)]
pub struct JobReport {
    /// Its number; later ones have larger ones.
    pub id: i64,
    /// What is wrong.
    #[diesel(deserialize_as = ReasonColumn)]
    pub reason: ReportReason,
    /// What the reader says about it; may be empty.
    pub note: String,
    /// When it came.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When a moderator was done with it.
    #[diesel(deserialize_as = OptionalUtcColumn)]
    pub resolved_at: Option<DateTime<Utc>>,
}

/// A report to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = job_reports, treat_none_as_default_value = false)]
pub struct NewJobReport<'a> {
    /// Of which job.
    pub job_id: i64,
    /// A fingerprint of who reports.
    pub reader: &'a str,
    /// What is wrong.
    pub reason: &'static str,
    /// What the reader says about it.
    pub note: &'a str,
    /// When, UTC.
    pub created_at: NaiveDateTime,
}
