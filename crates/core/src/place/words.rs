//! Places in words, as the tutorial's one column has them: "Ghent", "New York, NY; Boston, MA",
//! "Remote in Canada".

use super::{Place, Places, Workplace};
use crate::country::Country;
use crate::limits;
use crate::text::fold;

/// Towns that go by their letters.
const TOWNS: [(&str, &str, &str); 6] = [
    ("nyc", "New York", "NY"),
    ("new york city", "New York", "NY"),
    ("sf", "San Francisco", "CA"),
    ("la", "Los Angeles", "CA"),
    ("dc", "Washington", "DC"),
    ("washington dc", "Washington", "DC"),
];

/// The states of the United States: their letters collide with those of countries, and after a
/// town they are meant far more often.
const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO \
    MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";

impl Places {
    /// Reads places in words as well as can be. What it makes of them is found by filters; the
    /// words themselves are kept beside it, so nothing is lost.
    pub fn from_text(words: &str) -> Self {
        let mut places = Vec::new();
        let mut countries = Vec::new();
        let (mut remote, mut hybrid) = (false, false);
        for part in words.split([';', '|', '\n']).map(str::trim) {
            let folded = fold(part);
            if folded.starts_with("remote") {
                remote = true;
                countries.extend(countries_in(&part[part.len().min("remote".len())..]));
                continue;
            }
            let (part, is_hybrid) = without_hybrid(part);
            hybrid |= is_hybrid;
            places.extend(place(&part));
        }
        places.truncate(limits::PLACES_MAX);
        let workplace = match (remote, hybrid) {
            (_, true) => Workplace::Hybrid,
            (true, false) => Workplace::Remote,
            (false, false) => Workplace::OnSite,
        };
        let mut from: Vec<Country> = Vec::new();
        for country in countries {
            if workplace == Workplace::Remote && !from.contains(&country) {
                from.push(country);
            }
        }
        Self {
            workplace,
            places,
            applicant_countries: from,
        }
    }

    /// The places in words: as many as fit, and how many more there are.
    pub fn to_text(&self) -> String {
        let mut parts: Vec<String> = self.places.iter().map(ToString::to_string).collect();
        match self.workplace {
            Workplace::OnSite => {}
            Workplace::Hybrid => {
                if let Some(last) = parts.last_mut() {
                    last.push_str(" (hybrid)");
                }
            }
            Workplace::Remote if self.applicant_countries.is_empty() => {
                parts.push("Remote".to_owned());
            }
            Workplace::Remote => {
                let names: Vec<_> = self.applicant_countries.iter().map(|c| c.name()).collect();
                parts.push(format!("Remote in {}", names.join(", ")));
            }
        }
        fitted(&parts)
    }
}

/// As many parts as fit into the column.
fn fitted(parts: &[String]) -> String {
    for kept in (1..=parts.len()).rev() {
        let mut words = parts[..kept].join("; ");
        if kept < parts.len() {
            words.push_str(&format!("; and {} more", parts.len() - kept));
        }
        if words.chars().count() <= limits::LOCATION_MAX {
            return words;
        }
    }
    let first = parts.first().map(String::as_str).unwrap_or_default();
    first.chars().take(limits::LOCATION_MAX).collect()
}

/// The countries that a text names.
fn countries_in(words: &str) -> Vec<Country> {
    words
        .replace(" and ", ",")
        .replace(" or ", ",")
        .split([',', '/', '(', ')', '–', '-', ':'])
        .map(|word| {
            let word = word.trim();
            ["in the ", "in ", "from ", "within "]
                .iter()
                .find_map(|before| word.strip_prefix(before))
                .unwrap_or(word)
        })
        .filter_map(Country::recognise)
        .collect()
}

fn without_hybrid(part: &str) -> (String, bool) {
    let lower = part.to_lowercase();
    for mark in ["(hybrid)", "hybrid:", "hybrid in ", "- hybrid", ", hybrid"] {
        // Lower case has other lengths in some scripts, where nobody writes "hybrid".
        if let Some(at) = lower.find(mark).filter(|_| lower.len() == part.len()) {
            let rest = format!("{} {}", part[..at].trim(), part[at + mark.len()..].trim());
            return (rest.trim().to_owned(), true);
        }
    }
    (part.to_owned(), lower == "hybrid")
}

