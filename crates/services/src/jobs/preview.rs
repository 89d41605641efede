//! A job as it would look, before it is stored.

use chrono::NaiveDate;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobInput};
use jobboard_core::limits::Minimums;
use jobboard_core::text::identifier_key;

use super::draft_rules;
use crate::board_settings;
use crate::categories;
use crate::context::Context;
use crate::error::ServiceError;

/// Checks a job as if it were posted, or saved with a closing date that it has, and stores
/// nothing.
///
/// # Errors
/// `Invalid`, with every field that cannot be taken.
pub async fn preview(
    context: &Context,
    input: &JobInput,
    known_closing_date: Option<NaiveDate>,
    minimums: Minimums,
    errors: FieldErrors,
) -> Result<JobDraft, ServiceError> {
    let board = board_settings::in_force(context).await?;
    let rules = draft_rules(&board, minimums, known_closing_date);
    let mut draft = JobDraft::parse(input, &rules, errors)?;
    if let Some(typed) = &draft.category {
        let key = identifier_key(typed);
        let all = categories::list(context).await?;
        let known = all.iter().find(|known| identifier_key(&known.name) == key);
        let known = known.ok_or_else(|| FieldErrors::from(categories::unknown(&all)))?;
        draft.category = Some(known.name.clone());
    }
    Ok(draft)
}
