//! `POST /login/token`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_services::login::{self, Credentials};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::CalledFrom;
use crate::cookie;
use crate::error::ApiError;
use crate::extract::Form;
use crate::site::SiteData;

/// A sign-in as the tutorial (and OAuth 2.0's password grant) writes it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API's description")]
pub(crate) struct TutorialLogin {
    /// The account's e-mail address.
    username: String,
    /// Its password.
    #[schema(format = "password")]
    password: String,
}

/// A token as the tutorial shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TutorialToken {
    access_token: String,
    token_type: &'static str,
}

/// Sign in, as in the tutorial
///
/// The token comes in the body and as the cookie `access_token` (HttpOnly), which no other sign-in
/// does both: the tutorial's clients use either. It ends with the token; there is no refresh.
#[utoipa::path(
    post, path = "/login/token", operation_id = "tutorial_login", tag = "tutorial",
    request_body(content = TutorialLogin, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = TutorialToken),
        (status = 401, description = "The address or the password is wrong."),
        (status = 422, description = "Fields that cannot be taken."),
        (status = 429, description = "Too many were wrong; `Retry-After` says how long to wait."),
    )
)]
pub(crate) async fn tutorial_login(
    request: HttpRequest,
    site: SiteData,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let mut required = |name| errors.keep(form.0.get(name).ok_or(FieldError::required(name)));
    let (Some(username), Some(password)) = (required("username"), required("password")) else {
        return Err(errors.into());
    };
    let credentials = Credentials {
        email: username.to_owned(),
        password: password.to_owned(),
        device: None,
    };
    let tokens = login::login_once(site.context(), credentials, &caller.0)
        .await?
        .tokens;
    let access = site.cookies().access(&tokens);
    let mut response = HttpResponse::Ok()
        .insert_header((header::PRAGMA, "no-cache"))
        .json(TutorialToken {
            access_token: tokens.access_token,
            token_type: "bearer",
        });
    cookie::set(&mut response, [access])?;
    if site.cookies().refresh_token(&request).is_some() {
        // Else the browser would be somebody else again when this sign-in ends.
        site.cookies().sign_out(&mut response)?;
    }
    Ok(response)
}
