//! Where a job is.

mod words;

use crate::language::Phrase;
use crate::phrase;
use std::fmt;
use std::str::FromStr;

use crate::country::Country;
use crate::field::{FieldError, FieldErrors};
use crate::job::state::UnknownName;
use crate::{limits, text};

/// How one works there, in schema.org's and everybody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Workplace {
    /// There.
    OnSite,
    /// There and elsewhere.
    Hybrid,
    /// Elsewhere.
    Remote,
}

impl Workplace {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::OnSite, Self::Hybrid, Self::Remote];

    /// Its name, as it is stored and as programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Hybrid => "hybrid",
            Self::Remote => "remote",
        }
    }

    /// Its name for people.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::OnSite => phrase!("workplace-on-site"),
            Self::Hybrid => phrase!("workplace-hybrid"),
            Self::Remote => phrase!("workplace-remote"),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// `invalid`, with those that there are.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        raw.parse().map_err(|UnknownName| {
            let message = phrase!("error-workplace");
            FieldError::new(field, "invalid", message)
        })
    }
}

impl FromStr for Workplace {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let mut known = Self::ALL.into_iter();
        known.find(|known| known.as_str() == raw).ok_or(UnknownName)
    }
}

/// A town, a region, a country, or a part of them, as somebody wrote it down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceInput {
    /// The town.
    pub city: Option<String>,
    /// The state, province or land.
    pub region: Option<String>,
    /// The country: two letters of ISO 3166-1, or its name.
    pub country: Option<String>,
}

/// A place; at least one of its parts is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The town.
    pub city: Option<String>,
    /// The state, province or land.
    pub region: Option<String>,
    /// The country.
    pub country: Option<Country>,
}

