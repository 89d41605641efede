//! `/api/v1/users`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::defects::{register_everywhere, statuses};
use crate::support::app::PASSWORD;

fn sign_up(username: &str, email: &str) -> Value {
    json!({"username": username, "email": email, "password": PASSWORD})
}

on_both_databases! {
    async fn m15_a_password_that_is_tried_first_is_refused_everywhere(app: TestApp) {
        for (password, code) in [
            ("12345678", "common"),
            ("Password1", "common"),
            ("qwertyuiop", "common"),
            ("aaaaaaaaaa", "common"),
            ("ada.lovelace", "personal"),
            ("Ada.Lovelace@example.org", "personal"),
            ("lovelace-1815", "personal"),
            ("Job Board 2024", "personal"),
        ] {
            let answers =
                register_everywhere(&app, "Ada Lovelace", "ada.lovelace@example.org", password).await;
            assert_eq!(statuses(&answers), [422; 3], "{password}");
            assert_eq!(answers[0].json()["errors"][0]["code"], code, "{password}");
            assert_eq!(answers[0].fields(), ["password"], "{password}");
            assert_eq!(
                answers[1].json()["detail"][0]["loc"],
                json!(["body", "password"])
            );
            assert!(answers[2].body.contains("id=\"password-error\""));
        }
        let long = "my password for the job board";
        let made =
            register_everywhere(&app, "Ada Lovelace", "ada.lovelace@example.org", long).await;
        assert_eq!(made[0].status, 201);
    }

    async fn a_sign_up_makes_an_account_and_says_where_it_is(app: TestApp) {
        let answer = app
            .send_json(Method::POST, "/api/v1/users", None, &sign_up("ada", "Ada@Example.org"))
            .await
            .expect(201);
        assert_eq!(answer.header("location"), "/api/v1/users/me");
        let user = answer.json();
        assert_eq!(user["id"], 1);
        assert_eq!(user["username"], "ada");
        assert_eq!(user["email"], "Ada@Example.org", "stored as typed");
        assert_eq!(user["role"], "member");
        assert_eq!(user["is_active"], true);
        assert!(!answer.body.contains(PASSWORD) && !answer.body.contains("bcrypt"));
    }

    async fn an_address_or_a_name_is_taken_whatever_its_case(app: TestApp) {
        let post = |body| {
            let app = &app;
            async move { app.send_json(Method::POST, "/api/v1/users", None, &body).await }
        };
        post(sign_up("ada", "ada@example.org")).await.expect(201);
        let address = post(sign_up("other", "ADA@example.ORG")).await.expect(409);
        assert_eq!(address.fields(), ["email"]);
        let name = post(sign_up("ADA", "other@example.org")).await.expect(409);
        assert_eq!(name.fields(), ["username"]);
        assert_eq!(name.json()["errors"][0]["code"], "taken");
    }

    async fn of_fifty_equal_sign_ups_at_once_one_succeeds(app: TestApp) {
        let spellings = ["ada@example.org", "Ada@example.org", "ADA@EXAMPLE.ORG"];
        let mut sign_ups = Vec::new();
        for index in 0..50 {
            let body = sign_up("ada", spellings[index % spellings.len()]);
            let request = app.request(Method::POST, "/api/v1/users").json(&body);
            sign_ups.push(tokio::spawn(request.send()));
        }
        let mut made = 0;
        for sign_up in sign_ups {
            let status = sign_up.await.expect("no panic").expect("an answer").status().as_u16();
            assert!(matches!(status, 201 | 409 | 503), "{status}");
            made += usize::from(status == 201);
        }
        assert_eq!(made, 1);
    }

    async fn me_is_who_shows_the_token(app: TestApp) {
        let ada = app.person("ada").await;
        app.person("bob").await;
        let me = app.get_as(&ada, "/api/v1/users/me").await.expect(200).json();
        assert_eq!(me["username"], "ada");
        assert_eq!(me["email"], "ada@example.org");
    }

    async fn a_user_can_take_another_name_that_is_free(app: TestApp) {
        let ada = app.person("ada").await;
        app.person("bob").await;
        let rename = |name: Value| {
            let (app, ada) = (&app, &ada);
            let body = json!({"username": name});
            async move { app.send_json(Method::PATCH, "/api/v1/users/me", Some(ada), &body).await }
        };
        let renamed = rename(json!("ada.l")).await.expect(200).json();
        assert_eq!(renamed["username"], "ada.l");
        rename(json!("ADA.L")).await.expect(200);
        assert_eq!(rename(json!("BOB")).await.expect(409).fields(), ["username"]);
        assert_eq!(rename(json!("")).await.expect(422).fields(), ["username"]);
        assert_eq!(rename(json!(null)).await.expect(422).fields(), ["username"]);
        let me = app.get_as(&ada, "/api/v1/users/me").await.json();
        assert_eq!(me["username"], "ADA.L");
    }

    async fn a_patch_without_a_field_changes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let answer = app
            .send_json(Method::PATCH, "/api/v1/users/me", Some(&ada), &json!({}))
            .await
            .expect(200);
        assert_eq!(answer.json()["username"], "ada");
    }

    async fn nobody_can_promote_themselves(app: TestApp) {
        let ada = app.person("ada").await;
        for field in ["role", "is_superuser", "is_active", "id", "email", "password_hash"] {
            let answer = app
                .send_json(Method::PATCH, "/api/v1/users/me", Some(&ada), &json!({field: "admin"}))
                .await
                .expect(422);
            assert_eq!(answer.fields(), [field]);
        }
        let me = app.get_as(&ada, "/api/v1/users/me").await.json();
        assert_eq!(me["role"], "member");
    }
}
