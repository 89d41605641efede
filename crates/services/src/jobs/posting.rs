//! Jobs that are stored: one, or several at once by hardly more statements.

use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobState};
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
use jobboard_db::models::{Category, Job, JobText, NewJob};
use jobboard_db::{DbConnection, repository};

use super::closing;
use super::happened::record_posts;
use crate::categories;
use crate::companies::{self, Named};
use crate::context::Context;
use crate::error::ServiceError;
use crate::job_index::{self, INDEX_VERSION};

/// A job that is about to be stored.
#[derive(Debug, Clone)]
pub(crate) struct Posting {
    draft: JobDraft,
    owner: UserId,
    state: JobState,
    expires_at: Option<DateTime<Utc>>,
    approval: Approval,
    posted_at: DateTime<Utc>,
    import_key: Option<String>,
}

/// Whether a moderator has seen what is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approval {
    /// A moderator posts it.
    Given,
    /// Nobody has looked at it yet.
    Open,
}

impl Posting {
    /// A draft that is stored in somebody's name now. One that is listed has an end.
    pub(crate) fn new(
        context: &Context,
        mut draft: JobDraft,
        owner: UserId,
        (state, approval): (JobState, Approval),
    ) -> Self {
        let mut expires_at = None;
        if state == JobState::Published {
            let (closes_on, end) = closing(context, draft.closes_on);
            draft.closes_on = Some(closes_on);
            expires_at = Some(end);
        }
        Self {
            draft,
            owner,
            state,
            expires_at,
            approval,
            posted_at: context.now(),
            import_key: None,
        }
    }

    /// The same, from elsewhere: what it is called there keeps it from being stored twice.
    pub(crate) fn imported_as(self, key: String) -> Self {
        Self {
            import_key: Some(key),
            ..self
        }
    }

    fn into_row(self, company: i64) -> NewJob {
        let now = self.posted_at.naive_utc();
        NewJob {
            text: JobText::new(&self.draft, company),
            state: self.state.as_str(),
            expires_at: self.expires_at.map(|end| end.naive_utc()),
            version: 1,
            edited_at: now,
            approved_at: (self.approval == Approval::Given).then_some(now),
            index_version: INDEX_VERSION,
            owner_id: self.owner.0,
            created_at: now,
            updated_at: now,
            import_key: self.import_key,
        }
    }
}

/// Stores a job with its company, its history and what it is found by.
///
/// # Errors
/// `Invalid` on a category that the board has not; when a query fails.
pub(crate) fn store(db: &mut DbConnection, posting: Posting) -> Result<Job, ServiceError> {
    only(store_all(db, [Ok(posting)])?)
}

/// What came of the only job there was.
pub(super) fn only(mut stored: Vec<Result<Job, ServiceError>>) -> Result<Job, ServiceError> {
    let nothing = || Err(ServiceError::Internal("nothing was stored".to_owned()));
    stored.pop().unwrap_or_else(nothing)
}

/// Stores some jobs as [`store`] does, and gives what came of each, in their order; those that are
/// refused already stay so. It takes as many statements as for one.
///
/// Companies come first, then the jobs, then tags, each in the order of their keys: of two that store
/// the same new ones at the same time one waits for the other, and never both.
///
/// # Errors
/// When a query fails; then nothing of it may be kept.
pub(crate) fn store_all(
    db: &mut DbConnection,
    postings: impl IntoIterator<Item = Result<Posting, ServiceError>>,
) -> Result<Vec<Result<Job, ServiceError>>, ServiceError> {
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    let postings = with_known_categories(db, postings.into_iter().collect())?;
    for (place, posting) in postings.into_iter().enumerate() {
        match posting {
            Ok(posting) => accepted.push(posting),
            Err(error) => refused.push((place, Err(error))),
        }
    }
    if accepted.is_empty() {
        return Ok(refused.into_iter().map(|(_, refused)| refused).collect());
    }
    let named = accepted.iter().map(|posting| Named {
        name: &posting.draft.company,
        owner: posting.owner,
        at: posting.posted_at,
    });
    let companies = companies::by_names(db, &named.collect::<Vec<_>>())?;
    let rows: Vec<NewJob> = accepted
        .into_iter()
        .zip(companies)
        .map(|(posting, company)| posting.into_row(company))
        .collect();
    let jobs = repository::jobs::insert_all(db, rows)?;
    job_index::enter(db, &jobs)?;
    record_posts(db, &jobs)?;
    let mut stored: Vec<_> = jobs.into_iter().map(Ok).collect();
    for (place, error) in refused {
        stored.insert(place, error);
    }
    Ok(stored)
}

/// Stores all of a batch, or nothing of it, and says how many.
///
/// # Errors
/// As [`store`].
pub(crate) fn store_batch(
    db: &mut DbConnection,
    postings: Vec<Posting>,
) -> Result<usize, ServiceError> {
    let stored = store_all(db, postings.into_iter().map(Ok))?;
    let stored: Result<Vec<Job>, _> = stored.into_iter().collect();
    Ok(stored?.len())
}

/// The postings whose category is one of the board's, under the board's spelling.
fn with_known_categories(
    db: &mut DbConnection,
    postings: Vec<Result<Posting, ServiceError>>,
) -> Result<Vec<Result<Posting, ServiceError>>, ServiceError> {
    let names = |posting: &Posting| posting.draft.category.is_some();
    let known = match postings.iter().flatten().any(names) {
        true => repository::categories::all(db)?,
        false => Vec::new(),
    };
    let checked = postings.into_iter().map(|posting| {
        let posting = posting?;
        let draft = under_category(&known, posting.draft)?;
        Ok(Posting { draft, ..posting })
    });
    Ok(checked.collect())
}

/// A draft whose category is one of these, under their spelling.
///
/// # Errors
/// `Invalid` on `category`.
pub(super) fn under_category(
    known: &[Category],
    draft: JobDraft,
) -> Result<JobDraft, ServiceError> {
    let Some(typed) = &draft.category else {
        return Ok(draft);
    };
    let key = identifier_key(typed);
    let meant = known
        .iter()
        .find(|category| identifier_key(&category.name) == key);
    let meant = meant.ok_or_else(|| FieldErrors::from(categories::unknown(known)))?;
    let category = Some(meant.name.clone());
    Ok(JobDraft { category, ..draft })
}
