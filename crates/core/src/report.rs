//! Reports: what readers find wrong with a job.

use crate::language::Phrase;
use crate::phrase;
use std::fmt;
use std::str::FromStr;

use crate::field::FieldError;
use crate::job::state::UnknownName;

/// What is wrong with a job, as a reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportReason {
    /// It wants money, or something other than work.
    Fraud,
    /// It is advertising, or there many times.
    Spam,
    /// It shuts people out for who they are.
    Discrimination,
    /// The job is taken, or there never was one.
    NotOpen,
    /// What it says is not so.
    Wrong,
    /// Something else.
    Other,
}

impl ReportReason {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Fraud,
        Self::Spam,
        Self::Discrimination,
        Self::NotOpen,
        Self::Wrong,
        Self::Other,
    ];

    /// Its name in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fraud => "fraud",
            Self::Spam => "spam",
            Self::Discrimination => "discrimination",
            Self::NotOpen => "not_open",
            Self::Wrong => "wrong",
            Self::Other => "other",
        }
    }

    /// For people.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Fraud => phrase!("report-fraud"),
            Self::Spam => phrase!("report-spam"),
            Self::Discrimination => phrase!("report-discrimination"),
            Self::NotOpen => phrase!("report-not-open"),
            Self::Wrong => phrase!("report-wrong"),
            Self::Other => phrase!("report-other"),
        }
    }

    /// Reads a reason out of a body or a form.
    ///
    /// # Errors
    /// `invalid`, with the reasons that there are.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        raw.parse().map_err(|UnknownName| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            FieldError::new(field, "invalid", phrase!("error-one-of", names = names))
        })
    }
}

impl FromStr for ReportReason {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let known = Self::ALL.into_iter().find(|reason| reason.as_str() == raw);
        known.ok_or(UnknownName)
    }
}

impl fmt::Display for ReportReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
