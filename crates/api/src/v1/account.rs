//! What of `/api/v1/users/me` takes the current password.

use actix_web::{HttpResponse, web};
use jobboard_core::field::FieldErrors;
use jobboard_services::account_security;
use jobboard_services::recovery::{self, Verification};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{CurrentPasswordBody, TokenView};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, TextField};
use crate::site::SiteData;

/// A change of password.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPasswordBody {
    /// The password of now.
    #[schema(value_type = String, required = true, min_length = 1, format = "password")]
    #[serde(default)]
    current_password: TextField,
    /// The password from now on.
    #[schema(value_type = String, required = true, min_length = 1, format = "password")]
    #[serde(default)]
    new_password: TextField,
}

/// A change of address.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEmailBody {
    /// The password of now.
    #[schema(value_type = String, required = true, min_length = 1, format = "password")]
    #[serde(default)]
    current_password: TextField,
    /// The address from now on.
    #[schema(value_type = String, required = true, min_length = 1, format = "email", example = "ada@example.net")]
    #[serde(default)]
    email: TextField,
}

/// What happens next.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextStep {
    /// In a sentence.
    pub(crate) detail: &'static str,
}

/// 202: the work is done later, by mail.
pub(super) fn accepted(detail: &'static str) -> HttpResponse {
    HttpResponse::Accepted().json(NextStep { detail })
}

/// Change my password
///
/// Ends all sessions; the answer has the tokens of a new one. A notice is mailed.
#[utoipa::path(
    post, path = "/api/v1/users/me/password", operation_id = "change_password", tag = "users",
    security(("bearer" = [])),
    request_body = NewPasswordBody,
    responses(
        (status = 200, description = "The tokens of a new session.", body = TokenView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "The password was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn change_password(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: JsonBody<NewPasswordBody>,
) -> Result<web::Json<TokenView>, ApiError> {
    let mut errors = FieldErrors::new();
    let current = body
        .0
        .current_password
        .text("current_password", &mut errors);
    let new = body.0.new_password.text("new_password", &mut errors);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let tokens = account_security::change_password(
        site.context(),
        &user.0,
        current.as_deref(),
        new.as_deref(),
        &caller.0,
    )
    .await?;
    Ok(web::Json(tokens.into()))
}

/// Change my e-mail address
///
/// A link goes to the new address; the address changes when somebody follows it. The old one is
/// told and can undo it for 7 days.
#[utoipa::path(
    post, path = "/api/v1/users/me/email", operation_id = "request_email_change", tag = "users",
    security(("bearer" = [])),
    request_body = NewEmailBody,
    responses(
        (status = 202, description = "A mail is on its way to the new address.", body = NextStep),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 409, description = "Somebody has the address.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "Asked for too often, or the password was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn request_email_change(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: JsonBody<NewEmailBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let current = body
        .0
        .current_password
        .text("current_password", &mut errors);
    let email = body.0.email.text("email", &mut errors);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    account_security::request_email_change(
        site.context(),
        &user.0,
        email.as_deref(),
        current.as_deref(),
        &caller.0,
    )
    .await?;
    Ok(accepted(
        "A mail with a link is on its way to the new address.",
    ))
}

/// Verify my e-mail address
///
/// Mails the link once more, three times an hour at the most.
#[utoipa::path(
    post, path = "/api/v1/users/me/email/verification", operation_id = "send_verification", tag = "users",
    security(("bearer" = [])),
    responses(
        (status = 202, description = "A mail is on its way, unless the address is verified already.", body = NextStep),
        (status = 401, description = "Not signed in.", body = Problem),
    )
)]
pub(crate) async fn send_verification(
    site: SiteData,
    user: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let sent = recovery::send_verification(site.context(), user.0.id()).await?;
    Ok(accepted(match sent {
        Verification::Ordered => "A mail with a link is on its way.",
        Verification::NotNeeded => "The address is verified already.",
        Verification::TooMany => {
            "Three mails were sent within the hour; the last link is still good."
        }
    }))
}

/// Delete my account
///
/// With its sessions and its jobs, for good.
#[utoipa::path(
    delete, path = "/api/v1/users/me", operation_id = "delete_me", tag = "users",
    security(("bearer" = [])),
    request_body = CurrentPasswordBody,
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 409, description = "The last admin cannot go.", body = Problem),
        (status = 422, description = "The password is missing or wrong.", body = Problem),
        (status = 429, description = "It was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn delete_me(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    body: JsonBody<CurrentPasswordBody>,
) -> Result<HttpResponse, ApiError> {
    let password = body.0.password()?;
    account_security::delete_account(site.context(), &user.0, Some(&password), &caller.0).await?;
    let mut response = HttpResponse::NoContent().finish();
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}
