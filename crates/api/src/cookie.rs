//! The cookie that keeps a browser signed in.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use chrono::TimeDelta;

/// How the access token travels in a cookie.
#[derive(Debug, Clone)]
pub(crate) struct AccessCookie {
    name: &'static str,
    secure: bool,
}

impl AccessCookie {
    /// Over plain http it has the tutorial's name; else a browser takes it over TLS only, for
    /// this host only (RFC 6265bis § 4.1.3.2).
    pub(crate) fn new(plain_http: bool) -> Self {
        Self {
            name: if plain_http {
                "access_token"
            } else {
                "__Host-access_token"
            },
            secure: !plain_http,
        }
    }

    /// The token of a request's cookie. The tutorial's clients write `Bearer ` in front of it.
    pub(crate) fn read(&self, request: &HttpRequest) -> Option<String> {
        let cookie = request.cookie(self.name)?;
        let value = cookie.value().trim_matches('"');
        let token = value.strip_prefix("Bearer ").unwrap_or(value);
        Some(token.to_owned())
    }

    /// The cookie that signs a browser in.
    pub(crate) fn signed_in(&self, token: String, expires_in: TimeDelta) -> Cookie<'static> {
        self.build(token, Duration::seconds(expires_in.num_seconds()))
    }

    /// The cookie that signs a browser out.
    pub(crate) fn signed_out(&self) -> Cookie<'static> {
        self.build(String::new(), Duration::ZERO)
    }

    fn build(&self, value: String, max_age: Duration) -> Cookie<'static> {
        Cookie::build(self.name, value)
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .max_age(max_age)
            .finish()
    }
}
