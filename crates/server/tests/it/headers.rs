//! The headers of every answer, and how HTTP's methods behave (row M27).

use std::collections::{BTreeMap, BTreeSet};

use jobboard_api::route::RouteTable;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person, job};

/// One request for every kind of answer, with the answer's status.
async fn every_kind(app: &TestApp, ada: &Person) -> Vec<(u16, RequestBuilder)> {
    let id = app.job(ada, "Gardener").await;
    let home = app.get("/").await.expect(200);
    let (_, asset) = home
        .body
        .split_once("href=\"/assets/site.")
        .expect("an asset");
    let asset = format!("/assets/site.{}", asset.split('"').next().expect("its end"));
    let get = |path: &str| app.request(Method::GET, path);
    let post = |path: &str| app.request(Method::POST, path);
    let known = get("/").header("if-none-match", home.header("etag"));
    let listed = app.get("/api/v1/jobs").await;
    let known_list = get("/api/v1/jobs").header("if-none-match", listed.header("etag"));
    let form = [("title", "x")];
    let sign_up = json!({"username": "ada", "email": ada.email, "password": PASSWORD});
    let too_long = job().to_string() + " ".repeat(65 * 1024).as_str();
    vec![
        (304, known),
        (304, known_list),
        (200, get("/")),
        (200, get("/redoc")),
        (200, get("/docs/")),
        (200, get("/docs/swagger-ui.css")),
        (200, get(&asset)),
        (200, get("/api/v1/jobs")),
        (200, get(&format!("/jobs/get/{id}"))),
        (200, get("/openapi.json")),
        (200, get("/health/live")),
        (200, get("/health/ready")),
        (
            201,
            post("/api/v1/jobs").bearer_auth(&ada.token).json(&job()),
        ),
        (303, get("/post-a-job/")),
        (308, get("/docs")),
        (
            400,
            post("/api/v1/users")
                .header("content-type", "application/json")
                .body("{"),
        ),
        (401, get("/api/v1/users/me")),
        (401, post("/jobs/create-job/").json(&job())),
        (
            401,
            post("/post-a-job/").header("origin", &app.base).form(&form),
        ),
        (403, post("/login/").form(&form)),
        (404, get("/no-such-page")),
        (404, get("/api/v1/no-such-route")),
        (404, get("/jobs/get/999999")),
        (404, get("/details/999999")),
        (404, get("/assets/none.css")),
        (405, app.request(Method::PUT, "/")),
        (405, app.request(Method::DELETE, "/api/v1/jobs")),
        (405, get("/login/token")),
        (409, post("/users/").json(&sign_up)),
        (
            413,
            post("/api/v1/jobs")
                .bearer_auth(&ada.token)
                .header("content-type", "application/json")
                .body(too_long),
        ),
        (415, post("/api/v1/users").form(&form)),
        (422, post("/api/v1/users").json(&json!({}))),
        (422, get("/search/?after=none")),
        (
            422,
            post("/post-a-job/").bearer_auth(&ada.token).form(&form),
        ),
        (204, post("/api/v1/auth/logout").bearer_auth(&ada.token)),
    ]
}

#[track_caller]
fn assert_secured(answer: &Answer, what: &str, over_tls: bool) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "strict-transport-security",
            if over_tls { "max-age=31536000" } else { "" },
        ),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let policy: BTreeSet<_> = answer
        .header("content-security-policy")
        .split("; ")
        .collect();
    for directive in [
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(directive), "{what}: {policy:?}");
    }
    let style = if what.contains("/docs/") {
        "style-src 'self' 'unsafe-inline'"
    } else {
        "style-src 'self'"
    };
    assert!(policy.contains(style), "{what}: {policy:?}");
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert_eq!(answer.header("server"), "", "{what}");
}

/// A path of the route table as one can ask for it.
fn filled_in(path: &str, id: i64) -> String {
    path.replace("{id}", &id.to_string())
        .replace("{name}", "none")
}

