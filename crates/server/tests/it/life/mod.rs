//! The life of a job: its states, its end, its versions, and what it is found by.

mod expiry;
mod fields;
mod filters;
mod once;
mod states;
mod versions;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{Person, job};

/// A moderator.
async fn moderator(app: &TestApp) -> Person {
    let person = app.person("moderator").await;
    app.command(&["user", "promote", &person.email, "--role", "moderator"]);
    app.sign_in(&person.email).await
}

/// A job that can be posted, with some fields changed.
fn job_of(fields: &Value) -> Value {
    let mut body = job();
    for (name, value) in fields.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

/// Takes a step, with a reason.
async fn step(app: &TestApp, person: &Person, id: i64, step: &str) -> Answer {
    let path = format!("/api/v1/jobs/{id}/transitions");
    let body = json!({"step": step, "note": "Because."});
    app.send_json(Method::POST, &path, Some(person), &body)
        .await
}

/// The state that a job's owner sees it in.
async fn state(app: &TestApp, person: &Person, id: i64) -> String {
    let job = app
        .get_as(person, &format!("/api/v1/jobs/{id}"))
        .await
        .expect(200)
        .json();
    job["state"].as_str().expect("a state").to_owned()
}
