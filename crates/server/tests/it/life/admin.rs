//! What admins do: accounts, categories, and how the board treats jobs.

use reqwest::Method;
use serde_json::{Value, json};

use super::{admin, job_of, moderator, state};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person, job};

async fn patch(app: &TestApp, person: &Person, path: &str, body: &Value) -> Answer {
    app.send_json(Method::PATCH, path, Some(person), body).await
}

async fn id_of(app: &TestApp, person: &Person) -> i64 {
    let me = app
        .get_as(person, "/api/v1/users/me")
        .await
        .expect(200)
        .json();
    me["id"].as_i64().expect("a number")
}

async fn found(app: &TestApp, admin: &Person, query: &str) -> Vec<String> {
    let page = app
        .get_as(admin, &format!("/api/v1/admin/users?{query}"))
        .await
        .expect(200)
        .json();
    let items = page["items"].as_array().expect("accounts");
    items
        .iter()
        .map(|user| user["username"].as_str().expect("a name").to_owned())
        .collect()
}

async fn categories(app: &TestApp) -> Vec<String> {
    let all = app.get("/api/v1/categories").await.expect(200).json();
    all["items"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

async fn category(app: &TestApp, admin: &Person, name: &str) -> Value {
    let all = app
        .get_as(admin, "/api/v1/admin/categories")
        .await
        .expect(200)
        .json();
    let mut items = all["items"].as_array().expect("categories").iter();
    items
        .find(|known| known["name"] == name)
        .cloned()
        .expect("the category")
}

on_both_databases! {
    async fn an_admin_finds_accounts_by_name_address_and_role(app: TestApp) {
        let root = admin(&app).await;
        for (name, email) in [("Ada", "first"), ("Åse", "second"), ("100%", "third")] {
            let body = json!({"username": name, "email": format!("{email}@example.net"), "password": PASSWORD});
            app.send_json(Method::POST, "/api/v1/users", None, &body).await.expect(201);
        }
        assert_eq!(found(&app, &root, "").await, ["100%", "Åse", "Ada", "root"]);
        assert_eq!(found(&app, &root, "query=aDA").await, ["Ada"]);
        assert_eq!(found(&app, &root, "query=%C3%A5se").await, ["Åse"]);
        assert_eq!(found(&app, &root, "query=%25").await, ["100%"]);
        assert_eq!(found(&app, &root, "query=root%40example.org").await, ["root"]);
        assert_eq!(found(&app, &root, "role=admin").await, ["root"]);
        assert_eq!(found(&app, &root, "role=member&query=a").await, ["100%", "Åse", "Ada"]);
        let first = app.get_as(&root, "/api/v1/admin/users?role=member&limit=2").await.expect(200);
        let next = first.json()["next"].as_str().expect("more").to_owned();
        assert!(first.header("link").contains(&format!("role=member&after={next}&limit=2")), "{}", first.header("link"));
        assert_eq!(found(&app, &root, &format!("role=member&after={next}")).await, ["Ada"]);
        app.get_as(&root, "/api/v1/admin/users?role=king").await.expect(422);
        let page = app.page_as(&root, "/admin/users/?query=ada").await.expect(200).body;
        assert!(page.contains("Ada") && !page.contains("Åse"), "{page}");
    }

    async fn an_admin_changes_roles_with_their_own_password_and_never_the_last_admin(app: TestApp) {
        let root = admin(&app).await;
        let ada = app.person("ada").await;
        let (root_id, ada_id) = (id_of(&app, &root).await, id_of(&app, &ada).await);
        let path = format!("/api/v1/admin/users/{ada_id}");
        let promote = json!({"role": "moderator"});
        assert_eq!(patch(&app, &root, &path, &promote).await.expect(422).fields(), ["current_password"]);
        let wrong = json!({"role": "moderator", "current_password": "wrong password"});
        assert_eq!(patch(&app, &root, &path, &wrong).await.expect(422).fields(), ["current_password"]);
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        let good = json!({"role": "moderator", "current_password": PASSWORD});
        assert_eq!(patch(&app, &root, &path, &good).await.expect(200).json()["role"], "moderator");
        // What a token was given for has changed.
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        let events = app.get_as(&root, "/api/v1/admin/auth-events?limit=5").await.expect(200).body;
        assert!(events.contains("role_changed"), "{events}");
        let off = json!({"is_active": false, "current_password": PASSWORD});
        assert_eq!(patch(&app, &root, &path, &off).await.expect(200).json()["is_active"], false);
        let body = json!({"email": ada.email, "password": PASSWORD});
        app.send_json(Method::POST, "/api/v1/auth/login", None, &body).await.expect(401);
        let on = json!({"is_active": true, "current_password": PASSWORD});
        patch(&app, &root, &path, &on).await.expect(200);
        // Somebody must be left to mend things.
        let own = format!("/api/v1/admin/users/{root_id}");
        for last in [json!({"role": "member", "current_password": PASSWORD}), off] {
            let refused = patch(&app, &root, &own, &last).await.expect(409);
            assert!(refused.body.contains("only admin"), "{}", refused.body);
        }
        let nonsense = json!({"role": "king", "is_active": 7, "current_password": PASSWORD});
        assert_eq!(patch(&app, &root, &path, &nonsense).await.expect(422).fields(), ["role", "is_active"]);
        patch(&app, &root, "/api/v1/admin/users/4711", &good).await.expect(404);
    }

    async fn an_admin_signs_an_account_out(app: TestApp) {
        let root = admin(&app).await;
        let ada = app.person("ada").await;
        let path = format!("/api/v1/admin/users/{}/sign-out", id_of(&app, &ada).await);
        app.send_json(Method::POST, &path, Some(&root), &json!({})).await.expect(204);
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        app.sign_in(&ada.email).await;
    }

    async fn the_admins_pages_do_the_same(app: TestApp) {
        let root = admin(&app).await;
        let ada = app.person("ada").await;
        let page = format!("/admin/users/{}/", id_of(&app, &ada).await);
        let fields = [("role", "moderator"), ("is_active", "true"), ("current_password", "wrong password")];
        let refused = app.send_form(&page, Some(&root), &fields).await.expect(422).body;
        assert!(refused.contains("current_password-error"), "{refused}");
        assert!(refused.contains(r#"value="moderator" selected"#), "{refused}");
        let fields = [("role", "moderator"), ("is_active", "true"), ("current_password", PASSWORD)];
        app.send_form(&page, Some(&root), &fields).await.expect(303);
        let seen = app.page_as(&root, &page).await.expect(200).body;
        assert!(seen.contains(r#"value="moderator" selected"#), "{seen}");
        app.send_form(&format!("{page}sign-out/"), Some(&root), &[]).await.expect(303);
        let fields = [("job_open_days", "0")];
        let refused = app.send_form("/admin/board/", Some(&root), &fields).await.expect(422).body;
        assert!(refused.contains("job_open_days-error"), "{refused}");
        app.send_form("/admin/board/", Some(&root), &[("job_open_days", "10"), ("review_jobs", "true")]).await.expect(303);
        let seen = app.page_as(&root, "/admin/board/").await.expect(200).body;
        assert!(seen.contains(r#"value="10""#) && seen.contains(r#"value="true" selected"#), "{seen}");
        app.send_form("/admin/categories/", Some(&root), &[("name", "Forestry")]).await.expect(303);
        let again = app.send_form("/admin/categories/", Some(&root), &[("name", "forestry")]).await.expect(422).body;
        assert!(again.contains("name-error"), "{again}");
        let id = category(&app, &root, "Forestry").await["id"].to_string();
        app.send_form("/admin/categories/", Some(&root), &[("id", &id), ("name", "x"), ("position", "1")]).await.expect(303);
        assert_eq!(categories(&app).await[0], "Forestry");
        let taken = app.send_form("/admin/categories/", Some(&root), &[("id", &id), ("name", "Design")]).await.expect(422).body;
        assert!(taken.contains("There is a category of this name already."), "{taken}");
        app.send_form("/admin/categories/", Some(&root), &[("id", &id), ("remove", "yes")]).await.expect(303);
        assert!(!categories(&app).await.contains(&"Forestry".to_owned()));
    }

    async fn a_category_that_is_renamed_is_renamed_in_its_jobs_and_filters(app: TestApp) {
        let root = admin(&app).await;
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"category": "Engineering"}))).await;
        let engineering = category(&app, &root, "Engineering").await;
        assert_eq!(engineering["jobs"], 1);
        let path = format!("/api/v1/admin/categories/{}", engineering["id"]);
        assert_eq!(patch(&app, &root, &path, &json!({"name": " Trees &  more "})).await.expect(200).json()["name"], "Trees & more");
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.json()["category"], "Trees & more");
        let count = async |query: &str| {
            let page = app.get(&format!("/api/v1/jobs?category={query}")).await.expect(200).json();
            page["items"].as_array().map(Vec::len)
        };
        assert_eq!((count("Engineering").await, count("trees%20%26%20more").await), (Some(0), Some(1)));
        // An edit of the job keeps it.
        let edit = json!({"title": "Other"});
        patch(&app, &ada, &format!("/api/v1/jobs/{id}"), &edit).await.expect(200);
        assert_eq!(count("trees%20%26%20more").await, Some(1));
        // Another case is the same name.
        patch(&app, &root, &path, &json!({"name": "TREES & more"})).await.expect(200);
        assert_eq!(count("trees%20%26%20more").await, Some(1));
        patch(&app, &root, &path, &json!({"name": "design"})).await.expect(409);
        assert_eq!(patch(&app, &root, &path, &json!({"name": "x".repeat(61)})).await.expect(422).fields(), ["name"]);
        assert_eq!(patch(&app, &root, &path, &json!({"position": 0})).await.expect(422).fields(), ["position"]);
        patch(&app, &root, &path, &json!({"position": 2})).await.expect(200);
        assert_eq!(categories(&app).await[..3], ["Administration", "TREES & more", "Customer service"]);
        app.send_json(Method::DELETE, &path, Some(&root), &json!({})).await.expect(204);
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.json()["category"], Value::Null);
        assert_eq!(count("trees%20%26%20more").await, Some(0));
        patch(&app, &root, &path, &json!({"name": "Back"})).await.expect(404);
        let made = app.send_json(Method::POST, "/api/v1/admin/categories", Some(&root), &json!({"name": "Forestry"})).await;
        assert!(made.expect(201).header("location").starts_with("/api/v1/admin/categories/"));
        assert_eq!(categories(&app).await.last().map(String::as_str), Some("Forestry"));
        app.post_job(&ada, &job_of(&json!({"category": "FORESTRY"}))).await;
    }

    async fn a_setting_holds_from_the_next_request_on_and_on_every_board(app: TestApp) {
        let mut app = app;
        let root = admin(&app).await;
        let moderator = moderator(&app).await;
        let ada = app.person("ada").await;
        let path = "/api/v1/admin/settings";
        let before = app.get_as(&root, path).await.expect(200).json();
        assert_eq!(before, json!({"review_jobs": false, "salary_required": false, "job_open_days": 60, "reports_to_hide": 3}));
        let other = app.second_board();
        let wrong = json!({"review_jobs": "yes", "job_open_days": 366, "reports_to_hide": -1, "colour": "red"});
        assert_eq!(patch(&app, &root, path, &wrong).await.status, 422);
        assert_eq!(app.get_as(&root, path).await.expect(200).json(), before);
        let change = json!({"review_jobs": true, "job_open_days": 10});
        let after = patch(&app, &root, path, &change).await.expect(200).json();
        assert_eq!((&after["review_jobs"], &after["job_open_days"]), (&json!(true), &json!(10)));
        let id = app.post_job(&ada, &job()).await;
        assert_eq!(state(&app, &ada, id).await, "in_review");
        let request = reqwest::Client::new().post(format!("{}/api/v1/jobs", other.base)).bearer_auth(&ada.token).json(&job());
        assert_eq!(app.send(request).await.expect(201).json()["state"], "in_review");
        let step = json!({"step": "approve"});
        let listed = app.send_json(Method::POST, &format!("/api/v1/jobs/{id}/transitions"), Some(&moderator), &step).await.expect(200).json();
        let days = |from: &str, to: &str| {
            let date = |text: &str| text.parse::<chrono::NaiveDate>().expect("a date");
            (date(to) - date(from)).num_days()
        };
        let text = |name: &str| listed[name].as_str().expect("a date").to_owned();
        assert_eq!(days(&text("date_posted"), &text("closes_on")), 10);
        // What is not changed stays, across a restart as well, over what the operator configured.
        app.change_settings(&[("JOB_OPEN_DAYS", "99"), ("REPORTS_TO_HIDE", "7")]);
        let kept = app.get_as(&root, path).await.expect(200).json();
        assert_eq!(kept, json!({"review_jobs": true, "salary_required": false, "job_open_days": 10, "reports_to_hide": 7}));
        patch(&app, &root, path, &json!({"salary_required": true})).await.expect(200);
        let refused = app.send_json(Method::POST, "/api/v1/jobs", Some(&ada), &job()).await.expect(422);
        assert!(refused.body.contains("salary"), "{}", refused.body);
        let events = app.get_as(&root, "/api/v1/admin/auth-events").await.expect(200).body;
        assert!(events.contains("board_changed"), "{events}");
    }
}
