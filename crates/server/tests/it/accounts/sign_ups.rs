//! Limits on making accounts (row M18).

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::parallel::all_at_once;
use super::{events_of, retry_after};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::PASSWORD;

const LIMITED: [(&str, &str); 2] = [("SIGN_UPS_PER_HOUR", "5"), ("TRUSTED_PROXIES", "127.0.0.1")];

fn sign_up_request(app: &TestApp, network: &str, name: &str, password: &str) -> RequestBuilder {
    let email = format!("{name}@example.org");
    app.request(Method::POST, "/api/v1/users")
        .header("x-forwarded-for", network)
        .json(&json!({"username": name, "email": email, "password": password}))
}

async fn sign_up(app: &TestApp, network: &str, name: &str, password: &str) -> Answer {
    app.send(sign_up_request(app, network, name, password))
        .await
}

on_both_databases! {
    async fn m18_five_sign_ups_an_hour_from_a_network(app: TestApp) {
        let mut app = app;
        app.change_settings(&LIMITED);
        app.clock.stop_at(app.clock.now());
        let here = "203.0.113.1";
        for n in 0..5 {
            // Those that are refused do not count.
            sign_up(&app, here, &format!("name{n}"), "short").await.expect(422);
            sign_up(&app, here, &format!("name{n}"), PASSWORD).await.expect(201);
            if n < 4 {
                sign_up(&app, here, &format!("name{n}"), PASSWORD).await.expect(409);
            }
        }
        app.clock.advance(TimeDelta::minutes(20));
        assert_eq!(retry_after(&sign_up(&app, here, "another", PASSWORD).await), 2400);
        let form = [("username", "another"), ("email", "another@example.org"), ("password", PASSWORD)];
        let page = app
            .request(Method::POST, "/register/")
            .header("origin", &app.base)
            .header("x-forwarded-for", here)
            .form(&form);
        assert_eq!(retry_after(&app.send(page).await), 2400);
        let tutorial = app
            .request(Method::POST, "/users/")
            .header("x-forwarded-for", here)
            .json(&json!({"username": "another", "email": "another@example.org", "password": PASSWORD}));
        assert_eq!(retry_after(&app.send(tutorial).await), 2400);
        sign_up(&app, "203.0.113.2", "elsewhere", PASSWORD).await.expect(201);
        sign_up(&app, "2001:db8::1", "sixth", PASSWORD).await.expect(201);
        app.restart();
        assert_eq!(retry_after(&sign_up(&app, here, "another", PASSWORD).await), 2400);
        app.clock.advance(TimeDelta::minutes(40));
        sign_up(&app, here, "another", PASSWORD).await.expect(201);
        assert_eq!(events_of(&app, "signed_up").len(), 8);
    }

    async fn m18_of_twenty_sign_ups_at_once_five_are_taken(app: TestApp) {
        let mut app = app;
        app.change_settings(&LIMITED);
        let requests = (0..20)
            .map(|n| sign_up_request(&app, "203.0.113.1", &format!("name{n}"), PASSWORD))
            .collect();
        let answers = all_at_once(requests).await;
        let taken = answers.iter().filter(|answer| answer.status == 201).count();
        assert!(taken <= 5, "{taken}");
        for answer in &answers {
            assert!(matches!(answer.status, 201 | 429 | 503), "{}", answer.body);
        }
        assert_eq!(events_of(&app, "signed_up").len(), taken);
    }

    async fn m18_the_operator_makes_as_many_accounts_as_they_like(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("SIGN_UPS_PER_HOUR", "1")]);
        app.person("ada").await;
        retry_after(&sign_up(&app, "", "bobby", PASSWORD).await);
        let folder = app.database.folder.path();
        for n in 0..3 {
            let email = format!("name{n}@example.org");
            let run = crate::support::program::run_with_input(
                folder,
                &["user", "create", &email, "--password-stdin"],
                &[("DATABASE_URL", &app.database.url), ("SIGN_UPS_PER_HOUR", "1")],
                PASSWORD,
            );
            assert_eq!(run.code, 0, "{}", run.stderr);
        }
    }
}
