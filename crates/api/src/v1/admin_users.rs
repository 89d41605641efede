//! `/api/v1/admin/users`.

use actix_web::{HttpResponse, web};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::search::SearchTerm;
use jobboard_core::user::{Role, UserId};
use jobboard_services::ServiceError;
use jobboard_services::user_admin::{self, AccountPatch};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::next_page::{narrowed_by, page_answer};
use super::number_query::NumberQuery;
use super::users::UserView;
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, JsonField, Parameters, PathNumber, Query, TextField};
use crate::site::SiteData;

/// What is said when there is no account.
pub(crate) const NONE: Phrase = phrase!("none-account");

/// A page of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserPage {
    /// The newest first.
    items: Vec<UserView>,
    /// Where the next page starts (`after`); null on the last one.
    next: Option<String>,
}

/// What to change of an account; a field that is not there stays.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountPatchBody {
    /// `member`, `moderator` or `admin`.
    #[schema(value_type = String, example = "moderator")]
    #[serde(default)]
    role: TextField,
    /// Whether it is in use.
    #[schema(value_type = bool)]
    #[serde(default)]
    is_active: JsonField,
    /// The password of the admin who asks.
    #[schema(value_type = String, required = true, format = "password")]
    #[serde(default)]
    current_password: TextField,
}

/// What the query of the list of accounts says.
pub(crate) struct UserQuery {
    /// In the name or the address.
    pub(crate) text: Option<SearchTerm>,
    pub(crate) role: Option<Role>,
    pub(crate) page: NumberQuery,
}

impl UserQuery {
    /// Reads `query`, `role`, `after` and `limit`.
    pub(crate) fn parse(query: &Parameters) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = query.get("query").unwrap_or_default();
        let text = errors.keep(SearchTerm::parse("query", text)).flatten();
        let role = query.get("role").filter(|raw| !raw.is_empty());
        let role = errors.keep(role.map(parse_role).transpose()).flatten();
        if !errors.is_empty() {
            return Err(errors);
        }
        let page = NumberQuery::parse(query)?;
        Ok(Self { text, role, page })
    }

    /// The parameters but for those of the page, each with `&` behind it.
    pub(crate) fn parameters(&self) -> String {
        let text = self.text.as_ref();
        let text = text.map(|term| narrowed_by("query", term.as_typed()));
        let role = self.role.map(|role| format!("role={role}&"));
        [text, role].into_iter().flatten().collect()
    }
}

/// Reads a role.
pub(crate) fn parse_role(raw: &str) -> Result<Role, FieldError> {
    raw.parse().map_err(|_| {
        let names = Role::ALL.map(Role::as_str).join(", ");
        FieldError::new("role", "invalid", phrase!("error-one-of", names = names))
    })
}

/// What became of a use case about an account.
pub(crate) fn of_account(error: ServiceError) -> ApiError {
    ApiError::about(error, NONE, phrase!("forbidden-admin"))
}

/// List accounts
///
/// The newest first.
#[utoipa::path(
    get, path = "/api/v1/admin/users", operation_id = "list_users", tag = "admin",
    security(("bearer" = [])),
    params(
        ("query" = Option<String>, Query, description = "Only accounts with this text in their name or address, whatever its case. At most 100 characters."),
        ("role" = Option<String>, Query, description = "Only accounts with this role: `member`, `moderator` or `admin`."),
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Accounts on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = UserPage),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_users(site: SiteData, query: Query) -> Result<HttpResponse, ApiError> {
    let query = UserQuery::parse(&query.0)?;
    let NumberQuery { after, limit } = query.page;
    let (text, role) = (query.text.as_ref(), query.role);
    let page = user_admin::list(site.context(), text, role, after, limit).await?;
    let path = format!("/api/v1/admin/users?{}", query.parameters());
    Ok(page_answer(page, &path, limit, |items, next| UserPage {
        items: items.iter().map(UserView::from).collect(),
        next,
    }))
}

/// Read an account
#[utoipa::path(
    get, path = "/api/v1/admin/users/{id}", operation_id = "read_user", tag = "admin",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The account's number.")),
    responses(
        (status = 200, description = "The account.", body = UserView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 404, description = "There is no such account.", body = Problem),
    )
)]
pub(crate) async fn read_user(
    site: SiteData,
    id: PathNumber,
) -> Result<web::Json<UserView>, ApiError> {
    let user = user_admin::read(site.context(), UserId(id.existing(NONE)?)).await;
    Ok(web::Json(UserView::from(&user.map_err(of_account)?)))
}

/// Change an account
///
/// Its role, and whether it is in use. A change ends its sessions.
#[utoipa::path(
    patch, path = "/api/v1/admin/users/{id}", operation_id = "update_user", tag = "admin",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The account's number.")),
    request_body = AccountPatchBody,
    responses(
        (status = 200, description = "The account.", body = UserView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 404, description = "There is no such account.", body = Problem),
        (status = 409, description = "No admin would be left.", body = Problem),
        (status = 422, description = "Fields that cannot be taken, or the password is wrong.", body = Problem),
        (status = 429, description = "The password was wrong too often.", body = Problem),
    )
)]
pub(crate) async fn update_user(
    site: SiteData,
    admin: SignedIn,
    caller: CalledFrom,
    id: PathNumber,
    body: JsonBody<AccountPatchBody>,
) -> Result<web::Json<UserView>, ApiError> {
    let mut errors = FieldErrors::new();
    let role = body.0.role.text("role", &mut errors);
    let role = role.and_then(|raw| errors.keep(parse_role(&raw)));
    let is_active = body.0.is_active.plain("is_active", &mut errors);
    let is_active =
        is_active.and_then(|raw| {
            let value = raw.parse().ok();
            errors.keep(value.ok_or_else(|| {
                FieldError::new("is_active", "wrong_type", phrase!("error-boolean"))
            }))
        });
    let password = body
        .0
        .current_password
        .text("current_password", &mut errors);
    let id = UserId(id.existing(NONE)?);
    let patch = AccountPatch { role, is_active };
    let proof = (password.as_deref(), errors);
    let user = user_admin::change(site.context(), &admin.0, id, patch, proof, &caller.0).await;
    Ok(web::Json(UserView::from(&user.map_err(of_account)?)))
}

/// Sign an account out
///
/// Ends all its sessions.
#[utoipa::path(
    post, path = "/api/v1/admin/users/{id}/sign-out", operation_id = "sign_user_out", tag = "admin",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The account's number.")),
    responses(
        (status = 204, description = "It is signed out everywhere."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 404, description = "There is no such account.", body = Problem),
    )
)]
pub(crate) async fn sign_user_out(
    site: SiteData,
    caller: CalledFrom,
    id: PathNumber,
) -> Result<HttpResponse, ApiError> {
    let id = UserId(id.existing(NONE)?);
    let done = user_admin::sign_out(site.context(), id, &caller.0).await;
    done.map_err(of_account)?;
    Ok(HttpResponse::NoContent().finish())
}
