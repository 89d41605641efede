//! What a listed job is found by: a line of text for each place, type, tag and so on. A filter is
//! a few of these lines, all of which a job must have.

use std::collections::BTreeSet;

use crate::country::Country;
use crate::employment::EmploymentType;
use crate::place::{Place, Workplace};
use crate::salary::{Currency, Salary};
use crate::tag::Tag;
use crate::text::{fold, identifier_key};

/// One such line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(String);

impl Term {
    /// A town, a region or a country, by its folded name or a country's code.
    pub fn place(folded: &str) -> Self {
        Self(format!("place:{folded}"))
    }

    /// Where one works.
    pub fn workplace(workplace: Workplace) -> Self {
        Self(format!("workplace:{}", workplace.as_str()))
    }

    /// How one is employed.
    pub fn employment_type(employment_type: EmploymentType) -> Self {
        Self(format!("type:{}", employment_type.as_str()))
    }

    /// A category, by its name.
    pub fn category(name: &str) -> Self {
        Self(format!("category:{}", identifier_key(name)))
    }

    /// A free tag.
    pub fn tag(tag: &Tag) -> Self {
        Self(format!("tag:{}", tag.key()))
    }

    /// A company, by its number.
    pub fn company(id: i64) -> Self {
        Self(format!("company:{id}"))
    }

    /// What is paid reaches this rung of the ladder.
    pub fn pay(currency: Currency, rung: i64) -> Self {
        Self(format!("pay:{}:{rung}", currency.code()))
    }

    /// What the title has in it: three characters in a row.
    fn in_title(three: &[char]) -> Self {
        let three: String = three.iter().collect();
        Self(format!("title:{three}"))
    }

    /// Whether it is of the title.
    pub fn is_of_title(&self) -> bool {
        self.0.starts_with("title:")
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Every three characters in a row of a folded text, each once. Whatever has the text in its title
/// has all of them; a shorter text has none.
pub fn in_title(folded: &str) -> BTreeSet<Term> {
    let characters: Vec<char> = folded.chars().collect();
    characters.windows(3).map(Term::in_title).collect()
}

/// What of a job it is found by.
#[derive(Debug, Clone, Copy)]
pub struct Findable<'a> {
    /// The title.
    pub title: &'a str,
    /// The company's number.
    pub company: i64,
    /// The category's name.
    pub category: Option<&'a str>,
    /// How one works there.
    pub workplace: Workplace,
    /// Where it is.
    pub places: &'a [Place],
    /// Where applicants for remote work may live.
    pub applicant_countries: &'a [Country],
    /// How one is employed.
    pub employment_types: &'a [EmploymentType],
    /// Free tags.
    pub tags: &'a [Tag],
    /// What is paid.
    pub salary: Option<Salary>,
}

impl Findable<'_> {
    /// Every line that the job is found by.
    pub fn terms(&self) -> BTreeSet<Term> {
        let mut terms =
            BTreeSet::from([Term::company(self.company), Term::workplace(self.workplace)]);
        terms.extend(in_title(&fold(self.title)));
        terms.extend(self.category.map(Term::category));
        for place in self.places {
            let names = [place.city.as_deref(), place.region.as_deref()];
            let names = names.into_iter().flatten();
            terms.extend(names.map(|name| Term::place(&fold(name))));
            terms.extend(place.country.into_iter().flat_map(by_country));
        }
        let from = self.applicant_countries.iter().copied();
        terms.extend(from.flat_map(by_country));
        let types = self.employment_types.iter().copied();
        terms.extend(types.map(Term::employment_type));
        terms.extend(self.tags.iter().map(Term::tag));
        if let Some(salary) = &self.salary {
            let rungs = salary.rungs();
            terms.extend(rungs.map(|rung| Term::pay(salary.currency, rung)));
        }
        terms
    }
}

fn by_country(country: Country) -> [Term; 2] {
    [
        Term::place(&fold(country.code())),
        Term::place(&fold(country.name())),
    ]
}
