use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::country::Country;
use jobboard_core::employment::EmploymentType;
use jobboard_core::job::{JobDraft, JobId, JobState};
use jobboard_core::paging::JobCursor;
use jobboard_core::place::{Place, Workplace};
use jobboard_core::salary::{Currency, Period, Salary};
use jobboard_core::tag::Tag;
use jobboard_core::text::fold;
use jobboard_core::user::UserId;
use serde::Serialize;

use crate::column::{
    CountriesColumn, EmploymentTypesColumn, OptionalUtcColumn, PlacesColumn, StateColumn,
    TagsColumn, UtcColumn, WorkplaceColumn, as_stored, stored_places, with_commas,
};
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
    /// The company's number.
    pub company_id: i64,
    /// The company's web site.
    pub company_url: Option<String>,
    /// Where it is, in words.
    pub location: String,
    /// How one works there.
    #[diesel(deserialize_as = WorkplaceColumn)]
    pub workplace: Workplace,
    /// Where it is, one by one.
    #[diesel(deserialize_as = PlacesColumn)]
    pub places: Vec<Place>,
    /// Where applicants for remote work may live; none means anywhere.
    #[diesel(deserialize_as = CountriesColumn)]
    pub applicant_countries: Vec<Country>,
    /// How one is employed.
    #[diesel(deserialize_as = EmploymentTypesColumn)]
    pub employment_types: Vec<EmploymentType>,
    /// What is paid.
    #[diesel(embed)]
    pub pay: PayColumns,
    /// The category, by its name.
    pub category: Option<String>,
    /// Free tags.
    #[diesel(deserialize_as = TagsColumn)]
    pub tags: Vec<Tag>,
    /// Where to apply: an e-mail or web address.
    pub apply_to: Option<String>,
    /// All the rest.
    pub description: String,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// The last day on the list.
    pub closes_on: Option<NaiveDate>,
    /// The state as it was last noted; [`state_at`](Self::state_at) knows what it is.
    #[diesel(deserialize_as = StateColumn, column_name = state)]
    pub noted_state: JobState,
    /// When it leaves the list.
    #[diesel(deserialize_as = OptionalUtcColumn)]
    pub expires_at: Option<DateTime<Utc>>,
    /// How often it was changed, from 1.
    pub version: i64,
    /// When what it says was last changed.
    #[diesel(deserialize_as = UtcColumn)]
    pub edited_at: DateTime<Utc>,
    /// When a moderator last let it through.
    #[diesel(deserialize_as = OptionalUtcColumn)]
    pub approved_at: Option<DateTime<Utc>>,
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

/// What is paid, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct PayColumns {
    salary_min: Option<i64>,
    salary_max: Option<i64>,
    salary_currency: Option<String>,
    salary_period: Option<String>,
}

impl PayColumns {
    /// The salary, if it is disclosed.
    pub fn salary(&self) -> Option<Salary> {
        let currency = self.salary_currency.as_deref()?;
        Some(Salary {
            min: self.salary_min,
            max: self.salary_max,
            currency: Currency::parse("salary_currency", currency).ok()?,
            period: self.salary_period.as_deref()?.parse::<Period>().ok()?,
        })
    }
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
    /// How one works there.
    #[diesel(deserialize_as = WorkplaceColumn)]
    pub workplace: Workplace,
    /// How one is employed.
    #[diesel(deserialize_as = EmploymentTypesColumn)]
    pub employment_types: Vec<EmploymentType>,
    /// What is paid.
    #[diesel(embed)]
    pub pay: PayColumns,
    /// Free tags.
    #[diesel(deserialize_as = TagsColumn)]
    pub tags: Vec<Tag>,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// The last day on the list.
    pub closes_on: Option<NaiveDate>,
    /// The state as it was last noted.
    #[diesel(deserialize_as = StateColumn, column_name = state)]
    pub noted_state: JobState,
    /// When it leaves the list.
    #[diesel(deserialize_as = OptionalUtcColumn)]
    pub expires_at: Option<DateTime<Utc>>,
}

impl Job {
    /// Its place in the list.
    pub fn cursor(&self) -> JobCursor {
        JobCursor {
            date_posted: self.date_posted,
            id: self.id,
        }
    }

    /// The state at an instant.
    pub fn state_at(&self, now: DateTime<Utc>) -> JobState {
        self.noted_state.at(self.expires_at, now)
    }

