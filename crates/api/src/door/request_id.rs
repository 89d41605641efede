//! The id that ties an answer to its lines in the log.

use std::fmt;
use std::rc::Rc;

use actix_web::dev::ServiceRequest;
use jobboard_core::security::random::random_text;

/// The header that carries it.
pub(crate) const HEADER: &str = "x-request-id";

/// A request's id: the caller's own, if it is 1 to 64 letters, digits, `.`, `_` or `-`; else a
/// random one.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(Rc<str>);

impl RequestId {
    /// Takes the id over or makes one.
    pub(crate) fn of(request: &ServiceRequest) -> Self {
        let given = request
            .headers()
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
            None => random_text::<12>().into(),
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
