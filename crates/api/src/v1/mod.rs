//! The JSON API, version 1.

pub mod account;
pub mod auth;
pub mod auth_events;
pub mod job_body;
pub mod job_life;
pub mod job_view;
pub mod jobs;
pub mod recovery;
pub mod sessions;
pub mod users;

use actix_web::http::Method;

use crate::route::{Access, Route};

/// The routes of this surface.
pub(crate) fn routes() -> Vec<Route> {
    use Access::{Admin, Anyone, Owner, SignedIn, Visitor};
    vec![
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
        Route::new(Method::GET, "/api/v1/jobs", Anyone, jobs::list_jobs),
        Route::new(Method::POST, "/api/v1/jobs", SignedIn, jobs::create_job),
        Route::new(
            Method::GET,
            "/api/v1/jobs/suggest",
            Anyone,
            jobs::suggest_jobs,
        ),
        Route::new(Method::GET, "/api/v1/jobs/{id}", Visitor, jobs::read_job),
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
        Route::new(
            Method::GET,
            "/api/v1/categories",
            Anyone,
            job_life::list_categories,
        ),
    ]
}
