//! The next tokens for the last ones (rows M06, M09, M10 and S10).

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use reqwest::Method;
use serde_json::json;

use super::{
    ME, assert_dead, assert_invalid_grant, events_of, refresh, refreshed, shows, stored_session,
};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};
use crate::support::token::Parts;

const IDLE_DAYS: i64 = 14;

/// Shows a token in a header and in the cookie.
async fn shown_everywhere(app: &TestApp, token: &str) -> [Answer; 2] {
    let header = app.request(Method::GET, ME).bearer_auth(token);
    let cookie = app
        .request(Method::GET, ME)
        .header("cookie", format!("access_token={token}"));
    [app.send(header).await, app.send(cookie).await]
}

/// Signs in by the page and gives the device token.
async fn device(app: &TestApp, email: &str) -> String {
    let form = [("email", email), ("password", PASSWORD)];
    let login = app.send_form("/login/", None, &form).await.expect(303);
    super::cookie_set(&login, "device").expect("a device token")
}

/// The same text with another character at a place.
fn changed_at(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).expect("text")
}

on_both_databases! {
    async fn m06_the_kinds_of_token_do_not_swap(app: TestApp) {
        let ada = app.person("ada").await;
        let device = device(&app, &ada.email).await;
        for token in [&ada.refresh_token, &device, &ada.refresh_token[4..].to_owned()] {
            for answer in shown_everywhere(&app, token).await {
                assert_eq!(answer.status, 401, "{token}: {}", answer.body);
            }
        }
        for token in [&ada.token, &device, &format!("jbr_{device}"), &format!("jbr_{}", ada.token)] {
            assert_invalid_grant(&refresh(&app, token).await, token);
        }
        let cookie = app
            .request(Method::GET, ME)
            .header("cookie", format!("refresh_token={}", ada.token));
        app.send(cookie).await.expect(401);
        refreshed(&app, &ada).await;
    }

    async fn m09_a_refresh_gives_the_next_tokens_of_the_same_session(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.advance(TimeDelta::minutes(31));
        assert!(!shows(&app, &ada.token).await);
        let answer = refresh(&app, &ada.refresh_token).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(answer.json()["expires_in"], 1800);
        assert_eq!(answer.json()["token_type"], "bearer");
        let next = Person::of(&ada.email, &answer.json());
        assert_eq!(next.session(), ada.session());
        assert_ne!(next.refresh_token, ada.refresh_token);
        assert!(shows(&app, &next.token).await);
        let session = stored_session(&app, &ada.session()).expect("the session");
        assert_eq!(session.counter, 1);
    }

    async fn m09_the_same_token_within_ten_seconds_gives_the_same_successor(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let first = refreshed(&app, &ada).await;
        for _ in 0..2 {
            app.clock.advance(TimeDelta::seconds(5));
            let again = refreshed(&app, &ada).await;
            assert_eq!(again.refresh_token, first.refresh_token);
            assert!(shows(&app, &again.token).await);
        }
        assert!(shows(&app, &first.token).await);
        assert!(shows(&app, &ada.token).await, "the old one is good until its end");
        let session = stored_session(&app, &ada.session()).expect("the session");
        assert_eq!(session.counter, 1);
        assert!(events_of(&app, "refresh_token_reused").is_empty());
        refreshed(&app, &first).await;
    }

    async fn m09_the_same_token_later_ends_the_session_for_both(app: TestApp) {
        let ada = app.person("ada").await;
        let bystander = app.sign_in(&ada.email).await;
        app.clock.stop_at(app.clock.now());
        let owner = refreshed(&app, &ada).await;
        app.clock.advance(TimeDelta::seconds(11));
        assert!(shows(&app, &owner.token).await);
        assert_invalid_grant(&refresh(&app, &ada.refresh_token).await, "a used token");
        for person in [&ada, &owner] {
            assert_dead(&app, person, "after the theft").await;
        }
        assert!(shows(&app, &bystander.token).await, "another session");
        refreshed(&app, &bystander).await;
        let reused = events_of(&app, "refresh_token_reused");
        assert_eq!(reused.len(), 1, "one theft, one row");
        assert!(reused[0].user_id.is_some());
        assert_eq!(reused[0].network, "127.0.0.1");
    }

    async fn m09_the_last_token_but_one_ends_the_session_even_at_once(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let second = refreshed(&app, &ada).await;
        let third = refreshed(&app, &second).await;
        assert_invalid_grant(&refresh(&app, &ada.refresh_token).await, "an ancient token");
        for person in [&ada, &second, &third] {
            assert_dead(&app, person, "after the theft").await;
        }
    }

    async fn m09_a_forged_token_changes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let token = &ada.refresh_token;
        let mut forged: Vec<String> = (0..token.len()).map(|at| changed_at(token, at)).collect();
        forged.extend([
            "jbr_".to_owned(),
            "x".to_owned(),
            format!("{token}A"),
            format!("{token}="),
            format!(" {token}"),
            token[..token.len() - 1].to_owned(),
            token.to_uppercase(),
            "jbr_".repeat(10_000),
            "\u{0}\u{fffd}\u{1f600}".to_owned(),
        ]);
        for forged in forged {
            assert_invalid_grant(&refresh(&app, &forged).await, &forged);
        }
        for (body, field) in [
            (json!({}), "refresh_token"),
            (json!({"refresh_token": null}), "refresh_token"),
            (json!({"refresh_token": 5}), "refresh_token"),
            (json!({"refresh_token": token, "session": "x"}), "session"),
        ] {
            let answer = app.send_json(Method::POST, "/api/v1/auth/refresh", None, &body).await;
            assert_eq!(answer.expect(422).fields(), [field], "{body}");
        }
        assert!(shows(&app, &ada.token).await);
        let session = stored_session(&app, &ada.session()).expect("the session");
        assert_eq!(session.counter, 0);
        assert!(events_of(&app, "refresh_token_reused").is_empty());
        refreshed(&app, &ada).await;
    }

    async fn m10_a_session_that_is_not_refreshed_ends_after_14_days(app: TestApp) {
        app.person("ada").await;
        let start = app.clock.now();
        app.clock.stop_at(start);
        let [late, in_time] = [app.sign_in("ada@example.org").await, app.sign_in("ada@example.org").await];
        app.clock.stop_at(start + TimeDelta::days(IDLE_DAYS) - TimeDelta::seconds(1));
        let renewed = refreshed(&app, &in_time).await;
        app.clock.advance(TimeDelta::seconds(1));
        assert_dead(&app, &late, "after 14 days").await;
        assert!(shows(&app, &renewed.token).await);
        app.clock.stop_at(start + TimeDelta::days(2 * IDLE_DAYS) - TimeDelta::seconds(1));
        assert_dead(&app, &renewed, "14 days after its refresh").await;
    }

    async fn m10_a_session_ends_after_30_days_whatever_its_refreshing(app: TestApp) {
        app.person("ada").await;
        let start = app.clock.now();
        app.clock.stop_at(start);
        let mut ada = app.sign_in("ada@example.org").await;
        for day in [13, 26] {
            app.clock.stop_at(start + TimeDelta::days(day));
            ada = refreshed(&app, &ada).await;
            assert!(shows(&app, &ada.token).await);
        }
        let end = start + TimeDelta::days(30);
        app.clock.stop_at(end - TimeDelta::minutes(5));
        ada = refreshed(&app, &ada).await;
        let exp = Parts::of(&ada.token).exp();
        assert!(exp <= end && exp >= end - TimeDelta::seconds(1), "it outlives its session: {exp}");
        app.clock.stop_at(end - TimeDelta::seconds(1));
        assert!(refresh(&app, &ada.refresh_token).await.json()["expires_in"].as_i64() <= Some(1));
        app.clock.stop_at(end);
        assert_dead(&app, &ada, "after 30 days").await;
    }

    async fn s10_a_clock_that_jumps_ends_tokens_and_never_extends_them(app: TestApp) {
        app.person("ada").await;
        let start = app.clock.now();
        app.clock.stop_at(start);
        let ada = app.sign_in("ada@example.org").await;
        for jump in [TimeDelta::minutes(1), TimeDelta::days(1), TimeDelta::days(20), TimeDelta::days(10_000)] {
            app.clock.stop_at(start - jump);
            assert_dead(&app, &ada, "before it was made").await;
        }
        app.clock.stop_at(start);
        let again = refreshed(&app, &ada).await;
        for jump in [TimeDelta::days(14), TimeDelta::days(31), TimeDelta::days(100_000)] {
            app.clock.stop_at(start + jump);
            assert_dead(&app, &again, "after its end").await;
        }
        // The clock of before: the session has no more time than it had, or is gone, since it is
        // tidied away once it has passed.
        app.clock.stop_at(start + TimeDelta::seconds(1));
        let body = json!({"refresh_token": again.refresh_token});
        let answer = app.send_json(Method::POST, "/api/v1/auth/refresh", None, &body).await;
        match stored_session(&app, &ada.session()) {
            Some(session) => {
                let end = start + TimeDelta::days(IDLE_DAYS) + TimeDelta::seconds(1);
                assert!(session.expires_at <= end);
            }
            None => assert_eq!(answer.status, 400),
        }
    }
}
