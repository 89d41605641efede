//! The routes of the tutorial that the board grew from, where its clients expect them. Thin: the
//! same services as everywhere, other words. Errors are `{"detail": …}`.

pub mod jobs;
pub mod login;
pub mod users;

use actix_web::http::Method;

use crate::route::{Access, Route};
use crate::v1::jobs::SizedListQuery;

/// The routes of this surface.
pub(crate) fn routes() -> Vec<Route> {
    use Access::{Anyone, Owner, SignedIn};
    vec![
        Route::new(Method::POST, "/users", Anyone, users::tutorial_create_user),
        Route::new(Method::POST, "/login/token", Anyone, login::tutorial_login),
        Route::new(
            Method::POST,
            "/jobs/create-job",
            SignedIn,
            jobs::tutorial_create_job,
        ),
        Route::public("/jobs/get/{id}", [], jobs::tutorial_read_job),
        Route::public(
            "/jobs/all",
            SizedListQuery::names(),
            jobs::tutorial_list_jobs,
        ),
        Route::new(
            Method::PUT,
            "/jobs/update/{id}",
            Owner,
            jobs::tutorial_update_job,
        ),
        Route::new(
            Method::DELETE,
            "/jobs/delete/{id}",
            Owner,
            jobs::tutorial_delete_job,
        ),
        Route::public("/jobs/autocomplete", ["term"], jobs::tutorial_suggest_jobs),
    ]
}
