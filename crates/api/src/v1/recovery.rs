//! What of `/api/v1/auth` is done with a mailed link or a printed code.

use actix_web::HttpResponse;
use jobboard_core::field::FieldErrors;
use jobboard_services::{first_admin, recovery};
use serde::Deserialize;
use utoipa::ToSchema;

use super::account::{NextStep, accepted};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, TextField};
use crate::site::SiteData;

/// A forgotten password.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgotPasswordBody {
    /// The account's e-mail address. Whatever stands here, the answer is the same.
    #[schema(value_type = String, required = true, example = "ada@example.org")]
    #[serde(default)]
    email: TextField,
}

/// A new password, by a mailed link.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetPasswordBody {
    /// The token of the link.
    #[schema(value_type = String, required = true, min_length = 1)]
    #[serde(default)]
    token: TextField,
    /// The password from now on.
    #[schema(value_type = String, required = true, min_length = 1, format = "password")]
    #[serde(default)]
    new_password: TextField,
}

/// The token of a mailed link.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkBody {
    /// The token.
    #[schema(value_type = String, required = true, min_length = 1)]
    #[serde(default)]
    token: TextField,
}

impl LinkBody {
    fn token(self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::new();
        self.token.required("token", &mut errors).ok_or(errors)
    }
}

/// The code that the program printed.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimAdminBody {
    /// The code.
    #[schema(value_type = String, required = true, min_length = 1)]
    #[serde(default)]
    code: TextField,
}

/// Forgot my password
///
/// The answer is the same whether or not there is such an account. If there is, a link is mailed
/// that is good for 30 minutes, three an hour at the most.
#[utoipa::path(
    post, path = "/api/v1/auth/forgot-password", operation_id = "forgot_password", tag = "auth",
    request_body = ForgotPasswordBody,
    responses(
        (status = 202, description = "If there is such an account, a mail is on its way.", body = NextStep),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn forgot_password(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<ForgotPasswordBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let email = body.0.email.required("email", &mut errors).ok_or(errors)?;
    recovery::forgot_password(site.context(), &email, &caller.0).await?;
    Ok(accepted(
        "If there is an account with this address, a mail with a link is on its way.",
    ))
}

/// Set a new password
///
/// With the token of a mailed link, once. Ends all sessions; sign in with the new password.
#[utoipa::path(
    post, path = "/api/v1/auth/reset-password", operation_id = "reset_password", tag = "auth",
    request_body = ResetPasswordBody,
    responses(
        (status = 204, description = "The password is set."),
        (status = 400, description = "The token was used, has expired or never was one.", body = Problem),
        (status = 422, description = "Fields that cannot be taken; the token is still good.", body = Problem),
    )
)]
pub(crate) async fn reset_password(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<ResetPasswordBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let token = body.0.token.required("token", &mut errors);
    let password = body.0.new_password.required("new_password", &mut errors);
    let (Some(token), Some(password)) = (token, password) else {
        return Err(errors.into());
    };
    recovery::reset_password(site.context(), &token, Some(&password), &caller.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Verify an e-mail address
///
/// With the token of a mailed link, once.
#[utoipa::path(
    post, path = "/api/v1/auth/verify-email", operation_id = "verify_email", tag = "auth",
    request_body = LinkBody,
    responses(
        (status = 204, description = "The address is verified."),
        (status = 400, description = "The token was used, has expired or never was one.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn verify_email(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<LinkBody>,
) -> Result<HttpResponse, ApiError> {
    recovery::verify_email(site.context(), &body.0.token()?, &caller.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Confirm a new e-mail address
///
/// With the token of the link that was mailed there, once. Ends all sessions.
#[utoipa::path(
    post, path = "/api/v1/auth/confirm-email", operation_id = "confirm_email_change", tag = "auth",
    request_body = LinkBody,
    responses(
        (status = 204, description = "The address is the new one."),
        (status = 400, description = "The token was used, has expired or never was one.", body = Problem),
        (status = 409, description = "Somebody else has the address by now.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn confirm_email_change(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<LinkBody>,
) -> Result<HttpResponse, ApiError> {
    recovery::confirm_email_change(site.context(), &body.0.token()?, &caller.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Undo a change of e-mail address
///
/// With the token of the link that was mailed to the old address, for 7 days. The old address is
/// back, all sessions end, the password no longer works, and a link to set a new one is mailed.
#[utoipa::path(
    post, path = "/api/v1/auth/undo-email", operation_id = "undo_email_change", tag = "auth",
    request_body = LinkBody,
    responses(
        (status = 204, description = "The address is the old one."),
        (status = 400, description = "The token was used, has expired or never was one.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn undo_email_change(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<LinkBody>,
) -> Result<HttpResponse, ApiError> {
    recovery::undo_email_change(site.context(), &body.0.token()?, &caller.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Become the first admin
///
/// With the code that the program prints while there is no admin. Ends all sessions: sign in
/// again as an admin.
#[utoipa::path(
    post, path = "/api/v1/auth/claim-admin", operation_id = "claim_admin", tag = "auth",
    security(("bearer" = [])),
    request_body = ClaimAdminBody,
    responses(
        (status = 204, description = "You are an admin."),
        (status = 400, description = "The code was used, has expired or never was one.", body = Problem),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn claim_admin(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: JsonBody<ClaimAdminBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let code = body.0.code.required("code", &mut errors).ok_or(errors)?;
    first_admin::claim(site.context(), &user.0, &code, &caller.0).await?;
    let mut response = HttpResponse::NoContent().finish();
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}
