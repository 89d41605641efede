//! What nobody should send.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, Person, job, job_with};
use crate::support::{TestApp, answer::Answer};

/// The routes that take a job, with a way to say what they said is wrong.
const POSTS: [&str; 2] = ["/api/v1/jobs", "/jobs/create-job/"];

async fn send(
    app: &TestApp,
    path: &str,
    person: &Person,
    kind: &str,
    body: impl Into<reqwest::Body>,
) -> Answer {
    let request = app
        .request(Method::POST, path)
        .bearer_auth(&person.token)
        .header("content-type", kind)
        .body(body);
    app.send(request).await
}

/// The fields that an answer of either surface names.
fn named(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    match body["detail"].as_array() {
        Some(details) => details
            .iter()
            .map(|detail| detail["loc"][1].as_str().expect("a field").to_owned())
            .collect(),
        None => answer.fields(),
    }
}

on_both_databases! {
    async fn a_field_that_cannot_be_taken_is_named_and_nothing_is_saved(app: TestApp) {
        let ada = app.person("ada").await;
        let long = "x".repeat(20_001);
        let cases: Vec<(&str, Value)> = vec![
            ("title", json!(null)),
            ("title", json!("")),
            ("title", json!("   ")),
            ("title", json!(5)),
            ("title", json!(["a"])),
            ("title", json!({"a": 1})),
            ("title", json!("a\nb")),
            ("title", json!("a\u{0}b")),
            ("title", json!("x".repeat(201))),
            ("company", json!(null)),
            ("company", json!("x".repeat(121))),
            ("location", json!("")),
            ("location", json!(" \t ")),
            ("location", json!("x".repeat(301))),
            ("description", json!(true)),
            ("description", json!("")),
            ("description", json!("a\u{0}b")),
            ("description", json!(long)),
            ("company_url", json!("javascript:alert(1)//http")),
            ("company_url", json!("data:text/html,x")),
            ("company_url", json!("https://")),
            ("company_url", json!(5)),
            ("company_url", json!(format!("https://example.org/{}", "x".repeat(2000)))),
            ("date_posted", json!(null)),
            ("date_posted", json!("yesterday")),
            ("date_posted", json!("2024-02-30")),
            ("date_posted", json!("9999-12-31")),
            ("date_posted", json!("0000-01-01")),
            ("date_posted", json!(9_223_372_036_854_775_808_u64)),
            ("owner_id", json!(1)),
            ("is_superuser", json!(true)),
            ("id", json!(1)),
            ("is_active", json!(false)),
            ("", json!(1)),
        ];
        for path in POSTS {
            for (field, value) in &cases {
                let body = job_with(field, value.clone());
                let answer = app.send_json(Method::POST, path, Some(&ada), &body).await;
                let answer = answer.expect(422);
                assert_eq!(named(&answer), [*field], "{path} {field} {value}");
            }
            for field in ["title", "company", "location", "description"] {
                let mut body = job();
                body.as_object_mut().expect("an object").remove(field);
                let answer = app.send_json(Method::POST, path, Some(&ada), &body).await.expect(422);
                assert_eq!(named(&answer), [field], "{path}");
            }
            let answer = app.send_json(Method::POST, path, Some(&ada), &json!({})).await.expect(422);
            assert_eq!(named(&answer), ["title", "company", "location", "description"]);
        }
        assert_eq!(app.listed().await, 0);
    }

    async fn a_body_that_is_no_json_object_is_refused(app: TestApp) {
        let ada = app.person("ada").await;
        let twice = job().to_string().replacen('{', r#"{"title":"a","#, 1);
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let deep_field = format!(r#"{{"title":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
        let cases: Vec<(Vec<u8>, u16)> = vec![
            (b"".to_vec(), 400),
            (b"{".to_vec(), 400),
            (b"{\"title\": \"a\",}".to_vec(), 400),
            (b"{\"title\": \"\xff\xfe\"}".to_vec(), 400),
            (b"{\"title\": \"\\ud800\"}".to_vec(), 400),
            (b"{\"title\": 1e999}".to_vec(), 400),
            (deep_field.into_bytes(), 400),
            (b"null".to_vec(), 422),
            (b"5".to_vec(), 422),
            (b"\"text\"".to_vec(), 422),
            (b"[]".to_vec(), 422),
            (b"[\"a\",\"b\",null,\"c\",\"d\",\"2024-01-01\"]".to_vec(), 422),
            (twice.into_bytes(), 422),
            (deep.into_bytes(), 413),
        ];
        for path in POSTS {
            for (body, status) in &cases {
                let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
                let answer = send(&app, path, &ada, "application/json", body.clone()).await;
                assert_eq!(answer.status, *status, "{path} {shown}: {}", answer.body);
            }
        }
        assert_eq!(app.listed().await, 0);
    }

    async fn a_huge_body_is_refused_and_its_sender_hears_why(app: TestApp) {
        let ada = app.person("ada").await;
        let body = job_with("description", json!("x".repeat(5_000_000))).to_string();
        for path in POSTS {
            let answer = send(&app, path, &ada, "application/json", body.clone()).await.expect(413);
            assert!(answer.json()["detail"].as_str().expect("a detail").contains("64 KiB"));
        }
        let form = [("title", "x".repeat(5_000_000))];
        let request = app
            .request(Method::POST, "/post-a-job/")
            .header("origin", &app.base)
            .header("cookie", format!("access_token={}", ada.token))
            .form(&form);
        app.send(request).await.expect(413);
        assert_eq!(app.listed().await, 0);
    }

    async fn a_body_of_another_kind_is_415(app: TestApp) {
        let ada = app.person("ada").await;
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data", ""] {
            for path in POSTS {
                let answer = send(&app, path, &ada, kind, job().to_string()).await;
                assert_eq!(answer.status, 415, "{path} {kind}");
            }
        }
        send(&app, POSTS[0], &ada, "application/json; charset=utf-8", job().to_string()).await.expect(201);
        let login = app.request(Method::POST, "/login/token").json(&json!({"username": "a", "password": "b"}));
        app.send(login).await.expect(415);
    }

    async fn a_number_that_no_job_can_have_is_404_or_422(app: TestApp) {
        let ada = app.person("ada").await;
        for id in ["0", "-1", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"] {
            app.get(&format!("/api/v1/jobs/{id}")).await.expect(404);
            app.get(&format!("/details/{id}")).await.expect(404);
            let read = app.get(&format!("/jobs/get/{id}")).await.expect(404);
            assert_eq!(read.json()["detail"], format!("Job with this id {id} does not exist"));
            let path = format!("/jobs/delete/{id}");
            let deleted = app.send_json(Method::DELETE, &path, Some(&ada), &json!({})).await.expect(404);
            assert_eq!(deleted.json()["detail"], format!("Job with id {id} not found"));
        }
        for id in ["x", "1.5", "0x1", "1e3", "%00", "%ff", "١", "1%27"] {
            app.get(&format!("/api/v1/jobs/{id}")).await.expect(404);
            app.get(&format!("/details/{id}")).await.expect(404);
            app.get(&format!("/jobs/get/{id}")).await.expect(422);
        }
    }

    async fn a_sign_up_names_every_wrong_field(app: TestApp) {
        let body = json!({"username": "", "email": "a@", "password": "canary"});
        for path in ["/api/v1/users", "/users/"] {
            let answer = app.send_json(Method::POST, path, None, &body).await.expect(422);
            assert_eq!(named(&answer), ["username", "email", "password"], "{path}");
            assert!(!answer.body.contains("canary"), "{}", answer.body);
            let nul = json!({"username": "a", "email": "a@example.org", "password": "12345678\u{0}"});
            let answer = app.send_json(Method::POST, path, None, &nul).await.expect(422);
            assert_eq!(named(&answer), ["password"]);
            let long = json!({"username": "a", "email": "a@example.org", "password": "x".repeat(73)});
            let answer = app.send_json(Method::POST, path, None, &long).await.expect(422);
            assert_eq!(named(&answer), ["password"]);
        }
    }

    async fn a_form_with_a_foreign_field_or_broken_text_is_refused(app: TestApp) {
        let ada = app.person("ada").await;
        let mut fields = vec![
            ("title", "Gardener"),
            ("company", "Parks"),
            ("location", "Ghent"),
            ("description", "Looks after the trees of the city."),
        ];
        fields.push(("owner_id", "1"));
        let answer = app.send_form("/post-a-job/", Some(&ada), &fields).await;
        answer.expect(422);
        let request = app
            .request(Method::POST, "/register/")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("username=ada%ff&email=b@example.org&password={PASSWORD}"));
        app.send(request).await.expect(400);
        assert_eq!(app.listed().await, 0);
    }

    async fn a_problem_says_what_happened_where_and_its_id(app: TestApp) {
        let request = app
            .request(Method::GET, "/api/v1/jobs/77")
            .header("x-request-id", "my-id.7");
        let answer = app.send(request).await.expect(404);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("x-request-id"), "my-id.7");
        assert_eq!(
            answer.json(),
            json!({
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "There is no such job.",
                "instance": "/api/v1/jobs/77",
                "request_id": "my-id.7",
            })
        );
        let request = app
            .request(Method::GET, "/api/v1/nothing")
            .header("x-request-id", "spaces are not taken over");
        let answer = app.send(request).await.expect(404);
        let id = answer.json()["request_id"].as_str().expect("an id").to_owned();
        assert_eq!(answer.header("x-request-id"), id);
        assert!(id.len() == 16 && !id.contains(' '), "{id}");
    }
}
