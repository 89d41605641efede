//! `PUBLIC_URL`: where people reach the board.

use url::Url;

/// An address of a host, without a path or anything behind it.
pub(super) fn parse(raw: &str) -> Option<Url> {
    Url::parse(raw).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
    })
}
