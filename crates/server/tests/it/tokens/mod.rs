//! What is taken as a proof of a sign-in, and until when.

mod bad;

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use jobboard_core::security::token::{Claims, TokenKey, TokenKind};
use jsonwebtoken::Algorithm;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person, SECRET_KEY};
use crate::support::raw;
use crate::support::token::Parts;
use bad::bad_tokens;

const ME: &str = "/api/v1/users/me";

fn names(object: &Value) -> Vec<&String> {
    let mut names: Vec<_> = object.as_object().expect("an object").keys().collect();
    names.sort();
    names
}

async fn with_header(app: &TestApp, token: &str) -> Answer {
    let request = app.request(Method::GET, ME).header("x-request-id", "m03");
    app.send(request.header("authorization", format!("Bearer {token}")))
        .await
}

async fn with_cookie(app: &TestApp, token: &str) -> Answer {
    let request = app.request(Method::GET, ME).header("x-request-id", "m03");
    app.send(request.header("cookie", format!("access_token={token}")))
        .await
}

/// The HS256 vectors of Project Wycheproof.
const VECTORS: &str = include_str!("../../data/jws-hs256.json");

const INVALID: &str = r#"Bearer realm="jobboard", error="invalid_token""#;

#[track_caller]
fn assert_refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 401, "{what}: {}", answer.body);
    assert_eq!(answer.header("www-authenticate"), INVALID, "{what}");
    let expected = json!({
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Could not validate credentials",
        "instance": ME,
        "request_id": "m03",
    });
    assert_eq!(answer.json(), expected, "{what}");
}

/// The very next request of this token is refused, by header and by cookie.
async fn assert_ended(app: &TestApp, person: &Person, what: &str) {
    assert_refused(&with_header(app, &person.token).await, what);
    assert_refused(&with_cookie(app, &person.token).await, what);
}