impl Place {
    fn parse(index: usize, input: &PlaceInput, errors: &mut FieldErrors) -> Option<Self> {
        let field = |part: &str| format!("places[{index}].{part}");
        let mut part = |name: &str, raw: Option<&str>| {
            let read = text::line("places", raw, 0, limits::PLACE_PART_MAX);
            let read =
                read.map_err(|error| FieldError::new(field(name), error.code, error.message));
            errors.keep(read)
        };
        let city = part("city", input.city.as_deref());
        let region = part("region", input.region.as_deref());
        let country = match input.country.as_deref().map(str::trim) {
            None | Some("") => Some(None),
            Some(raw) => errors.keep(Country::parse(field("country"), raw).map(Some)),
        };
        let filled = |part: String| Some(part).filter(|part| !part.is_empty());
        let place = Self {
            city: city.and_then(filled),
            region: region.and_then(filled),
            country: country?,
        };
        if place == Self::default() {
            let message = phrase!("error-place");
            errors.add(FieldError::new(
                format!("places[{index}]"),
                "required",
                message,
            ));
            return None;
        }
        Some(place)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = self.country.map(Country::name);
        let parts = [self.city.as_deref(), self.region.as_deref(), country];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

/// Where a job is, and how one works there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// How one works there.
    pub workplace: Workplace,
    /// The places; of remote work those of its offices, if any.
    pub places: Vec<Place>,
    /// Where applicants for remote work may live; none means anywhere.
    pub applicant_countries: Vec<Country>,
}

impl Places {
    /// Reads places that somebody named one by one. Without a word on it, work is on site where
    /// there is a place, else remote.
    ///
    /// # Errors
    /// Into `errors`, on `workplace`, `places`, `places[0].country` and so on, and
    /// `applicant_countries`.
    pub fn parse(
        workplace: Option<&str>,
        places: &[PlaceInput],
        applicant_countries: &[String],
        errors: &mut FieldErrors,
    ) -> Option<Self> {
        let known = errors.iter().count();
        let workplace = match workplace.map(str::trim).filter(|raw| !raw.is_empty()) {
            Some(raw) => errors.keep(Workplace::parse("workplace", raw)),
            None if places.is_empty() && !applicant_countries.is_empty() => Some(Workplace::Remote),
            None => Some(Workplace::OnSite),
        };
        let field = "applicant_countries";
        let countries = at_most(field, applicant_countries, limits::COUNTRIES_MAX, errors);
        let mut from: Vec<Country> = Vec::new();
        for raw in countries {
            let country = errors.keep(Country::parse(field, raw));
            from.extend(country.filter(|country| !from.contains(country)));
        }
        let mut named: Vec<Place> = Vec::new();
        let inputs = at_most("places", places, limits::PLACES_MAX, errors);
        for (index, input) in inputs.iter().enumerate() {
            let place = Place::parse(index, input, errors);
            named.extend(place.filter(|place| !named.contains(place)));
        }
        let workplace = workplace?;
        if workplace != Workplace::Remote && places.is_empty() {
            let message = phrase!("error-no-place");
            errors.add(FieldError::new("places", "required", message));
        }
        if workplace != Workplace::Remote && !applicant_countries.is_empty() {
            let message = phrase!("error-only-remote");
            errors.add(FieldError::new(field, "invalid", message));
        }
        (errors.iter().count() == known).then_some(Self {
            workplace,
            places: named,
            applicant_countries: from,
        })
    }
}

fn at_most<'a, T>(
    field: &'static str,
    all: &'a [T],
    most: usize,
    errors: &mut FieldErrors,
) -> &'a [T] {
    if all.len() > most {
        let message = phrase!("error-too-many", most = most);
        errors.add(FieldError::new(field, "too_many", message));
        return &[];
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(city: &str, country: &str) -> PlaceInput {
        PlaceInput {
            city: Some(city.into()),
            region: None,
            country: Some(country.into()),
        }
    }

    fn parse(
        workplace: Option<&str>,
        places: &[PlaceInput],
        countries: &[&str],
    ) -> Result<Places, Vec<(String, &'static str)>> {
        let mut errors = FieldErrors::new();
        let countries: Vec<_> = countries.iter().map(|c| (*c).to_owned()).collect();
        let places = Places::parse(workplace, places, &countries, &mut errors);
        let wrong = errors.iter().map(|e| (e.field.to_string(), e.code));
        places.ok_or_else(|| wrong.collect())
    }

    #[test]
    fn a_place_is_a_town_a_region_or_a_country_each_once() {
        let both = [town(" Ghent ", "be"), town("Ghent", "Belgium")];
        let places = parse(None, &both, &[]).expect("a place");
        assert_eq!(places.workplace, Workplace::OnSite);
        assert_eq!(places.places.len(), 1);
        assert_eq!(places.places[0].to_string(), "Ghent, Belgium");
    }

    #[test]
    fn every_wrong_part_is_named() {
        let places = [
            town("Ghent", "XX"),
            PlaceInput::default(),
            town("a\nb", "BE"),
        ];
        let wrong = parse(Some("moon"), &places, &["DE", "YY"]).expect_err("errors");
        assert_eq!(
            wrong,
            [
                ("workplace".to_owned(), "invalid"),
                ("applicant_countries".to_owned(), "unknown_country"),
                ("places[0].country".to_owned(), "unknown_country"),
                ("places[1]".to_owned(), "required"),
                ("places[2].city".to_owned(), "invalid"),
            ]
        );
    }

    #[test]
    fn only_remote_work_has_no_place_or_asks_where_applicants_live() {
        let code = |workplace, places: &[PlaceInput], countries: &[&str]| {
            parse(workplace, places, countries).map_err(|wrong| wrong[0].clone())
        };
        let ghent = [town("Ghent", "BE")];
        assert!(code(Some("remote"), &[], &[]).is_ok());
        assert!(code(None, &[], &["DE", "FR", "DE"]).is_ok());
        assert!(code(Some("remote"), &ghent, &["BE"]).is_ok());
        let wrong = code(Some("hybrid"), &[], &[]);
        assert_eq!(wrong, Err(("places".to_owned(), "required")));
        let wrong = code(Some("on_site"), &ghent, &["BE"]);
        assert_eq!(wrong, Err(("applicant_countries".to_owned(), "invalid")));
        let many: Vec<_> = (0..21).map(|n| town(&format!("Town {n}"), "BE")).collect();
        assert_eq!(
            code(None, &many, &[]),
            Err(("places".to_owned(), "too_many"))
        );
    }
}
