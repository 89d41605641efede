use reqwest::Method;
use serde_json::{Value, json};

use super::{FORM, form_with, login_everywhere, post_everywhere, register_everywhere, statuses};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, job_with};
use crate::support::raw;

/// The addresses that the elements of a page load or, for `link`, name.
fn loaded_by(html: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    for element in html.split('<').filter(|part| {
        ["script", "link", "img", "iframe", "source", "object"]
            .iter()
            .any(|name| part.starts_with(name))
    }) {
        let tag = element.split('>').next().unwrap_or_default();
        for attribute in ["src=\"", "href=\"", "data=\"", "srcset=\""] {
            if let Some((_, rest)) = tag.split_once(attribute) {
                let address = rest.split('"').next().unwrap_or_default();
                // A place on the page itself loads nothing.
                if !address.starts_with('#') {
                    addresses.push(address.to_owned());
                }
            }
        }
        assert!(
            !tag.starts_with("script") || tag.contains("src=\""),
            "an inline script: {element}"
        );
    }
    addresses
}

on_both_databases! {
    async fn defect_01_a_job_is_changed_by_its_owner_alone_and_stays_theirs(app: TestApp) {
        let first_user = app.person("first").await;
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        let path = format!("/jobs/update/{id}");
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        let change = job_with("title", json!("Head gardener"));
        let answer = app
            .send_json(Method::PUT, &path, None, &change)
            .await
            .expect(401);
        assert_eq!(answer.json(), json!({"detail": "Not authenticated"}));
        app.send_json(Method::PUT, &path, Some(&first_user), &change)
            .await
            .expect(403);
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);

        app.send_json(Method::PUT, &path, Some(&owner), &change)
            .await
            .expect(200);
        assert!(
            app.page_as(&owner, "/my-jobs/")
                .await
                .body
                .contains("Head gardener")
        );
        assert!(
            !app.page_as(&first_user, "/my-jobs/")
                .await
                .body
                .contains("Head gardener")
        );
        app.send_json(
            Method::DELETE,
            &format!("/jobs/delete/{id}"),
            Some(&first_user),
            &json!({}),
        )
        .await
        .expect(403);
    }

    async fn defect_03_a_script_is_no_company_address(app: TestApp) {
        let ada = app.person("ada").await;
        for url in [
            "javascript:alert(1)//http",
            "JavaScript:alert(1)",
            "data:text/html,x",
        ] {
            let answers = post_everywhere(&app, &ada, "company_url", url).await;
            assert_eq!(statuses(&answers), [422; 3], "{url}");
            assert_eq!(answers[0].fields(), ["company_url"]);
            assert_eq!(
                answers[1].json()["detail"][0]["loc"],
                json!(["body", "company_url"])
            );
            assert!(answers[2].body.contains("id=\"company_url-error\""));
        }
        assert_eq!(app.listed().await, 0);
        let id = app.job(&ada, "Gardener").await;
        let change = json!({"company_url": "javascript:alert(1)"});
        app.send_json(
            Method::PATCH,
            &format!("/api/v1/jobs/{id}"),
            Some(&ada),
            &change,
        )
        .await
        .expect(422);
        app.send_form(
            &format!("/edit-job/{id}"),
            Some(&ada),
            &form_with("company_url", "javascript:alert(1)"),
        )
        .await
        .expect(422);
        for path in ["/".to_owned(), format!("/details/{id}")] {
            assert!(!app.get(&path).await.body.contains("javascript:"));
        }
    }

    async fn defect_04_a_null_date_is_refused_and_the_list_lives_on(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        let body = job_with("date_posted", Value::Null);
        for (method, path) in [
            (Method::POST, "/api/v1/jobs".to_owned()),
            (Method::POST, "/jobs/create-job/".to_owned()),
            (Method::PATCH, format!("/api/v1/jobs/{id}")),
            (Method::PUT, format!("/jobs/update/{id}")),
        ] {
            let answer = app
                .send_json(method, &path, Some(&ada), &body)
                .await
                .expect(422);
            assert!(
                answer.body.contains("date_posted"),
                "{path}: {}",
                answer.body
            );
        }
        for path in ["/jobs/all", "/"] {
            app.get(path).await.expect(200);
        }
        assert_eq!(app.listed().await, 1);
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);
    }

    async fn defect_06_the_cookie_is_secure_and_foreign_pages_can_do_nothing(app: TestApp) {
        let secure = TestApp::with(app.backend, &[("PLAIN_HTTP", "false")]).await;
        let ada = secure.person("ada").await;
        let login = &login_everywhere(&secure, &ada.email, PASSWORD).await[1];
        let cookie = login.header("set-cookie");
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        let answer = secure
            .send(
                secure
                    .request(Method::POST, "/post-a-job/")
                    .header("cookie", format!("__Host-access_token={}", ada.token))
                    .header("origin", "https://evil.example")
                    .header("sec-fetch-site", "cross-site")
                    .form(&FORM),
            )
            .await
            .expect(403);
        for header in [
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "strict-transport-security",
        ] {
            assert!(!answer.header(header).is_empty(), "{header}");
        }
        assert_eq!(secure.listed().await, 0);
    }

    async fn defect_07_no_page_says_a_password(app: TestApp) {
        let secret = "a secret of ninety-one";
        let wrong = register_everywhere(&app, "ada", "no address", secret).await;
        let short = register_everywhere(&app, "ada", "ada@example.org", "s9x").await;
        let made = register_everywhere(&app, "ada", "ada@example.org", secret).await;
        let login = login_everywhere(&app, "ada@example.org", &format!("{secret}!")).await;
        assert_eq!(statuses(&wrong), [422; 3]);
        assert_eq!(statuses(&short), [422; 3]);
        assert_eq!(statuses(&made), [201, 409, 422]);
        assert_eq!(statuses(&login), [401; 3]);
        for answer in wrong.iter().chain(&made).chain(&login) {
            assert!(!answer.body.contains("ninety-one"), "{}", answer.body);
        }
        assert!(short.iter().all(|answer| !answer.body.contains("s9x")));
        assert!(
            wrong[2].body.contains("no address"),
            "the rest of the form stays"
        );
    }

    async fn defect_12_a_job_has_a_size_limit(app: TestApp) {
        let ada = app.person("ada").await;
        let most = "x".repeat(20_000);
        let answers = post_everywhere(&app, &ada, "description", &format!("{most}x")).await;
        assert_eq!(statuses(&answers), [422; 3]);
        assert_eq!(answers[0].fields(), ["description"]);
        for (field, max) in [("title", 200), ("company", 120), ("location", 300)] {
            let answers = post_everywhere(&app, &ada, field, &"x".repeat(max + 1)).await;
            assert_eq!(statuses(&answers), [422; 3], "{field}");
            assert_eq!(answers[0].fields(), [field]);
        }
        let huge = "x".repeat(5_000_000);
        for (path, kind) in [
            ("/api/v1/jobs", "application/json"),
            ("/jobs/create-job/", "application/json"),
            ("/post-a-job/", "application/x-www-form-urlencoded"),
        ] {
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
                 Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                ada.token,
                huge.len()
            );
            let answer = raw::send(&app.base, (head + huge.as_str()).as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
        }
        assert_eq!(app.listed().await, 0);
        let answers = post_everywhere(&app, &ada, "description", &most).await;
        assert_eq!(statuses(&answers), [201, 200, 303]);
    }

    async fn defect_13_a_percent_sign_finds_percent_signs(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Gardener").await;
        app.job(&ada, "100% remote baker").await;
        for (term, found) in [
            ("%25", true),
            ("_", false),
            ("100%25%25", false),
            ("0%25+r", true),
        ] {
            let listed = app
                .get(&format!("/api/v1/jobs?title={term}"))
                .await
                .expect(200)
                .json();
            let titles = listed["items"]
                .as_array()
                .expect("jobs")
                .iter()
                .map(|job| &job["title"]);
            let expected = if found {
                vec!["100% remote baker"]
            } else {
                vec![]
            };
            assert_eq!(titles.collect::<Vec<_>>(), expected, "{term}");
            let suggested = app
                .get(&format!("/jobs/autocomplete?term={term}"))
                .await
                .expect(200);
            assert_eq!(suggested.json(), json!(expected), "{term}");
            let page = app
                .get(&format!("/search/?query={term}"))
                .await
                .expect(200)
                .body;
            assert_eq!(page.contains("100% remote baker"), found, "{term}");
            assert!(!page.contains("Gardener"), "{term}");
        }
    }

    async fn defect_14_no_page_loads_anything_from_another_host(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let paths = [
            "/login/",
            "/register/",
            "/",
            "/search/?query=x",
            "/redoc",
            "/docs/",
            "/my-jobs/",
            "/post-a-job/",
            "/delete-job/",
            "/no-such-page",
            &format!("/details/{id}"),
            &format!("/edit-job/{id}"),
            &format!("/delete-job/{id}"),
        ];
        for path in paths {
            // Whoever is signed in is led on from the first two.
            let page = match path {
                "/login/" | "/register/" => app.get(path).await,
                _ => app.page_as(&ada, path).await,
            };
            assert!(
                page.header("content-type").starts_with("text/html"),
                "{path}"
            );
            let loaded = loaded_by(&page.body);
            assert!(!loaded.is_empty(), "{path}");
            let base = reqwest::Url::parse(&format!("{}{path}", app.base)).expect("an address");
            for address in loaded {
                let address = base.join(&address).expect("an address");
                assert_eq!(address.origin(), base.origin(), "{path}: {address}");
                app.get(address.path()).await.expect(200);
            }
        }
        app.get("/docs/").await.expect(200);
        app.get("/redoc").await.expect(200);
        let description = app.get("/openapi.json").await.expect(200).json();
        assert!(
            description["openapi"]
                .as_str()
                .is_some_and(|version| version.starts_with("3."))
        );
    }

    async fn defect_16_an_address_puts_no_text_on_a_page(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        for path in [
            "/",
            "/login/",
            "/my-jobs/",
            &format!("/details/{id}"),
            "/search/",
        ] {
            let person = if path == "/login/" { None } else { Some(&ada) };
            for message in ["You+have+been+hacked", "%3Cb%3Ehacked%3C%2Fb%3E"] {
                let address = format!("{path}?msg={message}");
                let page = match person {
                    Some(person) => app.page_as(person, &address).await,
                    None => app.get(&address).await,
                };
                let page = page.expect(200).body;
                assert!(!page.contains("hacked"), "{address}");
                assert!(!page.contains("class=\"notice\""), "{address}");
            }
        }
        let page = app.get("/?msg=signed-out").await.body;
        assert!(page.contains("<p class=\"notice\" role=\"status\">You are signed out.</p>"));
    }
}
