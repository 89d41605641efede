//! Jobs as clients write them.

use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::{JobInput, JobPatch};
use jobboard_core::phrase;
use jobboard_services::jobs::Intent;
use serde::Deserialize;
use utoipa::ToSchema;

use super::job_view::{PlaceView, SalaryView};
use crate::extract::{JsonField, TextField};

/// A job to post. Where it is, is said by `location` in words, or by `workplace`, `places` and
/// `applicant_countries`; whichever is missing is made of the other.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewJobBody {
    /// What the work is.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 200, example = "Gardener")]
    #[serde(default)]
    title: TextField,
    /// Who offers it.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 120, example = "City Parks")]
    #[serde(default)]
    company: TextField,
    /// The company's web site; one without a scheme is taken as https.
    #[schema(value_type = Option<String>, max_length = 2000, example = "https://parks.example.org")]
    #[serde(default)]
    company_url: TextField,
    /// Where it is, in words.
    #[schema(value_type = String, min_length = 1, max_length = 300, example = "Ghent, Belgium")]
    #[serde(default)]
    location: TextField,
    /// How one works there: `on_site`, `hybrid` or `remote`.
    #[schema(value_type = Option<String>, example = "hybrid")]
    #[serde(default)]
    workplace: TextField,
    /// Where it is, one by one, 20 at the most.
    #[schema(value_type = Option<Vec<PlaceView>>)]
    #[serde(default)]
    places: JsonField,
    /// The countries that applicants for remote work may live in (ISO 3166-1), 60 at the most;
    /// none means anywhere.
    #[schema(value_type = Option<Vec<String>>, example = json!(["BE", "NL"]))]
    #[serde(default)]
    applicant_countries: JsonField,
    /// How one is employed, in schema.org's terms: `FULL_TIME`, `PART_TIME`, `CONTRACTOR`,
    /// `TEMPORARY`, `INTERN`, `VOLUNTEER`, `PER_DIEM`, `OTHER`.
    #[schema(value_type = Option<Vec<String>>, example = json!(["FULL_TIME"]))]
    #[serde(default)]
    employment_types: JsonField,
    /// What is paid; null means that it is not disclosed.
    #[schema(value_type = Option<SalaryView>)]
    #[serde(default)]
    salary: JsonField,
    /// One of `/api/v1/categories`, by its name.
    #[schema(value_type = Option<String>, max_length = 60, example = "Engineering")]
    #[serde(default)]
    category: TextField,
    /// Free tags, 8 at the most, each of at most 30 characters and without a comma.
    #[schema(value_type = Option<Vec<String>>, example = json!(["C++", "Rust"]))]
    #[serde(default)]
    tags: JsonField,
    /// An e-mail or web address to apply at.
    #[schema(value_type = Option<String>, max_length = 2000, example = "jobs@parks.example.org")]
    #[serde(default)]
    apply_to: TextField,
    /// The last day on the list, where the site is: today at the earliest, in a year at the
    /// latest.
    #[schema(value_type = Option<String>, format = "date", example = "2027-06-30")]
    #[serde(default)]
    closes_on: TextField,
    /// All the rest.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 20000, example = "Looks after the trees of the city.")]
    #[serde(default)]
    description: TextField,
    /// The date of the posting; today if absent, not in the future.
    #[schema(value_type = String, format = "date", example = "2024-06-04")]
    #[serde(default)]
    date_posted: TextField,
    /// `draft` keeps the job for later; without it the job goes onto the list, or into review.
    #[schema(value_type = Option<String>, pattern = "^draft$", example = "draft")]
    #[serde(default)]
    state: TextField,
}

impl NewJobBody {
    /// The job, what becomes of it, and what is wrong with its types.
    pub(crate) fn into_input(self) -> (JobInput, Intent, FieldErrors) {
        let mut errors = FieldErrors::new();
        let input = JobInput {
            title: self.title.text("title", &mut errors),
            company: self.company.text("company", &mut errors),
            company_url: self.company_url.nullable("company_url", &mut errors),
            location: self.location.text("location", &mut errors),
            workplace: self.workplace.nullable("workplace", &mut errors),
            places: self.places.places("places", &mut errors).flatten(),
            applicant_countries: self
                .applicant_countries
                .texts("applicant_countries", &mut errors)
                .flatten(),
            employment_types: self
                .employment_types
                .texts("employment_types", &mut errors)
                .flatten(),
            salary: self.salary.salary(&mut errors).flatten(),
            category: self.category.nullable("category", &mut errors),
            tags: self.tags.texts("tags", &mut errors).flatten(),
            apply_to: self.apply_to.nullable("apply_to", &mut errors),
            description: self.description.text("description", &mut errors),
            date_posted: self.date_posted.text("date_posted", &mut errors),
            closes_on: self.closes_on.nullable("closes_on", &mut errors),
        };
        let intent = match self.state.nullable("state", &mut errors).as_deref() {
            None => Intent::List,
            Some("draft") => Intent::Draft,
            Some(_) => {
                let message = phrase!("error-only-draft");
                errors.add(FieldError::new("state", "invalid", message));
                Intent::Draft
            }
        };
        (input, intent, errors)
    }
}

