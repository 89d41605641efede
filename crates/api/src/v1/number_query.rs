//! Lists that are paged by the numbers of their entries.

use jobboard_core::field::FieldErrors;
use jobboard_core::paging::{NumberCursor, PageLimit};

use crate::extract::Parameters;

/// What the query of such a list says.
pub(crate) struct NumberQuery {
    pub(crate) after: Option<NumberCursor>,
    pub(crate) limit: PageLimit,
}

impl NumberQuery {
    /// Reads `after` and `limit`.
    pub(crate) fn parse(query: &Parameters) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let after = errors.keep(query.get("after").map(NumberCursor::parse).transpose());
        let limit = errors.keep(query.get("limit").map(PageLimit::parse).transpose());
        match errors.is_empty() {
            true => Ok(Self {
                after: after.flatten(),
                limit: limit.flatten().unwrap_or_default(),
            }),
            false => Err(errors),
        }
    }
}
