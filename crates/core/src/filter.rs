//! Which jobs somebody wants to see.

use crate::phrase;
use chrono::{Days, NaiveDate};

use crate::country::Country;
use crate::employment::EmploymentType;
use crate::field::{FieldError, FieldErrors};
use crate::job::terms::Term;
use crate::place::Workplace;
use crate::salary::SalaryFloor;
use crate::search::SearchTerm;
use crate::tag::Tag;
use crate::text::fold;

/// How many days back "posted within" goes at the most.
pub const WITHIN_MAX: u64 = 365;

/// What a job must be; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// It has this in its title.
    pub title: Option<SearchTerm>,
    /// It is in this town, region or country, or may be done from this country.
    pub place: Option<SearchTerm>,
    /// One works there so.
    pub workplace: Option<Workplace>,
    /// One is employed so.
    pub employment_type: Option<EmploymentType>,
    /// It is in the category of this name.
    pub category: Option<SearchTerm>,
    /// It has this tag.
    pub tag: Option<Tag>,
    /// It is this company's, by its number.
    pub company: Option<i64>,
    /// It pays this much, at the most that it says.
    pub salary: Option<SalaryFloor>,
    /// It was posted in the last so many days.
    pub within: Option<u64>,
}

impl JobFilter {
    /// The names that its parts have in a query, but for the search term's.
    pub const NAMES: [&str; 8] = [
        "place",
        "workplace",
        "type",
        "category",
        "tag",
        "company",
        "salary",
        "within",
    ];

    /// Reads it out of a query. `search` is the name that the search term has there. An empty
    /// value counts as none.
    ///
    /// # Errors
    /// The parameters that cannot be taken.
    pub fn parse<'a>(
        search: &'static str,
        get: impl Fn(&'static str) -> Option<&'a str>,
        errors: &mut FieldErrors,
    ) -> Self {
        let filled = |name| get(name).map(str::trim).filter(|raw| !raw.is_empty());
        Self {
            title: part(search, filled, errors, SearchTerm::parse).flatten(),
            place: part("place", filled, errors, SearchTerm::parse).flatten(),
            workplace: part("workplace", filled, errors, Workplace::parse),
            employment_type: part("type", filled, errors, EmploymentType::parse),
            category: part("category", filled, errors, SearchTerm::parse).flatten(),
            tag: part("tag", filled, errors, Tag::parse),
            company: part("company", filled, errors, company),
            salary: part("salary", filled, errors, SalaryFloor::parse),
            within: part("within", filled, errors, within),
        }
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Its parts as a query has them, in one order, so that one filter has one address.
    pub fn pairs(&self, search: &'static str) -> Vec<(&'static str, String)> {
        let parts = [
            (search, self.title.as_ref().map(|t| t.as_typed().to_owned())),
            (
                "place",
                self.place.as_ref().map(|t| t.as_typed().to_owned()),
            ),
            ("workplace", self.workplace.map(|w| w.as_str().to_owned())),
            ("type", self.employment_type.map(|t| t.as_str().to_owned())),
            (
                "category",
                self.category.as_ref().map(|t| t.as_typed().to_owned()),
            ),
            (
                "tag",
                self.tag.as_ref().map(|tag| tag.as_typed().to_owned()),
            ),
            ("company", self.company.map(|id| id.to_string())),
            ("salary", self.salary.as_ref().map(ToString::to_string)),
            ("within", self.within.map(|days| days.to_string())),
        ];
        parts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// The lines that a job must have.
    pub fn terms(&self) -> Vec<Term> {
        let salary = self.salary.as_ref();
        [
            self.place.as_ref().map(place),
            self.workplace.map(Term::workplace),
            self.employment_type.map(Term::employment_type),
            self.category
                .as_ref()
                .map(|name| Term::category(name.as_typed())),
            self.tag.as_ref().map(Term::tag),
            self.company.map(Term::company),
            salary.and_then(|floor| Some(Term::pay(floor.currency, floor.rung()?))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The first date of posting that is recent enough.
    pub fn since(&self, today: NaiveDate) -> Option<NaiveDate> {
        today.checked_sub_days(Days::new(self.within?))
    }
}

fn part<'a, T>(
    name: &'static str,
    get: impl Fn(&'static str) -> Option<&'a str>,
    errors: &mut FieldErrors,
    parse: impl Fn(&'static str, &str) -> Result<T, FieldError>,
) -> Option<T> {
    errors
        .keep(get(name).map(|raw| parse(name, raw)).transpose())
        .flatten()
}

/// A country is found by all its names. Whatever else has what was typed is found with it: by "CA"
/// California, and by "Georgia" the state, but California not by "Canada".
fn place(term: &SearchTerm) -> Term {
    match Country::recognise(term.as_typed()) {
        Some(country) if fold(country.code()) != term.folded() => {
            Term::place(&fold(country.name()))
        }
        _ => Term::place(term.folded()),
    }
}

fn company(field: &'static str, raw: &str) -> Result<i64, FieldError> {
    let id = raw.parse().ok().filter(|id| *id > 0);
    id.ok_or_else(|| FieldError::new(field, "invalid", phrase!("error-company-number")))
}

fn within(field: &'static str, raw: &str) -> Result<u64, FieldError> {
    let days = raw
        .parse()
        .ok()
        .filter(|days| (1..=WITHIN_MAX).contains(days));
    days.ok_or_else(|| {
        let message = phrase!("error-days", most = WITHIN_MAX);
        FieldError::new(field, "invalid", message)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::job::terms::Findable;
    use crate::place::Places;

    fn found_in(location: &str) -> BTreeSet<Term> {
        let Places {
            workplace,
            places,
            applicant_countries,
        } = Places::from_text(location);
        let job = Findable {
            title: "Gardener",
            company: 1,
            category: None,
            workplace,
            places: &places,
            applicant_countries: &applicant_countries,
            employment_types: &[],
            tags: &[],
            salary: None,
        };
        job.terms()
    }

    #[test]
    fn a_country_is_found_by_its_names_and_not_by_a_state_of_the_same_letters() {
        let finds = |typed: &str, location: &str| {
            let term = SearchTerm::parse("place", typed).expect("a term");
            found_in(location).contains(&place(&term.expect("a term")))
        };
        let (toronto, san_jose) = ("Toronto, ON, Canada", "San Jose, CA");
        for canada in ["Canada", "canada", "CAN", "CA", "ca"] {
            assert!(finds(canada, toronto), "{canada}");
            assert!(finds(canada, "Remote in Canada"), "{canada}");
        }
        for (typed, california) in [("Canada", false), ("CAN", false), ("CA", true)] {
            assert_eq!(finds(typed, san_jose), california, "{typed}");
        }
        for uk in ["UK", "United Kingdom", "GB", "Great Britain"] {
            assert!(finds(uk, "London, UK"), "{uk}");
        }
    }
}
