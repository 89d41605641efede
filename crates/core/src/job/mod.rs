//! What a job is.

pub mod state;

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::field::{FieldError, FieldErrors};
use crate::limits::{self, Minimums};
use crate::text;
use crate::web_url::WebUrl;

/// A job's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JobId(pub i64);

impl From<i64> for JobId {
    fn from(id: i64) -> Self {
        Self(id)
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A job as somebody wrote it down, with nothing checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobInput {
    /// What the work is.
    pub title: Option<String>,
    /// Who offers it.
    pub company: Option<String>,
    /// The company's web site; absent and empty mean none.
    pub company_url: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// All the rest.
    pub description: Option<String>,
    /// The date of the posting, `YYYY-MM-DD`; absent means today.
    pub date_posted: Option<String>,
}

/// What to change of a job: `None` leaves a field as it is, `Some(None)` takes its value away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobPatch {
    /// What the work is.
    pub title: Option<Option<String>>,
    /// Who offers it.
    pub company: Option<Option<String>>,
    /// The company's web site.
    pub company_url: Option<Option<String>>,
    /// Where it is.
    pub location: Option<Option<String>>,
    /// All the rest.
    pub description: Option<Option<String>>,
    /// The date of the posting.
    pub date_posted: Option<Option<String>>,
}

impl JobPatch {
    /// Replaces a whole job. The date of its posting stays unless there is a new one.
    pub fn replace(input: JobInput) -> Self {
        Self {
            title: Some(input.title),
            company: Some(input.company),
            company_url: Some(input.company_url),
            location: Some(input.location),
            description: Some(input.description),
            date_posted: input.date_posted.map(Some),
        }
    }

    /// The job as it would be.
    pub fn apply(self, current: JobInput) -> JobInput {
        JobInput {
            title: self.title.unwrap_or(current.title),
            company: self.company.unwrap_or(current.company),
            company_url: self.company_url.unwrap_or(current.company_url),
            location: self.location.unwrap_or(current.location),
            description: self.description.unwrap_or(current.description),
            date_posted: self.date_posted.unwrap_or(current.date_posted),
        }
    }
}

/// A job that keeps every rule and can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobDraft {
    /// What the work is.
    pub title: String,
    /// Who offers it.
    pub company: String,
    /// The company's web site.
    pub company_url: Option<WebUrl>,
    /// Where it is.
    pub location: String,
    /// All the rest.
    pub description: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
}

impl JobDraft {
    /// Checks every field and names each that is wrong, together with those already found.
    ///
    /// # Errors
    /// The fields that cannot be taken.
    pub fn parse(
        input: &JobInput,
        minimums: Minimums,
        today: NaiveDate,
        mut errors: FieldErrors,
    ) -> Result<Self, FieldErrors> {
        let title = errors.keep(text::line(
            "title",
            input.title.as_deref(),
            minimums.title,
            limits::TITLE_MAX,
        ));
        let company = errors.keep(text::line(
            "company",
            input.company.as_deref(),
            1,
            limits::COMPANY_MAX,
        ));
        let company_url = errors.keep(
            input
                .company_url
                .as_deref()
                .filter(|url| !url.trim().is_empty())
                .map(|url| WebUrl::parse("company_url", url))
                .transpose(),
        );
        let location = errors.keep(text::line(
            "location",
            input.location.as_deref(),
            1,
            limits::LOCATION_MAX,
        ));
        let description = errors.keep(text::lines(
            "description",
            input.description.as_deref(),
            minimums.description,
            limits::DESCRIPTION_MAX,
        ));
        let date_posted = errors.keep(date_posted(input.date_posted.as_deref(), today));
        match (
            title,
            company,
            company_url,
            location,
            description,
            date_posted,
        ) {
            (
                Some(title),
                Some(company),
                Some(company_url),
                Some(location),
                Some(description),
                Some(date_posted),
            ) if errors.is_empty() => Ok(Self {
                title,
                company,
                company_url,
                location,
                description,
                date_posted,
            }),
            _ => Err(errors),
        }
    }
}

/// Reads a date of posting. It lies after 1970 and not in the future; "today" is a day long in
/// every time zone, so tomorrow's date is let through.
fn date_posted(raw: Option<&str>, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let Some(raw) = raw else { return Ok(today) };
    let date = NaiveDate::parse_from_str(raw, "%Y-%m-%d")
        .ok()
        .filter(|date| date.to_string() == raw)
        .ok_or_else(|| {
            FieldError::new(
                "date_posted",
                "invalid",
                "A date such as 2024-06-04, please.",
            )
        })?;
    let first = NaiveDate::default();
    let last = today.checked_add_days(Days::new(1)).unwrap_or(today);
    if date < first {
        Err(FieldError::new(
            "date_posted",
            "invalid",
            "A date after 1970, please.",
        ))
    } else if date > last {
        Err(FieldError::new(
            "date_posted",
            "invalid",
            "A date that is not in the future, please.",
        ))
    } else {
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 6, 4).expect("a date")
    }

    fn input() -> JobInput {
        JobInput {
            title: Some("Gardener".into()),
            company: Some("Parks".into()),
            company_url: None,
            location: Some("Ghent".into()),
            description: Some("Looks after the trees.".into()),
            date_posted: None,
        }
    }

    fn parse(input: &JobInput) -> Result<JobDraft, FieldErrors> {
        JobDraft::parse(input, Minimums::FORMS, today(), FieldErrors::new())
    }

    #[test]
    fn a_job_without_a_date_is_of_today() {
        assert_eq!(parse(&input()).map(|job| job.date_posted), Ok(today()));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = JobInput {
            title: Some("abc".into()),
            company_url: Some("javascript:alert(1)".into()),
            description: Some("short".into()),
            date_posted: Some("2024-13-01".into()),
            ..JobInput::default()
        };
        let errors = parse(&wrong).expect_err("many errors");
        let named: Vec<_> = errors.iter().map(|e| (&*e.field, e.code)).collect();
        assert_eq!(
            named,
            [
                ("title", "too_short"),
                ("company", "required"),
                ("company_url", "invalid"),
                ("location", "required"),
                ("description", "too_short"),
                ("date_posted", "invalid"),
            ]
        );
    }

    #[test]
    fn a_date_is_written_one_way_and_does_not_lie_ahead() {
        let with = |date: &str| {
            parse(&JobInput {
                date_posted: Some(date.into()),
                ..input()
            })
        };
        assert!(with("2024-06-05").is_ok(), "tomorrow is today somewhere");
        assert!(with("1970-01-01").is_ok());
        for wrong in [
            "2024-06-06",
            "1969-12-31",
            "2024-6-4",
            "04.06.2024",
            "",
            "+2024-06-4",
        ] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_error_found_earlier_is_kept_and_not_named_twice() {
        let found = FieldErrors::from(FieldError::new("title", "wrong_type", "Text, please."));
        let without = JobInput {
            title: None,
            ..input()
        };
        let errors =
            JobDraft::parse(&without, Minimums::API, today(), found).expect_err("an error");
        assert_eq!(
            errors.iter().map(|e| e.code).collect::<Vec<_>>(),
            ["wrong_type"]
        );
    }
}