    /// Whether a moderator has seen what it says now.
    pub fn is_approved(&self) -> bool {
        self.approved_at.is_some_and(|at| at >= self.edited_at)
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

    /// The state at an instant.
    pub fn state_at(&self, now: DateTime<Utc>) -> JobState {
        self.noted_state.at(self.expires_at, now)
    }
}

/// What somebody writes down about a job.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = jobs, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct JobText {
    title: String,
    title_folded: String,
    company: String,
    company_id: i64,
    company_url: Option<String>,
    location: String,
    workplace: &'static str,
    places: String,
    applicant_countries: String,
    employment_types: String,
    salary_min: Option<i64>,
    salary_max: Option<i64>,
    salary_currency: Option<&'static str>,
    salary_period: Option<&'static str>,
    salary_yearly: Option<i64>,
    category: Option<String>,
    tags: String,
    apply_to: Option<String>,
    description: String,
    date_posted: NaiveDate,
    closes_on: Option<NaiveDate>,
}

impl JobText {
    /// A draft as it is stored, with the number of its company.
    pub fn new(draft: &JobDraft, company: i64) -> Self {
        let countries = draft.places.applicant_countries.iter();
        let types = draft.employment_types.iter();
        let salary = draft.salary.as_ref();
        Self {
            title_folded: fold(&draft.title),
            title: draft.title.clone(),
            company: draft.company.clone(),
            company_id: company,
            company_url: draft.company_url.as_ref().map(ToString::to_string),
            location: draft.location.clone(),
            workplace: draft.places.workplace.as_str(),
            places: stored_places(&draft.places.places),
            applicant_countries: with_commas(countries.map(|country| country.code())),
            employment_types: with_commas(types.map(|known| known.as_str())),
            salary_min: salary.and_then(|salary| salary.min),
            salary_max: salary.and_then(|salary| salary.max),
            salary_currency: salary.map(|salary| salary.currency.code()),
            salary_period: salary.map(|salary| salary.period.as_str()),
            salary_yearly: salary.map(Salary::yearly_max),
            category: draft.category.clone(),
            tags: with_commas(draft.tags.iter().map(Tag::as_typed)),
            apply_to: draft.apply_to.as_ref().map(ToString::to_string),
            description: draft.description.clone(),
            date_posted: draft.date_posted,
            closes_on: draft.closes_on,
        }
    }
}

/// A job to be stored.
#[derive(Debug, Clone, Insertable, Serialize)]
#[diesel(table_name = jobs, treat_none_as_default_value = false)]
pub struct NewJob {
    /// What somebody wrote down.
    #[diesel(embed)]
    #[serde(flatten)]
    pub text: JobText,
    /// Its state.
    pub state: &'static str,
    /// When it leaves the list.
    #[serde(serialize_with = "as_stored")]
    pub expires_at: Option<NaiveDateTime>,
    /// 1.
    pub version: i64,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub edited_at: NaiveDateTime,
    /// Now, UTC, when a moderator posts it.
    #[serde(serialize_with = "as_stored")]
    pub approved_at: Option<NaiveDateTime>,
    /// By which rules what is derived from it was made.
    pub index_version: i64,
    /// Who posts it.
    pub owner_id: i64,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub created_at: NaiveDateTime,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub updated_at: NaiveDateTime,
    /// What makes an imported posting the same when it is loaded again.
    pub import_key: Option<String>,
}

impl NewJob {
    /// Whether a stored job is this one, by what its poster would see of another's.
    pub(crate) fn is_what_became(&self, job: &Job) -> bool {
        let text = &self.text;
        self.owner_id == job.owner_id.0
            && (&text.title, &text.description) == (&job.title, &job.description)
    }
}

/// What an edit writes.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = jobs)]
pub struct JobEdit {
    /// What somebody wrote down.
    #[diesel(embed)]
    pub text: JobText,
    /// By which rules what is derived from it was made.
    pub index_version: i64,
    /// Now, UTC.
    pub edited_at: NaiveDateTime,
}

/// What is written of a job whose derived parts were made by older rules.
#[derive(Debug, Clone, Serialize)]
pub struct JobRenewal {
    /// Which.
    pub id: i64,
    /// What somebody wrote down, as it is derived now.
    #[serde(flatten)]
    pub text: JobText,
    /// By which rules.
    pub index_version: i64,
    /// When it leaves the list.
    #[serde(serialize_with = "as_stored")]
    pub expires_at: Option<NaiveDateTime>,
}

/// What every change writes.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = jobs, treat_none_as_null = true)]
pub struct JobStanding {
    /// The state.
    pub state: &'static str,
    /// The date of the posting.
    pub date_posted: NaiveDate,
    /// The last day on the list.
    pub closes_on: Option<NaiveDate>,
    /// When it leaves the list.
    pub expires_at: Option<NaiveDateTime>,
    /// When a moderator last let it through.
    pub approved_at: Option<NaiveDateTime>,
    /// One more than it was.
    pub version: i64,
    /// Now, UTC.
    pub updated_at: NaiveDateTime,
}
