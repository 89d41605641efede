//! The life of a job: its states, its end, its versions, and what it is found by.

mod admin;
mod around;
mod crowd;
mod expiry;
mod fields;
mod filters;
mod moderation;
mod once;
mod plans;
mod reports;
mod states;
mod versions;
mod walk;

use reqwest::Method;
use serde_json::{Value, json};

use crate::mail::{eventually, files_to, mailed_token};
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

/// An admin.
async fn admin(app: &TestApp) -> Person {
    let person = app.person("root").await;
    app.command(&["user", "promote", &person.email]);
    app.sign_in(&person.email).await
}

/// Proves the address of somebody.
async fn verify(app: &TestApp, person: &Person) {
    let token = mailed_token(app, &person.email, "verify-email", 1).await;
    let body = json!({"token": token});
    app.send_json(Method::POST, "/api/v1/auth/verify-email", None, &body)
        .await
        .expect(204);
}

/// The first mail to somebody with a text in it, once it is there.
async fn mail(app: &TestApp, person: &Person, text: &str) -> String {
    let what = format!("a mail to {} with {text}", person.email);
    eventually(&what, || {
        files_to(app, &person.email, text).into_iter().next()
    })
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
