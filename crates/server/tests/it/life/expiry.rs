//! One instant, everywhere.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::json;

use super::{job_of, state, step};
use crate::support::TestApp;

/// Every list and search that a stranger can read.
const LISTS: [&str; 12] = [
    "/api/v1/jobs",
    "/api/v1/jobs?title=garden",
    "/api/v1/jobs?place=Ghent",
    "/api/v1/jobs?workplace=on_site&tag=Trees",
    "/api/v1/jobs?company=1",
    "/companies/1/",
    "/api/v1/jobs/suggest?title=garden",
    "/jobs/all",
    "/jobs/autocomplete?term=garden",
    "/",
    "/search/?query=garden",
    "/search/?query=garden&place=ghent",
];

async fn is_everywhere(app: &TestApp, id: i64, when: &str) {
    for path in LISTS {
        let answer = app.get(path).await.expect(200);
        assert!(
            answer.body.contains("Gardener"),
            "{when}: {path}: {}",
            answer.body
        );
    }
    for path in ["/api/v1/jobs/", "/jobs/get/", "/details/"] {
        app.get(&format!("{path}{id}")).await.expect(200);
    }
}

async fn is_nowhere(app: &TestApp, id: i64, when: &str) {
    for path in LISTS {
        let answer = app.get(path).await.expect(200);
        assert!(
            !answer.body.contains("Gardener"),
            "{when}: {path}: {}",
            answer.body
        );
    }
    app.get(&format!("/jobs/get/{id}")).await.expect(404);
    app.get(&format!("/api/v1/jobs/{id}")).await.expect(410);
    let page = app.get(&format!("/details/{id}")).await.expect(410);
    assert!(page.body.contains("noindex") && page.body.contains("no longer open"));
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

on_both_databases! {
    async fn a_closing_date_ends_with_its_last_second_in_every_zone(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        for (zone, today, closes_on, end) in [
            ("UTC", "2027-06-01T12:00:00Z", "2027-06-02", "2027-06-03T00:00:00Z"),
            ("Etc/GMT+12", "2027-06-11T12:00:00Z", "2027-06-12", "2027-06-13T12:00:00Z"),
            ("Pacific/Kiritimati", "2027-06-21T12:00:00Z", "2027-06-23", "2027-06-23T10:00:00Z"),
            ("Asia/Kathmandu", "2027-07-01T12:00:00Z", "2027-07-02", "2027-07-02T18:15:00Z"),
            // The clock is set back that day, and forward.
            ("Europe/Brussels", "2027-10-30T12:00:00Z", "2027-10-31", "2027-10-31T23:00:00Z"),
            ("Europe/Brussels", "2028-03-25T12:00:00Z", "2028-03-26", "2028-03-26T22:00:00Z"),
            ("Africa/Cairo", "2028-04-26T12:00:00Z", "2028-04-27", "2028-04-27T22:00:00Z"),
        ] {
            app.change_settings(&[("SITE_TIME_ZONE", zone)]);
            app.clock.stop_at(at(today));
            let ada = app.sign_in(&ada.email).await;
            let body = job_of(&json!({"closes_on": closes_on, "tags": ["trees"]}));
            let id = app.post_job(&ada, &body).await;
            app.clock.stop_at(at(end) - TimeDelta::seconds(1));
            is_everywhere(&app, id, zone).await;
            app.clock.stop_at(at(end) - TimeDelta::microseconds(1));
            is_everywhere(&app, id, zone).await;
            app.clock.stop_at(at(end));
            is_nowhere(&app, id, zone).await;
            let ada = app.sign_in(&ada.email).await;
            assert_eq!(state(&app, &ada, id).await, "expired", "{zone}");
        }
    }

    async fn an_expired_job_can_be_listed_again_and_says_when_it_had_expired(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(at("2027-06-01T12:00:00Z"));
        let ada = app.sign_in(&ada.email).await;
        let id = app.post_job(&ada, &job_of(&json!({"closes_on": "2027-06-01", "tags": ["trees"]}))).await;
        app.clock.stop_at(at("2027-06-05T12:00:00Z"));
        let ada = app.sign_in(&ada.email).await;
        is_nowhere(&app, id, "expired").await;
        let again = step(&app, &ada, id, "relist").await.expect(200).json();
        assert_eq!(again["closes_on"], "2027-08-04");
        is_everywhere(&app, id, "relisted").await;
        let history = app.get_as(&ada, &format!("/api/v1/jobs/{id}/history")).await.json();
        let expired = &history["items"][1];
        assert_eq!((&expired["kind"], &expired["by"]), (&json!("expire"), &json!(null)));
        assert_eq!(expired["at"], "2027-06-02T00:00:00Z");
    }

    async fn the_board_notes_what_expired_a_day_ago_and_nothing_else(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        app.clock.stop_at(at("2027-06-01T12:00:00Z"));
        let ada = app.sign_in(&ada.email).await;
        let mut ids = Vec::new();
        for closes_on in ["2027-06-01", "2027-06-02", "2027-06-30"] {
            ids.push(app.post_job(&ada, &job_of(&json!({"closes_on": closes_on}))).await);
        }
        app.clock.stop_at(at("2027-06-03T00:00:01Z"));
        app.restart();
        let ada = app.sign_in(&ada.email).await;
        let latest = async |id: i64| {
            let history = app.get_as(&ada, &format!("/api/v1/jobs/{id}/history")).await.expect(200).json();
            history["items"][0]["kind"].as_str().expect("a kind").to_owned()
        };
        let start = std::time::Instant::now();
        while latest(ids[0]).await != "expire" {
            assert!(start.elapsed().as_secs() < 20, "nothing is noted");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!((latest(ids[1]).await, latest(ids[2]).await), ("post".to_owned(), "post".to_owned()));
        let states = [state(&app, &ada, ids[0]).await, state(&app, &ada, ids[1]).await, state(&app, &ada, ids[2]).await];
        assert_eq!(states, ["expired", "expired", "published"]);
    }

    async fn the_page_of_an_ended_job_leads_on_to_those_that_are_like_it(app: TestApp) {
        let ada = app.person("ada").await;
        let ended = app.post_job(&ada, &job_of(&json!({"tags": ["trees"]}))).await;
        let alike = job_of(&json!({"title": "Arborist", "company": "Other", "tags": ["Trees"]}));
        app.post_job(&ada, &alike).await;
        app.post_job(&ada, &job_of(&json!({"title": "Baker", "company": "Bakery"}))).await;
        step(&app, &ada, ended, "fill").await.expect(200);
        let page = app.get(&format!("/details/{ended}")).await.expect(410).body;
        assert!(page.contains("This job is no longer open."), "{page}");
        assert!(page.contains("Arborist") && !page.contains("Baker") && !page.contains("Gardener"), "{page}");
    }

    async fn an_edit_of_an_expired_job_does_not_bring_it_back(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(at("2027-06-01T12:00:00Z"));
        let ada = app.sign_in(&ada.email).await;
        let id = app.post_job(&ada, &job_of(&json!({"closes_on": "2027-06-01"}))).await;
        app.clock.stop_at(at("2027-06-02T00:00:00Z"));
        let patch = json!({"closes_on": "2027-07-01"});
        app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&app.sign_in(&ada.email).await), &patch)
            .await
            .expect(200);
        is_nowhere(&app, id, "edited").await;
    }

    async fn a_closing_date_can_be_moved_while_the_job_is_listed(app: TestApp) {
        let ada = app.person("ada").await;
        app.clock.stop_at(at("2027-06-01T12:00:00Z"));
        let ada = app.sign_in(&ada.email).await;
        let id = app.post_job(&ada, &job_of(&json!({"closes_on": "2027-06-30", "tags": ["trees"]}))).await;
        let path = format!("/api/v1/jobs/{id}");
        let patch = json!({"closes_on": "2027-06-01"});
        let moved = app.send_json(Method::PATCH, &path, Some(&ada), &patch).await.expect(200).json();
        assert_eq!(moved["expires_at"], "2027-06-02T00:00:00Z");
        app.clock.stop_at(at("2027-06-02T00:00:00Z"));
        is_nowhere(&app, id, "moved").await;
    }
}
