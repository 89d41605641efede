//! The cookies that keep a browser signed in. Scripts see none of them.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeDelta;
use jobboard_services::login::Login;
use jobboard_services::sessions::Tokens;

use crate::error::ApiError;

/// For how long a browser remembers that it has signed in before.
const DEVICE_LIFE: TimeDelta = TimeDelta::days(400);

/// How tokens travel in cookies.
#[derive(Debug, Clone)]
pub(crate) struct Cookies {
    access: &'static str,
    refresh: &'static str,
    device: &'static str,
    secure: bool,
}

impl Cookies {
    /// Over plain http the access token has the tutorial's name; else a browser takes the cookies
    /// over TLS only, for this host only (RFC 6265bis § 4.1.3.2).
    pub(crate) const fn new(plain_http: bool) -> Self {
        if plain_http {
            Self {
                access: "access_token",
                refresh: "refresh_token",
                device: "device",
                secure: false,
            }
        } else {
            Self {
                access: "__Host-access_token",
                refresh: "__Host-refresh_token",
                device: "__Host-device",
                secure: true,
            }
        }
    }

    /// The access token of a request. The tutorial's clients write `Bearer ` in front of it.
    pub(crate) fn access_token(&self, request: &HttpRequest) -> Option<String> {
        let value = value(request, self.access)?;
        let token = value.strip_prefix("Bearer ").unwrap_or(&value);
        Some(token.to_owned()).filter(|token| !token.is_empty())
    }

    /// The refresh token of a request.
    pub(crate) fn refresh_token(&self, request: &HttpRequest) -> Option<String> {
        value(request, self.refresh)
    }

    /// Whether a cookie of this name says who somebody is.
    pub(crate) fn signs_in(&self, name: &str) -> bool {
        name == self.access || name == self.refresh
    }

    /// The device token of a request.
    pub(crate) fn device(&self, request: &HttpRequest) -> Option<String> {
        value(request, self.device)
    }

    /// The cookies that sign a browser in, or renew its sign-in.
    pub(crate) fn signed_in(&self, tokens: &Tokens) -> [Cookie<'static>; 2] {
        [
            self.access(tokens),
            self.build(
                self.refresh,
                tokens.refresh_token.clone(),
                tokens.refresh_expires_in,
            ),
        ]
    }

    /// The cookie that signs a browser in for the life of the access token.
    pub(crate) fn access(&self, tokens: &Tokens) -> Cookie<'static> {
        self.build(self.access, tokens.access_token.clone(), tokens.expires_in)
    }

    /// The cookies that sign a browser out.
    pub(crate) fn signed_out(&self) -> [Cookie<'static>; 2] {
        [self.access, self.refresh].map(|name| self.build(name, String::new(), TimeDelta::zero()))
    }

    /// Signs a browser in, and has it remember that it was.
    ///
    /// # Errors
    /// Never with tokens of ours.
    pub(crate) fn sign_in(
        &self,
        response: &mut HttpResponse,
        login: &Login,
    ) -> Result<(), ApiError> {
        let device = self.build(self.device, login.device.clone(), DEVICE_LIFE);
        set(
            response,
            self.signed_in(&login.tokens).into_iter().chain([device]),
        )
    }

    /// Signs a browser out.
    ///
    /// # Errors
    /// Never.
    pub(crate) fn sign_out(&self, response: &mut HttpResponse) -> Result<(), ApiError> {
        set(response, self.signed_out())
    }

    fn build(&self, name: &'static str, value: String, life: TimeDelta) -> Cookie<'static> {
        Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .max_age(Duration::seconds(life.num_seconds()))
            .finish()
    }
}

fn value(request: &HttpRequest, name: &str) -> Option<String> {
    let cookie = request.cookie(name)?;
    let value = cookie.value().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

/// Adds cookies to a response, but for those that it sets already.
pub(crate) fn set(
    response: &mut HttpResponse,
    cookies: impl IntoIterator<Item = Cookie<'static>>,
) -> Result<(), ApiError> {
    for cookie in cookies {
        if response
            .cookies()
            .any(|known| known.name() == cookie.name())
        {
            continue;
        }
        response
            .add_cookie(&cookie)
            .map_err(|error| ApiError::Internal(error.to_string()))?;
    }
    Ok(())
}
