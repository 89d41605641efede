//! Posting with an `Idempotency-Key`.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::job_of;
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{Person, job};

async fn post(app: &TestApp, person: &Person, key: &str, body: &Value) -> Answer {
    let request = app
        .request(Method::POST, "/api/v1/jobs")
        .bearer_auth(&person.token)
        .header("idempotency-key", key)
        .json(body);
    app.send(request).await
}

on_both_databases! {
    async fn a_request_that_is_sent_again_is_answered_again_and_posts_once(app: TestApp) {
        let (ada, eve) = (app.person("ada").await, app.person("eve").await);
        let first = post(&app, &ada, "k-1", &job()).await.expect(201);
        app.clock.advance(TimeDelta::minutes(5));
        let path = first.header("location").to_owned();
        app.send_json(Method::PATCH, &path, Some(&ada), &json!({"title": "Other"})).await.expect(200);
        let again = post(&app, &ada, "k-1", &job()).await.expect(201);
        assert_eq!((&again.body, again.header("location")), (&first.body, first.header("location")));
        assert_eq!(app.listed().await, 1);
        // Another key, another person: another job.
        post(&app, &ada, "k-2", &job()).await.expect(201);
        post(&app, &eve, "k-1", &job()).await.expect(201);
        assert_eq!(app.listed().await, 3);
    }

    async fn a_key_with_another_body_is_refused(app: TestApp) {
        let ada = app.person("ada").await;
        let wrong = job_of(&json!({"title": ""}));
        post(&app, &ada, "k", &wrong).await.expect(422);
        // What failed is not remembered: the mended request may have the key.
        post(&app, &ada, "k", &job()).await.expect(201);
        let other = post(&app, &ada, "k", &job_of(&json!({"title": "Baker"}))).await.expect(422);
        assert_eq!(other.fields(), ["Idempotency-Key"]);
        assert_eq!(app.listed().await, 1);
        let long = "x".repeat(256);
        for key in ["", "a b", long.as_str()] {
            let answer = post(&app, &ada, key, &job()).await.expect(422);
            assert_eq!(answer.fields(), ["Idempotency-Key"], "{key}");
        }
    }

    async fn of_twenty_at_once_with_one_key_one_posts_and_all_are_answered_alike(app: TestApp) {
        let ada = app.person("ada").await;
        let body = job();
        let posts = (0..20).map(|_| post(&app, &ada, "k", &body));
        let answers = futures_util::future::join_all(posts).await;
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
        }
        assert_eq!(app.listed().await, 1);
    }

    async fn a_key_is_forgotten_after_a_day(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(jobboard_core::clock::Clock::now(&*app.clock));
        post(&app, &ada, "k", &job()).await.expect(201);
        app.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        let ada = app.sign_in(&ada.email).await;
        post(&app, &ada, "k", &job()).await.expect(201);
        assert_eq!(app.listed().await, 1);
        app.clock.advance(TimeDelta::seconds(1));
        post(&app, &ada, "k", &job()).await.expect(201);
        assert_eq!(app.listed().await, 2);
    }
}
