//! `/api/v1/users`.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::limits::Minimums;
use jobboard_services::accounts::{self, User, UserInput};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, TextField};
use crate::site::SiteData;

/// A sign-up.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUserBody {
    /// The name to go by, unique whatever its case.
    #[schema(value_type = String, required = true, min_length = 1, example = "ada", max_length = 254)]
    #[serde(default)]
    username: TextField,
    /// The address to sign in with, unique whatever its case.
    #[schema(value_type = String, required = true, min_length = 1, format = "email", example = "ada@example.org")]
    #[serde(default)]
    email: TextField,
    /// 8 or more characters (a setting), at most 72 bytes, nothing trimmed.
    #[schema(value_type = String, required = true, min_length = 1, format = "password", example = "correct horse battery")]
    #[serde(default)]
    password: TextField,
}

impl NewUserBody {
    /// The sign-up, and what is wrong with its types.
    pub(crate) fn into_input(self) -> (UserInput, FieldErrors) {
        let mut errors = FieldErrors::new();
        let input = UserInput {
            username: self.username.text("username", &mut errors),
            email: self.email.text("email", &mut errors),
            password: self.password.text("password", &mut errors),
        };
        (input, errors)
    }
}

/// What to change of one's own account.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPatch {
    /// The name to go by from now on.
    #[schema(value_type = String, min_length = 1, max_length = 254, example = "ada.l")]
    #[serde(default)]
    username: TextField,
}

/// An account, as its owner sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    /// The number.
    id: i64,
    /// The name.
    username: String,
    /// The e-mail address.
    email: String,
    /// `member`, `moderator` or `admin`.
    #[schema(example = "member")]
    role: &'static str,
    /// Whether the account is in use.
    is_active: bool,
    /// Whether it is proven that mail to the address reaches its owner.
    is_email_verified: bool,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            username: user.username.clone(),
            email: user.email.clone(),
            role: user.role.as_str(),
            is_active: user.is_active,
            is_email_verified: user.email_verified_at.is_some(),
            created_at: user.created_at,
        }
    }
}

/// Sign up
///
/// Makes an account. To use it, sign in.
#[utoipa::path(
    post, path = "/api/v1/users", operation_id = "create_user", tag = "users",
    request_body = NewUserBody,
    responses(
        (status = 201, description = "The account.", body = UserView, headers(("Location" = String, description = "Where the account is."))),
        (status = 409, description = "The name or the address is taken.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "Too many accounts were made from this network.", body = Problem),
        (status = 503, description = "Too many sign-ups at once.", body = Problem),
    )
)]
pub(crate) async fn create_user(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<NewUserBody>,
) -> Result<HttpResponse, ApiError> {
    let (input, errors) = body.0.into_input();
    let user = accounts::register(site.context(), &input, Minimums::API, errors, &caller.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, "/api/v1/users/me"))
        .json(UserView::from(&user)))
}

/// Who am I
#[utoipa::path(
    get, path = "/api/v1/users/me", operation_id = "read_me", tag = "users",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The account.", body = UserView),
        (status = 401, description = "Not signed in.", body = Problem),
    )
)]
pub(crate) async fn read_me(user: SignedIn) -> web::Json<UserView> {
    web::Json(user.0.account().into())
}

/// Change my account
#[utoipa::path(
    patch, path = "/api/v1/users/me", operation_id = "update_me", tag = "users",
    security(("bearer" = [])),
    request_body = UserPatch,
    responses(
        (status = 200, description = "The account.", body = UserView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 409, description = "The name is taken.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_me(
    site: SiteData,
    user: SignedIn,
    body: JsonBody<UserPatch>,
) -> Result<web::Json<UserView>, ApiError> {
    let mut errors = FieldErrors::new();
    let Some(username) = body.0.username.patch("username", &mut errors) else {
        return Ok(web::Json(user.0.account().into()));
    };
    let user = accounts::rename(site.context(), &user.0, username.as_deref(), errors).await?;
    Ok(web::Json(UserView::from(&user)))
}
