//! The audit log: what happened to whose account, from where, and nothing that anybody typed.

use chrono::TimeDelta;
use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use jobboard_db::DbConnection;
use jobboard_db::models::AuthEvent;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{SESSIONS, WRONG, events, login_request, refresh_request, refreshed};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

const NETWORK: &str = "203.0.113.7";

/// Sends a request through the proxy.
async fn send(app: &TestApp, request: RequestBuilder) -> Answer {
    app.send(request.header("x-forwarded-for", NETWORK)).await
}

/// The last event, which is the answer's own.
#[track_caller]
fn assert_last(app: &TestApp, answer: &Answer, kind: &str, user: Option<i64>) {
    let AuthEvent {
        kind: found,
        user_id,
        network,
        request_id,
        ..
    } = events(app).pop().expect("an event");
    assert_eq!((found.as_str(), user_id), (kind, user));
    assert_eq!(network, NETWORK, "{kind}");
    assert_eq!(request_id, answer.header("x-request-id"), "{kind}");
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

/// Every row of a table as text, whatever columns it has.
fn rows(app: &TestApp, table: &str, columns: &[&str]) -> Vec<String> {
    let database = app.open_database();
    let row = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({column} AS TEXT), '')"))
        .collect::<Vec<_>>()
        .join(" || '|' || ");
    let query = format!("SELECT {row} AS row FROM {table}").replace("AS row", r#"AS "row""#);
    let rows: Vec<Row> = database
        .read(|db| match db {
            DbConnection::Sqlite(sqlite) => diesel::sql_query(&query).load(sqlite),
            DbConnection::Postgres(postgres) => diesel::sql_query(&query).load(postgres),
        })
        .expect("the query to run");
    rows.into_iter().map(|row| row.row).collect()
}

on_both_databases! {
    async fn m31_every_event_is_written_down_with_user_network_and_request(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("TRUSTED_PROXIES", "127.0.0.1")]);
        let body = json!({"username": "ada1", "email": "ada@example.org", "password": PASSWORD});
        let answer = send(&app, app.request(Method::POST, "/api/v1/users").json(&body)).await.expect(201);
        let id = answer.json()["id"].as_i64();
        assert!(id.is_some());
        assert_last(&app, &answer, "signed_up", id);

        let answer = send(&app, login_request(&app, "ada@example.org", PASSWORD)).await.expect(200);
        assert_last(&app, &answer, "signed_in", id);
        let ada = Person::of("ada@example.org", &answer.json());
        let form = [("username", "ada@example.org"), ("password", PASSWORD)];
        let answer = send(&app, app.request(Method::POST, "/login/token").form(&form)).await.expect(200);
        assert_last(&app, &answer, "signed_in", id);
        let answer = send(&app, login_request(&app, "nobody@example.org", WRONG)).await.expect(401);
        assert_last(&app, &answer, "sign_in_failed", None);
        for _ in 0..5 {
            let answer = send(&app, login_request(&app, "ada@example.org", WRONG)).await.expect(401);
            assert_last(&app, &answer, "sign_in_failed", id);
        }
        let answer = send(&app, login_request(&app, "ada@example.org", PASSWORD)).await.expect(429);
        assert_last(&app, &answer, "sign_in_throttled", id);

        let before = events(&app).len();
        send(&app, refresh_request(&app, "jbr_x")).await.expect(400);
        let next = refreshed(&app, &ada).await;
        assert_eq!(events(&app).len(), before, "a refresh is none");
        let wrong = json!({"current_password": WRONG});
        let request = app.request(Method::POST, "/api/v1/auth/logout-all").bearer_auth(&next.token).json(&wrong);
        assert_last(&app, &send(&app, request).await.expect(422), "password_refused", id);
        app.clock.advance(TimeDelta::seconds(11));
        let answer = send(&app, refresh_request(&app, &ada.refresh_token)).await.expect(400);
        assert_last(&app, &answer, "refresh_token_reused", id);

        let (one, two) = (app.sign_in(&ada.email).await, app.sign_in(&ada.email).await);
        let right = json!({"current_password": PASSWORD});
        let path = format!("{SESSIONS}/{}", two.session());
        let request = app.request(Method::DELETE, &path).bearer_auth(&one.token).json(&right);
        assert_last(&app, &send(&app, request).await.expect(204), "session_ended", id);
        let request = app.request(Method::POST, "/api/v1/auth/logout").bearer_auth(&one.token);
        assert_last(&app, &send(&app, request).await.expect(204), "signed_out", id);
        let three = app.sign_in(&ada.email).await;
        let request = app.request(Method::POST, "/api/v1/auth/revoke").form(&[("token", &three.refresh_token)]);
        assert_last(&app, &send(&app, request).await.expect(200), "signed_out", id);
        let four = app.sign_in(&ada.email).await;
        let request = app.request(Method::POST, "/api/v1/auth/logout-all").bearer_auth(&four.token).json(&right);
        assert_last(&app, &send(&app, request).await.expect(204), "signed_out_everywhere", id);

        app.command(&["user", "promote", &ada.email, "--role", "moderator"]);
        app.command(&["user", "deactivate", &ada.email]);
        app.command(&["user", "deactivate", "--undo", &ada.email]);
        let last: Vec<_> = events(&app).into_iter().rev().take(3).map(|event| (event.kind, event.network, event.request_id)).collect();
        let by_hand = |kind: &str| (kind.to_owned(), String::new(), "command-line".to_owned());
        assert_eq!(last, ["reactivated", "deactivated", "role_changed"].map(by_hand));

        let told = [
            rows(&app, "auth_events", &["id", "kind", "user_id", "network", "request_id", "created_at"]),
            rows(&app, "throttles", &["bucket", "attempts", "opens_at", "expires_at"]),
            rows(&app, "sessions", &["id", "counter", "user_agent", "network", "created_at"]),
        ]
        .concat()
        .join("\n")
        .to_lowercase();
        assert!(told.contains("refresh_token_reused"), "{told}");
        // Between the fields and signs: three letters may stand in a random number by chance.
        let words: Vec<&str> = told.split(|sign: char| !sign.is_alphanumeric()).collect();
        assert!(!words.contains(&"ada"), "ada is in {told}");
        for secret in ["example.org", "nobody", PASSWORD, WRONG, "jbr_", "eyj"] {
            assert!(!told.contains(secret), "{secret} is in {told}");
        }
    }

    async fn m31_a_request_id_of_the_callers_own_says_nothing_else(app: TestApp) {
        app.person("ada").await;
        for (given, taken) in [("ada@example.org", false), ("a b", false), ("of-the-caller.7", true)] {
            let request = login_request(&app, "ada@example.org", PASSWORD).header("x-request-id", given);
            let answer = app.send(request).await.expect(200);
            let event = events(&app).pop().expect("an event");
            assert_eq!(event.request_id, answer.header("x-request-id"));
            assert_eq!(event.request_id == given, taken);
        }
    }
}
