//! How a page of a list leads to the next one.

use std::fmt::Display;

use actix_web::HttpResponse;
use actix_web::http::header;
use jobboard_core::paging::{Page, PageLimit};
use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;

/// A text as it stands in an address.
pub(crate) fn in_address(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}

/// A parameter that narrows a list, with `&` behind it, to stand before those of the page.
pub(crate) fn narrowed_by(name: &str, value: &str) -> String {
    format!("{name}={}&", in_address(value))
}

/// The `Link` (RFC 8288) to the next page, which starts after `next`. `path` has the parameters that
/// narrow the list, if any ([`narrowed_by`]).
pub(crate) fn next_link(path: &str, next: &impl Display, limit: PageLimit) -> String {
    let joint = if path.contains('?') { "" } else { "?" };
    let limit = limit.get();
    format!(r#"<{path}{joint}after={next}&limit={limit}>; rel="next""#)
}

/// The answer of a page that is not for everybody; `path` is as for [`next_link`].
pub(crate) fn page_answer<T, C: Display, V: Serialize>(
    page: Page<T, C>,
    path: &str,
    limit: PageLimit,
    view: impl FnOnce(Vec<T>, Option<String>) -> V,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(next) = &page.next {
        response.insert_header((header::LINK, next_link(path, next, limit)));
    }
    response.json(view(page.items, page.next.map(|next| next.to_string())))
}
