//! A job that keeps every rule.

use crate::phrase;
use chrono::{Days, NaiveDate};

use super::closing::closing_date;
use super::input::JobInput;
use crate::apply::ApplyTo;
use crate::employment::EmploymentType;
use crate::field::{FieldError, FieldErrors};
use crate::limits::{self, Minimums};
use crate::place::Places;
use crate::salary::{Salary, SalaryInput};
use crate::tag::Tag;
use crate::text;
use crate::web_url::WebUrl;

/// A job that keeps every rule and can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobDraft {
    /// What the work is.
    pub title: String,
    /// Who offers it.
    pub company: String,
    /// The company's web site.
    pub company_url: Option<WebUrl>,
    /// Where it is, in words.
    pub location: String,
    /// Where it is, one by one.
    pub places: Places,
    /// How one is employed, each once.
    pub employment_types: Vec<EmploymentType>,
    /// What is paid, if it is disclosed.
    pub salary: Option<Salary>,
    /// The category's name as it was typed.
    pub category: Option<String>,
    /// Free tags, each once.
    pub tags: Vec<Tag>,
    /// Where to apply.
    pub apply_to: Option<ApplyTo>,
    /// All the rest.
    pub description: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// The last day on the list, if somebody has chosen one.
    pub closes_on: Option<NaiveDate>,
}

/// What a board asks of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftRules {
    /// The shortest texts.
    pub minimums: Minimums,
    /// The date where the site is.
    pub today: NaiveDate,
    /// Whether the salary must be disclosed.
    pub salary_required: bool,
    /// A closing date that may stay although it has passed: the one that the job has.
    pub known_closing_date: Option<NaiveDate>,
}

impl JobDraft {
    /// Checks every field and names each that is wrong, together with those already found.
    ///
    /// # Errors
    /// The fields that cannot be taken.
    pub fn parse(
        input: &JobInput,
        rules: &DraftRules,
        mut errors: FieldErrors,
    ) -> Result<Self, FieldErrors> {
        let DraftRules {
            minimums, today, ..
        } = *rules;
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
            filled(input.company_url.as_deref())
                .map(|url| WebUrl::parse("company_url", url))
                .transpose(),
        );
        let place = place(input, &mut errors);
        let employment_types = EmploymentType::parse_all(
            "employment_types",
            input.employment_types.as_deref().unwrap_or_default(),
            &mut errors,
        );
        let salary = salary(input.salary.as_ref(), rules.salary_required, &mut errors);
        let category = errors.keep(text::line(
            "category",
            input.category.as_deref(),
            0,
            limits::CATEGORY_MAX,
        ));
        let tags = Tag::parse_all(
            "tags",
            input.tags.as_deref().unwrap_or_default(),
            &mut errors,
        );
        let apply_to = errors.keep(
            filled(input.apply_to.as_deref())
                .map(|raw| ApplyTo::parse("apply_to", raw))
                .transpose(),
        );
        let description = errors.keep(text::lines(
            "description",
            input.description.as_deref(),
            minimums.description,
            limits::DESCRIPTION_MAX,
        ));
        let date_posted = errors.keep(date_posted(input.date_posted.as_deref(), today));
        let closes_on = errors.keep(
            filled(input.closes_on.as_deref())
                .map(|raw| match rules.known_closing_date {
                    Some(known) if known.to_string() == raw => Ok(known),
                    _ => closing_date(raw, today),
                })
                .transpose(),
        );
        if !errors.is_empty() {
            return Err(errors);
        }
        let draft = || {
            let (location, places) = place?;
            Some(Self {
                title: title?,
                company: company?,
                company_url: company_url?,
                location,
                places,
                employment_types: employment_types?,
                salary: salary?,
                category: category.filter(|name| !name.is_empty()),
                tags: tags?,
                apply_to: apply_to?,
                description: description?,
                date_posted: date_posted?,
                closes_on: closes_on?,
            })
        };
        draft().ok_or(errors)
    }
}

fn filled(raw: Option<&str>) -> Option<&str> {
    raw.map(str::trim).filter(|raw| !raw.is_empty())
}

/// Where the work is, in words and one by one. Whichever is missing is made of the other.
fn place(input: &JobInput, errors: &mut FieldErrors) -> Option<(String, Places)> {
    let line = |text: Option<&str>| text::line("location", text, 1, limits::LOCATION_MAX);
    let by_fields =
        input.workplace.is_some() || input.places.is_some() || input.applicant_countries.is_some();
    if !by_fields {
        let location = errors.keep(line(input.location.as_deref()))?;
        let places = Places::from_text(&location);
        return Some((location, places));
    }
    let places = Places::parse(
        input.workplace.as_deref(),
        input.places.as_deref().unwrap_or_default(),
        input.applicant_countries.as_deref().unwrap_or_default(),
        errors,
    );
    let location = match filled(input.location.as_deref()) {
        Some(location) => errors.keep(line(Some(location)))?,
        None => places.as_ref()?.to_text(),
    };
    Some((location, places?))
}

fn salary(
    input: Option<&SalaryInput>,
    required: bool,
    errors: &mut FieldErrors,
) -> Option<Option<Salary>> {
    let salary = match input {
        Some(input) => Salary::parse(input, errors)?,
        None => None,
    };
    if salary.is_none() && required {
        let message = phrase!("error-salary-required");
        errors.add(FieldError::new("salary_min", "required", message));
        return None;
    }
    Some(salary)
}

/// Reads a date as programs write it.
pub(super) fn date(field: &'static str, raw: &str) -> Result<NaiveDate, FieldError> {
    let date = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok();
    date.filter(|date| date.to_string() == raw)
        .ok_or_else(|| FieldError::new(field, "invalid", phrase!("error-date")))
}

/// Reads a date of posting. It lies after 1970 and not in the future; "today" is a day long in
/// every time zone, so tomorrow's date is let through.
fn date_posted(raw: Option<&str>, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let Some(raw) = raw else { return Ok(today) };
    let field = "date_posted";
    let date = date(field, raw)?;
    let first = NaiveDate::default();
    let last = today.checked_add_days(Days::new(1)).unwrap_or(today);
    if date < first {
        Err(FieldError::new(
            field,
            "invalid",
            phrase!("error-date-early"),
        ))
    } else if date > last {
        let message = phrase!("error-date-future");
        Err(FieldError::new(field, "invalid", message))
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
            location: Some("Ghent".into()),
            description: Some("Looks after the trees.".into()),
            ..JobInput::default()
        }
    }

    fn rules(minimums: Minimums) -> DraftRules {
        DraftRules {
            minimums,
            today: today(),
            salary_required: false,
            known_closing_date: None,
        }
    }

    fn parse(input: &JobInput) -> Result<JobDraft, FieldErrors> {
        JobDraft::parse(input, &rules(Minimums::FORMS), FieldErrors::new())
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
        let found = FieldErrors::from(FieldError::new(
            "title",
            "wrong_type",
            phrase!("error-not-text"),
        ));
        let without = JobInput {
            title: None,
            ..input()
        };
        let errors = JobDraft::parse(&without, &rules(Minimums::API), found).expect_err("an error");
        assert_eq!(
            errors.iter().map(|e| e.code).collect::<Vec<_>>(),
            ["wrong_type"]
        );
    }
}
