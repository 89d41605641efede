//! The states of a job and the steps between them: the one table that services, pages, the API
//! and the tests are driven by, and from which `docs/JOB-STATES.md` is printed.

use crate::language::Phrase;
use crate::phrase;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::field::FieldError;

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Written, and seen by its poster and the moderators alone.
    Draft,
    /// Waiting for a moderator.
    InReview,
    /// Listed for everybody, until its closing date has passed.
    Published,
    /// Sent back by a moderator, with the reason.
    Rejected,
    /// Off the list: somebody was found.
    Filled,
    /// Off the list: its poster wants it so.
    Closed,
    /// Off the list: its closing date has passed.
    Expired,
    /// Off the list: a moderator has taken it down.
    Removed,
}

impl JobState {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::InReview,
        Self::Published,
        Self::Rejected,
        Self::Filled,
        Self::Closed,
        Self::Expired,
        Self::Removed,
    ];

    /// The state's name, as it is stored and as programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Rejected => "rejected",
            Self::Filled => "filled",
            Self::Closed => "closed",
            Self::Expired => "expired",
            Self::Removed => "removed",
        }
    }

    /// The state's name for people.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Draft => phrase!("state-draft"),
            Self::InReview => phrase!("state-in-review"),
            Self::Published => phrase!("state-published"),
            Self::Rejected => phrase!("state-rejected"),
            Self::Filled => phrase!("state-filled"),
            Self::Closed => phrase!("state-closed"),
            Self::Expired => phrase!("state-expired"),
            Self::Removed => phrase!("state-removed"),
        }
    }

    /// Reads a state out of a query or a body.
    ///
    /// # Errors
    /// `invalid`, with the states that there are.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        raw.parse().map_err(|UnknownName| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            FieldError::new(field, "invalid", phrase!("error-one-of", names = names))
        })
    }

    /// The state at an instant: what is published ends when its time has come, whether or not
    /// anybody has noted it.
    pub fn at(self, expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match self {
            Self::Published if expires_at.is_none_or(|end| end <= now) => Self::Expired,
            other => other,
        }
    }

    /// Whether everybody may read it.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published)
    }

    /// Whether everybody could read it once and cannot any more.
    pub const fn is_gone(self) -> bool {
        matches!(
            self,
            Self::Filled | Self::Closed | Self::Expired | Self::Removed
        )
    }

    /// The steps that somebody may take from here.
    pub fn steps(self, actor: Actor) -> impl Iterator<Item = Step> {
        TRANSITIONS
            .iter()
            .filter(move |transition| transition.from == self && actor.may_act_as(transition.by))
            .map(|transition| transition.step)
    }
}

/// What is done to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is ready for the list.
    Submit,
    /// It is not ready after all.
    Withdraw,
    /// A moderator lets it onto the list.
    Approve,
    /// A moderator sends it back.
    Reject,
    /// It is written anew after it was sent back.
    Revise,
    /// Somebody was found.
    Fill,
    /// It is taken off the list.
    Close,
    /// It stays on the list for longer.
    Renew,
    /// It comes back to the list.
    Relist,
    /// A moderator takes it down.
    Remove,
    /// A moderator gives it back to its poster.
    Restore,
    /// Its closing date has passed.
    Expire,
    /// Enough readers have reported it.
    Hide,
    /// It was edited while on the list of a board with review.
    Reconsider,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 14] = [
        Self::Submit,
        Self::Withdraw,
        Self::Approve,
        Self::Reject,
        Self::Revise,
        Self::Fill,
        Self::Close,
        Self::Renew,
        Self::Relist,
        Self::Remove,
        Self::Restore,
        Self::Expire,
        Self::Hide,
        Self::Reconsider,
    ];

    /// The step's name, as it is stored and as programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revise => "revise",
            Self::Fill => "fill",
            Self::Close => "close",
            Self::Renew => "renew",
            Self::Relist => "relist",
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Expire => "expire",
            Self::Hide => "hide",
            Self::Reconsider => "reconsider",
        }
    }

    /// Reads a step out of a body or a form. What only the board does is none.
    ///
    /// # Errors
    /// `invalid`, with the steps that there are.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let for_people = |step: &Self| step.actor() != Actor::Board;
        let step = raw.parse().ok().filter(for_people);
        step.ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().filter(|step| for_people(step)).collect();
            let names: Vec<_> = names.iter().map(|step| step.as_str()).collect();
            let message = phrase!("error-one-of", names = names.join(", "));
            FieldError::new(field, "invalid", message)
        })
    }

    /// Who takes it.
    pub fn actor(self) -> Actor {
        let known = TRANSITIONS.iter().find(|known| known.step == self);
        known.map_or(Actor::Board, |known| known.by)
    }

    /// Whether it needs a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::Remove)
    }
}

