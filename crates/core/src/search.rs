//! What somebody looks for.

use crate::field::FieldError;
use crate::{limits, text};

/// A search term: literal text, folded for comparison. No character in it is special.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    typed: String,
    folded: String,
}

impl SearchTerm {
    /// Reads what was typed; nothing but white space is no term.
    ///
    /// # Errors
    /// `too_long` past 100 characters, `invalid` with control characters in it.
    pub fn parse(field: &'static str, raw: &str) -> Result<Option<Self>, FieldError> {
        let typed = text::line(field, Some(raw), 0, limits::SEARCH_TERM_MAX)?;
        let folded = text::fold(&typed);
        Ok((!folded.is_empty()).then_some(Self { typed, folded }))
    }

    /// As it was typed, trimmed.
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The form to compare folded text with.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}
