//! `/api/v1/jobs/{id}` and posting.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::{job, job_with};

on_both_databases! {
    async fn a_posted_job_can_be_read_by_everybody(app: TestApp) {
        let ada = app.person("ada").await;
        let answer = app
            .send_json(Method::POST, "/api/v1/jobs", Some(&ada), &job())
            .await
            .expect(201);
        assert_eq!(answer.header("location"), "/api/v1/jobs/1");
        let posted = answer.json();
        assert_eq!(app.get("/api/v1/jobs/1").await.expect(200).json(), posted);
        assert_eq!(posted["id"], 1);
        assert_eq!(posted["company_url"], Value::Null);
        assert_eq!(posted["created_at"], posted["updated_at"]);
        let today = jobboard_core::clock::Clock::now(&*app.clock).date_naive();
        assert_eq!(posted["date_posted"], today.to_string());
    }

    async fn a_patch_changes_what_it_names_and_nothing_else(app: TestApp) {
        let ada = app.person("ada").await;
        let body = job_with("company_url", json!("https://parks.example.org"));
        let id = app.post_job(&ada, &body).await;
        let path = format!("/api/v1/jobs/{id}");
        let before = app.get(&path).await.json();
        let patch = |body: Value| {
            let (app, ada, path) = (&app, &ada, &path);
            async move { app.send_json(Method::PATCH, path, Some(ada), &body).await.expect(200).json() }
        };
        let after = patch(json!({"title": "Head gardener"})).await;
        assert_eq!(after["title"], "Head gardener");
        for field in ["company", "company_url", "location", "description", "date_posted", "created_at"] {
            assert_eq!(after[field], before[field], "{field}");
        }
        assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
        let cleared = patch(json!({"company_url": null})).await;
        assert_eq!(cleared["company_url"], Value::Null);
        assert_eq!(app.get(&path).await.json(), cleared);
    }

    async fn a_patch_cannot_take_away_what_a_job_needs(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let path = format!("/api/v1/jobs/{id}");
        let before = app.get(&path).await.body;
        for field in ["title", "company", "location", "description", "date_posted"] {
            for value in [json!(null), json!(""), json!(7)] {
                let answer = app
                    .send_json(Method::PATCH, &path, Some(&ada), &json!({field: value}))
                    .await
                    .expect(422);
                assert_eq!(answer.fields(), [field]);
            }
        }
        assert_eq!(app.get(&path).await.body, before);
    }

    async fn a_job_taken_down_is_gone_everywhere(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let path = format!("/api/v1/jobs/{id}");
        app.send_json(Method::DELETE, &path, Some(&ada), &json!({})).await.expect(204);
        app.get(&path).await.expect(404);
        app.get(&format!("/details/{id}")).await.expect(404);
        assert_eq!(app.listed().await, 0);
        let suggested = app.get("/api/v1/jobs/suggest?title=gard").await.json();
        assert_eq!(suggested["items"], json!([]));
        app.send_json(Method::DELETE, &path, Some(&ada), &json!({})).await.expect(404);
    }

    async fn a_number_is_never_given_twice(app: TestApp) {
        let ada = app.person("ada").await;
        let first = app.job(&ada, "Gardener").await;
        let path = format!("/api/v1/jobs/{first}");
        app.send_json(Method::DELETE, &path, Some(&ada), &json!({})).await.expect(204);
        assert!(app.job(&ada, "Gardener").await > first);
    }

    async fn an_answer_can_be_asked_about_by_its_etag(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        for path in [format!("/api/v1/jobs/{id}"), "/api/v1/jobs".to_owned(), "/".to_owned()] {
            let first = app.get(&path).await.expect(200);
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
            let ask = |tag: &str| {
                let request = app.request(Method::GET, &path).header("if-none-match", tag);
                app.send(request)
            };
            let same = ask(&tag).await.expect(304);
            assert_eq!(same.body, "");
            assert_eq!(same.header("etag"), tag);
            ask(&format!("\"x\", W/{tag}")).await.expect(304);
            ask("\"x\"").await.expect(200);
            let job = format!("/api/v1/jobs/{id}");
            app.send_json(Method::PATCH, &job, Some(&ada), &json!({"title": path.replace('/', "x")}))
                .await
                .expect(200);
            ask(&tag).await.expect(200);
        }
    }
}
