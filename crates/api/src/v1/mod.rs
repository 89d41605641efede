//! The JSON API, version 1.

pub mod account;
pub mod admin_board;
pub mod admin_users;
pub mod auth;
pub mod auth_events;
pub mod comments;
pub mod companies;
pub mod job_body;
pub mod job_life;
pub mod job_view;
pub mod jobs;
pub mod moderation;
pub(crate) mod next_page;
pub(crate) mod number_query;
pub mod recovery;
pub mod reports;
pub mod saved_jobs;
pub mod sessions;
pub mod tags;
pub mod users;
pub mod views;

use actix_web::http::Method;

use crate::route::{Access, Route};

/// The routes of this surface.
pub(crate) fn routes() -> Vec<Route> {
    use Access::{Admin, Anyone, Owner, SignedIn, Visitor};
    let mut routes = vec![
        Route::new(Method::POST, "/api/v1/users", Anyone, users::create_user),
        Route::new(Method::GET, "/api/v1/users/me", SignedIn, users::read_me),
        Route::new(
            Method::PATCH,
            "/api/v1/users/me",
            SignedIn,
            users::update_me,
        ),
        Route::new(Method::POST, "/api/v1/auth/login", Anyone, auth::login),
        Route::new(Method::POST, "/api/v1/auth/logout", SignedIn, auth::logout),
        Route::new(Method::POST, "/api/v1/auth/refresh", Anyone, auth::refresh),
        Route::new(
            Method::POST,
            "/api/v1/auth/logout-all",
            SignedIn,
            auth::logout_everywhere,
        ),
        Route::new(Method::POST, "/api/v1/auth/revoke", Anyone, auth::revoke),
        Route::new(
            Method::GET,
            "/api/v1/users/me/sessions",
            SignedIn,
            sessions::list_sessions,
        ),
        Route::new(
            Method::DELETE,
            "/api/v1/users/me/sessions/{session}",
            SignedIn,
            sessions::delete_session,
        ),
        Route::new(
            Method::DELETE,
            "/api/v1/users/me",
            SignedIn,
            account::delete_me,
        ),
        Route::new(
            Method::POST,
            "/api/v1/users/me/password",
            SignedIn,
            account::change_password,
        ),
        Route::new(
            Method::POST,
            "/api/v1/users/me/email",
            SignedIn,
            account::request_email_change,
        ),
        Route::new(
            Method::POST,
            "/api/v1/users/me/email/verification",
            SignedIn,
            account::send_verification,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/forgot-password",
            Anyone,
            recovery::forgot_password,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/reset-password",
            Anyone,
            recovery::reset_password,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/verify-email",
            Anyone,
            recovery::verify_email,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/confirm-email",
            Anyone,
            recovery::confirm_email_change,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/undo-email",
            Anyone,
            recovery::undo_email_change,
        ),
        Route::new(
            Method::POST,
            "/api/v1/auth/claim-admin",
            SignedIn,
            recovery::claim_admin,
        ),
        Route::new(
            Method::GET,
            "/api/v1/users/me/auth-events",
            SignedIn,
            auth_events::list_own_events,
        ),
        Route::new(
            Method::GET,
            "/api/v1/admin/auth-events",
            Admin,
            auth_events::list_all_events,
        ),
        Route::public(
            "/api/v1/jobs",
            jobs::SizedListQuery::names(),
            jobs::list_jobs,
        ),
        Route::new(Method::POST, "/api/v1/jobs", SignedIn, jobs::create_job),
        Route::public("/api/v1/jobs/suggest", ["title"], jobs::suggest_jobs),
        Route::new(Method::GET, "/api/v1/jobs/{id}", Visitor, jobs::read_job)
            .with_public([], jobs::read_public_job),
        Route::new(Method::PATCH, "/api/v1/jobs/{id}", Owner, jobs::update_job),
        Route::new(Method::DELETE, "/api/v1/jobs/{id}", Owner, jobs::delete_job),
        Route::new(
            Method::POST,
            "/api/v1/jobs/{id}/transitions",
            Owner,
            job_life::take_step,
        ),
        Route::new(
            Method::GET,
            "/api/v1/jobs/{id}/history",
            Owner,
            job_life::read_history,
        ),
        Route::new(
            Method::GET,
            "/api/v1/users/me/jobs",
            SignedIn,
            job_life::list_own_jobs,
        ),
        Route::public("/api/v1/categories", [], job_life::list_categories),
    ];
    routes.extend(around_a_job());
    routes.extend(admin());
    routes
}

