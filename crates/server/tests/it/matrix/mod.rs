//! Every route of the table, tried by everybody.

mod access;
mod by_itself;
mod queries;

use jobboard_api::route::{Person, Route, Surface};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person as Account, job, job_with};

/// Everybody with an account.
#[derive(Clone)]
struct People {
    other: Account,
    owner: Account,
    moderator: Account,
    admin: Account,
    deactivated: Account,
}

impl People {
    async fn of(app: &TestApp) -> Self {
        let people = Self {
            other: app.person("other").await,
            owner: app.person("owner").await,
            moderator: app.person("moderator").await,
            admin: app.person("admin").await,
            deactivated: app.person("deactivated").await,
        };
        // So that the admin is not the last one, who cannot go.
        let second = app.person("second-admin").await;
        app.command(&["user", "promote", &second.email]);
        for (person, role) in [(&people.moderator, "moderator"), (&people.admin, "admin")] {
            app.command(&["user", "promote", &person.email, "--role", role]);
        }
        app.command(&["user", "deactivate", &people.deactivated.email]);
        people
    }

    /// The account of a person, with a token that is good unless the account is out of use.
    async fn account(&self, app: &TestApp, person: Person) -> Option<Account> {
        let account = match person {
            Person::Anonymous => return None,
            Person::Other => &self.other,
            Person::Owner => &self.owner,
            Person::Moderator => &self.moderator,
            Person::Admin => &self.admin,
            Person::Deactivated => return Some(self.deactivated.clone()),
        };
        let body = json!({"email": account.email, "password": PASSWORD});
        let login = app
            .send_json(Method::POST, "/api/v1/auth/login", None, &body)
            .await;
        if login.status == 200 {
            return Some(Account::of(&account.email, &login.json()));
        }
        // The last route has deleted the account.
        let name = person.as_str();
        app.person(name).await;
        if matches!(person, Person::Moderator | Person::Admin) {
            app.command(&["user", "promote", &account.email, "--role", name]);
        }
        Some(app.sign_in(&account.email).await)
    }
}

