//! Jobs as clients read them.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::paging::{JobCursor, Page};
use jobboard_core::place::Place;
use jobboard_core::salary::Salary;
use jobboard_services::jobs::{Job, JobEvent, JobSummary};
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::PublicView;

/// A town, a region, a country, or a part of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlaceView {
    /// The town.
    #[schema(example = "Ghent", max_length = 100)]
    city: Option<String>,
    /// The state, province or land.
    #[schema(example = "East Flanders", max_length = 100)]
    region: Option<String>,
    /// The country (ISO 3166-1, two letters).
    #[schema(example = "BE")]
    country: Option<String>,
}

impl From<&Place> for PlaceView {
    fn from(place: &Place) -> Self {
        Self {
            city: place.city.clone(),
            region: place.region.clone(),
            country: place.country.map(|country| country.code().to_owned()),
        }
    }
}

/// What is paid: the least, the most, or both.
#[derive(Serialize, ToSchema)]
pub(crate) struct SalaryView {
    /// The least, in minor units (cents of a euro).
    #[schema(example = 5_000_000)]
    min: Option<i64>,
    /// The most, in minor units.
    #[schema(example = 6_500_000)]
    max: Option<i64>,
    /// The currency (ISO 4217).
    #[schema(value_type = String, example = "EUR")]
    currency: &'static str,
    /// For how long that is paid: `HOUR`, `DAY`, `WEEK`, `MONTH` or `YEAR`.
    #[schema(value_type = String, example = "YEAR")]
    period: &'static str,
}

impl From<Salary> for SalaryView {
    fn from(salary: Salary) -> Self {
        Self {
            min: salary.min,
            max: salary.max,
            currency: salary.currency.code(),
            period: salary.period.as_str(),
        }
    }
}

/// A job.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobView {
    /// The number.
    #[schema(example = 1)]
    id: i64,
    /// What the work is.
    #[schema(example = "Gardener")]
    title: String,
    /// Who offers it.
    #[schema(example = "City Parks")]
    company: String,
    /// The company's number.
    #[schema(example = 1)]
    company_id: i64,
    /// The company's web site.
    #[schema(example = "https://parks.example.org")]
    company_url: Option<String>,
    /// Where it is, in words.
    #[schema(example = "Ghent, Belgium")]
    location: String,
    /// How one works there: `on_site`, `hybrid` or `remote`.
    #[schema(value_type = String, example = "on_site")]
    workplace: &'static str,
    /// Where it is, one by one.
    places: Vec<PlaceView>,
    /// The countries that applicants for remote work may live in; none means anywhere.
    #[schema(value_type = Vec<String>, example = json!(["BE"]))]
    applicant_countries: Vec<&'static str>,
    /// How one is employed, in schema.org's terms.
    #[schema(value_type = Vec<String>, example = json!(["FULL_TIME"]))]
    employment_types: Vec<&'static str>,
    /// What is paid; null when it is not disclosed.
    salary: Option<SalaryView>,
    /// The category.
    #[schema(example = "Engineering")]
    category: Option<String>,
    /// Free tags.
    #[schema(example = json!(["C++"]))]
    tags: Vec<String>,
    /// An e-mail or web address to apply at.
    #[schema(example = "jobs@parks.example.org")]
    apply_to: Option<String>,
    /// All the rest.
    description: String,
    /// The date of the posting.
    date_posted: NaiveDate,
    /// The last day on the list, where the site is.
    closes_on: Option<NaiveDate>,
    /// When it leaves the list.
    expires_at: Option<DateTime<Utc>>,
    /// Where it is in its life.
    #[schema(value_type = String, example = "published")]
    state: &'static str,
    /// How often it was changed; `If-Match` takes it in quotes.
    #[schema(example = 1)]
    version: i64,
    /// When it was stored.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl JobView {
    /// A job as it is at an instant.
    pub(crate) fn at(now: DateTime<Utc>, job: Job) -> Self {
        let countries = job.applicant_countries.iter();
        let types = job.employment_types.iter();
        Self {
            id: job.id.0,
            state: job.state_at(now).as_str(),
            salary: job.pay.salary().map(SalaryView::from),
            places: job.places.iter().map(PlaceView::from).collect(),
            applicant_countries: countries.map(|country| country.code()).collect(),
            employment_types: types.map(|known| known.as_str()).collect(),
            tags: job
                .tags
                .iter()
                .map(|tag| tag.as_typed().to_owned())
                .collect(),
            workplace: job.workplace.as_str(),
            title: job.title,
            company: job.company,
            company_id: job.company_id,
            company_url: job.company_url,
            location: job.location,
            category: job.category,
            apply_to: job.apply_to,
            description: job.description,
            date_posted: job.date_posted,
            closes_on: job.closes_on,
            expires_at: job.expires_at,
            version: job.version,
            created_at: job.created_at,
            updated_at: job.updated_at,
        }
    }
}

