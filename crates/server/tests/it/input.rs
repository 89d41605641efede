//! What somebody writes into bodies (row M23) and into searches (row M28).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, job, job_with};

/// Fields that decide something and are nobody's to send.
const NOT_YOURS: [&str; 9] = [
    "id",
    "owner_id",
    "is_superuser",
    "is_active",
    "role",
    "created_at",
    "import_key",
    "user_id",
    "",
];

/// Percent-encodes everything.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The four searches, with the name of their parameter.
const SEARCHES: [(&str, &str); 4] = [
    ("/api/v1/jobs", "title"),
    ("/api/v1/jobs/suggest", "title"),
    ("/jobs/autocomplete", "term"),
    ("/search/", "query"),
];

on_both_databases! {
    async fn m23_a_field_that_does_not_exist_is_refused_and_changes_nothing(app: TestApp) {
        let (owner, other) = (app.person("owner").await, app.person("other").await);
        let id = app.job(&owner, "Gardener").await;
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        let sign_up =
            json!({"username": "newcomer", "email": "new@example.org", "password": PASSWORD});
        let login = json!({"email": owner.email, "password": PASSWORD});
        for field in NOT_YOURS {
            for (method, path, body) in [
                (Method::POST, "/api/v1/users", &sign_up),
                (
                    Method::PATCH,
                    "/api/v1/users/me",
                    &json!({"username": "renamed"}),
                ),
                (Method::POST, "/api/v1/auth/login", &login),
                (Method::POST, "/api/v1/jobs", &job()),
                (
                    Method::PATCH,
                    &format!("/api/v1/jobs/{id}"),
                    &json!({"title": "Changed"}),
                ),
                (Method::POST, "/users/", &sign_up),
                (Method::POST, "/jobs/create-job/", &job()),
                (
                    Method::PUT,
                    &format!("/jobs/update/{id}"),
                    &job_with("title", json!("Changed")),
                ),
            ] {
                for value in [json!(2), json!(true), Value::Null] {
                    let mut body = body.clone();
                    body[field] = value;
                    let answer = app
                        .send_json(method.clone(), path, Some(&owner), &body)
                        .await;
                    assert_eq!(
                        answer.status, 422,
                        "{method} {path} {field:?}: {}",
                        answer.body
                    );
                    assert!(
                        answer.body.contains("There is no such field."),
                        "{}",
                        answer.body
                    );
                }
            }
            let form = job();
            let form = form.as_object().expect("an object").iter();
            let mut form: Vec<_> = form
                .map(|(name, value)| (name.as_str(), value.as_str().expect("text")))
                .collect();
            form.push((field, "2"));
            for path in ["/post-a-job/", &format!("/edit-job/{id}")] {
                app.send_form(path, Some(&owner), &form).await.expect(422);
            }
            app.send_form(&format!("/delete-job/{id}"), Some(&owner), &[(field, "2")])
                .await
                .expect(422);
            let form = [
                ("username", "newcomer"),
                ("email", "new@example.org"),
                ("password", PASSWORD),
                (field, "1"),
            ];
            app.send_form("/register/", None, &form).await.expect(422);
            let form = [
                ("email", owner.email.as_str()),
                ("password", PASSWORD),
                (field, "1"),
            ];
            let login = app.send_form("/login/", None, &form).await.expect(422);
            assert_eq!(login.header("set-cookie"), "");
        }
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);
        assert_eq!(app.listed().await, 1);
        let me = app.get_as(&owner, "/api/v1/users/me").await.json();
        assert_eq!(
            (&me["username"], &me["role"]),
            (&json!("owner"), &json!("member"))
        );
        assert!(
            !app.page_as(&other, "/my-jobs/")
                .await
                .body
                .contains("Gardener")
        );
        let made = app
            .send_json(Method::POST, "/api/v1/users", None, &sign_up)
            .await
            .expect(201);
        assert_eq!(made.json()["id"], 3, "nobody was made in between");
    }

    async fn m23_a_field_that_is_there_twice_is_refused(app: TestApp) {
        let ada = app.person("ada").await;
        let body = job().to_string().replacen('{', r#"{"title":"First","#, 1);
        for path in ["/api/v1/jobs", "/jobs/create-job/"] {
            let request = app
                .request(Method::POST, path)
                .bearer_auth(&ada.token)
                .header("content-type", "application/json")
                .body(body.clone());
            let answer = app.send(request).await.expect(422);
            assert!(
                answer.body.contains("This field is there twice."),
                "{}",
                answer.body
            );
        }
        assert_eq!(app.listed().await, 0);
    }

    async fn m28_a_search_finds_its_very_characters(app: TestApp) {
        let ada = app.person("ada").await;
        let signs = [
            "%", "_", "\\", "'", "\"", "🚀", "%_", "\\%", "';--", "[a]", "*", "?", "日本",
            "\u{200b}",
        ];
        for sign in signs {
            app.job(&ada, &format!("Job {sign} here")).await;
        }
        for sign in signs {
            let expected: Vec<_> = signs.iter().filter(|other| other.contains(sign)).collect();
            assert!(!expected.is_empty());
            for (path, name) in SEARCHES {
                let answer = app
                    .get(&format!("{path}?{name}={}", encoded(sign)))
                    .await
                    .expect(200);
                let found = match path {
                    "/search/" => answer.body.matches("<li class=\"card\">").count(),
                    "/jobs/autocomplete" => answer.json().as_array().expect("titles").len(),
                    _ => answer.json()["items"].as_array().expect("jobs").len(),
                };
                assert_eq!(found, expected.len(), "{path} {sign:?}: {}", answer.body);
            }
            let found = app
                .get(&format!("/jobs/autocomplete?term={}", encoded(sign)))
                .await
                .json();
            for other in expected {
                let title = json!(format!("Job {other} here"));
                assert!(
                    found.as_array().expect("titles").contains(&title),
                    "{sign:?}: {found}"
                );
            }
        }
    }

    async fn m28_what_is_no_search_is_a_422(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Gardener").await;
        let longest = "é".repeat(100);
        let bad = [
            "a\0b",
            "\0",
            "a\nb",
            "a\u{7f}",
            &"x".repeat(101),
            &"x".repeat(10_240),
            &"%".repeat(10_240),
        ];
        for (path, name) in SEARCHES {
            app.get(&format!("{path}?{name}={}", encoded(&longest)))
                .await
                .expect(200);
            for term in bad {
                let answer = app
                    .get(&format!("{path}?{name}={}", encoded(term)))
                    .await
                    .expect(422);
                assert!(!answer.body.contains("Gardener"), "{path}");
                if path.starts_with("/api/") {
                    assert_eq!(answer.fields(), [name]);
                }
            }
            let next = app.get(&format!("{path}?{name}=%FF")).await;
            assert_eq!(next.status, 400, "{path}: no text at all");
        }
    }

    async fn m28_a_search_leads_to_its_next_page_whatever_is_in_it(app: TestApp) {
        let ada = app.person("ada").await;
        for n in 0..21 {
            app.job(&ada, &format!("100% \"A&B\" <i> {n}")).await;
        }
        let first = app
            .get(&format!(
                "/api/v1/jobs?title={}",
                encoded("% \"A&B\" <")
            ))
            .await
            .expect(200);
        let link = first.header("link");
        let next = link
            .trim_start_matches('<')
            .split('>')
            .next()
            .expect("an address")
            .to_owned();
        let last = app.get(&next).await.expect(200).json();
        assert_eq!(last["items"][0]["title"], "100% \"A&B\" <i> 0");
        assert_eq!(last["next"], Value::Null);
        let page = app
            .get(&format!(
                "/search/?query={}",
                encoded("% \"A&B\" <")
            ))
            .await
            .expect(200)
            .body;
        assert!(!page.contains("<i>") && !page.contains("\"A&B\""), "{page}");
        let (_, next) = page
            .split_once("rel=\"next\" href=\"")
            .expect("a next page");
        let next = next
            .split('"')
            .next()
            .expect("its end")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let last = app.get(&next).await.expect(200).body;
        assert_eq!(last.matches("<li class=\"card\">").count(), 1);
    }
}
