use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::job::{JobDraft, JobId};
use jobboard_core::paging::JobCursor;
use jobboard_core::text::fold;
use jobboard_core::user::UserId;

use crate::column::UtcColumn;
use crate::schema::jobs;

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct Job {
    /// The number.
    #[diesel(deserialize_as = i64)]
    pub id: JobId,
    /// What the work is.
    pub title: String,
    /// Who offers it.
    pub company: String,
    /// The company's web site.
    pub company_url: Option<String>,
    /// Where it is.
    pub location: String,
    /// All the rest.
    pub description: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// Whether it is listed.
    pub is_active: bool,
    /// Who posted it.
    #[diesel(deserialize_as = i64)]
    pub owner_id: UserId,
    /// When it was stored.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    #[diesel(deserialize_as = UtcColumn)]
    pub updated_at: DateTime<Utc>,
}

/// A job in a table of jobs: without its long text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct JobSummary {
    /// The number.
    #[diesel(deserialize_as = i64)]
    pub id: JobId,
    /// What the work is.
    pub title: String,
    /// Who offers it.
    pub company: String,
    /// Where it is.
    pub location: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// Whether it is listed.
    pub is_active: bool,
}

impl Job {
    /// Its place in the list.
    pub fn cursor(&self) -> JobCursor {
        JobCursor {
            date_posted: self.date_posted,
            id: self.id,
        }
    }
}

impl JobSummary {
    /// Its place in the list.
    pub fn cursor(&self) -> JobCursor {
        JobCursor {
            date_posted: self.date_posted,
            id: self.id,
        }
    }
}

/// What somebody writes down about a job.
#[derive(Debug, Insertable, AsChangeset)]
#[diesel(table_name = jobs, treat_none_as_null = true)]
pub struct JobText {
    /// What the work is.
    pub title: String,
    /// The title as it is searched.
    pub title_folded: String,
    /// Who offers it.
    pub company: String,
    /// The company's web site.
    pub company_url: Option<String>,
    /// Where it is.
    pub location: String,
    /// All the rest.
    pub description: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
}

impl From<JobDraft> for JobText {
    fn from(draft: JobDraft) -> Self {
        Self {
            title_folded: fold(&draft.title),
            title: draft.title,
            company: draft.company,
            company_url: draft.company_url.map(|url| url.to_string()),
            location: draft.location,
            description: draft.description,
            date_posted: draft.date_posted,
        }
    }
}

/// A job to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = jobs)]
pub struct NewJob {
    /// What somebody wrote down.
    #[diesel(embed)]
    pub text: JobText,
    /// Whether it is listed.
    pub is_active: bool,
    /// Who posts it.
    pub owner_id: i64,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
    /// Now, UTC.
    pub updated_at: NaiveDateTime,
    /// What makes an imported posting the same when it is loaded again.
    pub import_key: Option<String>,
}

/// What an edit writes.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = jobs)]
pub struct JobChanges {
    /// What somebody wrote down.
    #[diesel(embed)]
    pub text: JobText,
    /// Now, UTC.
    pub updated_at: NaiveDateTime,
}
