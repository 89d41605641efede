//! `GET /api/v1/jobs` and the suggestions.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::app::job_with;

/// The titles of a page.
fn titles(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|job| job["title"].as_str().expect("a title").to_owned())
        .collect()
}

async fn found(app: &TestApp, term: &str) -> Vec<String> {
    let request = app
        .request(Method::GET, "/api/v1/jobs")
        .query(&[("title", term)]);
    titles(&app.send(request).await.expect(200).json())
}

async fn suggested(app: &TestApp, term: &str) -> Value {
    let request = app
        .request(Method::GET, "/api/v1/jobs/suggest")
        .query(&[("title", term)]);
    app.send(request).await.expect(200).json()["items"].clone()
}

on_both_databases! {
    async fn the_list_begins_with_the_newest_date_and_then_the_newest_number(app: TestApp) {
        let ada = app.person("ada").await;
        for (title, date) in [("b", "2024-06-04"), ("d", "2024-06-05"), ("c", "2024-06-04"), ("a", "2023-01-01")] {
            let mut job = job_with("title", json!(title));
            job["date_posted"] = json!(date);
            app.post_job(&ada, &job).await;
        }
        let page = app.get("/api/v1/jobs").await.expect(200).json();
        assert_eq!(titles(&page), ["d", "c", "b", "a"]);
        assert_eq!(page["next"], Value::Null);
    }

    async fn whatever_narrows_a_list_narrows_its_next_page_too(app: TestApp) {
        let ada = app.person("ada").await;
        for (title, tag) in [("Gardener 1", "C & 1"), ("Tailor", "Sewing"), ("Gardener 2", "C & 2")] {
            let mut job = job_with("title", json!(title));
            job["tags"] = json!([tag]);
            app.post_job(&ada, &job).await;
        }
        for (first, second) in [
            ("/api/v1/jobs?title=gardener&limit=1", "Gardener 1"),
            ("/jobs/all?title=gardener&limit=1", "Gardener 1"),
            ("/api/v1/tags?beginning=c+%26&limit=1", "C & 2"),
        ] {
            let page = app.get(first).await.expect(200);
            let link = page.header("link").strip_suffix(r#">; rel="next""#).unwrap_or_default();
            let next = app.get(link.trim_start_matches('<')).await.expect(200);
            assert!(next.body.contains(second) && !next.body.contains("Tailor"), "{first}: {link}: {}", next.body);
            assert_eq!(next.header("link"), "", "{first}: there are two");
        }
    }

    async fn the_link_leads_through_all_pages_and_keeps_the_search(app: TestApp) {
        let ada = app.person("ada").await;
        for number in 0..5 {
            app.job(&ada, &format!("Gärtner & Söhne {number}")).await;
            app.job(&ada, "Cook").await;
        }
        let mut path = "/api/v1/jobs?limit=2&title=gartner%20%26".to_owned();
        let mut seen = Vec::new();
        loop {
            let answer = app.get(&path).await.expect(200);
            let page = answer.json();
            seen.extend(titles(&page));
            let link = answer.header("link").to_owned();
            assert_eq!(link.is_empty(), page["next"].is_null());
            if link.is_empty() {
                break;
            }
            assert!(link.ends_with(r#">; rel="next""#), "{link}");
            path = link[1..link.find('>').expect("an end")].to_owned();
        }
        let expected: Vec<_> = (0..5).rev().map(|n| format!("Gärtner & Söhne {n}")).collect();
        assert_eq!(seen, expected);
    }

    async fn a_page_has_one_to_a_hundred_jobs(app: TestApp) {
        for wrong in ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=99999999999999999999"] {
            let answer = app.get(&format!("/api/v1/jobs?{wrong}")).await.expect(422);
            assert_eq!(answer.fields(), ["limit"], "{wrong}");
        }
        for wrong in ["after=x", "after=1", "after=20240604.x", "after=99999999.1", "after=%00"] {
            let answer = app.get(&format!("/api/v1/jobs?{wrong}")).await.expect(422);
            assert_eq!(answer.fields(), ["after"], "{wrong}");
        }
        app.get("/api/v1/jobs?limit=100&utm_source=x").await.expect(200);
    }

    async fn a_search_forgets_case_and_accents_on_either_database(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Développeur ÉTÉ").await;
        app.job(&ada, "Straßenbauer").await;
        app.job(&ada, "软件工程师").await;
        for term in ["développeur", "DEVELOPPEUR", "été", "ETE", "veloppeur e"] {
            assert_eq!(found(&app, term).await, ["Développeur ÉTÉ"], "{term}");
        }
        assert_eq!(found(&app, "STRASSE").await, Vec::<String>::new());
        assert_eq!(found(&app, "工程").await, ["软件工程师"]);
    }

    async fn m28_every_sign_in_a_search_is_literal(app: TestApp) {
        let ada = app.person("ada").await;
        let titles = ["100% remote", "snake_case fan", r"back\slash", "it's \"quoted\"", "🦀 engineer"];
        for title in titles {
            app.job(&ada, title).await;
        }
        for (term, title) in [("%", titles[0]), ("_", titles[1]), (r"\", titles[2]), ("'s \"", titles[3]), ("🦀", titles[4])] {
            assert_eq!(found(&app, term).await, [title], "{term}");
            assert_eq!(suggested(&app, term).await, json!([title]), "{term}");
        }
        assert_eq!(found(&app, "").await.len(), 5);
        for long in ["x".repeat(101), "x".repeat(10_000)] {
            let answer = app.get(&format!("/api/v1/jobs?title={long}")).await.expect(422);
            assert_eq!(answer.fields(), ["title"]);
        }
        app.get("/api/v1/jobs?title=a%00b").await.expect(422);
        app.get("/api/v1/jobs/suggest?title=%00").await.expect(422);
        app.get("/api/v1/jobs?title=%ff%fe").await.expect(400);
    }

    async fn suggestions_are_ten_different_titles_that_begin_with_the_term_first(app: TestApp) {
        let ada = app.person("ada").await;
        for title in ["Head gardener", "Gardener", "Gardener", "garden planner", "Cook"] {
            app.job(&ada, title).await;
        }
        assert_eq!(
            suggested(&app, "GARD").await,
            json!(["garden planner", "Gardener", "Head gardener"])
        );
        assert_eq!(suggested(&app, "  ").await, json!([]));
        for number in 0..12 {
            app.job(&ada, &format!("Tester {number:02}")).await;
        }
        assert_eq!(suggested(&app, "tester").await.as_array().map(Vec::len), Some(10));
    }
}
