//! The 36 defects that were found by running the tutorial's server: each is impossible here.

mod correctness;
mod logs;
mod pages;
mod security;
mod sign_in;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::Person;

/// A job as the posting form sends it.
const FORM: [(&str, &str); 5] = [
    ("title", "Gardener"),
    ("company", "City Parks"),
    ("company_url", ""),
    ("location", "Ghent"),
    ("description", "Looks after the trees of the city."),
];

/// The posting form with a field changed.
fn form_with<'a>(field: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    FORM.iter()
        .map(|(name, old)| (*name, if *name == field { value } else { *old }))
        .collect()
}

/// Posts the same job by each of the three ways there are.
async fn post_everywhere(app: &TestApp, person: &Person, field: &str, value: &str) -> [Answer; 3] {
    let body = crate::support::app::job_with(field, json!(value));
    [
        app.send_json(Method::POST, "/api/v1/jobs", Some(person), &body)
            .await,
        app.send_json(Method::POST, "/jobs/create-job/", Some(person), &body)
            .await,
        app.send_form("/post-a-job/", Some(person), &form_with(field, value))
            .await,
    ]
}

/// Signs up by each of the three ways there are.
pub(crate) async fn register_everywhere(
    app: &TestApp,
    name: &str,
    email: &str,
    password: &str,
) -> [Answer; 3] {
    let body = json!({"username": name, "email": email, "password": password});
    let form = [("username", name), ("email", email), ("password", password)];
    [
        app.send_json(Method::POST, "/api/v1/users", None, &body)
            .await,
        app.send_json(Method::POST, "/users/", None, &body).await,
        app.send_form("/register/", None, &form).await,
    ]
}

/// Signs in by each of the three ways there are.
async fn login_everywhere(app: &TestApp, email: &str, password: &str) -> [Answer; 3] {
    let api = app
        .request(Method::POST, "/api/v1/auth/login")
        .json(&json!({"email": email, "password": password}));
    let tutorial = app
        .request(Method::POST, "/login/token")
        .form(&[("username", email), ("password", password)]);
    let page = app
        .request(Method::POST, "/login/")
        .header("origin", &app.base)
        .form(&[("email", email), ("password", password)]);
    // One request id for all, since a problem names it.
    let send = async |request: reqwest::RequestBuilder| {
        app.send(request.header("x-request-id", "one")).await
    };
    [send(api).await, send(tutorial).await, send(page).await]
}

pub(crate) fn statuses(answers: &[Answer; 3]) -> [u16; 3] {
    [answers[0].status, answers[1].status, answers[2].status]
}

/// A posting as a file to import has it.
fn posting(title: &str, active: bool) -> Value {
    json!({
        "title": title,
        "company": "City Parks",
        "locations": ["Ghent"],
        "date_posted": "2024-06-04",
        "active": active,
    })
}

/// Imports postings in the name of somebody.
fn import(app: &TestApp, postings: &Value, owner: &str) {
    let file = app.database.folder.path().join("postings.json");
    std::fs::write(&file, postings.to_string()).expect("a file");
    let file = file.display().to_string();
    app.command(&["import", "listings", &file, "--owner", owner]);
}
