//! The API's description (OpenAPI), and two pages to read it on: Swagger UI at `/docs/`, where it
//! can be tried out, and a plain one at `/redoc`, which needs no script.

mod reference;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::conditional::{self, Audience};
use crate::error::ApiError;
use crate::route::{Access, Route};
use crate::site::SiteData;
use crate::{health, tutorial, v1};

#[derive(OpenApi)]
#[openapi(
    info(
        description = "The JSON API of a job board. Sign in at /api/v1/auth/login and show the token as Authorization: Bearer. Errors are application/problem+json (RFC 9457); lists page by after. The routes of the tutorial answer as its clients expect.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "auth", description = "Signing in and out, and getting back in."),
        (name = "users", description = "Accounts."),
        (name = "jobs", description = "Jobs: listed, read, posted, changed, taken down."),
        (name = "companies", description = "Who offers the jobs."),
        (name = "moderation", description = "For moderators: jobs in review, reports, duplicates."),
        (name = "admin", description = "For admins only."),
        (name = "health", description = "For load balancers."),
        (name = "tutorial", description = "The routes of the tutorial that the board grew from."),
    ),
    paths(
        v1::users::create_user,
        v1::users::read_me,
        v1::users::update_me,
        v1::auth::login,
        v1::auth::refresh,
        v1::auth::logout,
        v1::auth::logout_everywhere,
        v1::auth::revoke,
        v1::account::change_password,
        v1::account::request_email_change,
        v1::account::send_verification,
        v1::account::delete_me,
        v1::recovery::forgot_password,
        v1::recovery::reset_password,
        v1::recovery::verify_email,
        v1::recovery::confirm_email_change,
        v1::recovery::undo_email_change,
        v1::recovery::claim_admin,
        v1::auth_events::list_own_events,
        v1::auth_events::list_all_events,
        v1::sessions::list_sessions,
        v1::sessions::delete_session,
        v1::jobs::list_jobs,
        v1::jobs::create_job,
        v1::jobs::suggest_jobs,
        v1::jobs::read_job,
        v1::jobs::update_job,
        v1::jobs::delete_job,
        v1::job_life::take_step,
        v1::job_life::read_history,
        v1::job_life::list_own_jobs,
        v1::job_life::list_categories,
        v1::tags::list_tags,
        v1::views::read_views,
        v1::comments::list_comments,
        v1::comments::create_comment,
        v1::reports::report_job,
        v1::saved_jobs::list_saved_jobs,
        v1::saved_jobs::save_job,
        v1::saved_jobs::forget_job,
        v1::companies::list_companies,
        v1::companies::read_company,
        v1::companies::update_company,
        v1::moderation::list_queue,
        v1::moderation::list_reported,
        v1::moderation::read_reports,
        v1::moderation::dismiss_reports,
        v1::moderation::read_duplicates,
        v1::admin_users::list_users,
        v1::admin_users::read_user,
        v1::admin_users::update_user,
        v1::admin_users::sign_user_out,
        v1::admin_board::read_settings,
        v1::admin_board::update_settings,
        v1::admin_board::list_categories_with_jobs,
        v1::admin_board::create_category,
        v1::admin_board::update_category,
        v1::admin_board::delete_category,
        health::live,
        health::ready,
        tutorial::users::tutorial_create_user,
        tutorial::login::tutorial_login,
        tutorial::jobs::tutorial_create_job,
        tutorial::jobs::tutorial_read_job,
        tutorial::jobs::tutorial_list_jobs,
        tutorial::jobs::tutorial_update_job,
        tutorial::jobs::tutorial_delete_job,
        tutorial::jobs::tutorial_suggest_jobs,
    ),
    modifiers(&BearerToken, &CommonAnswers),
)]
struct ApiDescription;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build();
        description
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// What any operation may answer, and how problems are marked. It is written once, so that no
/// operation can forget it.
struct CommonAnswers;

impl Modify for CommonAnswers {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut description.paths.paths {
            let problems = path.starts_with("/api/");
            let operations = [
                &mut item.get,
                &mut item.post,
                &mut item.put,
                &mut item.patch,
                &mut item.delete,
            ];
            for operation in operations.into_iter().flatten() {
                describe(operation, problems, path.starts_with("/health/"));
            }
        }
    }
}

fn describe(operation: &mut Operation, problems: bool, health: bool) {
    let mut common = Vec::new();
    if operation.request_body.is_some() {
        common.extend([
            ("400", "The body cannot be read."),
            ("408", "The body did not arrive in time."),
            ("413", "The body is longer than 64 KiB."),
            ("415", "The body is of another kind."),
        ]);
    } else if operation.parameters.is_some() {
        common.push(("400", "The parameters cannot be read."));
    }
    if !health {
        common.push((
            "503",
            "Too busy just now; `Retry-After` says when to come back.",
        ));
    }
    let answers = &mut operation.responses.responses;
    for (status, text) in common {
        let answer = || {
            let mut answer = ResponseBuilder::new().description(text);
            if problems {
                let problem = ContentBuilder::new()
                    .schema(Some(Ref::from_schema_name("Problem")))
                    .build();
                answer = answer.content("application/json", problem);
            }
            answer.build().into()
        };
        answers.entry(status.to_owned()).or_insert_with(answer);
    }
    for (status, answer) in answers {
        if let RefOr::T(answer) = answer
            && (problems || health)
            && status.starts_with(['4', '5'])
            && let Some(content) = answer.content.shift_remove("application/json")
        {
            let kind = "application/problem+json".to_owned();
            answer.content.insert(kind, content);
        }
    }
}

fn description(project_name: &str, project_version: &str) -> utoipa::openapi::OpenApi {
    let mut description = ApiDescription::openapi();
    description.info.title = project_name.to_owned();
    description.info.version = project_version.to_owned();
    description
}

/// The API's description as JSON, for a board of this name and version.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn openapi_json(
    project_name: &str,
    project_version: &str,
) -> Result<String, serde_json::Error> {
    description(project_name, project_version).to_pretty_json()
}

/// The routes of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/openapi.json", Access::Anyone, openapi),
        Route::new(
            Method::GET,
            "/redoc",
            Access::Visitor,
            reference::reference_page,
        ),
        Route::new(Method::GET, "/docs", Access::Anyone, docs),
    ]
}

/// `GET /docs/…`: Swagger UI, whose files are compiled in.
pub(crate) fn swagger_ui() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json").use_base_layout())
}

async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/docs/"))
        .finish()
}

async fn openapi(request: HttpRequest, site: SiteData) -> Result<HttpResponse, ApiError> {
    let config = site.config();
    let json = openapi_json(&config.project_name, &config.project_version)
        .map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(conditional::answer(
        &request,
        "application/json",
        json.into_bytes(),
        Audience::Everybody,
    ))
}