/// A word that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an unknown name")]
pub struct UnknownName;

impl FromStr for JobState {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == raw);
        known.ok_or(UnknownName)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Step {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let known = Self::ALL.into_iter().find(|step| step.as_str() == raw);
        known.ok_or(UnknownName)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Whoever posted the job.
    Poster,
    /// A moderator or an admin, who may also do what the poster may.
    Moderator,
    /// The board by itself.
    Board,
}

impl Actor {
    /// Whether this one may take a step that is for `other`.
    pub const fn may_act_as(self, other: Self) -> bool {
        match self {
            Self::Poster => matches!(other, Self::Poster),
            Self::Moderator => matches!(other, Self::Poster | Self::Moderator),
            Self::Board => matches!(other, Self::Board),
        }
    }
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To this state.
    State(JobState),
    /// Onto the list; where a moderator has to look at it first, into review.
    List,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Where it begins.
    pub from: JobState,
    /// What is done.
    pub step: Step,
    /// Where it leads.
    pub to: Target,
    /// Who does it.
    pub by: Actor,
}

impl Transition {
    /// The step from a state; nothing when there is none such.
    pub fn find(from: JobState, step: Step) -> Option<Self> {
        let mut known = TRANSITIONS.iter();
        known
            .find(|known| known.from == from && known.step == step)
            .copied()
    }

    /// Where it leads, when a moderator has to look at the job first or not.
    pub const fn target(self, needs_review: bool) -> JobState {
        match self.to {
            Target::State(state) => state,
            Target::List if needs_review => JobState::InReview,
            Target::List => JobState::Published,
        }
    }
}

const fn line(from: JobState, step: Step, to: Target, by: Actor) -> Transition {
    Transition { from, step, to, by }
}

/// Every step that there is. What is not here cannot happen.
pub const TRANSITIONS: [Transition; 21] = {
    use Actor::{Board, Moderator, Poster};
    use JobState::{Closed, Draft, Expired, Filled, InReview, Published, Rejected, Removed};
    use Target::{List, State};
    [
        line(Draft, Step::Submit, List, Poster),
        line(InReview, Step::Withdraw, State(Draft), Poster),
        line(InReview, Step::Approve, State(Published), Moderator),
        line(InReview, Step::Reject, State(Rejected), Moderator),
        line(Rejected, Step::Revise, State(Draft), Poster),
        line(Published, Step::Fill, State(Filled), Poster),
        line(Published, Step::Close, State(Closed), Poster),
        line(Published, Step::Renew, State(Published), Poster),
        line(Filled, Step::Relist, List, Poster),
        line(Closed, Step::Relist, List, Poster),
        line(Expired, Step::Relist, List, Poster),
        line(InReview, Step::Remove, State(Removed), Moderator),
        line(Published, Step::Remove, State(Removed), Moderator),
        line(Filled, Step::Remove, State(Removed), Moderator),
        line(Closed, Step::Remove, State(Removed), Moderator),
        line(Expired, Step::Remove, State(Removed), Moderator),
        line(Removed, Step::Restore, State(Draft), Moderator),
        line(Expired, Step::Fill, State(Filled), Poster),
        line(Published, Step::Expire, State(Expired), Board),
        line(Published, Step::Hide, State(InReview), Board),
        line(Published, Step::Reconsider, State(InReview), Board),
    ]
};

/// The table for people (`docs/JOB-STATES.md`).
pub fn to_markdown() -> String {
    let mut lines = vec![
        "| from | step | to | who | reason |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(TRANSITIONS.iter().map(|line| {
        let to = match line.to {
            Target::State(state) => state.as_str().to_owned(),
            Target::List => "published, or in_review".to_owned(),
        };
        let who = match line.by {
            Actor::Poster => "poster, moderator",
            Actor::Moderator => "moderator",
            Actor::Board => "the board itself",
        };
        let reason = if line.step.needs_reason() {
            "needed"
        } else {
            ""
        };
        let (from, step) = (line.from, line.step);
        format!("| {from} | {step} | {to} | {who} | {reason} |")
    }));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests;
