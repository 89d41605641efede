use std::time::Duration;

use chrono::{TimeDelta, TimeZone, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use jobboard_db::{Backend as DbBackend, Database, DatabaseConfig};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{FORM, import, posting};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person, job, job_with};

/// Larger than any number that a database knows.
const HUGE: &str = "99999999999999999999999999";

/// The titles of a list, in its order.
fn titles(list: &Value) -> Vec<&str> {
    let jobs = list.as_array().expect("jobs");
    jobs.iter()
        .map(|job| job["title"].as_str().expect("a title"))
        .collect()
}

/// Reads, changes and deletes the job with this number in every way there is.
async fn touch(app: &TestApp, person: &Person, id: &str) -> Vec<(String, u16, String)> {
    let mut answers = Vec::new();
    for (method, path) in [
        (Method::GET, "/api/v1/jobs/"),
        (Method::PATCH, "/api/v1/jobs/"),
        (Method::DELETE, "/api/v1/jobs/"),
        (Method::GET, "/jobs/get/"),
        (Method::PUT, "/jobs/update/"),
        (Method::DELETE, "/jobs/delete/"),
    ] {
        let answer = app
            .send_json(method.clone(), &format!("{path}{id}"), Some(person), &job())
            .await;
        answers.push((format!("{method} {path}"), answer.status, answer.body));
    }
    for path in ["/details/", "/edit-job/", "/delete-job/"] {
        let answer = app.page_as(person, &format!("{path}{id}")).await;
        answers.push((format!("GET {path}"), answer.status, answer.body));
    }
    for (path, form) in [("/edit-job/", &FORM[..]), ("/delete-job/", &[])] {
        let answer = app
            .send_form(&format!("{path}{id}"), Some(person), form)
            .await;
        answers.push((format!("POST {path}"), answer.status, answer.body));
    }
    answers
}

