//! Jobs that are posted at the same moment share a transaction, and nothing else.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::job_with;

/// Those that are posted at the same moment.
const AT_ONCE: usize = 60;

/// A job that is like no other one of them. Every sixth says a category that there is not.
fn posting(number: usize) -> Value {
    let mut job = job_with("title", json!(format!("Gardener number {number}")));
    job["company"] = json!(format!("Garden {}", number % 7));
    job["tags"] = json!([format!("Tag {}", number % 5), "Trees"]);
    job["category"] = match number % 6 {
        0 => json!("Nothing of the kind"),
        1 => json!("engineering"),
        _ => Value::Null,
    };
    job
}

on_both_databases! {
    async fn jobs_that_are_posted_at_once_are_each_stored_or_refused_for_themselves(app: TestApp) {
        let people = [app.person("one").await, app.person("another").await];
        let posts = (0..AT_ONCE).map(|number| {
            let (app, person) = (&app, &people[number % 2]);
            async move {
                let body = posting(number);
                app.send_json(Method::POST, "/api/v1/jobs", Some(person), &body).await
            }
        });
        let mut ids = BTreeSet::new();
        for (number, answer) in join_all(posts).await.into_iter().enumerate() {
            if number % 6 == 0 {
                let refused = answer.expect(422).json();
                assert!(refused.to_string().contains("unknown_category"), "{refused}");
                continue;
            }
            let stored = answer.expect(201).json();
            let id = stored["id"].as_i64().expect("a number");
            ids.insert(id);
            let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
            for job in [&stored, &job] {
                assert_eq!(job["title"], json!(format!("Gardener number {number}")));
                assert_eq!(job["company"], json!(format!("Garden {}", number % 7)));
                let category = if number % 6 == 1 { json!("Engineering") } else { Value::Null };
                assert_eq!(job["category"], category);
            }
            let history = format!("/api/v1/jobs/{id}/history");
            let history = app.get_as(&people[number % 2], &history).await.expect(200).json();
            let events = history["items"].as_array().expect("events");
            assert_eq!(events.len(), 1, "{history}");
            let tagged = format!("/api/v1/jobs?limit=100&title=number+{number}&tag=Tag+{}", number % 5);
            let found = app.get(&tagged).await.json();
            let found = found["items"].as_array().expect("jobs").iter();
            assert!(found.clone().any(|job| job["id"] == json!(id)), "{tagged}");
        }
        assert_eq!(ids.len(), AT_ONCE - AT_ONCE / 6);
        let companies = app.get("/api/v1/companies").await.json();
        assert_eq!(companies["items"].as_array().map(Vec::len), Some(7), "{companies}");
    }
}
