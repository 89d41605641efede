//! `/api/v1/auth`.

use actix_web::{HttpResponse, web};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_services::login::{self, Credentials};
use jobboard_services::refresh;
use jobboard_services::sessions::{self, Tokens};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{Form, JsonBody, TextField};
use crate::site::SiteData;

/// A sign-in.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginBody {
    /// The account's e-mail address.
    #[schema(value_type = String, required = true, min_length = 1, format = "email", example = "ada@example.org")]
    #[serde(default)]
    email: TextField,
    /// Its password.
    #[schema(value_type = String, required = true, min_length = 1, format = "password", example = "correct horse battery")]
    #[serde(default)]
    password: TextField,
}

/// Fresh tokens.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenView {
    /// Show it as `Authorization: Bearer …`.
    access_token: String,
    /// Exchange it for the next tokens before the session ends; each is good once.
    refresh_token: String,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// How long the access token is good for, in seconds.
    #[schema(example = 1800)]
    expires_in: i64,
}

impl From<Tokens> for TokenView {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access_token,
            refresh_token: tokens.refresh_token,
            token_type: "bearer",
            expires_in: tokens.expires_in.num_seconds(),
        }
    }
}

/// Sign in
///
/// A new session and tokens for it, in the body and in no cookie. Wrong address and wrong password
/// are answered alike.
#[utoipa::path(
    post, path = "/api/v1/auth/login", operation_id = "login", tag = "auth",
    request_body = LoginBody,
    responses(
        (status = 200, description = "The tokens.", body = TokenView),
        (status = 401, description = "The address or the password is wrong.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "Too many were wrong; `Retry-After` says how long to wait.", body = Problem),
        (status = 503, description = "Too many sign-ins at once.", body = Problem),
    )
)]
pub(crate) async fn login(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<LoginBody>,
) -> Result<web::Json<TokenView>, ApiError> {
    let mut errors = FieldErrors::new();
    let email = body.0.email.required("email", &mut errors);
    let password = body.0.password.required("password", &mut errors);
    let (Some(email), Some(password)) = (email, password) else {
        return Err(errors.into());
    };
    let credentials = Credentials {
        email,
        password,
        device: None,
    };
    let login = login::login(site.context(), credentials, &caller.0).await?;
    Ok(web::Json(login.tokens.into()))
}

/// A refresh.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefreshBody {
    /// The last refresh token.
    #[schema(value_type = String, required = true, min_length = 1)]
    #[serde(default)]
    refresh_token: TextField,
}

/// Renew a sign-in
///
/// The next tokens for the last refresh token. The same one again within 10 seconds gives the
/// same successor; later it ends the session, since two people have it. A session that is not
/// renewed ends after 14 days, any session after 30.
#[utoipa::path(
    post, path = "/api/v1/auth/refresh", operation_id = "refresh", tag = "auth",
    request_body = RefreshBody,
    responses(
        (status = 200, description = "The tokens.", body = TokenView),
        (status = 400, description = "The token cannot be used (`invalid_grant`): sign in again.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn refresh(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<RefreshBody>,
) -> Result<web::Json<TokenView>, ApiError> {
    let mut errors = FieldErrors::new();
    let token = body.0.refresh_token.required("refresh_token", &mut errors);
    let token = token.ok_or(errors)?;
    let refreshed = refresh::refresh(site.context(), &token, &caller.0).await?;
    Ok(web::Json(refreshed.tokens.into()))
}

/// Sign out
///
/// Ends the session: its tokens are refused from now on, everywhere.
#[utoipa::path(
    post, path = "/api/v1/auth/logout", operation_id = "logout", tag = "auth",
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Signed out."),
        (status = 401, description = "Not signed in.", body = Problem),
    )
)]
pub(crate) async fn logout(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
) -> Result<HttpResponse, ApiError> {
    sessions::logout(site.context(), &user.0, &caller.0).await?;
    let mut response = HttpResponse::NoContent().finish();
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}

/// The password once more.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurrentPasswordBody {
    /// The account's password, since a token alone does not do.
    #[schema(value_type = String, required = true, min_length = 1, format = "password")]
    #[serde(default)]
    pub(crate) current_password: TextField,
}

impl CurrentPasswordBody {
    /// The password, which must be there.
    pub(super) fn password(self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::new();
        let password = self
            .current_password
            .required("current_password", &mut errors);
        password.ok_or(errors)
    }
}

/// Sign out everywhere
///
/// Ends all sessions of the account, this one as well.
#[utoipa::path(
    post, path = "/api/v1/auth/logout-all", operation_id = "logout_everywhere", tag = "auth",
    security(("bearer" = [])),
    request_body = CurrentPasswordBody,
    responses(
        (status = 204, description = "Signed out everywhere."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "The password is wrong.", body = Problem),
        (status = 429, description = "It was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn logout_everywhere(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: JsonBody<CurrentPasswordBody>,
) -> Result<HttpResponse, ApiError> {
    let password = body.0.password()?;
    sessions::logout_everywhere(site.context(), &user.0, Some(&password), &caller.0).await?;
    let mut response = HttpResponse::NoContent().finish();
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}

/// A revocation (RFC 7009 § 2.1).
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API's description")]
pub(crate) struct Revocation {
    /// A refresh token or an access token.
    #[schema(min_length = 1)]
    token: String,
    /// Which of the two it is; read and not needed.
    #[schema(example = "refresh_token", required = false)]
    token_type_hint: String,
}

/// Revoke a token (RFC 7009)
///
/// Ends the session of a refresh or access token. A token that is none any more is answered alike.
#[utoipa::path(
    post, path = "/api/v1/auth/revoke", operation_id = "revoke", tag = "auth",
    request_body(content = Revocation, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token cannot be used any more."),
        (status = 415, description = "The body is no form.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn revoke(
    site: SiteData,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    // A parameter without a value is none (RFC 6749 § 3.1).
    let token = form.0.get("token").filter(|token| !token.is_empty());
    let token = token.ok_or(FieldError::required("token"))?;
    sessions::revoke(site.context(), token, &caller.0).await?;
    Ok(HttpResponse::Ok().finish())
}
