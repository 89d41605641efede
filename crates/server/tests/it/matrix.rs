//! Who may call what: every route of the table, tried by everybody.

use jobboard_api::route::{Person, Route, RouteTable, Surface};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person as Account, job, job_with};

/// Everybody with an account.
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
        ("PATCH", "/api/v1/admin/categories/{id}") => request.json(&json!({"name": unique})),
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

on_both_databases! {
    async fn m22_every_route_lets_in_whom_the_table_says_and_nobody_else(app: TestApp) {
        let people = People::of(&app).await;
        for route in RouteTable::new().iter() {
            for who in Person::ALL {
                let owner = people.account(&app, Person::Owner).await.expect("the owner");
                let id = number_for(&app, route, &owner).await;
                let account = people.account(&app, who).await;
                let path = path_for(route, id, account.as_ref());
                let mut request = good_request(&app, route, &path, &owner.refresh_token);
                if route.surface == Surface::Page {
                    request = request.header("origin", &app.base);
                }
                if let Some(account) = &account {
                    request = match route.surface {
                        Surface::Page => request.header("cookie", format!("access_token={}", account.token)),
                        Surface::Api | Surface::Tutorial => request.bearer_auth(&account.token),
                    };
                }
                let answer = app.send(request).await;
                let to_sign_in = answer.header("location").starts_with("/login/?next=");
                let let_in = match answer.status {
                    401 | 403 => false,
                    303 => !to_sign_in,
                    400 => answer.body.contains("link"),
                    404 => route.path == "/assets/{name}",
                    status => (200..400).contains(&status),
                };
                assert_eq!(
                    let_in,
                    route.access.admits(who),
                    "{who}: {route:?} said {} {}",
                    answer.status,
                    answer.body
                );
            }
        }
    }

    async fn a_route_that_is_refused_changes_nothing(app: TestApp) {
        let people = People::of(&app).await;
        let owner = people.account(&app, Person::Owner).await.expect("the owner");
        let id = app.job(&owner, "Gardener").await;
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        for who in [Person::Anonymous, Person::Other, Person::Deactivated] {
            let account = people.account(&app, who).await;
            for (method, path) in [
                (Method::PATCH, format!("/api/v1/jobs/{id}")),
                (Method::DELETE, format!("/api/v1/jobs/{id}")),
                (Method::PUT, format!("/jobs/update/{id}")),
                (Method::DELETE, format!("/jobs/delete/{id}")),
            ] {
                let body = json!({"title": "Mine", "company": "x", "location": "x", "description": "x"});
                let answer = app.send_json(method, &path, account.as_ref(), &body).await;
                assert!(matches!(answer.status, 401 | 403), "{path}: {}", answer.status);
            }
        }
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);
    }
}

#[test]
fn the_table_in_the_documents_is_the_one_that_guards() {
    let path = format!("{}/../../docs/ACCESS.md", env!("CARGO_MANIFEST_DIR"));
    let table = RouteTable::new().to_markdown();
    let text = std::fs::read_to_string(&path).expect("the document");
    let intro = text
        .split_once("\n| route")
        .map(|(intro, _)| intro)
        .expect("a table");
    let wanted = format!("{intro}\n{table}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &wanted).expect("to write the document");
    }
    assert!(
        text == wanted,
        "docs/ACCESS.md is behind: run this test with UPDATE_DOCS=1"
    );
}
