//! What readers report.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::{moderator, state, step};
use crate::mail::files_to;
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{Person, job};

async fn report(app: &TestApp, reader: Option<&Person>, id: i64, body: &Value) -> Answer {
    let path = format!("/api/v1/jobs/{id}/reports");
    app.send_json(Method::POST, &path, reader, body).await
}

fn spam() -> Value {
    json!({"reason": "spam", "note": "It is here ten times."})
}

on_both_databases! {
    async fn anybody_reports_a_job_once_and_moderators_alone_see_it(app: TestApp) {
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        let id = app.post_job(&ada, &job()).await;
        report(&app, None, id, &spam()).await.expect(202);
        let again = report(&app, None, id, &spam()).await.expect(409);
        assert!(again.body.contains("already"), "{}", again.body);
        // Somebody signed in is another reader than whoever is not.
        report(&app, Some(&moderator), id, &spam()).await.expect(202);
        report(&app, Some(&moderator), id, &spam()).await.expect(409);
        let path = format!("/api/v1/jobs/{id}/reports");
        let seen = app.get_as(&moderator, &path).await.expect(200).json();
        assert_eq!(seen["items"][0]["reason"], "spam");
        assert_eq!(seen["items"][0]["note"], "It is here ten times.");
        assert_eq!(seen["items"].as_array().map(Vec::len), Some(2));
        app.get_as(&ada, &path).await.expect(403);
        app.get(&path).await.expect(401);
        let desk = app.page_as(&ada, &format!("/my-jobs/{id}/")).await.expect(200).body;
        assert!(!desk.contains("ten times"), "{desk}");
        let waiting = app.get_as(&moderator, "/api/v1/moderation/reports").await.expect(200).json();
        assert_eq!(waiting["items"][0]["reports"], 2);
        assert_eq!(waiting["items"][0]["job"]["id"], id);
        assert_eq!(state(&app, &ada, id).await, "published");
        // To close them leaves the job where it is; the same readers have had their say.
        app.send_json(Method::DELETE, &path, Some(&moderator), &json!({})).await.expect(204);
        let waiting = app.get_as(&moderator, "/api/v1/moderation/reports").await.expect(200).json();
        assert_eq!(waiting["items"], json!([]));
        report(&app, None, id, &spam()).await.expect(409);
        // Of a new text they may speak again.
        app.clock.advance(TimeDelta::minutes(1));
        let edit = json!({"title": "Something new"});
        app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&ada), &edit).await.expect(200);
        report(&app, None, id, &spam()).await.expect(202);
    }

    async fn what_cannot_be_reported_is_said_at_its_field(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job()).await;
        let wrong = json!({"reason": "dull", "note": "x".repeat(1001)});
        assert_eq!(report(&app, None, id, &wrong).await.expect(422).fields(), ["reason", "note"]);
        assert_eq!(report(&app, None, id, &json!({})).await.expect(422).fields(), ["reason"]);
        assert_eq!(report(&app, None, id, &json!({"reason": 1, "who": 2})).await.status, 422);
        report(&app, None, 4711, &spam()).await.expect(404);
        step(&app, &ada, id, "close").await.expect(200);
        report(&app, None, id, &spam()).await.expect(410);
        app.get(&format!("/report/{id}/")).await.expect(410);
        let id = app.post_job(&ada, &job()).await;
        let form = app.send_form(&format!("/report/{id}/"), None, &[("reason", ""), ("note", "Hm")]).await;
        let form = form.expect(422);
        assert!(form.body.contains("reason-error") && form.body.contains("Hm"), "{}", form.body);
        let good = [("reason", "other"), ("note", "Hm")];
        let done = app.send_form(&format!("/report/{id}/"), None, &good).await.expect(303);
        assert_eq!(done.header("location"), "/?msg=reported");
    }

    async fn enough_reports_hide_a_job_until_a_moderator_has_seen_it(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REPORTS_TO_HIDE", "2")]);
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        let reader = app.person("reader").await;
        let id = app.post_job(&ada, &job()).await;
        report(&app, None, id, &spam()).await.expect(202);
        assert_eq!(app.listed().await, 1);
        report(&app, Some(&reader), id, &spam()).await.expect(202);
        assert_eq!(app.listed().await, 0);
        assert_eq!(state(&app, &ada, id).await, "in_review");
        app.get(&format!("/details/{id}")).await.expect(404);
        super::mail(&app, &ada, "Readers have reported").await;
        // There is no way around the moderator, although the board has no review.
        step(&app, &ada, id, "withdraw").await.expect(200);
        assert_eq!(step(&app, &ada, id, "submit").await.expect(200).json()["state"], "in_review");
        step(&app, &moderator, id, "reject").await.expect(200);
        step(&app, &ada, id, "revise").await.expect(200);
        assert_eq!(step(&app, &ada, id, "submit").await.expect(200).json()["state"], "in_review");
        // An approval closes the reports, and the same readers do not hide it again.
        step(&app, &moderator, id, "approve").await.expect(200);
        assert_eq!(app.listed().await, 1);
        report(&app, None, id, &spam()).await.expect(409);
        let waiting = app.get_as(&moderator, "/api/v1/moderation/reports").await.expect(200).json();
        assert_eq!(waiting["items"], json!([]));
        assert_eq!(files_to(&app, &ada.email, "Readers have reported").len(), 1);
    }

    async fn with_no_threshold_reports_hide_nothing(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REPORTS_TO_HIDE", "0")]);
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job()).await;
        for name in ["one", "two", "three", "four"] {
            let reader = app.person(name).await;
            report(&app, Some(&reader), id, &spam()).await.expect(202);
        }
        assert_eq!(state(&app, &ada, id).await, "published");
    }

    async fn a_network_reports_twenty_times_in_an_hour(app: TestApp) {
        let ada = app.person("ada").await;
        for _ in 0..20 {
            let id = app.post_job(&ada, &job()).await;
            report(&app, None, id, &spam()).await.expect(202);
        }
        let id = app.post_job(&ada, &job()).await;
        let refused = report(&app, None, id, &spam()).await.expect(429);
        assert!(!refused.header("retry-after").is_empty());
        let form = app.send_form(&format!("/report/{id}/"), None, &[("reason", "spam")]).await.expect(429);
        assert!(form.body.contains("Too many tries"), "{}", form.body);
        app.clock.advance(TimeDelta::hours(1));
        report(&app, None, id, &spam()).await.expect(202);
    }

    async fn who_reported_is_not_stored(app: TestApp) {
        let ada = app.person("ada").await;
        let reader = app.person("reader").await;
        let id = app.post_job(&ada, &job()).await;
        report(&app, None, id, &spam()).await.expect(202);
        report(&app, Some(&reader), id, &spam()).await.expect(202);
        let database = app.open_database();
        let readers: Vec<String> = database.read(|db| {
            use diesel::prelude::*;
            use jobboard_db::schema::job_reports;
            job_reports::table.select(job_reports::reader).load(db)
        }).expect("the reports");
        assert_eq!(readers.len(), 2);
        for reader in readers {
            assert_eq!(reader.len(), 43, "a fingerprint: {reader}");
            assert!(!reader.contains("127.0.0.1"), "{reader}");
        }
    }
}
