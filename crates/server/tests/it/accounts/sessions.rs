//! The list of one's sessions, and the ways to end them (rows M08, S03 and S05).

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use super::{ME, SESSIONS, assert_dead, at, events_of, refreshed, shows, stored_session};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

async fn list(app: &TestApp, person: &Person) -> Vec<Value> {
    let list = app.get_as(person, SESSIONS).await.expect(200).json();
    list["items"].as_array().expect("sessions").clone()
}

fn ids(list: &[Value]) -> Vec<&str> {
    list.iter()
        .map(|session| session["id"].as_str().expect("an id"))
        .collect()
}

async fn end(app: &TestApp, person: &Person, session: &str) -> Answer {
    let body = json!({"current_password": PASSWORD});
    app.send_json(
        Method::DELETE,
        &format!("{SESSIONS}/{session}"),
        Some(person),
        &body,
    )
    .await
}

async fn revoke(app: &TestApp, token: &str) -> Answer {
    app.send(
        app.request(Method::POST, "/api/v1/auth/revoke")
            .form(&[("token", token)]),
    )
    .await
}

fn time(value: &Value) -> DateTime<Utc> {
    value.as_str().expect("text").parse().expect("a time")
}

on_both_databases! {
    async fn s03_everybody_sees_their_own_sessions(app: TestApp) {
        let ada = app.person("ada").await;
        let bob = app.person("bob").await;
        let start = app.clock.now();
        app.clock.stop_at(start + TimeDelta::minutes(1));
        let body = json!({"email": ada.email, "password": PASSWORD});
        let login = app
            .request(Method::POST, "/api/v1/auth/login")
            .header("user-agent", FIREFOX)
            .json(&body);
        let browser = Person::of(&ada.email, &app.send(login).await.expect(200).json());
        let seen = list(&app, &ada).await;
        assert_eq!(ids(&seen), [browser.session(), ada.session()], "the one used last first");
        let first = &seen[0];
        assert_eq!(first["device"], "Firefox on Linux");
        assert_eq!(first["network"], "127.0.0.1");
        assert_eq!((&first["is_current"], &seen[1]["is_current"]), (&json!(false), &json!(true)));
        assert_eq!(time(&first["created_at"]), time(&first["last_seen_at"]));
        assert_eq!(time(&first["expires_at"]) - time(&first["created_at"]), TimeDelta::days(14));
        assert_eq!(ids(&list(&app, &bob).await), [bob.session()]);

        app.clock.advance(TimeDelta::minutes(5));
        let again = refreshed(&app, &ada).await;
        let seen = list(&app, &browser).await;
        assert_eq!(ids(&seen), [again.session(), browser.session()]);
        assert!(time(&seen[0]["last_seen_at"]) > time(&seen[0]["created_at"]));
        assert_eq!(seen[1]["is_current"], true);
        let all = app.get_as(&ada, SESSIONS).await.body;
        assert!(!all.contains("jbr_") && !all.contains("Gecko"), "{all}");

        app.clock.advance(TimeDelta::days(14));
        let fresh = app.sign_in(&ada.email).await;
        assert_eq!(ids(&list(&app, &fresh).await), [fresh.session()], "those that have ended are gone");
    }

    async fn s03_a_hundred_sessions_at_the_most(app: TestApp) {
        let ada = app.person("ada").await;
        let start = app.clock.now();
        let mut last = ada.clone();
        for n in 1..=101 {
            app.clock.stop_at(start + TimeDelta::seconds(n));
            last = app.sign_in(&ada.email).await;
        }
        assert_eq!(list(&app, &last).await.len(), 100);
        assert_dead(&app, &ada, "used least lately").await;
    }

    async fn s03_a_session_is_ended_by_its_owner_and_nobody_else(app: TestApp) {
        let ada = app.person("ada").await;
        let other = app.sign_in(&ada.email).await;
        let bob = app.person("bob").await;
        for session in [ada.session(), "none".to_owned(), "x".repeat(3000), "%00".to_owned(), "%F0%9F".to_owned(), "a%2Fb".to_owned()] {
            let answer = end(&app, &bob, &session).await;
            assert_eq!(answer.status, 404, "{session}: {}", answer.body);
        }
        assert!(shows(&app, &ada.token).await);
        end(&app, &ada, &other.session()).await.expect(204);
        assert_dead(&app, &other, "ended by its owner").await;
        end(&app, &ada, &other.session()).await.expect(404);
        let own = app
            .request(Method::DELETE, &format!("{SESSIONS}/{}", ada.session()))
            .bearer_auth(&ada.token);
        app.send(own).await.expect(204);
        assert_dead(&app, &ada, "its own").await;
        assert!(shows(&app, &bob.token).await);
        assert_eq!(events_of(&app, "session_ended").len(), 1);
    }

    async fn s05_a_token_of_either_kind_is_revoked(app: TestApp) {
        let ada = app.person("ada").await;
        let by_refresh = app.sign_in(&ada.email).await;
        let by_access = app.sign_in(&ada.email).await;
        let by_old = app.sign_in(&ada.email).await;
        let next = refreshed(&app, &by_old).await;
        for (token, ended) in [
            (&by_refresh.refresh_token, &by_refresh),
            (&by_access.token, &by_access),
            (&by_old.refresh_token, &next),
        ] {
            let answer = revoke(&app, token).await.expect(200);
            assert_eq!(answer.body, "");
            assert_dead(&app, ended, "revoked").await;
            revoke(&app, token).await.expect(200);
        }
        for garbage in ["x", "jbr_", "a.b.c", "é\u{0}", &"x".repeat(8000)] {
            revoke(&app, garbage).await.expect(200);
        }
        assert!(shows(&app, &ada.token).await, "another session");
        let hint = [("token", ada.refresh_token.as_str()), ("token_type_hint", "access_token")];
        let request = app.request(Method::POST, "/api/v1/auth/revoke").form(&hint);
        app.send(request).await.expect(200);
        assert_dead(&app, &ada, "revoked with a wrong hint").await;
        assert_eq!(events_of(&app, "signed_out").len(), 4, "one for each session");
    }

    async fn s05_a_revocation_without_a_token_or_in_json_is_refused(app: TestApp) {
        let ada = app.person("ada").await;
        for form in [vec![], vec![("token", "")], vec![("tok", ada.token.as_str())]] {
            let request = app.request(Method::POST, "/api/v1/auth/revoke").form(&form);
            assert_eq!(app.send(request).await.expect(422).fields(), ["token"], "{form:?}");
        }
        let json = app
            .request(Method::POST, "/api/v1/auth/revoke")
            .json(&json!({"token": ada.token}));
        app.send(json).await.expect(415);
        assert!(shows(&app, &ada.token).await);
    }

    async fn m08_what_ends_a_session_ends_both_its_tokens_everywhere(app: TestApp) {
        let mut app = app;
        let second = app.second_board();
        let mut ended = Vec::new();
        let logout = app.person("logout").await;
        let everywhere = app.person("everywhere").await;
        let also = app.sign_in(&everywhere.email).await;
        let deactivated = app.person("deactivated").await;
        let promoted = app.person("promoted").await;
        for person in [&logout, &everywhere, &also, &deactivated, &promoted] {
            ended.push(refreshed(&app, person).await);
            ended.push(person.clone());
        }
        let bystander = app.sign_in(&logout.email).await;
        app.send_json(Method::POST, "/api/v1/auth/logout", Some(&logout), &json!({})).await.expect(204);
        let password = json!({"current_password": PASSWORD});
        app.send_json(Method::POST, "/api/v1/auth/logout-all", Some(&everywhere), &password).await.expect(204);
        app.command(&["user", "deactivate", &deactivated.email]);
        app.command(&["user", "promote", &promoted.email, "--role", "moderator"]);
        // A change and a reset of the password belong here as soon as there are such.
        for person in &ended {
            assert_dead(&app, person, "at once").await;
            let there = at(&second.base, Method::GET, ME).bearer_auth(&person.token);
            assert_eq!(app.send(there).await.status, 401, "on the second board");
            let there = at(&second.base, Method::POST, "/api/v1/auth/refresh")
                .json(&json!({"refresh_token": person.refresh_token}));
            assert_eq!(app.send(there).await.status, 400, "on the second board");
        }
        app.command(&["user", "deactivate", "--undo", &deactivated.email]);
        app.restart();
        for person in &ended {
            assert_dead(&app, person, "after a restart").await;
            assert!(stored_session(&app, &person.session()).is_none());
        }
        assert!(shows(&app, &bystander.token).await);
        refreshed(&app, &bystander).await;
    }
}
