//! Which language somebody understands (RFC 9110 § 12.5.4).

use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};

use super::{Language, catalogue};

/// The bytes of a header that are read: nobody speaks more languages than fit in.
const READ_MAX: usize = 500;

impl Language {
    /// The language that whoever sends this `Accept-Language` likes best of those that the board
    /// speaks, if there is one.
    pub fn best_of(accept_language: &str) -> Option<Self> {
        if accept_language.is_empty() || accept_language.len() > READ_MAX {
            return None;
        }
        let wanted: Vec<_> = accept_language.split(',').filter(is_wanted).collect();
        let asked = accepted_languages::parse(&wanted.join(","));
        let spoken = Self::ALL.map(catalogue::identifier);
        let best = negotiate_languages(&asked, &spoken, None, NegotiationStrategy::Lookup);
        let best = best
            .first()
            .and_then(|best| spoken.iter().position(|known| known == *best));
        best.map(|place| Self::ALL[place])
    }
}

/// Whether a language is not ruled out: a weight of 0 says "not acceptable".
fn is_wanted(range: &&str) -> bool {
    let weight = range
        .split(';')
        .find_map(|part| part.trim().strip_prefix("q="));
    weight.and_then(|raw| raw.parse::<f32>().ok()) != Some(0.0)
}
