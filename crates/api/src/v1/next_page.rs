//! How a page of a list leads to the next one.

use std::fmt::Display;

use actix_web::HttpResponse;
use actix_web::http::header;
use jobboard_core::paging::{Page, PageLimit};
use serde::Serialize;

/// The `Link` (RFC 8288) to the next page, which starts after `next`. `path` has the parameters by which
/// the list is narrowed, if any, each with `&` behind it.
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
