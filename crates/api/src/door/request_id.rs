//! The id that ties an answer to its lines in the log.

use std::fmt;
use std::rc::Rc;

use actix_web::http::header::HeaderMap;

/// The header that carries it.
pub(crate) const HEADER: &str = "x-request-id";

/// A request's id: the caller's own, if it is 1 to 64 letters, digits, `.`, `_` or `-`; else 16
/// random hexadecimal digits. It tells requests apart and keeps no secret.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(Rc<str>);

impl RequestId {
    /// Takes the id over or makes one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let given = headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|id| {
                (1..=64).contains(&id.len())
                    && id
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            });
        Self(match given {
            Some(id) => id.into(),
            None => format!("{:016x}", fastrand::u64(..)).into(),
        })
    }

    /// The id as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
