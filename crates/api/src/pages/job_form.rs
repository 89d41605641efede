//! The fields of a job at a form: what stands in them, and what was typed.

use jobboard_core::employment::EmploymentType;
use jobboard_core::field::FieldErrors;
use jobboard_core::job::{JobInput, JobPatch};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::salary::{Currency, Period, SalaryInput, minor_units};
use jobboard_core::tag::Tag;
use jobboard_services::categories::Category;
use jobboard_services::jobs::{self, Job};

use super::form::{FormField, FormFields, Kind};
use crate::error::ApiError;
use crate::extract::Parameters;

const FIELDS: [&str; 16] = [
    "title",
    "company",
    "company_url",
    "location",
    "employment_types",
    "salary_min",
    "salary_max",
    "salary_currency",
    "salary_period",
    "category",
    "tags",
    "apply_to",
    "closes_on",
    "description",
    "intent",
    "version",
];

/// A job as it stands at a form.
#[derive(Debug, Default)]
pub(crate) struct JobForm {
    /// The job as it was written down.
    pub(crate) input: JobInput,
    /// What cannot be read of it.
    pub(crate) errors: FieldErrors,
    /// The least and the most that is paid, as they were typed.
    amounts: [String; 2],
    /// Whether it is the whole form. The tutorial's clients send a shorter one.
    is_whole: bool,
}

impl JobForm {
    /// A form that was sent.
    pub(crate) fn typed(form: &Parameters) -> Result<Self, ApiError> {
        form.only(&FIELDS)?;
        let mut errors = FieldErrors::new();
        let amounts = ["salary_min", "salary_max"].map(|name| form.text(name).unwrap_or_default());
        let is_whole = form.get("salary_min").is_some();
        let salary = is_whole.then(|| salary(form, &amounts, &mut errors));
        let input = JobInput {
            title: form.text("title"),
            company: form.text("company"),
            company_url: form.text("company_url"),
            location: form.text("location"),
            employment_types: is_whole.then(|| form.texts("employment_types")),
            salary,
            category: form.text("category"),
            tags: form.get("tags").map(Tag::split),
            apply_to: form.text("apply_to"),
            closes_on: form.text("closes_on"),
            description: form.text("description"),
            ..JobInput::default()
        };
        Ok(Self {
            input,
            errors,
            amounts,
            is_whole,
        })
    }

    /// The form of a stored job.
    pub(crate) fn of(job: &Job) -> Self {
        let amounts = match job.pay.salary() {
            Some(salary) => [salary.min, salary.max].map(|amount| {
                let amount = amount.map(|minor| salary.currency.amount(minor));
                amount.unwrap_or_default()
            }),
            None => Default::default(),
        };
        Self {
            input: jobs::as_input(job),
            errors: FieldErrors::new(),
            amounts,
            is_whole: true,
        }
    }

    /// A new job like a stored one, which has dates of its own.
    pub(crate) fn copy(job: &Job) -> Self {
        let mut form = Self::of(job);
        form.input.closes_on = None;
        form.input.date_posted = None;
        form
    }

    /// What it changes of a job: what a shorter form does not ask for stays.
    pub(crate) fn changes(&self) -> JobPatch {
        let input = &self.input;
        let patch = JobPatch {
            tags: input.tags.clone().map(Some),
            apply_to: input.apply_to.clone().map(Some),
            closes_on: input.closes_on.clone().map(Some),
            ..JobPatch::replace_tutorial_fields(input.clone())
        };
        if !self.is_whole {
            return patch;
        }
        JobPatch {
            employment_types: Some(input.employment_types.clone()),
            salary: Some(input.salary.clone()),
            category: Some(input.category.clone()),
            ..patch
        }
    }

