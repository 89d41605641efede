//! Getting back into an account, and changing what it is signed in to with, over HTTP.

mod account;
mod admin;
mod audit;
mod canaries;
mod links;
mod password;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::Person;

/// Another password than the tests' own.
const NEW_PASSWORD: &str = "battery staple orange";

async fn post(app: &TestApp, path: &str, person: Option<&Person>, body: Value) -> Answer {
    app.send_json(Method::POST, path, person, &body).await
}

async fn login(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({"email": email, "password": password});
    post(app, "/api/v1/auth/login", None, body).await
}

async fn refresh(app: &TestApp, person: &Person) -> Answer {
    let body = json!({"refresh_token": person.refresh_token});
    post(app, "/api/v1/auth/refresh", None, body).await
}

/// Nobody gets in with these tokens, neither here nor on another board of the same database.
async fn expect_ended(app: &TestApp, person: &Person) {
    app.get_as(person, "/api/v1/users/me").await.expect(401);
    let elsewhere = app.second_board();
    let there = reqwest::Client::new()
        .get(format!("{}/api/v1/users/me", elsewhere.base))
        .bearer_auth(&person.token);
    let there = Answer::read(there.send().await.expect("an answer")).await;
    assert_eq!(there.status, 401);
    assert_eq!(
        refresh(app, person).await.expect(400).json()["error"],
        "invalid_grant"
    );
}
