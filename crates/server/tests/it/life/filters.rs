//! Filters: one alone and any two together find what going through all jobs finds.

use reqwest::Method;
use serde_json::{Value, json};

use super::job_of;
use crate::support::TestApp;

const PLACES: [(&str, &str); 4] = [
    ("Ghent", "BE"),
    ("Paris", "FR"),
    ("Lyon", "FR"),
    ("Boston", "US"),
];
const TYPES: [&str; 3] = ["FULL_TIME", "PART_TIME", "INTERN"];
const TAGS: [&str; 4] = ["C", "C++", "C#", "Rust"];
const COMPANIES: [&str; 3] = ["City Parks", "Bakery", "city  parks"];
const COUNTRIES: [&str; 2] = ["FR", "BE"];
const CATEGORIES: [&str; 2] = ["Design", "Engineering"];
const WORKPLACES: [&str; 3] = ["on_site", "hybrid", "remote"];

/// Every filter, and whether it lets a job through.
type Filter = (&'static str, &'static str, fn(&Value) -> bool);

const FILTERS: [Filter; 18] = [
    ("title", "gard", |job| {
        text(job, "title").to_lowercase().contains("gard")
    }),
    ("place", "Ghent", |job| in_place(job, "city", "Ghent")),
    ("place", "France", |job| in_place(job, "country", "FR")),
    ("place", "fr", |job| in_place(job, "country", "FR")),
    ("place", "Nowhere", |_| false),
    ("workplace", "remote", |job| job["workplace"] == "remote"),
    ("workplace", "hybrid", |job| job["workplace"] == "hybrid"),
    ("type", "FULL_TIME", |job| {
        has(job, "employment_types", "FULL_TIME")
    }),
    ("type", "INTERN", |job| {
        has(job, "employment_types", "INTERN")
    }),
    ("tag", "c++", |job| has(job, "tags", "C++")),
    ("tag", "C", |job| has(job, "tags", "C")),
    ("category", "design", |job| job["category"] == "Design"),
    ("company", "1", |job| job["company_id"] == 1),
    ("company", "99", |_| false),
    ("salary", "50000-EUR", |job| pays(job, "EUR", 50_000)),
    ("salary", "57000-EUR", |job| pays(job, "EUR", 57_000)),
    ("salary", "9000-USD", |job| pays(job, "USD", 9_000)),
    ("within", "5", |job| {
        text(job, "date_posted") >= text(job, "five_days_ago")
    }),
];

fn text<'a>(job: &'a Value, field: &str) -> &'a str {
    job[field].as_str().unwrap_or_default()
}

fn has(job: &Value, field: &str, value: &str) -> bool {
    job[field]
        .as_array()
        .expect("a list")
        .contains(&json!(value))
}

fn in_place(job: &Value, part: &str, value: &str) -> bool {
    let places = job["places"].as_array().expect("places");
    places.iter().any(|place| place[part] == value)
        || (part == "country" && has(job, "applicant_countries", value))
}

fn pays(job: &Value, currency: &str, least: i64) -> bool {
    let salary = &job["salary"];
    let times = match text(salary, "period") {
        "HOUR" => 2_080,
        "MONTH" => 12,
        _ => 1,
    };
    let most = salary["max"]
        .as_i64()
        .or(salary["min"].as_i64())
        .unwrap_or_default();
    salary["currency"] == currency && most * times >= least * 100
}

/// The `n`th job: every combination comes up, and none of its parts goes with another.
fn posting(n: usize, today: chrono::NaiveDate) -> Value {
    let (city, country) = PLACES[n % 4];
    let workplace = WORKPLACES[n / 2 % 3];
    let salary = match n % 5 {
        0 => json!(null),
        1 => {
            json!({"min": 4_000_000, "max": 5_600_000 + 10_000 * n, "currency": "EUR", "period": "YEAR"})
        }
        2 => json!({"min": 2_000 + 50 * n, "currency": "EUR", "period": "HOUR"}),
        3 => json!({"max": 70_000 + 1_000 * n, "currency": "USD", "period": "MONTH"}),
        _ => json!({"min": 6_000_000, "currency": "EUR", "period": "YEAR"}),
    };
    let mut body = job_of(&json!({
        "title": format!("{} {n}", ["Gardener", "Baker", "Cook"][n % 3]),
        "company": COMPANIES[n / 3 % 3],
        "workplace": workplace,
        "places": if n.is_multiple_of(6) && workplace == "remote" { json!([]) } else { json!([{"city": city, "country": country}]) },
        "employment_types": [TYPES[n % 3], TYPES[n / 5 % 3]],
        "tags": [TAGS[n % 4], TAGS[n / 7 % 4]],
        "category": CATEGORIES[n / 4 % 2],
        "salary": salary,
        "date_posted": (today - chrono::TimeDelta::days((n % 11) as i64)).to_string(),
    }));
    if workplace == "remote" {
        body["applicant_countries"] = json!([COUNTRIES[n % 2]]);
    }
    body.as_object_mut().expect("an object").remove("location");
    body
}