    /// The fields, with what stands in them.
    pub(crate) fn fields(&self, categories: &[Category], open_days: u64) -> FormFields {
        let input = &self.input;
        let [min, max] = &self.amounts;
        let salary = input.salary.clone().unwrap_or_default();
        let types = EmploymentType::ALL.map(|known| (known.as_str().to_owned(), known.phrase()));
        let periods = Period::ALL.map(|known| (known.as_str().to_owned(), known.phrase()));
        let currencies = Currency::all().into_iter();
        let mut currencies: Vec<_> = currencies
            .map(|known| pair(known.code(), known.code()))
            .collect();
        let common: Vec<_> = Currency::common()
            .iter()
            .map(|known| known.code())
            .collect();
        currencies
            .sort_by_key(|(code, _)| common.iter().position(|known| known == code).unwrap_or(99));
        let known = categories
            .iter()
            .map(|category| pair(&category.name, &category.name));
        FormFields(vec![
            FormField::new("title", phrase!("field-title"), Kind::Text)
                .begins(phrase!("part-job"))
                .hint(phrase!("field-title-hint"))
                .value(input.title.as_deref()),
            FormField::new("company", phrase!("field-company"), Kind::Text)
                .half()
                .autocomplete("organization")
                .value(input.company.as_deref()),
            FormField::new("company_url", phrase!("field-company-url"), Kind::Url)
                .half()
                .autocomplete("url")
                .optional()
                .value(input.company_url.as_deref()),
            FormField::new("location", phrase!("field-location"), Kind::Text)
                .hint(phrase!("field-location-hint"))
                .value(input.location.as_deref()),
            FormField::new(
                "employment_types",
                phrase!("field-employment"),
                Kind::Checks,
            )
            .optional()
            .choices(types, input.employment_types.as_deref().unwrap_or_default()),
            FormField::new("salary_min", phrase!("field-salary-min"), Kind::Text)
                .begins(phrase!("part-pay"))
                .half()
                .hint(phrase!("field-salary-min-hint"))
                .optional()
                .value(Some(min)),
            FormField::new("salary_max", phrase!("field-salary-max"), Kind::Text)
                .half()
                .optional()
                .value(Some(max)),
            FormField::new("salary_currency", phrase!("field-currency"), Kind::Select)
                .half()
                .optional()
                .choices(currencies, &salary.currency.into_iter().collect::<Vec<_>>()),
            FormField::new("salary_period", phrase!("field-period"), Kind::Select)
                .half()
                .optional()
                .choices(periods, &salary.period.into_iter().collect::<Vec<_>>()),
            FormField::new("category", phrase!("field-category"), Kind::Select)
                .begins(phrase!("part-found"))
                .optional()
                .choices(
                    known,
                    &input.category.clone().into_iter().collect::<Vec<_>>(),
                ),
            FormField::new("tags", phrase!("field-tags"), Kind::Text)
                .hint(phrase!("field-tags-hint"))
                .optional()
                .value(Some(&input.tags.as_deref().unwrap_or_default().join(", "))),
            FormField::new("apply_to", phrase!("field-apply-to"), Kind::Text)
                .begins(phrase!("part-apply"))
                .half()
                .hint(phrase!("field-apply-to-hint"))
                .optional()
                .value(input.apply_to.as_deref()),
            FormField::new("closes_on", phrase!("field-closes-on"), Kind::Date)
                .half()
                .hint(phrase!("field-closes-on-hint", days = open_days))
                .optional()
                .value(input.closes_on.as_deref()),
            FormField::new("description", phrase!("field-description"), Kind::Lines)
                .hint(phrase!("field-description-hint"))
                .value(input.description.as_deref()),
        ])
    }
}

/// Something to choose that is called what it is, in every language.
fn pair(value: &str, label: &str) -> (String, Phrase) {
    (value.to_owned(), phrase!("verbatim", text = label))
}

/// The salary of a form, in minor units. Without a currency the amounts are read as euros, for the
/// rules to ask for one.
fn salary(form: &Parameters, amounts: &[String; 2], errors: &mut FieldErrors) -> SalaryInput {
    let currency = form.text("salary_currency").filter(|code| !code.is_empty());
    let known = currency
        .as_deref()
        .and_then(|code| Currency::parse("salary_currency", code).ok());
    let mut read = |field: &'static str, raw: &str| match known {
        Some(currency) => errors.keep(minor_units(field, raw, currency)).flatten(),
        // Whatever the currency, it must be an amount.
        None => errors
            .keep(minor_units(field, raw, Currency::EURO))
            .flatten(),
    };
    let [min, max] = amounts;
    let (min, max) = (read("salary_min", min), read("salary_max", max));
    let period = form
        .text("salary_period")
        .filter(|_| min.is_some() || max.is_some());
    SalaryInput {
        min,
        max,
        currency: currency.filter(|_| min.is_some() || max.is_some() || !errors.is_empty()),
        period,
    }
}
