//! `/api/v1/admin/settings` and `/api/v1/admin/categories`.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use jobboard_core::board_rules::{BoardRules, BoardSetting};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::board_settings;
use jobboard_services::categories::{self, Category, CategoryPatch};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JsonBody, JsonField, PathNumber, TextField};
use crate::site::SiteData;

/// What is said when there is no category.
pub(crate) const NO_CATEGORY: Phrase = phrase!("none-category");

/// How the board treats jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardRulesView {
    /// Whether a moderator lets jobs onto the list.
    review_jobs: bool,
    /// Whether a job must say what it pays.
    salary_required: bool,
    /// How many days a job is on the list when its poster does not say.
    #[schema(example = 60)]
    job_open_days: u64,
    /// After how many open reports a job is hidden until a moderator has seen it; 0 for never.
    #[schema(example = 3)]
    reports_to_hide: u64,
}

impl From<BoardRules> for BoardRulesView {
    fn from(rules: BoardRules) -> Self {
        Self {
            review_jobs: rules.review_jobs,
            salary_required: rules.salary_required,
            job_open_days: rules.job_open_days,
            reports_to_hide: rules.reports_to_hide,
        }
    }
}

/// What to change; a field that is not there stays.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoardRulesBody {
    /// Whether a moderator lets jobs onto the list.
    #[schema(value_type = bool)]
    #[serde(default)]
    review_jobs: JsonField,
    /// Whether a job must say what it pays.
    #[schema(value_type = bool)]
    #[serde(default)]
    salary_required: JsonField,
    /// How many days a job is on the list when its poster does not say, 1 to 365.
    #[schema(value_type = i64, minimum = 1, maximum = 365)]
    #[serde(default)]
    job_open_days: JsonField,
    /// After how many open reports a job is hidden, 0 to 1000; 0 for never.
    #[schema(value_type = i64, minimum = 0, maximum = 1000)]
    #[serde(default)]
    reports_to_hide: JsonField,
}

/// A category with the number of its jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryView {
    /// The number.
    id: i64,
    /// Its name.
    #[schema(example = "Engineering")]
    name: String,
    /// How many jobs it has, in whatever state; null right after a change.
    jobs: Option<i64>,
}

/// The categories.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryViews {
    /// In their order.
    items: Vec<CategoryView>,
}

/// A category to add.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCategoryBody {
    /// Its name, unique whatever its case.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 60, example = "Forestry")]
    #[serde(default)]
    name: TextField,
}

/// What to change of a category; a field that is not there stays.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryPatchBody {
    /// Another name; its jobs have it at once.
    #[schema(value_type = String, min_length = 1, max_length = 60, example = "Forestry")]
    #[serde(default)]
    name: TextField,
    /// Its place among all, from 1.
    #[schema(value_type = i64, minimum = 1)]
    #[serde(default)]
    position: JsonField,
}

/// Read the settings of the board
#[utoipa::path(
    get, path = "/api/v1/admin/settings", operation_id = "read_settings", tag = "admin",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "What is in force.", body = BoardRulesView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
    )
)]
pub(crate) async fn read_settings(site: SiteData) -> Result<web::Json<BoardRulesView>, ApiError> {
    Ok(web::Json(
        board_settings::read(site.context()).await?.into(),
    ))
}