/// One place in words. A word that says nothing about where is none.
fn place(words: &str) -> Option<Place> {
    let folded = fold(words);
    if matches!(folded.as_str(), "" | "hybrid" | "anywhere" | "worldwide") {
        return None;
    }
    if let Some((_, city, state)) = TOWNS.iter().find(|(letters, _, _)| *letters == folded) {
        return Some(Place {
            city: Some((*city).to_owned()),
            region: Some((*state).to_owned()),
            country: Country::recognise("US"),
        });
    }
    if let Some(country) = Country::by_name(words) {
        return Some(Place {
            country: Some(country),
            ..Place::default()
        });
    }
    let mut parts: Vec<&str> = words
        .split(',')
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    if parts
        .iter()
        .any(|part| part.chars().count() > limits::PLACE_PART_MAX)
    {
        return None;
    }
    let mut country = None;
    let mut region = None;
    if let Some(last) = parts.last().copied().filter(|_| parts.len() > 1) {
        if STATES.split_whitespace().any(|state| state == last) {
            country = Country::recognise("US");
            region = Some(last.to_owned());
            parts.pop();
        } else if let Some(found) = Country::recognise(last) {
            country = Some(found);
            parts.pop();
        }
    }
    if parts.len() > 1 && region.is_none() {
        region = parts.pop().map(str::to_owned);
    }
    let city = (!parts.is_empty()).then(|| parts.join(", "));
    let fits = city
        .as_ref()
        .is_none_or(|city| city.chars().count() <= limits::PLACE_PART_MAX);
    fits.then_some(Place {
        city,
        region,
        country,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> (Workplace, Vec<String>, Vec<&'static str>) {
        let places = Places::from_text(words);
        (
            places.workplace,
            places.places.iter().map(ToString::to_string).collect(),
            places
                .applicant_countries
                .iter()
                .map(|c| c.code())
                .collect(),
        )
    }

    #[test]
    fn towns_and_countries_are_read_as_people_write_them() {
        for (words, place) in [
            ("Ghent", "Ghent"),
            ("Boston, MA", "Boston, MA, United States"),
            ("Chicago, IL, USA", "Chicago, IL, United States"),
            ("London, UK", "London, United Kingdom"),
            ("Toronto, ON, Canada", "Toronto, ON, Canada"),
            ("Kanata, Ottawa, ON, Canada", "Kanata, Ottawa, ON, Canada"),
            ("NYC", "New York, NY, United States"),
            ("SF", "San Francisco, CA, United States"),
            ("United Kingdom", "United Kingdom"),
            ("Redmond, Washington", "Redmond, Washington"),
            ("Gent, België", "Gent, Belgium"),
            ("東京", "東京"),
        ] {
            assert_eq!(
                read(words),
                (Workplace::OnSite, vec![place.to_owned()], vec![]),
                "{words}"
            );
        }
    }

    #[test]
    fn remote_and_hybrid_are_heard() {
        let none: Vec<String> = Vec::new();
        assert_eq!(read("Remote"), (Workplace::Remote, none.clone(), vec![]));
        assert_eq!(
            read("remote in USA"),
            (Workplace::Remote, none.clone(), vec!["US"])
        );
        assert_eq!(
            read("Remote (Germany, France and Belgium)"),
            (Workplace::Remote, none, vec!["DE", "FR", "BE"])
        );
        assert_eq!(
            read("Ghent, Belgium; Remote in Belgium"),
            (
                Workplace::Remote,
                vec!["Ghent, Belgium".to_owned()],
                vec!["BE"]
            )
        );
        for words in [
            "Ghent (hybrid)",
            "Hybrid: Ghent",
            "Ghent - hybrid",
            "hybrid; Ghent",
        ] {
            assert_eq!(
                read(words),
                (Workplace::Hybrid, vec!["Ghent".to_owned()], vec![])
            );
        }
    }

    #[test]
    fn what_is_named_one_by_one_reads_back_from_its_words() {
        for words in [
            "Ghent, Belgium; Bruges, Belgium",
            "Ghent, Belgium (hybrid)",
            "Remote",
            "Remote in Germany, France",
            "Boston, MA, United States; Remote in United States",
        ] {
            assert_eq!(Places::from_text(words).to_text(), words);
        }
    }

    #[test]
    fn more_places_than_fit_are_counted() {
        let words: Vec<_> = (0..20)
            .map(|n| format!("Town with a long name {n}, Belgium"))
            .collect();
        let text = Places::from_text(&words.join("; ")).to_text();
        assert!(text.chars().count() <= limits::LOCATION_MAX, "{text}");
        assert!(
            text.ends_with("; and 12 more") || text.contains("; and 1"),
            "{text}"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_read_without_an_error(words in "\\PC{0,80}|[Rr]emote[ ,;(]\\PC{0,20}") {
            let places = Places::from_text(&words);
            assert!(places.places.len() <= limits::PLACES_MAX);
            assert!(places.to_text().chars().count() <= limits::LOCATION_MAX);
        }
    }
}