/// A request that a route would take from whoever may send it.
fn good_request(app: &TestApp, route: &Route, path: &str, refresh_token: &str) -> RequestBuilder {
    let request = app.request(route.method.as_str().parse().expect("a method"), path);
    let unique = jobboard_core::security::random::random_text::<9>();
    let email = format!("{unique}@example.org").to_lowercase();
    let sign_up = [
        ("username", unique.as_str()),
        ("email", &email),
        ("password", PASSWORD),
    ];
    let form = job();
    let form: Vec<_> = form
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().expect("text")))
        .collect();
    match (route.method.as_str(), route.path) {
        ("GET", _) | (_, "/api/v1/auth/logout") => request,
        (_, "/api/v1/auth/logout-all") => request.json(&json!({"current_password": PASSWORD})),
        ("DELETE", "/api/v1/users/me") => request.json(&json!({"current_password": PASSWORD})),
        (_, "/api/v1/users/me/password") => {
            request.json(&json!({"current_password": PASSWORD, "new_password": PASSWORD}))
        }
        (_, "/api/v1/users/me/email") => {
            request.json(&json!({"current_password": PASSWORD, "email": email}))
        }
        (_, "/api/v1/users/me/email/verification") => request,
        (_, "/api/v1/auth/forgot-password") => request.json(&json!({"email": email})),
        (_, "/api/v1/users/me/saved-jobs/{id}" | "/api/v1/admin/users/{id}/sign-out") => request,
        ("POST", "/api/v1/jobs/{id}/comments") => request.json(&json!({"body": "Why?"})),
        ("POST", "/api/v1/jobs/{id}/reports") => request.json(&json!({"reason": "spam"})),
        ("PATCH", "/api/v1/companies/{id}") => request.json(&json!({"description": "We plant."})),
        (_, "/api/v1/admin/settings") => request.json(&json!({"job_open_days": 30})),
        ("POST", "/api/v1/admin/categories") => request.json(&json!({"name": unique})),
        ("PATCH", "/api/v1/admin/categories/{id}") => {
            request.json(&json!({"name": unique, "position": 3}))
        }
        ("PATCH", "/api/v1/admin/users/{id}") => {
            request.json(&json!({"role": "moderator", "current_password": PASSWORD}))
        }
        (_, "/api/v1/jobs/{id}/transitions") => request.json(&json!({"step": "close"})),
        (_, "/my-jobs/{id}/comments") => request.form(&[("body", "Why?")]),
        (_, "/report/{id}") => request.form(&[("reason", "spam")]),
        (_, "/companies/{id}/edit") => request.form(&[("description", "We plant.")]),
        (_, "/admin/users/{id}") => request.form(&[
            ("role", "moderator"),
            ("is_active", "true"),
            ("current_password", PASSWORD),
        ]),
        (_, "/admin/categories") => request.form(&[("name", &unique)]),
        (_, "/admin/board") => request.form(&[("job_open_days", "30")]),
        (
            _,
            "/my-jobs/{id}/reports"
            | "/saved/{id}"
            | "/saved/{id}/forget"
            | "/admin/users/{id}/sign-out"
            | "/post-a-job/forget",
        ) => request.form(&[("", ""); 0]),
        (_, "/my-jobs/{id}") => request.form(&[("step", "close")]),
        (_, "/settings") => request.form(&[("username", &unique)]),
        (_, "/settings/email") => {
            request.form(&[("email", email.as_str()), ("current_password", PASSWORD)])
        }
        (_, "/settings/password") => {
            request.form(&[("current_password", PASSWORD), ("new_password", PASSWORD)])
        }
        (_, "/settings/sessions") => {
            request.form(&[("session", "all"), ("current_password", PASSWORD)])
        }
        (_, "/settings/delete") => request.form(&[("current_password", PASSWORD)]),
        (_, "/settings/email/verification") => request.form(&[("", ""); 0]),
        (_, "/forgot-password") => request.form(&[("email", &email)]),
        // No good token is at hand: whoever is let in is told so.
        (_, "/api/v1/auth/reset-password") => {
            request.json(&json!({"token": "none", "new_password": PASSWORD}))
        }
        (_, "/api/v1/auth/claim-admin") => request.json(&json!({"code": "none"})),
        (
            _,
            "/api/v1/auth/verify-email" | "/api/v1/auth/confirm-email" | "/api/v1/auth/undo-email",
        ) => request.json(&json!({"token": "none"})),
        (_, "/reset-password") => request.form(&[("token", "none"), ("new_password", PASSWORD)]),
        (_, "/claim-admin") => request.form(&[("code", "none")]),
        (_, "/verify-email" | "/confirm-email" | "/undo-email") => {
            request.form(&[("token", "none")])
        }
        (_, "/api/v1/auth/refresh") => request.json(&json!({"refresh_token": refresh_token})),
        (_, "/api/v1/auth/revoke") => request.form(&[("token", "none")]),
        (_, "/api/v1/users" | "/users") => {
            request.json(&json!({"username": unique, "email": email, "password": PASSWORD}))
        }
        (_, "/api/v1/users/me") => request.json(&json!({"username": unique})),
        (_, "/api/v1/auth/login") => {
            request.json(&json!({"email": "owner@example.org", "password": PASSWORD}))
        }
        (_, "/login/token") => {
            request.form(&[("username", "owner@example.org"), ("password", PASSWORD)])
        }
        (_, "/register") => request.form(&sign_up),
        (_, "/login") => request.form(&[("email", "owner@example.org"), ("password", PASSWORD)]),
        (_, "/language") => request.form(&[("language", "de"), ("next", "/")]),
        (_, "/logout" | "/delete-job/{id}") => request.form(&[("", ""); 0]),
        (_, "/post-a-job" | "/edit-job/{id}") => request.form(&form),
        ("POST" | "PUT" | "PATCH", _) => request.json(&job()),
        ("DELETE", _) => request,
        (method, path) => panic!("{method} {path} is missing here: say what it takes"),
    }
}

/// The number in the path of a route: that of a thing of the owner's, where it belongs to anybody.
async fn number_for(app: &TestApp, route: &Route, owner: &Account) -> i64 {
    let unique = jobboard_core::security::random::random_text::<9>();
    let thing = |part: &str| route.path.contains(part);
    if thing("/admin/users/") {
        let account = app.person(&unique).await;
        let me = app.get_as(&account, "/api/v1/users/me").await.json();
        return me["id"].as_i64().expect("a number");
    }
    if thing("categories/") {
        return if route.method.as_str() == "DELETE" {
            2
        } else {
            1
        };
    }
    let body = job_with("company", json!(unique));
    let id = app.post_job(owner, &body).await;
    if !thing("/companies/") {
        return id;
    }
    let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
    job["company_id"].as_i64().expect("a number")
}

/// The path of a route for a thing of the owner's.
fn path_for(route: &Route, job: i64, account: Option<&Account>) -> String {
    let session = account.map(|account| account.session()).unwrap_or_default();
    route
        .path
        .replace("{id}", &job.to_string())
        .replace("{name}", "none")
        .replace("{session}", &session)
}

/// Asks a route as somebody, in the way of its surface.
fn as_somebody(
    app: &TestApp,
    route: &Route,
    mut request: RequestBuilder,
    account: Option<&Account>,
) -> RequestBuilder {
    if route.surface == Surface::Page {
        request = request.header("origin", &app.base);
    }
    let Some(account) = account else {
        return request;
    };
    match route.surface {
        Surface::Page => request.header("cookie", format!("access_token={}", account.token)),
        Surface::Api | Surface::Tutorial => request.bearer_auth(&account.token),
    }
}
