//! The moderators' queue, what they decide, and what they and the poster say to each other.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::{job_of, mail, moderator, state, step, verify};
use crate::mail::files_to;
use crate::support::TestApp;
use crate::support::app::{Person, job};

/// The titles in the queue, in its order.
async fn queue(app: &TestApp, moderator: &Person, query: &str) -> Vec<String> {
    let path = format!("/api/v1/moderation/queue{query}");
    let page = app.get_as(moderator, &path).await.expect(200).json();
    let items = page["items"].as_array().expect("jobs");
    items
        .iter()
        .map(|item| item["job"]["title"].as_str().expect("a title").to_owned())
        .collect()
}

async fn say(app: &TestApp, person: &Person, id: i64, body: &str) -> u16 {
    let path = format!("/api/v1/jobs/{id}/comments");
    let body = json!({"body": body});
    app.send_json(Method::POST, &path, Some(person), &body)
        .await
        .status
}

async fn duplicates(app: &TestApp, moderator: &Person, id: i64) -> Value {
    let path = format!("/api/v1/jobs/{id}/duplicates");
    app.get_as(moderator, &path).await.expect(200).json()["items"].clone()
}

on_both_databases! {
    async fn the_queue_has_what_waits_the_oldest_first(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true")]);
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        let mut ids = Vec::new();
        for title in ["First", "Second", "Third"] {
            ids.push(app.job(&ada, title).await);
        }
        app.post_job(&ada, &job_of(&json!({"title": "Draft", "state": "draft"}))).await;
        assert_eq!(queue(&app, &moderator, "").await, ["First", "Second", "Third"]);
        // An edit does not move a job to the end; to withdraw and submit it again does.
        let path = format!("/api/v1/jobs/{}", ids[0]);
        app.send_json(Method::PATCH, &path, Some(&ada), &json!({"title": "Fourth"})).await.expect(200);
        step(&app, &ada, ids[1], "withdraw").await.expect(200);
        step(&app, &ada, ids[1], "submit").await.expect(200);
        assert_eq!(queue(&app, &moderator, "").await, ["Fourth", "Third", "Second"]);
        // A page at a time.
        let first = app.get_as(&moderator, "/api/v1/moderation/queue?limit=2").await.expect(200);
        let next = first.json()["next"].as_str().expect("more").to_owned();
        assert!(first.header("link").contains(&next), "{}", first.header("link"));
        assert_eq!(queue(&app, &moderator, &format!("?limit=2&after={next}")).await, ["Second"]);
        // What is decided, deleted or taken down waits no longer.
        step(&app, &moderator, ids[0], "approve").await.expect(200);
        step(&app, &moderator, ids[2], "remove").await.expect(200);
        assert_eq!(queue(&app, &moderator, "").await, ["Second"]);
        app.send_json(Method::DELETE, &format!("/api/v1/jobs/{}", ids[1]), Some(&ada), &json!({})).await.expect(204);
        assert!(queue(&app, &moderator, "").await.is_empty());
        let page = app.page_as(&moderator, "/moderation/").await.expect(200).body;
        assert!(page.contains("Nothing waits for you"), "{page}");
        app.get_as(&ada, "/api/v1/moderation/queue").await.expect(403);
    }

    async fn a_poster_is_told_by_mail_what_a_moderator_decided_and_why(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true"), ("PUBLIC_URL", "https://jobs.example.org")]);
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        verify(&app, &ada).await;
        let id = app.post_job(&ada, &job()).await;
        step(&app, &moderator, id, "reject").await.expect(200);
        let rejected = mail(&app, &ada, "sent it back").await;
        assert!(rejected.contains("Because.") && rejected.contains("Gardener"), "{rejected}");
        assert!(rejected.contains(&format!("https://jobs.example.org/my-jobs/{id}/")), "{rejected}");
        step(&app, &ada, id, "revise").await.expect(200);
        step(&app, &ada, id, "submit").await.expect(200);
        step(&app, &moderator, id, "approve").await.expect(200);
        mail(&app, &ada, "It is listed until the end of").await;
        step(&app, &moderator, id, "remove").await.expect(200);
        mail(&app, &ada, "removed your job").await;
        // What one does oneself needs no mail.
        let own = app.post_job(&moderator, &job()).await;
        step(&app, &moderator, own, "remove").await.expect(200);
        assert!(files_to(&app, &moderator.email, "removed your job").is_empty());
    }

    async fn a_mail_to_an_unproven_address_has_nothing_in_it_that_a_stranger_wrote(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true")]);
        let (eve, moderator) = (app.person("eve").await, moderator(&app).await);
        let lure = job_of(&json!({"title": "Visit evil example now"}));
        let id = app.post_job(&eve, &lure).await;
        step(&app, &moderator, id, "approve").await.expect(200);
        let approved = mail(&app, &eve, "It is listed").await;
        assert!(!approved.contains("evil") && approved.contains(&format!("number {id}")), "{approved}");
    }

    async fn a_poster_and_the_moderators_talk_and_the_other_side_gets_it_by_mail(app: TestApp) {
        let ada = app.person("ada").await;
        let moderator = moderator(&app).await;
        verify(&app, &ada).await;
        verify(&app, &moderator).await;
        let id = app.post_job(&ada, &job()).await;
        assert_eq!(say(&app, &ada, id, "Anybody there?").await, 201);
        assert_eq!(say(&app, &moderator, id, "Which trees?").await, 201);
        assert!(mail(&app, &ada, "Which trees?").await.contains("moderator wrote about"));
        assert_eq!(say(&app, &ada, id, "All of them.").await, 201);
        mail(&app, &moderator, "All of them.").await;
        // Nobody took part yet when the first was said.
        assert!(files_to(&app, &moderator.email, "Anybody there?").is_empty());
        let told = app.get_as(&ada, &format!("/api/v1/jobs/{id}/comments")).await.expect(200).json();
        let items = told["items"].as_array().expect("comments");
        let lines: Vec<_> = items.iter().map(|c| {
            let by = c["by"].as_str().unwrap_or_default();
            format!("{by} {} {}", c["is_from_moderator"], c["body"])
        }).collect();
        assert_eq!(lines, [
            "ada false \"Anybody there?\"",
            "moderator true \"Which trees?\"",
            "ada false \"All of them.\"",
        ]);
        let eve = app.person("eve").await;
        assert_eq!(say(&app, &eve, id, "Me too.").await, 403);
        assert_eq!(say(&app, &ada, id, " ").await, 422);
        assert_eq!(say(&app, &ada, id, &"x".repeat(2001)).await, 422);
        let page = app.send_form(&format!("/my-jobs/{id}/comments/"), Some(&ada), &[("body", "")]).await;
        assert!(page.expect(422).body.contains("body-error"));
    }

    async fn somebody_who_talks_too_much_is_throttled(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job()).await;
        for _ in 0..60 {
            assert_eq!(say(&app, &ada, id, "And another thing.").await, 201);
        }
        assert_eq!(say(&app, &ada, id, "And another thing.").await, 429);
        app.clock.advance(TimeDelta::hours(1));
        let ada = app.sign_in(&ada.email).await;
        assert_eq!(say(&app, &ada, id, "And another thing.").await, 201);
    }

    async fn a_likely_duplicate_is_shown_with_why_it_looks_like_one(app: TestApp) {
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        let text = |title: &str, text: &str, company: &str| {
            job_of(&json!({"title": title, "description": text, "company": company}))
        };
        let trees = "Looks after the trees of the city, every day of the year.";
        let id = app.post_job(&ada, &text("Gardener", trees, "City Parks")).await;
        let same = app.post_job(&ada, &text("GÄRDENER", "Something else altogether.", "City  Parks")).await;
        let alike = app.post_job(&ada, &text("Baker", &trees.replace("every", "each"), "city parks")).await;
        app.post_job(&ada, &text("Gardener", trees, "Other Parks")).await;
        app.post_job(&ada, &text("Accountant", "Counts the money.", "City Parks")).await;
        let mut draft = text("Gardener", trees, "City Parks");
        draft["state"] = json!("draft");
        app.post_job(&ada, &draft).await;
        let found = duplicates(&app, &moderator, id).await;
        let found: Vec<_> = found.as_array().expect("jobs").iter().map(|known| {
            (known["id"].as_i64().expect("a number"), known["reasons"].to_string())
        }).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        let reasons = |id: i64| found.iter().find(|(known, _)| *known == id).map(|(_, why)| why.as_str());
        assert_eq!(reasons(same), Some(r#"["the same title"]"#));
        assert!(reasons(alike).expect("it").starts_with(r#"["a text like it ("#), "{found:?}");
        let desk = app.page_as(&moderator, &format!("/my-jobs/{id}/")).await.expect(200).body;
        assert!(desk.contains("The same company, and the same title."), "{desk}");
        // The poster sees no such thing.
        let desk = app.page_as(&ada, &format!("/my-jobs/{id}/")).await.expect(200).body;
        assert!(!desk.contains("duplicate"), "{desk}");
    }

    async fn a_moderator_decides_at_the_desk_with_a_reason_and_a_date(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("REVIEW_JOBS", "true")]);
        let (ada, moderator) = (app.person("ada").await, moderator(&app).await);
        let id = app.post_job(&ada, &job()).await;
        let desk = format!("/my-jobs/{id}/");
        let page = app.page_as(&moderator, &desk).await.expect(200).body;
        for label in ["Approve", "Send back", "Remove", "Posted: In review"] {
            assert!(page.contains(label), "{label}: {page}");
        }
        let refused = app.send_form(&desk, Some(&moderator), &[("step", "reject"), ("note", "")]).await.expect(422);
        assert!(refused.body.contains("note-error"), "{}", refused.body);
        let past = [("step", "approve"), ("closes_on", "2001-01-01"), ("note", "Good.")];
        let refused = app.send_form(&desk, Some(&moderator), &past).await.expect(422);
        assert!(refused.body.contains("closes_on-error") && refused.body.contains("Good."), "{}", refused.body);
        let stale = [("step", "approve"), ("version", "0")];
        app.send_form(&desk, Some(&moderator), &stale).await.expect(412);
        let good = [("step", "approve"), ("note", "Good."), ("next", desk.as_str()), ("version", "1")];
        let moved = app.send_form(&desk, Some(&moderator), &good).await.expect(303);
        assert_eq!(moved.header("location"), format!("{desk}?msg=moved"));
        assert_eq!(state(&app, &ada, id).await, "published");
        let page = app.page_as(&ada, &desk).await.expect(200).body;
        assert!(page.contains("Approved: Published") && page.contains("Good."), "{page}");
        app.send_form(&desk, Some(&moderator), &[("step", "approve")]).await.expect(409);
        let elsewhere = [("step", "close"), ("next", "//evil.example")];
        let moved = app.send_form(&desk, Some(&ada), &elsewhere).await.expect(303);
        assert_eq!(moved.header("location"), "/my-jobs/?msg=moved");
    }
}
