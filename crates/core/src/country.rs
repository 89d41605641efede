//! Countries, by ISO 3166-1.

use crate::phrase;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use rust_iso3166::CountryCode;

use crate::field::FieldError;
use crate::text::fold;

/// A country, by its two letters of ISO 3166-1 (alpha-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

/// Names that people use, where the standard's are for lawyers.
const NAMES: [(&str, &str); 28] = [
    ("AE", "United Arab Emirates"),
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("CD", "DR Congo"),
    ("CG", "Congo"),
    ("CI", "Ivory Coast"),
    ("CV", "Cape Verde"),
    ("CZ", "Czechia"),
    ("FM", "Micronesia"),
    ("GB", "United Kingdom"),
    ("HK", "Hong Kong"),
    ("IR", "Iran"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("MO", "Macao"),
    ("NL", "Netherlands"),
    ("PS", "Palestine"),
    ("RU", "Russia"),
    ("SY", "Syria"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VE", "Venezuela"),
    ("VG", "British Virgin Islands"),
    ("VI", "US Virgin Islands"),
    ("VN", "Vietnam"),
];

/// What people write besides, folded.
const ALIASES: [(&str, &str); 25] = [
    ("uk", "GB"),
    ("u.k.", "GB"),
    ("great britain", "GB"),
    ("britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("usa", "US"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("america", "US"),
    ("united states of america", "US"),
    ("the netherlands", "NL"),
    ("holland", "NL"),
    ("nederland", "NL"),
    ("deutschland", "DE"),
    ("osterreich", "AT"),
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("belgie", "BE"),
    ("belgique", "BE"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("uae", "AE"),
];

/// The countries by their folded names, and by what people write besides.
static BY_NAME: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let names = rust_iso3166::ALL.iter().map(|known| Country(known.alpha2));
    let names = names.map(|country| (fold(country.name()), country));
    let aliases = ALIASES.iter().filter_map(|(alias, code)| {
        let country = Country::by_code(code)?;
        Some(((*alias).to_owned(), country))
    });
    names.chain(aliases).collect()
});

impl Country {
    /// Reads a country by its two letters, in any case, or by its English name.
    ///
    /// # Errors
    /// `unknown_country`.
    pub fn parse(field: impl Into<String>, raw: &str) -> Result<Self, FieldError> {
        Self::recognise(raw).ok_or_else(|| {
            let message = phrase!("error-country");
            FieldError::new(field.into(), "unknown_country", message)
        })
    }

    /// The country that a text names by its letters, its name or what people call it.
    pub fn recognise(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::by_code(text).or_else(|| Self::by_name(text))
    }

    /// The country that a text names in words.
    pub fn by_name(text: &str) -> Option<Self> {
        BY_NAME.get(&fold(text.trim())).copied()
    }

    fn by_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let known = match code.len() {
            2 => rust_iso3166::from_alpha2(&code),
            3 => rust_iso3166::from_alpha3(&code),
            _ => None,
        };
        known.map(|known| Self(known.alpha2))
    }

    /// Its two letters.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        let usual = NAMES.iter().find(|(code, _)| *code == self.0);
        match usual {
            Some((_, name)) => name,
            None => rust_iso3166::from_alpha2(self.0).map_or(self.0, short_name),
        }
    }

    /// Every country, by name.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = rust_iso3166::ALL
            .iter()
            .map(|known| Self(known.alpha2))
            .collect();
        all.sort_by_key(|country| fold(country.name()));
        all
    }
}

/// "Bahamas (the)" is the Bahamas to everybody.
fn short_name(known: CountryCode) -> &'static str {
    let name: &'static str = known.name;
    name.split_once(" (").map_or(name, |(name, _)| name)
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_letters_and_by_what_people_call_it() {
        for (raw, code) in [
            ("BE", "BE"),
            (" be ", "BE"),
            ("BEL", "BE"),
            ("Belgium", "BE"),
            ("België", "BE"),
            ("UK", "GB"),
            ("United Kingdom", "GB"),
            ("USA", "US"),
            ("united states", "US"),
            ("Ivory Coast", "CI"),
            ("South Korea", "KR"),
            ("Bahamas", "BS"),
        ] {
            let found = Country::recognise(raw).map(Country::code);
            assert_eq!(found, Some(code), "{raw}");
        }
        for raw in ["", "XX", "Atlantis", "B", "BEE"] {
            let error = Country::parse("country", raw).expect_err("no country");
            assert_eq!(error.code, "unknown_country", "{raw}");
        }
    }

    #[test]
    fn every_country_has_a_name_of_its_own_that_finds_it() {
        let all = Country::all();
        assert!(all.len() > 240);
        for country in all {
            assert_eq!(
                Country::recognise(country.name()),
                Some(country),
                "{country}"
            );
            assert!(!country.name().contains('('), "{country}");
        }
    }
}