/// The numbers of all jobs that a query finds, page by page.
async fn found(app: &TestApp, query: &[(&str, &str)]) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut after = None::<String>;
    loop {
        let mut request = app
            .request(Method::GET, "/api/v1/jobs")
            .query(query)
            .query(&[("limit", "7")]);
        if let Some(after) = &after {
            request = request.query(&[("after", after)]);
        }
        let page = app.send(request).await.expect(200).json();
        let items = page["items"].as_array().expect("jobs");
        ids.extend(
            items
                .iter()
                .map(|job| job["id"].as_i64().expect("a number")),
        );
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => return ids,
        }
    }
}

on_both_databases! {
    async fn filters_and_their_combinations_find_what_going_through_all_finds(app: TestApp) {
        let ada = app.person("ada").await;
        let today = app.context.today();
        for n in 0..80 {
            let body = posting(n, today);
            app.post_job(&ada, &body).await;
        }
        // What is not listed is found by nothing.
        let hidden = job_of(&json!({"state": "draft", "tags": ["C"]}));
        app.post_job(&ada, &hidden).await;
        let page = app.get("/api/v1/jobs?limit=100").await.expect(200).json();
        let mut all = page["items"].as_array().expect("jobs").clone();
        assert_eq!(all.len(), 80);
        for job in &mut all {
            job["five_days_ago"] = json!((today - chrono::TimeDelta::days(5)).to_string());
        }
        for (i, (name, value, lets_through)) in FILTERS.iter().enumerate() {
            let alone: Vec<_> = all.iter().filter(|job| lets_through(job)).collect();
            assert!(!alone.is_empty() || matches!(*value, "Nowhere" | "99"), "{name}={value} finds nothing");
            for (other, another, lets_too) in &FILTERS[i..] {
                if name == other && value != another {
                    continue;
                }
                let wanted: Vec<_> = alone.iter().filter(|job| lets_too(job)).map(|job| job["id"].as_i64().expect("a number")).collect();
                let query = if value == another { vec![(*name, *value)] } else { vec![(*name, *value), (*other, *another)] };
                assert_eq!(found(&app, &query).await, wanted, "{query:?}");
            }
        }
    }

    async fn a_job_that_moves_is_found_where_it_is_now(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"location": "Ghent, Belgium", "date_posted": "2024-06-04"}))).await;
        assert_eq!(found(&app, &[("place", "ghent")]).await, [id]);
        let patch = json!({"location": "Bruges, Belgium", "date_posted": "2024-06-05"});
        app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&ada), &patch).await.expect(200);
        assert_eq!(found(&app, &[("place", "ghent")]).await, [0_i64; 0]);
        assert_eq!(found(&app, &[("place", "bruges"), ("place", "belgium")]).await, [id]);
        assert_eq!(found(&app, &[("place", "BE"), ("workplace", "on_site")]).await, [id]);
    }

    async fn a_filter_that_cannot_be_is_named(app: TestApp) {
        for (name, value) in [
            ("workplace", "moon"), ("type", "x"), ("company", "x"), ("company", "-1"), ("salary", "50000"),
            ("salary", "x-EUR"), ("salary", "1-XXX"), ("within", "0"), ("within", "366"), ("tag", "a,b"),
        ] {
            let request = app.request(Method::GET, "/api/v1/jobs").query(&[(name, value)]);
            let answer = app.send(request).await.expect(422);
            assert_eq!(answer.fields(), [name], "{value}");
        }
        let empty = app.get("/api/v1/jobs?place=&workplace=&tag=&salary=").await.expect(200).json();
        assert_eq!(empty["items"], json!([]));
    }
}
