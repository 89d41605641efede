use chrono::{TimeZone, Utc};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

/// A job as the tutorial's tests post it.
fn tutorial_job() -> Value {
    json!({
        "title": "SDE super",
        "company": "doogle",
        "company_url": "www.doogle.com",
        "location": "USA,NY",
        "description": "python",
        "date_posted": "2022-03-20",
    })
}

/// The same job as an answer shows it.
fn tutorial_answer(id: i64) -> Value {
    let mut job = tutorial_job();
    job["id"] = json!(id);
    job["company_url"] = json!("https://www.doogle.com");
    job
}

async fn sign_in(app: &TestApp, person: &Person) -> Answer {
    let form = [("username", person.email.as_str()), ("password", PASSWORD)];
    app.send(app.request(Method::POST, "/login/token").form(&form))
        .await
}

async fn post(app: &TestApp, path: &str, person: Option<&Person>, body: &Value) -> Answer {
    app.send_json(Method::POST, path, person, body).await
}

on_both_databases! {
    async fn a_user_is_made_with_or_without_a_slash_at_the_end(app: TestApp) {
        for (id, path) in [(1, "/users/"), (2, "/users")] {
            let email = format!("user{id}@example.com");
            let body = json!({"username": email, "email": email, "password": "testing-it"});
            let made = post(&app, path, None, &body).await.expect(200);
            assert_eq!(made.header("content-type"), "application/json");
            let user = json!({"id": id, "username": email, "email": email, "is_active": true});
            assert_eq!(made.json(), user);
        }
        let body = json!({"username": "x", "email": "no address", "password": "testing-it"});
        let refused = post(&app, "/users/", None, &body).await.expect(422);
        assert_eq!(refused.header("content-type"), "application/json");
        assert_eq!(
            refused.json(),
            json!({"detail": [{
                "loc": ["body", "email"],
                "msg": "An e-mail address, please, such as ada@example.org.",
                "type": "invalid",
            }]})
        );
        let refused = post(&app, "/users/", None, &json!({}))
            .await
            .expect(422)
            .json();
        let named: Vec<_> = refused["detail"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|e| &e["loc"][1])
            .collect();
        assert_eq!(named, ["username", "email", "password"]);
    }

    async fn a_seven_letter_password_is_a_matter_of_settings(app: TestApp) {
        let body = json!({"username": "testuser@nofoobar.com", "email": "testuser@nofoobar.com", "password": "testing"});
        post(&app, "/users/", None, &body).await.expect(422);
        let settings = [("PASSWORD_MIN_LENGTH", "7"), ("PASSWORD_REJECT_COMMON", "false")];
        let lenient = TestApp::with(app.backend, &settings).await;
        post(&lenient, "/users/", None, &body).await.expect(200);
        let form = [
            ("username", "testuser@nofoobar.com"),
            ("password", "testing"),
        ];
        let login = lenient.request(Method::POST, "/login/token").form(&form);
        lenient.send(login).await.expect(200);
        let short = json!({"username": "six", "email": "six@nofoobar.com", "password": "sixsix"});
        post(&lenient, "/users/", None, &short).await.expect(422);
    }

    async fn a_login_gives_a_token_and_the_cookie(app: TestApp) {
        let ada = app.person("ada").await;
        for path in ["/login/token", "/login/token/"] {
            let form = [("username", ada.email.as_str()), ("password", PASSWORD)];
            let login = app
                .send(app.request(Method::POST, path).form(&form))
                .await
                .expect(200);
            assert_eq!(login.header("content-type"), "application/json");
            assert_eq!(login.header("cache-control"), "no-store");
            let body = login.json();
            let token = body["access_token"].as_str().expect("a token");
            assert_eq!(body, json!({"access_token": token, "token_type": "bearer"}));
            let cookies: Vec<_> = login.headers.get_all("set-cookie").iter().collect();
            assert_eq!(cookies.len(), 1);
            let cookie = login.header("set-cookie");
            assert!(
                cookie.starts_with(&format!("access_token={token}; ")),
                "{cookie}"
            );
            assert!(cookie.contains("; HttpOnly"), "{cookie}");
        }
        let form = [("username", ada.email.as_str()), ("password", "wrong")];
        let wrong = app
            .send(app.request(Method::POST, "/login/token").form(&form))
            .await
            .expect(401);
        assert_eq!(
            wrong.json(),
            json!({"detail": "Incorrect username or password"})
        );
        assert_eq!(wrong.header("set-cookie"), "");
        let form = [("username", ada.email.as_str())];
        let half = app
            .send(app.request(Method::POST, "/login/token").form(&form))
            .await
            .expect(422);
        assert_eq!(half.json()["detail"][0]["loc"], json!(["body", "password"]));
        let as_json = json!({"username": ada.email, "password": PASSWORD});
        post(&app, "/login/token", None, &as_json).await.expect(415);
    }

    async fn a_job_is_posted_read_listed_changed_and_deleted(app: TestApp) {
        let ada = app.person("ada").await;
        let mut ids = 1..;
        for path in ["/jobs/create-job/", "/jobs/create-job"] {
            let made = post(&app, path, Some(&ada), &tutorial_job())
                .await
                .expect(200);
            assert_eq!(made.json(), tutorial_answer(ids.next().expect("a number")));
        }
        for path in ["/jobs/get/1", "/jobs/get/1/"] {
            assert_eq!(app.get(path).await.expect(200).json(), tutorial_answer(1));
        }
        for path in ["/jobs/all", "/jobs/all/"] {
            let all = app.get(path).await.expect(200).json();
            assert_eq!(all, json!([tutorial_answer(2), tutorial_answer(1)]));
        }
        for (path, title) in [
            ("/jobs/update/1", "test new title"),
            ("/jobs/update/1/", "test newer title"),
        ] {
            let mut changed = tutorial_job();
            changed["title"] = json!(title);
            let answer = app
                .send_json(Method::PUT, path, Some(&ada), &changed)
                .await
                .expect(200);
            assert_eq!(answer.json(), json!({"msg": "Successfully updated data."}));
            assert_eq!(app.get("/jobs/get/1").await.json()["title"], title);
        }
        for path in ["/jobs/delete/1", "/jobs/delete/2/"] {
            let answer = app
                .send_json(Method::DELETE, path, Some(&ada), &json!({}))
                .await
                .expect(200);
            assert_eq!(answer.json(), json!({"detail": "Successfully deleted."}));
        }
        assert_eq!(app.get("/jobs/all").await.json(), json!([]));
        let gone = app.get("/jobs/get/1").await.expect(404);
        assert_eq!(
            gone.json(),
            json!({"detail": "Job with this id 1 does not exist"})
        );
        let made = post(&app, "/jobs/create-job/", Some(&ada), &tutorial_job())
            .await
            .expect(200);
        assert_eq!(made.json()["id"], 3, "no number is given twice");
    }

    async fn what_may_be_left_out_of_a_job_is_filled_in(app: TestApp) {
        let noon = Utc
            .with_ymd_and_hms(2030, 5, 6, 12, 0, 0)
            .single()
            .expect("a time");
        app.clock.stop_at(noon);
        let ada = app.person("ada").await;
        let least = json!({"title": "x", "company": "x", "location": "x", "description": "x"});
        let made = post(&app, "/jobs/create-job/", Some(&ada), &least)
            .await
            .expect(200)
            .json();
        assert_eq!(made["company_url"], Value::Null);
        assert_eq!(made["date_posted"], "2030-05-06");
        app.send_json(Method::PUT, "/jobs/update/1", Some(&ada), &tutorial_job())
            .await
            .expect(200);
        app.send_json(Method::PUT, "/jobs/update/1", Some(&ada), &least)
            .await
            .expect(200);
        let kept = app.get("/jobs/get/1").await.json();
        assert_eq!(
            kept["date_posted"], "2022-03-20",
            "the date of a posting stays"
        );
        assert_eq!(kept["company_url"], Value::Null);
    }

    async fn what_is_wrong_is_said_as_the_tutorials_clients_read_it(app: TestApp) {
        let (owner, other) = (app.person("owner").await, app.person("other").await);
        post(&app, "/jobs/create-job/", Some(&owner), &tutorial_job())
            .await
            .expect(200);
        let missing = "Job with id 7 not found";
        let forbidden = "You may not do this to somebody else's job.";
        let no_number = json!([{"loc": ["path", "id"], "msg": "The number of a job, please.", "type": "invalid"}]);
        for (method, path, person, status, detail) in [
            (
                Method::GET,
                "/jobs/get/7",
                None,
                404,
                json!("Job with this id 7 does not exist"),
            ),
            (Method::GET, "/jobs/get/seven", None, 422, no_number.clone()),
            (
                Method::PUT,
                "/jobs/update/7",
                Some(&owner),
                404,
                json!(missing),
            ),
            (
                Method::PUT,
                "/jobs/update/x",
                Some(&owner),
                422,
                no_number.clone(),
            ),
            (
                Method::PUT,
                "/jobs/update/1",
                Some(&other),
                403,
                json!(forbidden),
            ),
            (
                Method::PUT,
                "/jobs/update/1",
                None,
                401,
                json!("Not authenticated"),
            ),
            (
                Method::DELETE,
                "/jobs/delete/7",
                Some(&owner),
                404,
                json!(missing),
            ),
            (
                Method::DELETE,
                "/jobs/delete/x",
                Some(&owner),
                422,
                no_number,
            ),
            (
                Method::DELETE,
                "/jobs/delete/1",
                Some(&other),
                403,
                json!(forbidden),
            ),
            (
                Method::DELETE,
                "/jobs/delete/1",
                None,
                401,
                json!("Not authenticated"),
            ),
            (
                Method::POST,
                "/jobs/create-job/",
                None,
                401,
                json!("Not authenticated"),
            ),
        ] {
            let answer = app
                .send_json(method.clone(), path, person, &tutorial_job())
                .await;
            assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
            assert_eq!(
                answer.header("content-type"),
                "application/json",
                "{method} {path}"
            );
            assert_eq!(answer.json(), json!({"detail": detail}), "{method} {path}");
        }
        let bad = json!({"title": "", "company": 7, "description": "x"});
        let refused = post(&app, "/jobs/create-job/", Some(&owner), &bad)
            .await
            .expect(422);
        assert_eq!(
            refused.json(),
            json!({"detail": [
                {"loc": ["body", "company"], "msg": "Text, please.", "type": "wrong_type"},
                {"loc": ["body", "title"], "msg": "This field is required.", "type": "required"},
                {"loc": ["body", "location"], "msg": "This field is required.", "type": "required"},
            ]})
        );
        let stranger = Person {
            email: String::new(),
            token: "bad".to_owned(),
            refresh_token: String::new(),
        };
        let refused = post(&app, "/jobs/create-job/", Some(&stranger), &tutorial_job())
            .await
            .expect(401);
        assert_eq!(
            refused.json(),
            json!({"detail": "Could not validate credentials"})
        );
        assert_eq!(
            app.get("/jobs/all").await.json(),
            json!([tutorial_answer(1)])
        );
    }

    async fn the_token_comes_back_in_each_way_that_the_tutorials_clients_know(app: TestApp) {
        let ada = app.person("ada").await;
        let login = sign_in(&app, &ada).await.expect(200).json();
        let token = login["access_token"].as_str().expect("a token");
        let request = || {
            app.request(Method::POST, "/jobs/create-job/")
                .json(&tutorial_job())
        };
        let ways: [RequestBuilder; 5] = [
            request().bearer_auth(token),
            request().header("cookie", format!("access_token={token}")),
            request().header("cookie", format!("access_token=Bearer {token}")),
            request().header("cookie", format!("access_token=\"Bearer {token}\"")),
            request().header(
                "cookie",
                format!("theme=dark; access_token=\"{token}\"; x=y"),
            ),
        ];
        for way in ways {
            app.send(way).await.expect(200);
        }
        assert_eq!(app.listed().await, 5);
        for bad in ["Bearer", "Bearer x", "\"\"x"] {
            let way = request().header("cookie", format!("access_token={bad}"));
            let refused = app.send(way).await.expect(401);
            assert_eq!(
                refused.json(),
                json!({"detail": "Could not validate credentials"}),
                "{bad}"
            );
        }
    }

    async fn titles_are_suggested_as_a_list(app: TestApp) {
        let ada = app.person("ada").await;
        for title in [
            "Senior baker",
            "Baker",
            "baker",
            "Gardener",
            "Bakery clerk",
            "Baker",
        ] {
            app.job(&ada, title).await;
        }
        for path in [
            "/jobs/autocomplete?term=bAk",
            "/jobs/autocomplete/?term=bAk",
        ] {
            let titles = app.get(path).await.expect(200);
            assert_eq!(
                titles.json(),
                json!(["Baker", "baker", "Bakery clerk", "Senior baker"]),
                "{path}"
            );
        }
        assert_eq!(
            app.get("/jobs/autocomplete?term=nothing").await.json(),
            json!([])
        );
        for n in 0..12 {
            app.job(&ada, &format!("Many {n:02}")).await;
        }
        let many = app.get("/jobs/autocomplete?term=many").await.json();
        assert_eq!(many.as_array().expect("titles").len(), 10);
    }
}
