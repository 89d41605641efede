//! Lists that are paged by the numbers of their entries, and the answers of those that are not kept.

use std::fmt::Display;

use actix_web::HttpResponse;
use actix_web::http::header;
use jobboard_core::field::FieldErrors;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use serde::Serialize;

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

/// The answer of a page; `path` is where the next one is.
pub(crate) fn page_answer<T, C: Display, V: Serialize>(
    page: Page<T, C>,
    path: &str,
    limit: PageLimit,
    view: impl FnOnce(Vec<T>, Option<String>) -> V,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(next) = &page.next {
        let joint = if path.contains('?') { "" } else { "?" };
        let limit = limit.get();
        let link = format!(r#"<{path}{joint}after={next}&limit={limit}>; rel="next""#);
        response.insert_header((header::LINK, link));
    }
    response.json(view(page.items, page.next.map(|next| next.to_string())))
}
