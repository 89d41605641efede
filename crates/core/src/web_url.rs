//! Web addresses that may become a link on a page.

use crate::phrase;
use std::fmt;

use url::{Host, Url};

use crate::field::FieldError;
use crate::limits;

/// An absolute `http` or `https` address with a real host and no credentials in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebUrl(String);

impl WebUrl {
    /// Reads an address by the rules of the WHATWG URL standard. One without a scheme
    /// (`www.example.org`) is taken as `https`.
    ///
    /// # Errors
    /// `too_long` past 2 000 characters, else `invalid`.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let raw = raw.trim();
        if raw.chars().count() > limits::WEB_URL_MAX {
            return Err(FieldError::too_long(field, limits::WEB_URL_MAX));
        }
        let url = parse_http(raw)
            .ok_or_else(|| FieldError::new(field, "invalid", phrase!("error-web-address")))?;
        let text = url.as_str();
        let bare = url.path() == "/" && !raw.ends_with('/') && text.ends_with('/');
        Ok(Self(if bare {
            text[..text.len() - 1].to_owned()
        } else {
            text.to_owned()
        }))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn parse_http(raw: &str) -> Option<Url> {
    if raw.is_empty() || raw.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let url = match Url::parse(raw) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url,
        // `example.org:8080` reads as a scheme followed by a path.
        Ok(url) if url.path().starts_with(|c: char| c.is_ascii_digit()) => with_https(raw)?,
        Ok(_) => return None,
        Err(url::ParseError::RelativeUrlWithoutBase) => with_https(raw)?,
        Err(_) => return None,
    };
    let real_host = match url.host()? {
        Host::Domain(name) => name.trim_end_matches('.').contains('.'),
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    let bare_of_credentials = url.username().is_empty() && url.password().is_none();
    (real_host && bare_of_credentials).then_some(url)
}

fn with_https(raw: &str) -> Option<Url> {
    Url::parse(&format!("https://{raw}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(raw: &str) -> Option<String> {
        WebUrl::parse("company_url", raw).ok().map(|url| url.0)
    }

    #[test]
    fn an_address_without_a_scheme_is_taken_as_https() {
        assert_eq!(
            parsed("www.doogle.com").as_deref(),
            Some("https://www.doogle.com")
        );
        assert_eq!(
            parsed("example.org:8080/x").as_deref(),
            Some("https://example.org:8080/x")
        );
        assert_eq!(
            parsed(" http://example.org/ ").as_deref(),
            Some("http://example.org/")
        );
        assert_eq!(
            parsed("https://example.org?a=b").as_deref(),
            Some("https://example.org/?a=b")
        );
    }

    #[test]
    fn nothing_but_the_web_becomes_a_link() {
        for raw in [
            "javascript:alert(1)//http",
            "JAVASCRIPT:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox(1)",
            "file:///etc/passwd",
            "mailto:a@example.org",
            "ftp://example.org",
            "https://",
            "https://localhost",
            "https://user:secret@example.org",
            "nonsense",
            "a b.c",
            "http://exa mple.org",
            "",
        ] {
            assert_eq!(parsed(raw), None, "{raw:?}");
        }
    }
}
