//! The first admin, and what only an admin sees.

use reqwest::{Client, Method};
use serde_json::json;

use super::post;
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, SECRET_KEY};
use crate::support::program::Serving;

/// Starts the program and gives the code that it prints, if it prints one.
fn printed_code(app: &TestApp) -> (String, Option<String>) {
    let folder = app.database.folder.path();
    let variables = [
        ("DATABASE_URL", app.database.url.as_str()),
        ("SECRET_KEY", SECRET_KEY),
    ];
    let mut serving = Serving::start(folder, &variables);
    serving.wait_for_start();
    let output = serving.terminate().stdout;
    let code = output
        .lines()
        .find(|line| line.contains("/claim-admin/"))
        .and_then(|line| line.rsplit(' ').next())
        .map(str::to_owned);
    (output, code)
}

on_both_databases! {
    async fn the_first_admin_is_whoever_reads_the_code_that_the_program_prints(app: TestApp) {
        let ada = app.person("ada").await;
        let claim = "/api/v1/auth/claim-admin";
        post(&app, claim, Some(&ada), json!({"code": "guess"})).await.expect(400);
        let (_, first) = printed_code(&app);
        let (output, second) = printed_code(&app);
        let (first, second) = (first.expect("a code"), second.expect("a code"));
        assert!(output.contains("no admin yet"), "{output}");
        post(&app, claim, Some(&ada), json!({"code": first})).await.expect(400);
        post(&app, claim, Some(&ada), json!({"code": second})).await.expect(204);
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        let ada = app.sign_in(&ada.email).await;
        assert_eq!(app.get_as(&ada, "/api/v1/users/me").await.json()["role"], "admin");
        let bob = app.person("bob").await;
        post(&app, claim, Some(&bob), json!({"code": second})).await.expect(400);
        let (output, none) = printed_code(&app);
        assert_eq!(none, None, "{output}");
    }

    async fn the_code_is_good_for_a_day_and_for_one(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        let (_, code) = printed_code(&app);
        let body = json!({"code": code.expect("a code")});
        let claims = [&ada, &bob].map(|person| post(&app, "/api/v1/auth/claim-admin", Some(person), body.clone()));
        let mut statuses: Vec<_> = futures_util::future::join_all(claims)
            .await
            .iter()
            .map(|answer| answer.status)
            .collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 400]);
    }

    async fn an_admin_reads_what_happened_to_everybody_and_others_their_own(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        app.command(&["user", "promote", &ada.email]);
        let ada = app.sign_in(&ada.email).await;
        let all = app.get_as(&ada, "/api/v1/admin/auth-events").await.expect(200).json();
        let emails: Vec<_> = all["items"].as_array().expect("events").iter().map(|event| event["email"].clone()).collect();
        assert!(emails.contains(&json!(bob.email)) && emails.contains(&json!(ada.email)));
        app.get_as(&bob, "/api/v1/admin/auth-events").await.expect(403);
        app.get("/api/v1/admin/auth-events").await.expect(401);
        app.page_as(&bob, "/admin/activity/").await.expect(403);
        assert!(app.page_as(&ada, "/admin/activity/").await.expect(200).body.contains(&bob.email));
        let own = app.get_as(&bob, "/api/v1/users/me/auth-events").await.expect(200).json();
        let kinds: Vec<_> = own["items"].as_array().expect("events").iter().map(|event| event["kind"].clone()).collect();
        assert_eq!(kinds, ["signed_in", "signed_up"]);
    }

    async fn events_page_without_a_gap_or_a_repetition(app: TestApp) {
        let ada = app.person("ada").await;
        for _ in 0..12 {
            app.sign_in(&ada.email).await;
        }
        let mut ids = Vec::new();
        let mut path = "/api/v1/users/me/auth-events?limit=5".to_owned();
        loop {
            let page = app.get_as(&ada, &path).await.expect(200);
            let link = page.header("link").to_owned();
            let events = page.json();
            ids.extend(events["items"].as_array().expect("events").iter().filter_map(|event| event["id"].as_i64()));
            match events["next"].as_str() {
                None => break,
                Some(next) => {
                    assert!(link.contains(&format!("after={next}")), "{link}");
                    path = format!("/api/v1/users/me/auth-events?limit=5&after={next}");
                }
            }
        }
        assert_eq!(ids.len(), 14);
        assert!(ids.is_sorted_by(|a, b| a > b), "{ids:?}");
        for bad in ["after=0", "after=x", "after=01", "limit=0", "limit=101"] {
            let answer = app.get_as(&ada, &format!("/api/v1/users/me/auth-events?{bad}")).await;
            assert_eq!(answer.status, 422, "{bad}");
        }
    }

    async fn the_command_line_makes_an_admin_without_a_default_password(app: TestApp) {
        let folder = app.database.folder.path();
        let run = crate::support::program::run_with_input(
            folder,
            &["user", "create", "root@example.org", "--admin", "--password-stdin"],
            &[("DATABASE_URL", &app.database.url)],
            &format!("{PASSWORD}\n"),
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        let root = app.sign_in("root@example.org").await;
        app.get_as(&root, "/api/v1/admin/auth-events").await.expect(200);
        let client = Client::new();
        for password in ["admin", "password", "root", ""] {
            let body = json!({"email": "root@example.org", "password": password});
            let login = client.request(Method::POST, format!("{}/api/v1/auth/login", app.base)).json(&body);
            assert_eq!(Answer::read(login.send().await.expect("an answer")).await.status, 401);
        }
    }
}
