use jsonwebtoken::Algorithm;
use reqwest::Method;
use serde_json::{Value, json};

use super::{import, login_everywhere, post_everywhere, posting, register_everywhere, statuses};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, SECRET_KEY, job};
use crate::support::token::{message, signature};

/// A token with these claims under any key.
fn forged(header: &Value, claims: &Value, key: &str) -> String {
    let message = message(header, &claims.to_string());
    let signature = signature(&message, key, Algorithm::HS256);
    format!("{message}.{signature}")
}

on_both_databases! {
    async fn defect_02_a_forged_token_is_refused_and_every_board_has_its_own_key(app: TestApp) {
        let ada = app.person("ada").await;
        let header = json!({"alg": "HS256", "typ": "JWT"});
        let without_exp = json!({"sub": ada.email});
        let with_exp = json!({"sub": ada.email, "exp": 4_000_000_000_i64});
        for key in ["supersecretkeyhere!!", SECRET_KEY] {
            for claims in [&without_exp, &with_exp] {
                let token = forged(&header, claims, key);
                let request = app.request(Method::POST, "/jobs/create-job/");
                let answer = app
                    .send(request.bearer_auth(token).json(&job()))
                    .await
                    .expect(401);
                assert_eq!(
                    answer.json(),
                    json!({"detail": "Could not validate credentials"})
                );
            }
        }
        assert_eq!(app.listed().await, 0);

        let mut keys = Vec::new();
        for _ in 0..2 {
            let board = TestApp::with(app.backend, &[("SECRET_KEY", "")]).await;
            let file = board.database.folder.path().join("data/secret_key");
            let key = std::fs::read_to_string(file)
                .expect("a key")
                .trim()
                .to_owned();
            assert!(key.len() >= 32);
            keys.push(key);
        }
        assert_ne!(keys[0], keys[1]);
    }

    async fn defect_05_whoever_is_out_of_use_neither_signs_in_nor_posts(app: TestApp) {
        let ada = app.person("ada").await;
        app.command(&["user", "deactivate", &ada.email]);
        let logins = login_everywhere(&app, &ada.email, PASSWORD).await;
        assert_eq!(statuses(&logins), [401; 3]);
        assert!(
            logins
                .iter()
                .all(|login| login.header("set-cookie").is_empty())
        );
        let posts = post_everywhere(&app, &ada, "title", "Gardener").await;
        assert_eq!(statuses(&posts), [401; 3]);
        assert_eq!(app.listed().await, 0);
    }

    async fn defect_08_a_password_is_neither_empty_nor_cut(app: TestApp) {
        for bad in ["", "seven77", &"x".repeat(73)] {
            let answers = register_everywhere(&app, "adal", "ada@example.org", bad).await;
            assert_eq!(statuses(&answers), [422; 3], "{bad:?}");
            assert_eq!(answers[0].fields(), ["password"]);
        }
        let longest = "x".repeat(71) + "y";
        let made = register_everywhere(&app, "adal", "ada@example.org", &longest).await;
        assert_eq!(made[0].status, 201, "none of the refused ones was saved");
        for wrong in [&longest[..71], &format!("{longest}z"), ""] {
            let logins = login_everywhere(&app, "ada@example.org", wrong).await;
            assert_eq!(statuses(&logins), [401; 3], "{wrong}");
            // Past what was counted of wrong passwords.
            app.clock.advance(chrono::TimeDelta::hours(25));
        }
        let logins = login_everywhere(&app, "ada@example.org", &longest).await;
        assert_eq!(statuses(&logins), [200, 200, 303]);
    }

    async fn defect_09_a_failed_login_does_not_tell_whether_there_is_an_account(app: TestApp) {
        let (known, inactive) = (app.person("known").await, app.person("inactive").await);
        app.command(&["user", "deactivate", &inactive.email]);
        import(
            &app,
            &json!([posting("Gardener", true)]),
            "imported@example.org",
        );
        let seen = async |email: &str, password: &str| {
            login_everywhere(&app, email, password)
                .await
                .map(|mut answer| {
                    answer.headers.remove("date");
                    answer.headers.remove("content-length");
                    // The form keeps the address that was typed.
                    (
                        answer.status,
                        answer.headers,
                        answer.body.replace(email, "(typed)"),
                    )
                })
        };
        let wrong = seen(&known.email, "wrong password").await;
        assert_eq!([wrong[0].0, wrong[1].0, wrong[2].0], [401; 3]);
        for email in [
            "unknown@example.org",
            &inactive.email,
            "imported@example.org",
            "no address",
        ] {
            assert_eq!(seen(email, PASSWORD).await, wrong, "{email}");
        }
    }

    async fn defect_10_an_address_is_the_same_in_capitals(app: TestApp) {
        app.person("alice").await;
        let again = register_everywhere(&app, "someone", "ALICE@Example.org", PASSWORD).await;
        assert_eq!(statuses(&again), [409, 409, 422]);
        assert_eq!(again[0].fields(), ["email"]);
        let again = register_everywhere(&app, "ALICE", "other@example.org", PASSWORD).await;
        assert_eq!(statuses(&again), [409, 409, 422]);
        assert_eq!(again[0].fields(), ["username"]);
        for email in ["alice@example.org", "Alice@EXAMPLE.org"] {
            let logins = login_everywhere(&app, email, PASSWORD).await;
            assert_eq!(statuses(&logins), [200, 200, 303], "{email}");
        }
        let login = login_everywhere(&app, "other@example.org", PASSWORD).await;
        assert_eq!(statuses(&login), [401; 3]);
    }

    async fn defect_15_a_logout_stops_a_token_at_once(app: TestApp) {
        let stolen = app.person("ada").await;
        app.send_json(
            Method::POST,
            "/api/v1/auth/logout",
            Some(&stolen),
            &json!({}),
        )
        .await
        .expect(204);
        let posts = post_everywhere(&app, &stolen, "title", "Gardener").await;
        assert_eq!(statuses(&posts), [401; 3]);
        let stolen = app.sign_in(&stolen.email).await;
        let left = app
            .send_form("/logout/", Some(&stolen), &[])
            .await
            .expect(303);
        assert!(
            left.header("set-cookie").contains("access_token=; "),
            "{left:?}"
        );
        let posts = post_everywhere(&app, &stolen, "title", "Gardener").await;
        assert_eq!(statuses(&posts), [401; 3]);
        assert_eq!(app.listed().await, 0);
    }

    async fn defect_17_a_second_account_of_the_same_name_is_a_conflict(app: TestApp) {
        app.person("adal").await;
        let again = register_everywhere(&app, "adal", "adal@example.org", "another password").await;
        assert_eq!(statuses(&again), [409, 409, 422]);
        assert_eq!(again[0].fields(), ["email"]);
        assert_eq!(
            again[1].json(),
            json!({"detail": "There is an account with this e-mail address already."})
        );
        assert!(
            again[2]
                .body
                .contains("There is an account with this e-mail address already.")
        );
        let again = register_everywhere(&app, "adal", "new@example.org", "another password").await;
        assert_eq!(statuses(&again), [409, 409, 422]);
        assert_eq!(again[0].fields(), ["username"]);
        let logins = login_everywhere(&app, "adal@example.org", "another password").await;
        assert_eq!(statuses(&logins), [401; 3]);
        let logins = login_everywhere(&app, "adal@example.org", PASSWORD).await;
        assert_eq!(statuses(&logins), [200, 200, 303]);
    }

    async fn defect_34_the_token_counts_in_the_header(app: TestApp) {
        let ada = app.person("ada").await;
        for scheme in ["Bearer", "bearer", "BEARER"] {
            let request = app
                .request(Method::POST, "/jobs/create-job/")
                .header("authorization", format!("{scheme} {}", ada.token))
                .json(&job());
            app.send(request).await.expect(200);
        }
        assert_eq!(app.listed().await, 3);
    }
}
