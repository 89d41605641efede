//! Something to be said, before anybody knows in which language.

use std::fmt;

use chrono::NaiveDate;

use super::Language;
use crate::salary::Currency;

/// Something to be said: the id of a text and the values that it has places for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// A value in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// What somebody wrote, or what is the same in every language.
    Text(String),
    /// A number, which is also what the text's plural goes by.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// An amount of money, in minor units.
    Money(Currency, i64),
    /// Another text.
    Phrase(Phrase),
    /// Other texts in a row.
    Phrases(Vec<Phrase>),
}

impl Phrase {
    /// The text with this id. [`phrase!`](crate::phrase!) reads better.
    pub const fn new(id: &'static str) -> Self {
        Self {
            id,
            values: Vec::new(),
        }
    }

    /// The same text with a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The id of the text.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The values, each with its name.
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.values
    }
}

/// Whether it is owned or borrowed.
impl AsRef<Self> for Phrase {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// In English, for programs and for the command line.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.phrase(self))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&i64> for Value {
    fn from(number: &i64) -> Self {
        Self::Number(*number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&usize> for Value {
    fn from(number: &usize) -> Self {
        (*number).into()
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<&NaiveDate> for Value {
    fn from(date: &NaiveDate) -> Self {
        Self::Date(*date)
    }
}

/// Templates pass everything by reference.
impl<'a, T> From<&&'a T> for Value
where
    Self: From<&'a T>,
{
    fn from(value: &&'a T) -> Self {
        <Self as From<&'a T>>::from(value)
    }
}

impl From<&Phrase> for Value {
    fn from(phrase: &Phrase) -> Self {
        Self::Phrase(phrase.clone())
    }
}

impl From<Vec<Phrase>> for Value {
    fn from(phrases: Vec<Phrase>) -> Self {
        Self::Phrases(phrases)
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

/// A [`Phrase`](crate::language::Phrase): the id of its text, and the values that it has places
/// for.
///
/// ```
/// use jobboard_core::phrase;
///
/// let message = phrase!("error-too-short", least = 4_i64);
/// assert_eq!(message.to_string(), "At least 4 characters, please.");
/// ```
#[macro_export]
macro_rules! phrase {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::language::Phrase::new($id)$(.with(stringify!($name), $value))*
    };
}
