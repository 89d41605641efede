//! Who may call what: every route of the table, tried by everybody.

use jobboard_api::route::{Access, Route, RouteTable, Surface};
use jobboard_core::user::Role;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person, job};

/// Everybody there is.
struct People {
    anonymous: Option<Person>,
    other: Option<Person>,
    owner: Option<Person>,
    moderator: Option<Person>,
    admin: Option<Person>,
    deactivated: Option<Person>,
}

impl People {
    async fn of(app: &TestApp) -> Self {
        let moderator = app.person("moderator").await;
        let admin = app.person("admin").await;
        let deactivated = app.person("deactivated").await;
        for (person, role) in [(&moderator, Role::Moderator), (&admin, Role::Admin)] {
            let role = role.as_str();
            app.command(&["user", "promote", &person.email, "--role", role]);
        }
        app.command(&["user", "deactivate", &deactivated.email]);
        Self {
            anonymous: None,
            other: Some(app.person("other").await),
            owner: Some(app.person("owner").await),
            moderator: Some(app.sign_in(&moderator.email).await),
            admin: Some(app.sign_in(&admin.email).await),
            deactivated: Some(deactivated),
        }
    }

    fn each(&self) -> [(&'static str, &Option<Person>); 6] {
        [
            ("anonymous", &self.anonymous),
            ("other", &self.other),
            ("owner", &self.owner),
            ("moderator", &self.moderator),
            ("admin", &self.admin),
            ("deactivated", &self.deactivated),
        ]
    }
}

/// Whether somebody may call a route, as the table says it.
fn may(access: Access, who: &str) -> bool {
    match access {
        Access::Anyone | Access::Visitor => true,
        Access::SignedIn => !matches!(who, "anonymous" | "deactivated"),
        Access::Owner => matches!(who, "owner" | "moderator" | "admin"),
    }
}

/// A request that a route would take from whoever may send it.
fn good_request(app: &TestApp, route: &Route, path: &str) -> RequestBuilder {
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
        (_, "/logout" | "/delete-job/{id}") => request.form(&[("", ""); 0]),
        (_, "/post-a-job" | "/edit-job/{id}") => request.form(&form),
        ("POST" | "PUT" | "PATCH", _) => request.json(&job()),
        ("DELETE", _) => request,
        (method, path) => panic!("{method} {path} is missing here: say what it takes"),
    }
}

on_both_databases! {
    async fn m22_every_route_lets_in_whom_the_table_says_and_nobody_else(app: TestApp) {
        let mut people = People::of(&app).await;
        for route in RouteTable::new().iter() {
            for who in ["anonymous", "other", "owner", "moderator", "admin", "deactivated"] {
                let owner = people.owner.clone().expect("the owner");
                let id = app.job(&owner, "Gardener").await;
                let (_, person) = *people.each().iter().find(|(name, _)| *name == who).expect("somebody");
                let path = route.path.replace("{id}", &id.to_string()).replace("{name}", "none");
                let mut request = good_request(&app, route, &path);
                if route.surface == Surface::Page {
                    request = request.header("origin", &app.base);
                }
                if let Some(person) = person {
                    request = match route.surface {
                        Surface::Page => request.header("cookie", format!("access_token={}", person.token)),
                        Surface::Api | Surface::Tutorial => request.bearer_auth(&person.token),
                    };
                }
                let answer = app.send(request).await;
                let to_sign_in = answer.header("location").starts_with("/login/?next=");
                let let_in = match answer.status {
                    401 | 403 => false,
                    303 => !to_sign_in,
                    404 => route.path == "/assets/{name}",
                    status => (200..400).contains(&status),
                };
                assert_eq!(
                    let_in,
                    may(route.access, who),
                    "{who}: {route:?} said {} {}",
                    answer.status,
                    answer.body
                );
                if route.path.ends_with("/logout") && person.is_some() && who != "deactivated" {
                    let again = app.sign_in(&format!("{who}@example.org")).await;
                    match who {
                        "other" => people.other = Some(again),
                        "owner" => people.owner = Some(again),
                        "moderator" => people.moderator = Some(again),
                        _ => people.admin = Some(again),
                    }
                }
            }
        }
    }

    async fn a_route_that_is_refused_changes_nothing(app: TestApp) {
        let people = People::of(&app).await;
        let owner = people.owner.clone().expect("the owner");
        let id = app.job(&owner, "Gardener").await;
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        for who in [&people.anonymous, &people.other, &people.deactivated] {
            for (method, path) in [
                (Method::PATCH, format!("/api/v1/jobs/{id}")),
                (Method::DELETE, format!("/api/v1/jobs/{id}")),
                (Method::PUT, format!("/jobs/update/{id}")),
                (Method::DELETE, format!("/jobs/delete/{id}")),
            ] {
                let body = json!({"title": "Mine", "company": "x", "location": "x", "description": "x"});
                let answer = app.send_json(method, &path, who.as_ref(), &body).await;
                assert!(matches!(answer.status, 401 | 403), "{path}: {}", answer.status);
            }
        }
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);
    }
}
