//! Requests from foreign pages change nothing (row M25), and the cookie that they would ride on
//! (row M26).

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person, job};
use crate::support::program::Serving;

type Headers<'a> = &'a [(&'a str, &'a str)];

/// How a browser of today, or an old one, says that a request comes from elsewhere.
const FOREIGN: [Headers<'_>; 10] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "something new")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "")],
    &[("origin", "http://127.0.0.1:1")],
    &[("origin", "http://localhost")],
    &[
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "same-origin"),
    ],
    &[("origin", "null"), ("sec-fetch-site", "none")],
];

fn with(request: RequestBuilder, headers: Headers<'_>) -> RequestBuilder {
    headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    })
}

/// A form that posts a job.
fn form() -> Vec<(String, String)> {
    let job = job();
    let fields = job.as_object().expect("an object").iter();
    fields
        .map(|(name, value)| (name.clone(), value.as_str().expect("text").to_owned()))
        .collect()
}

/// Every request that changes something, without its credentials.
fn writes(app: &TestApp, id: i64) -> Vec<(String, RequestBuilder)> {
    let rename = json!({"username": "renamed"});
    let nothing: [(&str, &str); 0] = [];
    let request =
        |method: Method, path: String| (format!("{method} {path}"), app.request(method, &path));
    let body = |(name, request): (String, RequestBuilder), body| (name, request.json(body));
    let page = |path: String, fields: &[(String, String)]| {
        let (name, request) = request(Method::POST, path);
        (name, request.form(fields))
    };
    let (name, logout) = request(Method::POST, "/logout/".to_owned());
    vec![
        body(request(Method::POST, "/api/v1/jobs".to_owned()), &job()),
        body(
            request(Method::PATCH, format!("/api/v1/jobs/{id}")),
            &json!({"title": "Changed"}),
        ),
        request(Method::DELETE, format!("/api/v1/jobs/{id}")),
        body(
            request(Method::PATCH, "/api/v1/users/me".to_owned()),
            &rename,
        ),
        request(Method::POST, "/api/v1/auth/logout".to_owned()),
        body(
            request(Method::POST, "/jobs/create-job/".to_owned()),
            &job(),
        ),
        body(request(Method::PUT, format!("/jobs/update/{id}")), &job()),
        request(Method::DELETE, format!("/jobs/delete/{id}")),
        page("/post-a-job/".to_owned(), &form()),
        page(format!("/edit-job/{id}"), &form()),
        page(format!("/delete-job/{id}"), &[]),
        (name, logout.form(&nothing)),
    ]
}

/// All that a refused request could have changed.
async fn state(app: &TestApp, person: &Person, id: i64) -> [String; 3] {
    [
        app.get(&format!("/api/v1/jobs/{id}"))
            .await
            .expect(200)
            .body,
        app.get_as(person, "/api/v1/users/me")
            .await
            .expect(200)
            .body,
        app.listed().await.to_string(),
    ]
}

/// The three ways to sign in, without a cookie.
fn sign_ins(app: &TestApp, email: &str) -> [(&'static str, RequestBuilder); 3] {
    let request = |path| (path, app.request(Method::POST, path));
    let (api, tutorial, page) = (
        request("/api/v1/auth/login"),
        request("/login/token"),
        request("/login/"),
    );
    [
        (
            api.0,
            api.1.json(&json!({"email": email, "password": PASSWORD})),
        ),
        (
            tutorial.0,
            tutorial
                .1
                .form(&[("username", email), ("password", PASSWORD)]),
        ),
        (
            page.0,
            page.1.form(&[("email", email), ("password", PASSWORD)]),
        ),
    ]
}

#[track_caller]
fn assert_foreign(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 403, "{what}: {}", answer.body);
    let why = "This request did not come from a page of this site, so nothing was done.";
    assert!(answer.body.contains(why), "{what}: {}", answer.body);
    assert_eq!(answer.header("set-cookie"), "", "{what}");
}

