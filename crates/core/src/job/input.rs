//! A job as somebody wrote it down, and what to change of one.

use crate::place::PlaceInput;
use crate::salary::SalaryInput;

/// A job as somebody wrote it down, with nothing checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobInput {
    /// What the work is.
    pub title: Option<String>,
    /// Who offers it.
    pub company: Option<String>,
    /// The company's web site; absent and empty mean none.
    pub company_url: Option<String>,
    /// Where it is, in words; absent where `places` says it.
    pub location: Option<String>,
    /// On site, hybrid or remote; absent where the other fields say it.
    pub workplace: Option<String>,
    /// Where it is, one by one; absent where `location` says it.
    pub places: Option<Vec<PlaceInput>>,
    /// Where applicants for remote work may live; none means anywhere.
    pub applicant_countries: Option<Vec<String>>,
    /// How one is employed.
    pub employment_types: Option<Vec<String>>,
    /// What is paid; absent means that it is not disclosed.
    pub salary: Option<SalaryInput>,
    /// One of the board's categories, by its name.
    pub category: Option<String>,
    /// Free tags.
    pub tags: Option<Vec<String>>,
    /// An e-mail or web address to apply at.
    pub apply_to: Option<String>,
    /// All the rest.
    pub description: Option<String>,
    /// The date of the posting, `YYYY-MM-DD`; absent means today.
    pub date_posted: Option<String>,
    /// The last day on the list, `YYYY-MM-DD`; absent means as many days as the board gives.
    pub closes_on: Option<String>,
}

impl JobInput {
    /// The names of the fields in which it differs from another.
    pub fn changed_fields(&self, other: &Self) -> Vec<&'static str> {
        [
            ("title", self.title != other.title),
            ("company", self.company != other.company),
            ("company_url", self.company_url != other.company_url),
            ("location", self.location != other.location),
            ("workplace", self.workplace != other.workplace),
            ("places", self.places != other.places),
            (
                "applicant_countries",
                self.applicant_countries != other.applicant_countries,
            ),
            (
                "employment_types",
                self.employment_types != other.employment_types,
            ),
            ("salary", self.salary != other.salary),
            ("category", self.category != other.category),
            ("tags", self.tags != other.tags),
            ("apply_to", self.apply_to != other.apply_to),
            ("description", self.description != other.description),
            ("date_posted", self.date_posted != other.date_posted),
            ("closes_on", self.closes_on != other.closes_on),
        ]
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
    }
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
    /// Where it is, in words.
    pub location: Option<Option<String>>,
    /// On site, hybrid or remote.
    pub workplace: Option<Option<String>>,
    /// Where it is, one by one.
    pub places: Option<Option<Vec<PlaceInput>>>,
    /// Where applicants for remote work may live.
    pub applicant_countries: Option<Option<Vec<String>>>,
    /// How one is employed.
    pub employment_types: Option<Option<Vec<String>>>,
    /// What is paid.
    pub salary: Option<Option<SalaryInput>>,
    /// One of the board's categories.
    pub category: Option<Option<String>>,
    /// Free tags.
    pub tags: Option<Option<Vec<String>>>,
    /// An e-mail or web address to apply at.
    pub apply_to: Option<Option<String>>,
    /// All the rest.
    pub description: Option<Option<String>>,
    /// The date of the posting.
    pub date_posted: Option<Option<String>>,
    /// The last day on the list.
    pub closes_on: Option<Option<String>>,
}

impl JobPatch {
    /// Replaces what the tutorial's clients know of a job. The date of its posting and its place
    /// stay unless there are new ones, and what they do not know of stays as well.
    pub fn replace_tutorial_fields(input: JobInput) -> Self {
        Self {
            title: Some(input.title),
            company: Some(input.company),
            company_url: Some(input.company_url),
            location: Some(input.location),
            description: Some(input.description),
            date_posted: input.date_posted.map(Some),
            ..Self::default()
        }
    }

    /// Replaces a whole job. The dates stay unless there are new ones.
    pub fn replace(input: JobInput) -> Self {
        Self {
            title: Some(input.title),
            company: Some(input.company),
            company_url: Some(input.company_url),
            location: Some(input.location),
            workplace: Some(input.workplace),
            places: Some(input.places),
            applicant_countries: Some(input.applicant_countries),
            employment_types: Some(input.employment_types),
            salary: Some(input.salary),
            category: Some(input.category),
            tags: Some(input.tags),
            apply_to: Some(input.apply_to),
            description: Some(input.description),
            date_posted: input.date_posted.map(Some),
            closes_on: input.closes_on.map(Some),
        }
    }

    /// Whether it says where the work is, one by one.
    fn moves_by_fields(&self) -> bool {
        self.workplace.is_some() || self.places.is_some() || self.applicant_countries.is_some()
    }

    /// The job as it would be. New words for the place replace the fields that said it, and new
    /// fields the words.
    pub fn apply(self, current: JobInput) -> JobInput {
        let by_fields = self.moves_by_fields();
        let keep = match &self.location {
            Some(location) => by_fields || *location == current.location,
            None => true,
        };
        JobInput {
            title: self.title.unwrap_or(current.title),
            company: self.company.unwrap_or(current.company),
            company_url: self.company_url.unwrap_or(current.company_url),
            location: self
                .location
                .unwrap_or(current.location.filter(|_| !by_fields)),
            workplace: self.workplace.unwrap_or(current.workplace.filter(|_| keep)),
            places: self.places.unwrap_or(current.places.filter(|_| keep)),
            applicant_countries: self
                .applicant_countries
                .unwrap_or(current.applicant_countries.filter(|_| keep)),
            employment_types: self.employment_types.unwrap_or(current.employment_types),
            salary: self.salary.unwrap_or(current.salary),
            category: self.category.unwrap_or(current.category),
            tags: self.tags.unwrap_or(current.tags),
            apply_to: self.apply_to.unwrap_or(current.apply_to),
            description: self.description.unwrap_or(current.description),
            date_posted: self.date_posted.unwrap_or(current.date_posted),
            closes_on: self.closes_on.unwrap_or(current.closes_on),
        }
    }
}
