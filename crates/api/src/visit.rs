//! What a page needs to know of the request that asks for it, whoever sent it.

use std::net::Ipv4Addr;

use actix_web::cookie::Cookie;
use actix_web::http::{Uri, header};
use actix_web::{HttpMessage, HttpRequest};
use jobboard_core::language::Language;
use url::Url;

use crate::site::SiteData;

/// The cookie with the language that somebody has chosen.
pub(crate) const COOKIE: &str = "language";

/// What a page needs to know of its request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visit {
    /// The language that the reader has chosen or asks for, of those that the board speaks.
    pub(crate) language: Option<Language>,
    /// The path and the query, to come back to.
    pub(crate) address: String,
    /// Where the board is, for addresses that are read elsewhere: `https://jobs.example.org`.
    pub(crate) base: String,
}

impl Visit {
    /// Reads it off a request: what was chosen counts more than what the browser asks for
    /// (`Accept-Language`).
    pub(crate) fn read(request: &HttpRequest) -> Self {
        let chosen = request.cookie(COOKIE);
        let chosen = chosen.and_then(|cookie| cookie.value().parse().ok());
        let asked = request.headers().get(header::ACCEPT_LANGUAGE);
        let asked = asked.and_then(|value| value.to_str().ok());
        Self {
            language: chosen.or_else(|| asked.and_then(Language::best_of)),
            address: address_to_return_to(request),
            base: base(request),
        }
    }

    /// What was read when the request came in.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(|| Self::read(request))
    }
}

/// The configured public address, or else the host that the request was sent to.
fn base(request: &HttpRequest) -> String {
    let config = request.app_data::<SiteData>().map(|site| site.config());
    if let Some(public) = config.and_then(|config| config.public_url.as_ref()) {
        return public.as_str().trim_end_matches('/').to_owned();
    }
    let scheme = match config {
        Some(config) if !config.plain_http => "https",
        _ => "http",
    };
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_plain_host(host) {
        return format!("{scheme}://{host}");
    }
    let url = Url::parse(&format!("{scheme}://{host}")).ok();
    url.map(|url| url.origin().ascii_serialization())
        .unwrap_or_default()
}

/// Whether a host is in its shortest form already: a name in lower case or four numbers, and
/// perhaps a port that no scheme has by itself.
fn is_plain_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "8000"));
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_name = last.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'));
    let is_port = (2..=5).contains(&port.len())
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok()
        && !port.starts_with('0')
        && !matches!(port, "80" | "443");
    is_port && (is_name || name.parse::<Ipv4Addr>().is_ok())
}

/// Where a choice of language leads back to: the page itself, or the one that a form was sent from.
fn address_to_return_to(request: &HttpRequest) -> String {
    if request.method().is_safe() {
        return address(request.uri());
    }
    let referer = request.headers().get(header::REFERER);
    let referer = referer.and_then(|value| value.to_str().ok());
    let referer = referer.and_then(|raw| raw.strip_prefix(&base(request)));
    let path = referer.and_then(|path| path.parse::<Uri>().ok());
    path.map_or_else(|| "/".to_owned(), |path| address(&path))
}

/// The path and the query, without the code of what has just been done: that is said once.
fn address(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default().split('&');
    let query: Vec<_> = query
        .filter(|part| !part.is_empty() && !part.starts_with("msg="))
        .collect();
    match query.as_slice() {
        [] => uri.path().to_owned(),
        parts => format!("{}?{}", uri.path(), parts.join("&")),
    }
}

/// The cookie that remembers a choice for a year.
pub(crate) fn cookie(language: Language, secure: bool) -> Cookie<'static> {
    Cookie::build(COOKIE, language.tag())
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(actix_web::cookie::SameSite::Lax)
        .max_age(actix_web::cookie::time::Duration::days(365))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_is_plain_is_the_one_that_a_parser_would_give() {
        for host in [
            "localhost",
            "jobs.example.org",
            "127.0.0.1:8000",
            "jobs-2.example.org:81",
        ] {
            assert!(is_plain_host(host), "{host}");
            for scheme in ["http", "https"] {
                let address = format!("{scheme}://{host}");
                let parsed = Url::parse(&address).expect("an address");
                assert_eq!(parsed.origin().ascii_serialization(), address);
            }
        }
        for host in [
            "",
            "Jobs.example.org",
            "127.1",
            "1.2.3.4.",
            "jobs.example.org:443",
            "a:080",
            "[::1]",
            "jobs.example.org/x",
            "a@b",
            "a:99999",
            "münchen.de",
            "a b",
            "0x7f.1",
        ] {
            assert!(!is_plain_host(host), "{host}");
        }
    }
}