/// Change the settings of the board
///
/// While it runs, from the next request on.
#[utoipa::path(
    patch, path = "/api/v1/admin/settings", operation_id = "update_settings", tag = "admin",
    security(("bearer" = [])),
    request_body = BoardRulesBody,
    responses(
        (status = 200, description = "What is in force.", body = BoardRulesView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_settings(
    site: SiteData,
    admin: SignedIn,
    caller: CalledFrom,
    body: JsonBody<BoardRulesBody>,
) -> Result<web::Json<BoardRulesView>, ApiError> {
    let mut errors = FieldErrors::new();
    let body = body.0;
    let fields = [
        (BoardSetting::ReviewJobs, body.review_jobs),
        (BoardSetting::SalaryRequired, body.salary_required),
        (BoardSetting::JobOpenDays, body.job_open_days),
        (BoardSetting::ReportsToHide, body.reports_to_hide),
    ];
    let changes = fields.into_iter().filter_map(|(setting, field)| {
        let value = field.plain(setting.as_str(), &mut errors)?;
        Some((setting, value))
    });
    let changes: Vec<_> = changes.collect();
    let rules =
        board_settings::change(site.context(), &admin.0, changes, errors, &caller.0).await?;
    Ok(web::Json(rules.into()))
}

/// List the categories with their numbers
#[utoipa::path(
    get, path = "/api/v1/admin/categories", operation_id = "list_categories_with_jobs", tag = "admin",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "All of them.", body = CategoryViews),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
    )
)]
pub(crate) async fn list_categories_with_jobs(
    site: SiteData,
) -> Result<web::Json<CategoryViews>, ApiError> {
    let all = categories::list_with_jobs(site.context()).await?;
    let items = all.into_iter().map(|(category, jobs)| CategoryView {
        jobs: Some(jobs),
        ..CategoryView::from(category)
    });
    Ok(web::Json(CategoryViews {
        items: items.collect(),
    }))
}

impl From<Category> for CategoryView {
    fn from(category: Category) -> Self {
        Self {
            id: category.id,
            name: category.name,
            jobs: None,
        }
    }
}

fn of_category(error: ServiceError) -> ApiError {
    ApiError::about(error, NO_CATEGORY, phrase!("forbidden-admin"))
}

/// Add a category
///
/// Behind all others; 100 at the most.
#[utoipa::path(
    post, path = "/api/v1/admin/categories", operation_id = "create_category", tag = "admin",
    security(("bearer" = [])),
    request_body = NewCategoryBody,
    responses(
        (status = 201, description = "The category.", body = CategoryView, headers(("Location" = String, description = "Where it can be changed."))),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 409, description = "There is one of this name, or there are 100.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn create_category(
    site: SiteData,
    body: JsonBody<NewCategoryBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let name = body.0.name.required("name", &mut errors);
    let Some(name) = name else {
        return Err(errors.into());
    };
    let category = categories::add(site.context(), Some(&name)).await?;
    let location = format!("/api/v1/admin/categories/{}", category.id);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(CategoryView::from(category)))
}

/// Change a category
///
/// Its name, which its jobs have at once, and its place among all.
#[utoipa::path(
    patch, path = "/api/v1/admin/categories/{id}", operation_id = "update_category", tag = "admin",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The category's number.")),
    request_body = CategoryPatchBody,
    responses(
        (status = 200, description = "The category.", body = CategoryView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 404, description = "There is no such category.", body = Problem),
        (status = 409, description = "Another one has this name.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn update_category(
    site: SiteData,
    id: PathNumber,
    body: JsonBody<CategoryPatchBody>,
) -> Result<web::Json<CategoryView>, ApiError> {
    let mut errors = FieldErrors::new();
    let name = body.0.name.patch("name", &mut errors).flatten();
    let position = body.0.position.plain("position", &mut errors);
    let position = position.and_then(|raw| {
        let position = raw.parse().ok().filter(|position| *position > 0_usize);
        errors.keep(
            position
                .ok_or_else(|| FieldError::new("position", "invalid", phrase!("error-position"))),
        )
    });
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let patch = CategoryPatch { name, position };
    let changed = categories::change(site.context(), id.existing(NO_CATEGORY)?, patch).await;
    Ok(web::Json(changed.map_err(of_category)?.into()))
}

/// Remove a category
///
/// Its jobs have none then.
#[utoipa::path(
    delete, path = "/api/v1/admin/categories/{id}", operation_id = "delete_category", tag = "admin",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The category's number.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "Not an admin.", body = Problem),
        (status = 404, description = "There is no such category.", body = Problem),
    )
)]
pub(crate) async fn delete_category(
    site: SiteData,
    id: PathNumber,
) -> Result<HttpResponse, ApiError> {
    let removed = categories::remove(site.context(), id.existing(NO_CATEGORY)?).await;
    removed.map_err(of_category)?;
    Ok(HttpResponse::NoContent().finish())
}