on_both_databases! {
    async fn m03_no_bad_token_is_taken_by_header_or_by_cookie(app: TestApp) {
        let ada = app.person("ada").await;
        app.person("bob").await;
        // So that no second passes between the making of a token and its trial.
        app.clock.stop_at(app.clock.now());
        let good = app.sign_in(&ada.email).await.token;
        // Signed anew and otherwise the same it is as good as before.
        let same = Parts::of(&good).with_claim("iss", json!("jobboard"));
        with_header(&app, &same).await.expect(200);
        with_cookie(&app, &good).await.expect(200);
        for (what, token) in bad_tokens(&good) {
            assert_refused(&with_header(&app, &token).await, &what);
            assert_refused(&with_cookie(&app, &token).await, &what);
        }
        assert_refused(&with_header(&app, "").await, "nothing after Bearer");
        with_header(&app, &good).await.expect(200);
    }

    async fn m03_wycheproof_vectors_are_no_sign_in_by_header_or_by_cookie(app: TestApp) {
        let vectors: Value = serde_json::from_str(VECTORS).expect("vectors");
        let vectors = vectors.as_array().expect("a list");
        assert_eq!(vectors.len(), 40);
        for vector in vectors {
            let token = vector["jws"].as_str().expect("a token");
            let what = format!("{} {}", vector["id"], vector["what"]);
            assert_refused(&with_header(&app, token).await, &what);
            let by_cookie = with_cookie(&app, token).await;
            // An empty cookie is none.
            if token.is_empty() {
                by_cookie.expect(401);
            } else {
                assert_refused(&by_cookie, &what);
            }
        }
    }

    async fn m03_without_credentials_nothing_is_said_to_be_wrong_with_them(app: TestApp) {
        let nothing = app.get(ME).await.expect(401);
        assert_eq!(
            nothing.header("www-authenticate"),
            r#"Bearer realm="jobboard""#
        );
        assert_eq!(nothing.json()["detail"], "Not authenticated");
        for (name, value) in [
            ("cookie", "access_token="),
            ("cookie", "other=x"),
            ("authorization", "Basic YTpi"),
        ] {
            let answer = app
                .send(app.request(Method::GET, ME).header(name, value))
                .await
                .expect(401);
            assert_eq!(
                answer.header("www-authenticate"),
                r#"Bearer realm="jobboard""#,
                "{value}"
            );
        }
    }

    async fn m04_what_is_too_long_is_refused_unread(app: TestApp) {
        let ada = app.person("ada").await;
        for length in [4097, 20_000, 60_000] {
            let token = format!("{}{}", ada.token, "x".repeat(length - ada.token.len()));
            assert_refused(&with_header(&app, &token).await, "a long header");
            assert_refused(&with_cookie(&app, &token).await, "a long cookie");
        }
        let head = format!(
            "GET {ME} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
            "x".repeat(1 << 20)
        );
        let answer = raw::send(&app.base, head.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        with_header(&app, &ada.token).await.expect(200);
    }

    async fn m05_a_token_ends_at_its_second(app: TestApp) {
        let ada = app.person("ada").await;
        let parts = Parts::of(&ada.token);
        assert_eq!(parts.number("exp") - parts.number("iat"), 30 * 60);
        assert_eq!(names(&parts.header), ["alg", "kid", "typ"]);
        assert_eq!(
            (&parts.header["alg"], &parts.header["typ"]),
            (&json!("HS256"), &json!("at+jwt"))
        );
        assert_eq!(names(&parts.claims), ["exp", "iat", "iss", "sid", "sub"]);

        app.clock.stop_at(parts.exp() - TimeDelta::seconds(1));
        with_header(&app, &ada.token).await.expect(200);
        app.clock.advance(TimeDelta::seconds(1));
        assert_ended(&app, &ada, "at its second").await;
        app.clock.advance(TimeDelta::seconds(-1801));
        assert_ended(&app, &ada, "before it was made").await;
    }

    async fn m06_the_chapters_token_is_no_sign_in(app: TestApp) {
        let ada = app.person("ada").await;
        let key = TokenKey::new(&SECRET_KEY.into(), Algorithm::HS256, TimeDelta::minutes(30))
            .expect("a key");
        let claims = Parts::of(&ada.token).claims;
        let everything = claims.as_object().cloned().expect("claims");
        let mut address = Claims::new();
        address.insert("sub".to_owned(), json!(ada.email));
        for data in [address, everything] {
            let token = key
                .create_access_token(TokenKind::Plain, &data, None, app.clock.now())
                .expect("a token");
            assert_refused(&with_header(&app, &token).await, "the chapter's token");
            assert_refused(&with_cookie(&app, &token).await, "the chapter's token");
        }
    }

    async fn m07_the_header_wins_over_the_cookie_and_the_query_is_not_read(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        let both = async |header: &str, cookie: &str| {
            let request = app
                .request(Method::GET, ME)
                .header("x-request-id", "m03")
                .header("authorization", format!("Bearer {header}"))
                .header("cookie", format!("access_token={cookie}"));
            app.send(request).await
        };
        let answer = both(&ada.token, &bob.token).await.expect(200);
        assert_eq!(answer.json()["email"], ada.email);
        both(&ada.token, "bad").await.expect(200);
        assert_refused(
            &both("bad", &bob.token).await,
            "a bad header and a good cookie",
        );
        assert_refused(
            &both("", &bob.token).await,
            "an empty header and a good cookie",
        );
        let twice = app
            .request(Method::GET, ME)
            .header("x-request-id", "m03")
            .header("authorization", format!("Bearer {}", ada.token))
            .header("authorization", format!("Bearer {}", bob.token));
        assert_refused(&app.send(twice).await, "two headers");
        for name in ["token", "access_token", "authorization", "bearer_token"] {
            for path in [ME, "/my-jobs/"] {
                let answer = app.get(&format!("{path}?{name}={}", ada.token)).await;
                assert!(matches!(answer.status, 401 | 303), "{path} {name}");
                assert!(
                    !answer.header("www-authenticate").contains("error="),
                    "{path} {name}"
                );
            }
        }
    }

    async fn m08_a_session_that_has_ended_has_ended_everywhere_at_once(app: TestApp) {
        let mut app = app;
        let second = app.second_board();
        let away = Client::new();
        let elsewhere = async |person: &Person| {
            let request = away
                .get(format!("{}{ME}", second.base))
                .bearer_auth(&person.token);
            Answer::read(
                request
                    .header("x-request-id", "m03")
                    .send()
                    .await
                    .expect("an answer"),
            )
            .await
        };
        let by_api = app.person("api").await;
        let by_page = app.person("page").await;
        let deactivated = app.person("deactivated").await;
        let promoted = app.person("promoted").await;
        let bystander = app.person("bystander").await;
        let also_promoted = app.sign_in(&promoted.email).await;
        let still_in = app.sign_in(&by_api.email).await;
        let ended = [&by_api, &by_page, &deactivated, &promoted, &also_promoted];
        for person in ended {
            with_header(&app, &person.token).await.expect(200);
            elsewhere(person).await.expect(200);
        }

        app.send_json(
            Method::POST,
            "/api/v1/auth/logout",
            Some(&by_api),
            &json!({}),
        )
        .await
        .expect(204);
        assert_ended(&app, &by_api, "logout").await;
        app.send_form("/logout/", Some(&by_page), &[])
            .await
            .expect(303);
        assert_ended(&app, &by_page, "logout on the page").await;
        app.command(&["user", "deactivate", &deactivated.email]);
        assert_ended(&app, &deactivated, "deactivation").await;
        app.command(&["user", "promote", &promoted.email, "--role", "moderator"]);
        assert_ended(&app, &promoted, "another role").await;
        assert_ended(&app, &also_promoted, "another role").await;
        app.command(&["user", "deactivate", "--undo", &deactivated.email]);
        assert_ended(&app, &deactivated, "back in use").await;
        for person in ended {
            assert_refused(&elsewhere(person).await, "on the second board");
        }
        app.restart();
        for person in ended {
            assert_ended(&app, person, "after a restart").await;
        }
        for person in [&bystander, &still_in] {
            with_header(&app, &person.token).await.expect(200);
            elsewhere(person).await.expect(200);
        }
        let moderator = app.sign_in(&promoted.email).await;
        assert_eq!(
            app.get_as(&moderator, ME).await.expect(200).json()["role"],
            "moderator"
        );
    }

    async fn m12_every_login_is_a_session_of_its_own(app: TestApp) {
        let ada = app.person("ada").await;
        let mut sessions = vec![Parts::of(&ada.token).claims["sid"].clone()];
        for _ in 0..3 {
            let token = app.sign_in(&ada.email).await.token;
            sessions.push(Parts::of(&token).claims["sid"].clone());
        }
        let form = [("username", ada.email.as_str()), ("password", PASSWORD)];
        let login = app
            .request(Method::POST, "/login/token")
            .bearer_auth(&ada.token)
            .form(&form);
        let login = app.send(login).await.expect(200).json();
        let last = login["access_token"].as_str().expect("a token").to_owned();
        sessions.push(Parts::of(&last).claims["sid"].clone());
        for (index, session) in sessions.iter().enumerate() {
            assert!(
                session.as_str().is_some_and(|id| id.len() >= 20),
                "{session}"
            );
            assert!(!sessions[..index].contains(session), "{session} twice");
        }
        app.send_json(Method::POST, "/api/v1/auth/logout", Some(&ada), &json!({}))
            .await
            .expect(204);
        with_header(&app, &ada.token).await.expect(401);
        with_header(&app, &last).await.expect(200);
    }
}