/// A page of jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobPage {
    /// The jobs, newest first.
    items: Vec<JobView>,
    /// What to say as `after` for the next page; null on the last one.
    #[schema(example = "20240604.17")]
    next: Option<String>,
}

impl PublicView for JobView {}
impl PublicView for JobPage {}

impl JobPage {
    /// A page as it is at an instant.
    pub(crate) fn at(now: DateTime<Utc>, page: Page<Job, JobCursor>) -> Self {
        let items = page.items.into_iter();
        Self {
            items: items.map(|job| JobView::at(now, job)).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        }
    }
}

/// A job in a list of its poster's or a moderator's: without its long text.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobSummaryView {
    /// The number.
    #[schema(example = 1)]
    id: i64,
    /// What the work is.
    #[schema(example = "Gardener")]
    title: String,
    /// Who offers it.
    #[schema(example = "City Parks")]
    company: String,
    /// Where it is, in words.
    #[schema(example = "Ghent, Belgium")]
    location: String,
    /// The date of the posting.
    date_posted: NaiveDate,
    /// The last day on the list, where the site is.
    closes_on: Option<NaiveDate>,
    /// Where it is in its life.
    #[schema(value_type = String, example = "draft")]
    state: &'static str,
}

impl JobSummaryView {
    /// A job as it is at an instant.
    pub(crate) fn at(now: DateTime<Utc>, job: JobSummary) -> Self {
        Self {
            id: job.id.0,
            state: job.state_at(now).as_str(),
            title: job.title,
            company: job.company,
            location: job.location,
            date_posted: job.date_posted,
            closes_on: job.closes_on,
        }
    }
}

/// A page of one's own jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnJobPage {
    /// The jobs, newest first.
    pub(crate) items: Vec<JobSummaryView>,
    /// What to say as `after` for the next page; null on the last one.
    #[schema(example = "20240604.17")]
    pub(crate) next: Option<String>,
}

/// Something that happened to a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobEventView {
    /// `post`, `edit` or the name of a step.
    #[schema(example = "approve")]
    kind: String,
    /// The state before; null at the beginning.
    #[schema(example = "in_review")]
    from: Option<String>,
    /// The state after.
    #[schema(example = "published")]
    to: String,
    /// Who did it; null when it was the board itself, or somebody who is gone.
    #[schema(example = "ada")]
    by: Option<String>,
    /// What was said about it: a reason, or the fields that were changed.
    note: Option<String>,
    /// When.
    at: DateTime<Utc>,
}

/// What happened to a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobHistory {
    /// The latest first, 200 at the most.
    items: Vec<JobEventView>,
}

impl From<Vec<(JobEvent, Option<String>)>> for JobHistory {
    fn from(events: Vec<(JobEvent, Option<String>)>) -> Self {
        let items = events.into_iter().map(|(event, by)| JobEventView {
            kind: event.kind,
            from: event.from_state,
            to: event.to_state,
            by,
            note: event.note,
            at: event.created_at,
        });
        Self {
            items: items.collect(),
        }
    }
}
