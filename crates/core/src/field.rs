//! What is wrong with a field that somebody filled in.

use std::borrow::Cow;
use std::fmt;

use crate::language::Phrase;
use crate::phrase;

/// One field that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as the client wrote it, or should have written it.
    pub field: Cow<'static, str>,
    /// A stable word for programs: `required`, `too_short`, `too_long`, `invalid`, `taken`, ….
    pub code: &'static str,
    /// A sentence for people.
    pub message: Phrase,
}

impl FieldError {
    /// An error on `field`.
    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str, message: Phrase) -> Self {
        Self {
            field: field.into(),
            code,
            message,
        }
    }

    /// The field is missing or empty.
    pub fn required(field: &'static str) -> Self {
        Self::new(field, "required", phrase!("error-required"))
    }

    /// The value has fewer than `min` characters.
    pub fn too_short(field: &'static str, min: usize) -> Self {
        let message = match min {
            1 => phrase!("error-empty"),
            least => phrase!("error-too-short", least = least),
        };
        Self::new(field, "too_short", message)
    }

    /// The value has more than `max` characters.
    pub fn too_long(field: &'static str, max: usize) -> Self {
        Self::new(field, "too_long", phrase!("error-too-long", most = max))
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// Every field that cannot be taken, in the order they were found, each named once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// No error yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error, unless the field already has one.
    pub fn add(&mut self, error: FieldError) {
        if !self.has(&error.field) {
            self.0.push(error);
        }
    }

    /// Keeps the value, or the error and nothing.
    pub fn keep<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(error);
                None
            }
        }
    }

    /// Whether `field` has an error.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Whether there is no error.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors in order.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }
}

impl From<FieldError> for FieldErrors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl<'a> IntoIterator for &'a FieldErrors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}
