//! What is listed at the desk of a job: comments, what happened, reports, likely duplicates.

use jobboard_core::job::JobState;
use jobboard_core::job::state::Step;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::comments::JobComment;
use jobboard_services::duplicates::Duplicate;
use jobboard_services::jobs::JobEvent;
use jobboard_services::reports::JobReport;

use super::instant::Instant;
use crate::markdown::{self, SafeHtml};

/// Something that was said about a job.
pub(super) struct CommentRow {
    pub(super) by: Phrase,
    pub(super) is_from_moderator: bool,
    pub(super) body: String,
    pub(super) at: Instant,
}

/// Something that happened to a job.
pub(super) struct EventRow {
    pub(super) what: Phrase,
    pub(super) by: Phrase,
    pub(super) note: String,
    pub(super) at: Instant,
}

/// What a reader has reported.
pub(super) struct ReportRow {
    pub(super) reason: Phrase,
    pub(super) note: String,
    pub(super) at: Instant,
    pub(super) is_open: bool,
}

/// Another job that may be the same.
pub(super) struct DuplicateRow {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) state: JobState,
    pub(super) reasons: Vec<Phrase>,
    pub(super) location: String,
    pub(super) description: SafeHtml,
}

impl From<(JobComment, Option<String>)> for CommentRow {
    fn from((comment, by): (JobComment, Option<String>)) -> Self {
        Self {
            by: said_by(by, phrase!("desk-somebody")),
            is_from_moderator: comment.is_from_moderator,
            body: comment.body,
            at: comment.created_at.into(),
        }
    }
}

impl From<(JobEvent, Option<String>)> for EventRow {
    fn from((event, by): (JobEvent, Option<String>)) -> Self {
        let step = event.kind.parse::<Step>().ok();
        let what = match (event.kind.as_str(), step) {
            ("post", _) => phrase!("happened-post"),
            ("edit", _) => phrase!("happened-edit"),
            (_, Some(step)) => happened(step),
            (other, None) => phrase!("verbatim", text = other),
        };
        let to = event.to_state.parse::<JobState>().map(JobState::phrase);
        let moved = event.from_state.as_deref() != Some(&event.to_state);
        let what = match to {
            Ok(state) if moved => phrase!("happened-to", what = what, state = state),
            _ => what,
        };
        Self {
            what,
            by: said_by(by, phrase!("desk-board")),
            note: event.note.unwrap_or_default(),
            at: event.created_at.into(),
        }
    }
}

/// Who it was: a name, or what is said when nobody has one.
fn said_by(name: Option<String>, otherwise: Phrase) -> Phrase {
    name.map_or(otherwise, |name| phrase!("verbatim", text = name))
}

/// A step that was taken.
const fn happened(step: Step) -> Phrase {
    match step {
        Step::Submit => phrase!("happened-submit"),
        Step::Withdraw => phrase!("happened-withdraw"),
        Step::Approve => phrase!("happened-approve"),
        Step::Reject => phrase!("happened-reject"),
        Step::Revise => phrase!("happened-revise"),
        Step::Fill => phrase!("happened-fill"),
        Step::Close => phrase!("happened-close"),
        Step::Renew => phrase!("happened-renew"),
        Step::Relist => phrase!("happened-relist"),
        Step::Remove => phrase!("happened-remove"),
        Step::Restore => phrase!("happened-restore"),
        Step::Expire => phrase!("happened-expire"),
        Step::Hide => phrase!("happened-hide"),
        Step::Reconsider => phrase!("happened-reconsider"),
    }
}

impl From<JobReport> for ReportRow {
    fn from(report: JobReport) -> Self {
        Self {
            reason: report.reason.phrase(),
            note: report.note,
            at: report.created_at.into(),
            is_open: report.resolved_at.is_none(),
        }
    }
}

impl DuplicateRow {
    /// What is shown of it.
    pub(super) fn new(duplicate: Duplicate, now: chrono::DateTime<chrono::Utc>) -> Self {
        let reasons = duplicate.reasons.iter().map(|reason| reason.phrase());
        Self {
            id: duplicate.job.id.0,
            state: duplicate.job.state_at(now),
            reasons: reasons.collect(),
            description: markdown::render(&duplicate.job.description),
            title: duplicate.job.title,
            location: duplicate.job.location,
        }
    }
}