/// The attributes of the one cookie that an answer sets, and its name.
#[track_caller]
/// The cookies that an answer sets, each with its attributes.
fn cookies(answer: &Answer) -> BTreeMap<String, BTreeSet<String>> {
    let cookies = answer.headers.get_all("set-cookie").iter();
    cookies
        .map(|cookie| {
            let mut parts = cookie
                .to_str()
                .expect("text")
                .split("; ")
                .map(str::to_owned);
            let pair = parts.next().expect("a name");
            let (name, _) = pair.split_once('=').expect("a value");
            (name.to_owned(), parts.collect())
        })
        .collect()
}

fn attributes(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

on_both_databases! {
    async fn m25_a_foreign_page_changes_nothing_with_the_cookie(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let before = state(&app, &ada, id).await;
        let own = app.base.clone();
        let also_foreign: [Headers<'_>; 1] =
            [&[("sec-fetch-site", "cross-site"), ("origin", &own)]];
        for headers in FOREIGN.into_iter().chain(also_foreign) {
            for (what, request) in writes(&app, id) {
                let request = request.header("cookie", format!("access_token={}", ada.token));
                let answer = app.send(with(request, headers)).await;
                assert_foreign(&answer, &format!("{what} {headers:?}"));
            }
            assert_eq!(state(&app, &ada, id).await, before, "{headers:?}");
        }
    }

    async fn m25_the_boards_own_pages_get_through(app: TestApp) {
        let own = app.base.clone();
        let ours: [Headers<'_>; 4] = [
            &[("origin", &own)],
            &[("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "none")],
            &[("origin", &own), ("sec-fetch-site", "same-origin")],
        ];
        for (n, headers) in ours.into_iter().enumerate() {
            let ada = app.person(&format!("ada{n}")).await;
            for (what, request) in writes(&app, app.job(&ada, "Gardener").await) {
                // Some requests end what the next one needs.
                let ada = app.sign_in(&ada.email).await;
                let request = request.header("cookie", format!("access_token={}", ada.token));
                let answer = app.send(with(request, headers)).await;
                assert_ne!(answer.status, 403, "{what} {headers:?}");
                assert_ne!(answer.status, 401, "{what} {headers:?}");
            }
            for (path, request) in sign_ins(&app, &ada.email) {
                let answer = app.send(with(request, headers)).await;
                assert!(matches!(answer.status, 200 | 303), "{path} {headers:?}");
            }
        }
    }

    async fn m25_who_says_nothing_may_use_the_api_and_not_the_forms(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let cookie = format!("access_token={}", ada.token);
        for (what, request) in writes(&app, id) {
            let form = ["post-a-job", "edit-job", "delete-job", "/logout/"]
                .iter()
                .any(|page| what.contains(page));
            if form {
                let answer = app.send(request.header("cookie", &cookie)).await;
                assert_foreign(&answer, &what);
            }
        }
        assert_eq!(app.listed().await, 1);
        for (path, status) in [("/api/v1/jobs", 201), ("/jobs/create-job/", 200)] {
            let post = || app.request(Method::POST, path).header("cookie", &cookie);
            app.send(post().json(&job())).await.expect(status);
            let text = post()
                .header("content-type", "text/plain")
                .body(job().to_string());
            app.send(text).await.expect(415);
            app.send(post().form(&form())).await.expect(415);
        }
        assert_eq!(app.listed().await, 3);
    }

    async fn m25_nobody_is_signed_in_by_a_foreign_page(app: TestApp) {
        let ada = app.person("ada").await;
        for headers in FOREIGN {
            for (path, request) in sign_ins(&app, &ada.email) {
                let answer = app.send(with(request, headers)).await;
                assert_foreign(&answer, &format!("{path} {headers:?}"));
            }
        }
        let [api, tutorial, page] = sign_ins(&app, &ada.email);
        app.send(api.1).await.expect(200);
        app.send(tutorial.1).await.expect(200);
        assert_foreign(
            &app.send(page.1).await,
            "a form without a word about its origin",
        );
    }

    async fn m25_a_token_in_the_header_comes_from_no_foreign_page(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        for headers in FOREIGN {
            let request = app.request(Method::POST, "/api/v1/jobs").json(&job());
            let request = with(request, headers).bearer_auth(&ada.token);
            app.send(request.header("cookie", format!("access_token={}", bob.token)))
                .await
                .expect(201);
        }
        let jobs = app.page_as(&ada, "/my-jobs/").await.body;
        assert_eq!(jobs.matches("scope=\"row\"").count(), FOREIGN.len());
        assert!(
            !app.page_as(&bob, "/my-jobs/")
                .await
                .body
                .contains("scope=\"row\"")
        );
    }

    async fn m25_a_configured_public_address_is_the_only_one(app: TestApp) {
        let app = TestApp::with(app.backend, &[("PUBLIC_URL", "https://jobs.example.org")]).await;
        let ada = app.person("ada").await;
        let post = async |origin: &str| {
            let request = app
                .request(Method::POST, "/post-a-job/")
                .header("cookie", format!("access_token={}", ada.token))
                .header("origin", origin);
            app.send(request.form(&form())).await
        };
        for foreign in [
            app.base.as_str(),
            "http://jobs.example.org",
            "https://jobs.example.org:444",
            "https://jobs.example.org.evil.example",
            "https://evil.jobs.example.org",
        ] {
            assert_foreign(&post(foreign).await, foreign);
        }
        assert_eq!(app.listed().await, 0);
        post("https://jobs.example.org").await.expect(303);
        post("https://JOBS.example.org:443").await.expect(303);
        assert_eq!(app.listed().await, 2);
    }

    async fn m26_the_cookie_is_bound_to_this_host_and_to_tls(app: TestApp) {
        let secure = TestApp::with(app.backend, &[("PLAIN_HTTP", "false")]).await;
        for (board, prefix, bound) in [(&secure, "__Host-", true), (&app, "", false)] {
            let ada = board.person("ada").await;
            let mut always = vec!["HttpOnly", "SameSite=Lax", "Path=/"];
            always.extend(bound.then_some("Secure"));
            let set = |cookies: &[(&str, &str)]| -> BTreeMap<_, _> {
                let cookies = cookies.iter().map(|(name, max_age)| {
                    let attributes = attributes(&[&always[..], &[max_age]].concat());
                    (format!("{prefix}{name}"), attributes)
                });
                cookies.collect()
            };
            let form = [("email", ada.email.as_str()), ("password", PASSWORD)];
            let page = board.send_form("/login/", None, &form).await.expect(303);
            assert_eq!(
                cookies(&page),
                set(&[
                    ("access_token", "Max-Age=1800"),
                    ("refresh_token", "Max-Age=1209600"),
                    ("device", "Max-Age=34560000"),
                ])
            );
            let [_, (_, tutorial), _] = sign_ins(board, &ada.email);
            let tutorial = board.send(tutorial).await.expect(200);
            assert_eq!(cookies(&tutorial), set(&[("access_token", "Max-Age=1800")]));
            let other = if bound { "" } else { "__Host-" };
            for (name, status) in [(other, 401), (prefix, 200)] {
                let me = board.request(Method::GET, "/api/v1/users/me");
                let me = me.header("cookie", format!("{name}access_token={}", ada.token));
                board.send(me).await.expect(status);
            }
            let logout = board
                .request(Method::POST, "/logout/")
                .header("origin", &board.base)
                .header("cookie", format!("{prefix}access_token={}", ada.token));
            let logout = board.send(logout).await.expect(303);
            let gone = [("access_token", "Max-Age=0"), ("refresh_token", "Max-Age=0")];
            assert_eq!(cookies(&logout), set(&gone));
        }
    }

    async fn m26_a_board_without_tls_warns_at_every_start(app: TestApp) {
        let folder = app.database.folder.path();
        for (plain, warned) in [("true", true), ("false", false)] {
            let variables = [
                ("DATABASE_URL", app.database.url.as_str()),
                ("PLAIN_HTTP", plain),
            ];
            let ended = Serving::start(folder, &variables).terminate();
            assert_eq!(
                ended.stderr.contains("unsafe across a network"),
                warned,
                "{}",
                ended.stderr
            );
        }
    }
}
