//! A job as somebody sends it, before it is known what the board asks of it.

use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobDraft, JobInput};
use jobboard_core::limits::Minimums;

use super::posting::Posting;
use super::{Intent, draft_rules, posting};
use crate::board_settings::{self, ChangedSettings};
use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// What is sent, and by whom.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(super) context: Context,
    pub(super) user: CurrentUser,
    pub(super) input: JobInput,
    pub(super) intent: Intent,
    pub(super) minimums: Minimums,
    /// Those already found in the input.
    pub(super) errors: FieldErrors,
}

impl Submission {
    /// What is to be stored, as the board's settings are now.
    ///
    /// # Errors
    /// `Invalid`, with every field that cannot be taken.
    pub(crate) fn posting(&self, changed: &ChangedSettings) -> Result<Posting, ServiceError> {
        let board = board_settings::under_changes(&self.context, changed);
        let rules = draft_rules(&board, self.minimums, None);
        let draft = JobDraft::parse(&self.input, &rules, self.errors.clone())?;
        Ok(posting(&board, &self.user, draft, self.intent))
    }
}