/// What people do around a job.
fn around_a_job() -> Vec<Route> {
    use Access::{Moderator, Owner, SignedIn, Visitor};
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let (patch, delete) = (Method::PATCH, Method::DELETE);
    let comments = "/api/v1/jobs/{id}/comments";
    let reports = "/api/v1/jobs/{id}/reports";
    let duplicates = "/api/v1/jobs/{id}/duplicates";
    let views = "/api/v1/jobs/{id}/views";
    let (queue, reported) = ("/api/v1/moderation/queue", "/api/v1/moderation/reports");
    let saved = "/api/v1/users/me/saved-jobs";
    let saved_one = "/api/v1/users/me/saved-jobs/{id}";
    let (companies, company) = ("/api/v1/companies", "/api/v1/companies/{id}");
    vec![
        Route::new(get.clone(), comments, Owner, comments::list_comments),
        Route::new(post.clone(), comments, Owner, comments::create_comment),
        Route::new(get.clone(), views, Owner, views::read_views),
        Route::new(post, reports, Visitor, reports::report_job),
        Route::new(get.clone(), reports, Moderator, moderation::read_reports),
        Route::new(
            delete.clone(),
            reports,
            Moderator,
            moderation::dismiss_reports,
        ),
        Route::new(
            get.clone(),
            duplicates,
            Moderator,
            moderation::read_duplicates,
        ),
        Route::new(get.clone(), queue, Moderator, moderation::list_queue),
        Route::new(get.clone(), reported, Moderator, moderation::list_reported),
        Route::new(get.clone(), saved, SignedIn, saved_jobs::list_saved_jobs),
        Route::new(put, saved_one, SignedIn, saved_jobs::save_job),
        Route::new(delete, saved_one, SignedIn, saved_jobs::forget_job),
        Route::public(companies, ["after", "limit"], companies::list_companies),
        Route::new(get, company, Visitor, companies::read_company)
            .with_public([], companies::read_public_company),
        Route::new(patch, company, Owner, companies::update_company),
        Route::public(
            "/api/v1/tags",
            ["beginning", "after", "limit"],
            tags::list_tags,
        ),
    ]
}

/// What admins do.
fn admin() -> Vec<Route> {
    use Access::Admin;
    let (get, post) = (Method::GET, Method::POST);
    let (patch, delete) = (Method::PATCH, Method::DELETE);
    let (users, user) = ("/api/v1/admin/users", "/api/v1/admin/users/{id}");
    let sign_out = "/api/v1/admin/users/{id}/sign-out";
    let settings = "/api/v1/admin/settings";
    let categories = "/api/v1/admin/categories";
    let category = "/api/v1/admin/categories/{id}";
    vec![
        Route::new(get.clone(), users, Admin, admin_users::list_users),
        Route::new(get.clone(), user, Admin, admin_users::read_user),
        Route::new(patch.clone(), user, Admin, admin_users::update_user),
        Route::new(post.clone(), sign_out, Admin, admin_users::sign_user_out),
        Route::new(get.clone(), settings, Admin, admin_board::read_settings),
        Route::new(patch.clone(), settings, Admin, admin_board::update_settings),
        Route::new(
            get,
            categories,
            Admin,
            admin_board::list_categories_with_jobs,
        ),
        Route::new(post, categories, Admin, admin_board::create_category),
        Route::new(patch, category, Admin, admin_board::update_category),
        Route::new(delete, category, Admin, admin_board::delete_category),
    ]
}
