//! Signing in, staying signed in, and what stands in the way of those who guess.

mod changed_meanwhile;
mod cookies;
mod keys;
mod malformed;
mod model;
mod parallel;
mod reauthentication;
mod refresh;
mod sessions;
mod sign_ups;
mod throttles;
mod timing;
mod trail;

use jobboard_core::clock::Clock;
use jobboard_db::models::{AuthEvent, Session};
use jobboard_db::repository;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::Person;

const ME: &str = "/api/v1/users/me";
const SESSIONS: &str = "/api/v1/users/me/sessions";
const WRONG: &str = "not the right password";

/// A request for the next tokens.
fn refresh_request(app: &TestApp, token: &str) -> RequestBuilder {
    app.request(Method::POST, "/api/v1/auth/refresh")
        .json(&json!({"refresh_token": token}))
}

/// Asks for the next tokens.
async fn refresh(app: &TestApp, token: &str) -> Answer {
    app.send(refresh_request(app, token)).await
}

/// Asks for the next tokens of somebody who must get them.
async fn refreshed(app: &TestApp, person: &Person) -> Person {
    let answer = refresh(app, &person.refresh_token).await.expect(200);
    Person::of(&person.email, &answer.json())
}

/// Whether an access token is good.
async fn shows(app: &TestApp, token: &str) -> bool {
    let request = app.request(Method::GET, ME).bearer_auth(token);
    match app.send(request).await.status {
        200 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

/// A refresh token that is good for nothing, which is told by a problem of its own.
#[track_caller]
fn assert_invalid_grant(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 400, "{what}: {}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{what}"
    );
    assert_eq!(answer.json()["error"], "invalid_grant", "{what}");
    assert_eq!(answer.header("set-cookie"), "", "{what}");
}

/// Neither token of somebody is good any more.
async fn assert_dead(app: &TestApp, person: &Person, what: &str) {
    assert!(!shows(app, &person.token).await, "{what}: the access token");
    assert_invalid_grant(&refresh(app, &person.refresh_token).await, what);
}

/// A request to another board.
fn at(base: &str, method: Method, path: &str) -> RequestBuilder {
    Client::new().request(method, format!("{base}{path}"))
}

/// A sign-in by JSON.
fn login_request(app: &TestApp, email: &str, password: &str) -> RequestBuilder {
    app.request(Method::POST, "/api/v1/auth/login")
        .json(&json!({"email": email, "password": password}))
}

/// Signs in by JSON, whatever comes of it.
async fn login(app: &TestApp, email: &str, password: &str) -> Answer {
    app.send(login_request(app, email, password)).await
}

/// Signs in from a network, as the proxy tells it.
async fn login_from(app: &TestApp, network: &str, email: &str, password: &str) -> Answer {
    let request = login_request(app, email, password);
    app.send(request.header("x-forwarded-for", network)).await
}

/// The seconds that an answer says to wait.
#[track_caller]
fn retry_after(answer: &Answer) -> i64 {
    assert_eq!(answer.status, 429, "{}", answer.body);
    let seconds = answer.header("retry-after");
    seconds.parse().expect("whole seconds")
}

/// The audit log, the oldest first.
fn events(app: &TestApp) -> Vec<AuthEvent> {
    let database = app.open_database();
    let events = database
        .read(|db| repository::auth_events::of_everybody(db, None, 10_000))
        .expect("the query to run");
    events.into_iter().rev().map(|(event, _)| event).collect()
}

/// The events of a kind.
fn events_of(app: &TestApp, kind: &str) -> Vec<AuthEvent> {
    let mut events = events(app);
    events.retain(|event| event.kind == kind);
    events
}

/// The row of a session, unless it has ended.
fn stored_session(app: &TestApp, id: &str) -> Option<Session> {
    let database = app.open_database();
    database
        .read(|db| repository::sessions::by_id(db, id, app.clock.now()))
        .expect("the query to run")
}

/// The value of a cookie that an answer sets; empty for one that it takes away, nothing for one
/// that it leaves as it is.
fn cookie_set(answer: &Answer, name: &str) -> Option<String> {
    let mut values = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|cookie| {
            let (pair, _) = cookie.to_str().expect("text").split_once(';')?;
            let (found, value) = pair.split_once('=')?;
            (found == name).then(|| value.to_owned())
        });
    let first = values.next();
    assert!(values.next().is_none(), "{name} is set twice");
    first
}
