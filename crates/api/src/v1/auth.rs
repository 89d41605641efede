//! `/api/v1/auth`.

use actix_web::HttpResponse;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_services::sessions;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, TextField};
use crate::site::SiteData;

/// A sign-in.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginBody {
    /// The account's e-mail address.
    #[schema(value_type = String, required = true, format = "email", example = "ada@example.org")]
    #[serde(default)]
    email: TextField,
    /// Its password.
    #[schema(value_type = String, required = true, format = "password", example = "correct horse battery")]
    #[serde(default)]
    password: TextField,
}

/// A fresh token.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenView {
    /// Show it as `Authorization: Bearer …`.
    access_token: String,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// How long it is good for, in seconds.
    #[schema(example = 1800)]
    expires_in: i64,
}

/// Sign in
///
/// A new session and a token for it. Wrong address and wrong password are answered alike.
#[utoipa::path(
    post, path = "/api/v1/auth/login", operation_id = "login", tag = "auth",
    request_body = LoginBody,
    responses(
        (status = 200, description = "The token.", body = TokenView),
        (status = 401, description = "The address or the password is wrong.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 503, description = "Too many sign-ins at once.", body = Problem),
    )
)]
pub(crate) async fn login(
    site: SiteData,
    body: JsonBody<LoginBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let mut required = |name, field: TextField| {
        let text = field.text(name, &mut errors);
        text.or_else(|| errors.keep(Err(FieldError::required(name))))
    };
    let email = required("email", body.0.email);
    let password = required("password", body.0.password);
    let (Some(email), Some(password)) = (email, password) else {
        return Err(errors.into());
    };
    let login = sessions::login(site.context(), &email, &password).await?;
    Ok(HttpResponse::Ok().json(TokenView {
        access_token: login.access_token,
        token_type: "bearer",
        expires_in: login.expires_in.num_seconds(),
    }))
}

/// Sign out
///
/// Ends the session: its token is refused from now on, everywhere.
#[utoipa::path(
    post, path = "/api/v1/auth/logout", operation_id = "logout", tag = "auth",
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Signed out."),
        (status = 401, description = "Not signed in.", body = Problem),
    )
)]
pub(crate) async fn logout(site: SiteData, user: SignedIn) -> Result<HttpResponse, ApiError> {
    sessions::logout(site.context(), &user.0).await?;
    Ok(HttpResponse::NoContent()
        .cookie(site.cookie().signed_out())
        .finish())
}