/// What to change of a job; a field that is not there stays. New words for the place replace the
/// fields that said it, and new fields the words.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobPatchBody {
    /// What the work is.
    #[schema(value_type = String, min_length = 1, max_length = 200, example = "Head gardener")]
    #[serde(default)]
    title: TextField,
    /// Who offers it.
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    company: TextField,
    /// The company's web site; null takes it away.
    #[schema(value_type = Option<String>, max_length = 2000)]
    #[serde(default)]
    company_url: TextField,
    /// Where it is, in words.
    #[schema(value_type = String, min_length = 1, max_length = 300)]
    #[serde(default)]
    location: TextField,
    /// How one works there: `on_site`, `hybrid` or `remote`.
    #[schema(value_type = Option<String>, example = "hybrid")]
    #[serde(default)]
    workplace: TextField,
    /// Where it is, one by one, 20 at the most.
    #[schema(value_type = Option<Vec<PlaceView>>)]
    #[serde(default)]
    places: JsonField,
    /// The countries that applicants for remote work may live in (ISO 3166-1), 60 at the most;
    /// none means anywhere.
    #[schema(value_type = Option<Vec<String>>, example = json!(["BE", "NL"]))]
    #[serde(default)]
    applicant_countries: JsonField,
    /// How one is employed, in schema.org's terms: `FULL_TIME`, `PART_TIME`, `CONTRACTOR`,
    /// `TEMPORARY`, `INTERN`, `VOLUNTEER`, `PER_DIEM`, `OTHER`.
    #[schema(value_type = Option<Vec<String>>, example = json!(["FULL_TIME"]))]
    #[serde(default)]
    employment_types: JsonField,
    /// What is paid; null means that it is not disclosed.
    #[schema(value_type = Option<SalaryView>)]
    #[serde(default)]
    salary: JsonField,
    /// One of `/api/v1/categories`, by its name.
    #[schema(value_type = Option<String>, max_length = 60, example = "Engineering")]
    #[serde(default)]
    category: TextField,
    /// Free tags, 8 at the most, each of at most 30 characters and without a comma.
    #[schema(value_type = Option<Vec<String>>, example = json!(["C++", "Rust"]))]
    #[serde(default)]
    tags: JsonField,
    /// An e-mail or web address to apply at.
    #[schema(value_type = Option<String>, max_length = 2000, example = "jobs@parks.example.org")]
    #[serde(default)]
    apply_to: TextField,
    /// The last day on the list, where the site is: today at the earliest, in a year at the
    /// latest.
    #[schema(value_type = Option<String>, format = "date", example = "2027-06-30")]
    #[serde(default)]
    closes_on: TextField,
    /// All the rest.
    #[schema(value_type = String, min_length = 1, max_length = 20000)]
    #[serde(default)]
    description: TextField,
    /// The date of the posting, not in the future.
    #[schema(value_type = String, format = "date")]
    #[serde(default)]
    date_posted: TextField,
}

impl JobPatchBody {
    /// What to change, and what is wrong with its types.
    pub(crate) fn into_patch(self) -> (JobPatch, FieldErrors) {
        let mut errors = FieldErrors::new();
        let patch = JobPatch {
            title: self.title.patch("title", &mut errors),
            company: self.company.patch("company", &mut errors),
            company_url: self.company_url.nullable_patch("company_url", &mut errors),
            location: self.location.patch("location", &mut errors),
            workplace: self.workplace.nullable_patch("workplace", &mut errors),
            places: self.places.places("places", &mut errors),
            applicant_countries: self
                .applicant_countries
                .texts("applicant_countries", &mut errors),
            employment_types: self.employment_types.texts("employment_types", &mut errors),
            salary: self.salary.salary(&mut errors),
            category: self.category.nullable_patch("category", &mut errors),
            tags: self.tags.texts("tags", &mut errors),
            apply_to: self.apply_to.nullable_patch("apply_to", &mut errors),
            description: self.description.patch("description", &mut errors),
            date_posted: self.date_posted.patch("date_posted", &mut errors),
            closes_on: self.closes_on.nullable_patch("closes_on", &mut errors),
        };
        (patch, errors)
    }
}