on_both_databases! {
    async fn defect_18_deleting_a_missing_job_is_a_404(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let (api, tutorial) = (format!("/api/v1/jobs/{id}"), format!("/jobs/delete/{id}"));
        app.send_json(Method::DELETE, &api, Some(&ada), &json!({}))
            .await
            .expect(204);
        let gone = app
            .send_json(Method::DELETE, &api, Some(&ada), &json!({}))
            .await
            .expect(404);
        assert_eq!(gone.json()["detail"], "There is no such job.");
        let gone = app
            .send_json(Method::DELETE, &tutorial, Some(&ada), &json!({}))
            .await
            .expect(404);
        assert_eq!(
            gone.json(),
            json!({"detail": format!("Job with id {id} not found")})
        );
        app.send_form(&format!("/delete-job/{id}"), Some(&ada), &[])
            .await
            .expect(404);
    }

    async fn defect_19_403_is_for_who_is_known_and_401_for_who_is_not(app: TestApp) {
        let (owner, other) = (app.person("owner").await, app.person("other").await);
        let id = app.job(&owner, "Gardener").await;
        for (method, path) in [
            (Method::PATCH, format!("/api/v1/jobs/{id}")),
            (Method::DELETE, format!("/api/v1/jobs/{id}")),
            (Method::PUT, format!("/jobs/update/{id}")),
            (Method::DELETE, format!("/jobs/delete/{id}")),
        ] {
            let known = app
                .send_json(method.clone(), &path, Some(&other), &job())
                .await
                .expect(403);
            assert_eq!(
                known.json()["detail"],
                "You may not do this to somebody else's job."
            );
            assert_eq!(known.header("www-authenticate"), "");
            let unknown = app.send_json(method, &path, None, &job()).await.expect(401);
            assert_eq!(unknown.json()["detail"], "Not authenticated");
            assert_eq!(
                unknown.header("www-authenticate"),
                r#"Bearer realm="jobboard""#
            );
        }
        for path in [format!("/edit-job/{id}"), format!("/delete-job/{id}")] {
            app.page_as(&other, &path).await.expect(403);
            let unknown = app.get(&path).await.expect(303);
            assert!(unknown.header("location").starts_with("/login/?next="));
        }
    }

    async fn defect_20_every_answer_about_a_job_says_its_number(app: TestApp) {
        let ada = app.person("ada").await;
        let api = app
            .send_json(Method::POST, "/api/v1/jobs", Some(&ada), &job())
            .await
            .expect(201);
        let id = api.json()["id"].clone();
        assert_eq!(api.header("location"), format!("/api/v1/jobs/{id}"));
        let body = json!({"title": "Head gardener"});
        let path = format!("/api/v1/jobs/{id}");
        let patched = app
            .send_json(Method::PATCH, &path, Some(&ada), &body)
            .await
            .expect(200);
        assert_eq!(patched.json()["id"], id);
        assert_eq!(app.get(&path).await.json()["id"], id);
        assert_eq!(app.get("/api/v1/jobs").await.json()["items"][0]["id"], id);
        assert_eq!(app.get(&format!("/jobs/get/{id}")).await.json()["id"], id);
        assert_eq!(app.get("/jobs/all").await.json()[0]["id"], id);
        let made = app
            .send_json(Method::POST, "/jobs/create-job/", Some(&ada), &job())
            .await;
        let next = id.as_i64().expect("a number") + 1;
        assert_eq!(made.expect(200).json()["id"], next);
        assert!(
            app.get("/")
                .await
                .body
                .contains(&format!("href=\"/details/{next}\""))
        );
    }

    async fn defect_22_a_search_without_a_term_is_no_failure(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Gardener").await;
        for query in [
            "",
            "?",
            "?other=x",
            "?term=&title=&query=",
            "?term=+&title=+&query=+",
        ] {
            let page = app.get(&format!("/search/{query}")).await.expect(200);
            assert!(page.body.contains("Gardener"), "{query}");
            let suggested = app
                .get(&format!("/jobs/autocomplete{query}"))
                .await
                .expect(200);
            assert_eq!(suggested.json(), json!([]), "{query}");
            let suggested = app
                .get(&format!("/api/v1/jobs/suggest{query}"))
                .await
                .expect(200);
            assert_eq!(suggested.json(), json!({"items": []}), "{query}");
            let listed = app.get(&format!("/api/v1/jobs{query}")).await.expect(200);
            assert_eq!(titles(&listed.json()["items"]), ["Gardener"], "{query}");
        }
    }

    async fn defect_23_a_huge_number_is_a_job_that_does_not_exist(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Gardener").await;
        for id in [
            HUGE,
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "0",
        ] {
            for (request, status, body) in touch(&app, &ada, id).await {
                assert_eq!(status, 404, "{request}{id}: {body}");
            }
        }
        let answer = app.get(&format!("/jobs/get/{HUGE}")).await;
        let detail = format!("Job with this id {HUGE} does not exist");
        assert_eq!(answer.json(), json!({"detail": detail}));
        assert_eq!(app.listed().await, 1);
    }

    async fn defect_24_a_job_without_a_date_is_of_the_day_it_was_posted(app: TestApp) {
        let evening = Utc
            .with_ymd_and_hms(2031, 12, 31, 23, 59, 59)
            .single()
            .expect("a time");
        app.clock.stop_at(evening);
        let ada = app.person("ada").await;
        let posted = async |person: &Person| {
            let mut dates = Vec::new();
            for (path, status) in [("/api/v1/jobs", 201), ("/jobs/create-job/", 200)] {
                let made = app
                    .send_json(Method::POST, path, Some(person), &job())
                    .await;
                dates.push(made.expect(status).json()["date_posted"].clone());
            }
            let made = app
                .send_form("/post-a-job/", Some(person), &FORM)
                .await
                .expect(303);
            let page = app.get(made.header("location")).await.expect(200).body;
            let (_, date) = page.split_once("<time datetime=\"").expect("a date");
            dates.push(json!(date[..10]));
            dates
        };
        assert_eq!(posted(&ada).await, ["2031-12-31"; 3]);
        app.clock.advance(TimeDelta::days(1));
        let ada = app.sign_in(&ada.email).await;
        assert_eq!(posted(&ada).await, ["2032-01-01"; 3]);
    }

    async fn defect_25_a_job_that_is_not_active_is_shown_to_nobody_else(app: TestApp) {
        let (owner, other) = (app.person("owner").await, app.person("other").await);
        let postings = json!([posting("Open baker", true), posting("Closed baker", false)]);
        import(&app, &postings, &owner.email);
        assert_eq!(
            titles(&app.get("/api/v1/jobs").await.json()["items"]),
            ["Open baker"]
        );
        let found = app.get("/api/v1/jobs?title=baker").await.json();
        assert_eq!(titles(&found["items"]), ["Open baker"]);
        assert_eq!(titles(&app.get("/jobs/all").await.json()), ["Open baker"]);
        let suggested = app.get("/jobs/autocomplete?term=baker").await;
        assert_eq!(suggested.json(), json!(["Open baker"]));
        let suggested = app.get("/api/v1/jobs/suggest?title=baker").await;
        assert_eq!(suggested.json(), json!({"items": ["Open baker"]}));
        for path in ["/", "/search/?query=baker"] {
            let page = app.page_as(&other, path).await.expect(200).body;
            assert!(
                page.contains("Open baker") && !page.contains("Closed baker"),
                "{path}"
            );
        }
        assert!(
            app.page_as(&owner, "/my-jobs/")
                .await
                .body
                .contains("Closed baker")
        );
        app.page_as(&owner, "/details/2").await.expect(200);
        for (request, status, body) in touch(&app, &other, "2").await {
            assert!(matches!(status, 404 | 410), "{request}: {body}");
            assert!(!body.contains("Closed baker"), "{request}: {body}");
        }
        app.page_as(&owner, "/details/2").await.expect(200);
    }

    async fn defect_29_passwords_are_checked_without_holding_up_readers(app: TestApp) {
        let costly = TestApp::with(app.backend, &[("BCRYPT_COST", "12"), ("WORKERS", "1")]).await;
        let ada = costly.person("ada").await;
        let mut logins = JoinSet::new();
        for _ in 0..8 {
            let login = costly
                .request(Method::POST, "/api/v1/auth/login")
                .json(&json!({"email": ada.email, "password": PASSWORD}))
                .send();
            logins.spawn(async move { login.await.expect("an answer").status().as_u16() });
        }
        let mut reads = 0;
        while !logins.is_empty() {
            let read = costly
                .request(Method::GET, "/api/v1/jobs")
                .timeout(Duration::from_secs(5));
            costly.send(read).await.expect(200);
            reads += 1;
            while let Some(login) = logins.try_join_next() {
                assert_eq!(login.expect("a login"), 200);
            }
        }
        // A worker that checks passwords itself answers at most one reader between two of them.
        assert!(
            reads > 16,
            "only {reads} readers were answered while 8 people signed in"
        );
    }

    async fn defect_33_lists_are_newest_first_and_come_in_pages(app: TestApp) {
        let ada = app.person("ada").await;
        let mut expected = Vec::new();
        for n in 0..45 {
            let date = format!("2024-06-{:02}", 1 + n % 7);
            let id = app
                .post_job(&ada, &job_with("date_posted", json!(date)))
                .await;
            expected.push((date, id));
        }
        expected.sort();
        expected.reverse();
        let (mut seen, mut sizes) = (Vec::new(), Vec::new());
        let mut path = "/api/v1/jobs?limit=20".to_owned();
        loop {
            let answer = app.get(&path).await.expect(200);
            let page = answer.json();
            let items = page["items"].as_array().expect("jobs");
            sizes.push(items.len());
            seen.extend(items.iter().map(|job| {
                let date = job["date_posted"].as_str().expect("a date").to_owned();
                (date, job["id"].as_i64().expect("a number"))
            }));
            let Some(next) = page["next"].as_str() else {
                assert_eq!(answer.header("link"), "");
                break;
            };
            path = format!("/api/v1/jobs?after={next}&limit=20");
            assert_eq!(answer.header("link"), format!("<{path}>; rel=\"next\""));
            app.job(&ada, "Posted while somebody reads").await;
        }
        assert_eq!(sizes, [20, 20, 5]);
        assert_eq!(seen, expected, "none twice, none missing");

        for n in 0..55 {
            app.job(&ada, &format!("One of many {n}")).await;
        }
        let all = app.get("/jobs/all").await.expect(200);
        assert_eq!(all.json().as_array().expect("jobs").len(), 100);
        assert_eq!(titles(&all.json())[0], "One of many 54");
        assert!(all.header("link").contains("rel=\"next\""));
        app.get("/api/v1/jobs?limit=101").await.expect(422);
        assert_eq!(
            app.get("/")
                .await
                .body
                .matches("<li class=\"card\">")
                .count(),
            20
        );
    }

    async fn defect_35_the_tables_are_migrated_and_a_job_has_an_owner(app: TestApp) {
        let backend = match app.database.url.strip_prefix("sqlite:") {
            Some(path) => DbBackend::Sqlite(path.into()),
            None => DbBackend::Postgres(app.database.url.clone()),
        };
        let index = match &backend {
            DbBackend::Sqlite(_) => {
                "SELECT sql AS found FROM sqlite_schema WHERE name = 'jobs_by_owner'"
            }
            DbBackend::Postgres(_) => {
                "SELECT indexdef AS found FROM pg_indexes WHERE indexname = 'jobs_by_owner'"
            }
        };
        let config = DatabaseConfig {
            backend,
            name: "the test's".to_owned(),
            pool_size: 1,
        };
        let database = Database::open(&config).expect("the database");
        let found = |sql: &'static str| -> Vec<String> {
            let rows: Vec<Row> = database
                .read(|connection| diesel::sql_query(sql).load(connection))
                .expect("rows");
            rows.into_iter().map(|row| row.found).collect()
        };
        assert!(!found("SELECT version AS found FROM __diesel_schema_migrations").is_empty());
        assert!(found(index)[0].contains("(owner_id, "));

        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        for sql in [
            "UPDATE jobs SET owner_id = NULL",
            "UPDATE jobs SET owner_id = 999",
            "DELETE FROM users",
        ] {
            let outcome = database.read(|connection| diesel::sql_query(sql).execute(connection));
            assert!(outcome.is_err(), "{sql}");
        }
        app.send_json(
            Method::DELETE,
            &format!("/jobs/delete/{id}"),
            Some(&ada),
            &json!({}),
        )
        .await
        .expect(200);
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    found: String,
}
