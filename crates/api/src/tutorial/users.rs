//! `POST /users/`.

use actix_web::web;
use jobboard_core::limits::Minimums;
use jobboard_services::accounts;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::site::SiteData;
use crate::v1::users::NewUserBody;

/// An account as the tutorial shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TutorialUser {
    id: i64,
    username: String,
    email: String,
    is_active: bool,
}

/// Sign up, as in the tutorial
#[utoipa::path(
    post, path = "/users/", operation_id = "tutorial_create_user", tag = "tutorial",
    request_body = NewUserBody,
    responses(
        (status = 200, description = "The account.", body = TutorialUser),
        (status = 409, description = "The name or the address is taken."),
        (status = 422, description = "Fields that cannot be taken."),
        (status = 429, description = "Too many accounts were made from this network."),
    )
)]
pub(crate) async fn tutorial_create_user(
    site: SiteData,
    caller: CalledFrom,
    body: JsonBody<NewUserBody>,
) -> Result<web::Json<TutorialUser>, ApiError> {
    let (input, errors) = body.0.into_input();
    let user = accounts::register(site.context(), &input, Minimums::API, errors, &caller.0).await?;
    Ok(web::Json(TutorialUser {
        id: user.id.0,
        username: user.username,
        email: user.email,
        is_active: user.is_active,
    }))
}
