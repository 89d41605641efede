//! The id that ties an answer to its lines in the log.

use std::fmt;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries it.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest that a caller may choose, in bytes.
const MAX: usize = 64;

/// A request's id: the caller's own, if it is 1 to 64 letters, digits, `.`, `_` or `-`; else 16
/// random hexadecimal digits. It tells requests apart and keeps no secret.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// Takes the id over or makes one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(HEADER).filter(|value| is_id(value.as_bytes()));
        Self(given.cloned().unwrap_or_else(random))
    }

    /// The id as text.
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// The id as [its header](HEADER) carries it.
    pub(crate) fn header_value(&self) -> &HeaderValue {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn is_id(given: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    (1..=MAX).contains(&given.len()) && given.iter().all(is_plain)
}

fn random() -> HeaderValue {
    let digits = format!("{:016x}", fastrand::u64(..));
    HeaderValue::try_from(digits).unwrap_or(HeaderValue::from_static("0"))
}
