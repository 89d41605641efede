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
        let mut wanted: Vec<_> = accept_language
            .split(',')
            .map(|range| (weight(range), range))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        wanted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let wanted: Vec<_> = wanted.into_iter().map(|(_, range)| range).collect();
        // It reads the ranges in their order, whatever their weights.
        let asked = accepted_languages::parse(&wanted.join(","));
        let spoken = Self::ALL.map(catalogue::identifier);
        let best = negotiate_languages(&asked, &spoken, None, NegotiationStrategy::Lookup);
        let best = best
            .first()
            .and_then(|best| spoken.iter().position(|known| known == *best));
        best.map(|place| Self::ALL[place])
    }
}

/// How much a language is liked, from 0, not at all, to 1 (RFC 9110 § 12.4.2).
fn weight(range: &str) -> f32 {
    let weight = range
        .split(';')
        .find_map(|part| part.trim().strip_prefix("q="));
    let weight = weight.and_then(|raw| raw.parse::<f32>().ok());
    weight.filter(|weight| weight.is_finite()).unwrap_or(1.0)
}