/// The headers but those that differ from answer to answer.
fn lasting(mut headers: HeaderMap) -> HeaderMap {
    headers.remove("date");
    headers.remove("x-request-id");
    headers
}

on_both_databases! {
    async fn m27_every_kind_of_answer_has_the_headers(app: TestApp) {
        let secure = TestApp::with(app.backend, &[("PLAIN_HTTP", "false")]).await;
        for (board, over_tls) in [(&app, false), (&secure, true)] {
            let ada = board.person("ada").await;
            for (status, request) in every_kind(board, &ada).await {
                let built = request
                    .try_clone()
                    .expect("a request")
                    .build()
                    .expect("a request");
                let what = format!("{} {}", built.method(), built.url().path());
                let answer = board.send(request).await;
                assert_eq!(answer.status, status, "{what}: {}", answer.body);
                assert_secured(&answer, &what, over_tls);
                let empty = matches!(status, 204 | 303 | 304 | 308);
                assert_eq!(answer.body.is_empty(), empty, "{what}");
            }
        }
    }

    async fn m27_an_answer_with_a_token_is_kept_nowhere(app: TestApp) {
        let ada = app.person("ada").await;
        let json = json!({"email": ada.email, "password": PASSWORD});
        let form = [("username", ada.email.as_str()), ("password", PASSWORD)];
        let page = [("email", ada.email.as_str()), ("password", PASSWORD)];
        for answer in [
            app.send_json(Method::POST, "/api/v1/auth/login", None, &json)
                .await
                .expect(200),
            app.send(app.request(Method::POST, "/login/token").form(&form))
                .await
                .expect(200),
            app.send_form("/login/", None, &page).await.expect(303),
            app.get_as(&ada, "/api/v1/users/me").await.expect(200),
        ] {
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("etag"), "");
        }
        let mine = app.page_as(&ada, "/my-jobs/").await.expect(200);
        assert_eq!(mine.header("cache-control"), "private, no-cache");
        assert_eq!(
            mine.header("vary"),
            "Cookie, Accept-Language, Accept-Encoding"
        );
    }

    async fn m27_head_is_get_without_a_body(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        for route in RouteTable::new()
            .iter()
            .filter(|route| route.method.as_str() == "GET")
        {
            let path = filled_in(route.path, id);
            let ask = async |method: Method| {
                let request = app.request(method, &path);
                app.send(request.header("cookie", format!("access_token={}", ada.token)))
                    .await
            };
            let (get, head) = (ask(Method::GET).await, ask(Method::HEAD).await);
            // Their problem names the request.
            if get.status < 400 {
                assert_eq!(
                    lasting(head.headers.clone()),
                    lasting(get.headers.clone()),
                    "{path}"
                );
            }
            assert_eq!(
                (head.status, head.body.as_str()),
                (get.status, ""),
                "{path}"
            );
            assert_eq!(
                head.header("content-length"),
                get.length.to_string(),
                "{path}"
            );
        }
    }

    async fn m27_a_method_that_a_path_lacks_is_a_405_that_names_those_it_has(app: TestApp) {
        let mut methods: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let table = RouteTable::new();
        for route in table.iter() {
            let known = methods.entry(route.path).or_default();
            known.insert(route.method.to_string());
            if route.method.as_str() == "GET" {
                known.insert("HEAD".to_owned());
            }
        }
        assert!(methods.len() > 20);
        for (path, known) in methods {
            for method in [
                "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO",
            ] {
                if known.contains(method) {
                    continue;
                }
                let method = method.parse().expect("a method");
                let answer = app
                    .send(app.request(method, &filled_in(path, 1)))
                    .await
                    .expect(405);
                let allowed = answer.header("allow").split(", ").map(str::to_owned);
                assert_eq!(allowed.collect::<BTreeSet<_>>(), known, "{path}");
            }
        }
    }
}
