//! What people read, in their own language: the words of the board, and dates, numbers and money
//! as they are written there.
//!
//! All words stand in `locales/`, a folder for each language, in the format of Project Fluent.
//! Code names a text by its id, with [`Language::say`] or as a [`Phrase`](crate::phrase!); a test
//! fails on an id without a text, a text without a use, and a language that lacks one.

mod catalogue;
mod formats;
mod negotiation;
mod phrase;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

pub use phrase::{Phrase, Value};

use crate::job::state::UnknownName;

/// A language that the board speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, as it is written in Britain: `4 June 2024`.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Every language, the first one for whoever understands none of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Language and territory, as Open Graph has them.
    pub const fn territory(self) -> &'static str {
        match self {
            Self::English => "en_GB",
            Self::German => "de_DE",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The text with this id, which has no variable part.
    pub fn say(self, id: &'static str) -> &'static str {
        catalogue::of(self).fixed(id)
    }

    /// The text of a phrase.
    pub fn phrase(self, phrase: &Phrase) -> Cow<'static, str> {
        match phrase.values() {
            [] => Cow::Borrowed(self.say(phrase.id())),
            values => Cow::Owned(catalogue::of(self).filled(self, phrase.id(), values)),
        }
    }

    /// Some phrases in a row: `the same title and the same text`.
    pub fn all_of(self, phrases: &[Phrase]) -> String {
        let texts: Vec<_> = phrases.iter().map(|phrase| self.phrase(phrase)).collect();
        match texts.split_last() {
            None => String::new(),
            Some((only, [])) => only.to_string(),
            Some((last, others)) => {
                let and = self.say("and");
                format!("{} {and} {last}", others.join(", "))
            }
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownName;

    /// Reads a tag as [`tag`](Self::tag) gives it.
    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let mut known = Self::ALL.into_iter();
        known.find(|known| known.tag() == raw).ok_or(UnknownName)
    }
}
