//! `/api/v1/auth`.

use reqwest::Method;
use serde_json::json;

use crate::support::app::PASSWORD;

on_both_databases! {
    async fn a_login_gives_a_token_and_says_how_long_it_lives(app: TestApp) {
        app.person("ada").await;
        let body = json!({"email": "ADA@example.org", "password": PASSWORD});
        let answer = app
            .send_json(Method::POST, "/api/v1/auth/login", None, &body)
            .await
            .expect(200);
        let login = answer.json();
        assert_eq!(login["token_type"], "bearer");
        assert_eq!(login["expires_in"], 1800);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("set-cookie"), "", "JSON clients keep it themselves");
        assert_eq!(login.as_object().map(|fields| fields.len()), Some(4));
    }

    async fn a_login_names_the_fields_that_are_missing(app: TestApp) {
        let answer = app
            .send_json(Method::POST, "/api/v1/auth/login", None, &json!({"email": 5}))
            .await
            .expect(422);
        assert_eq!(answer.fields(), ["email", "password"]);
    }

    async fn a_logout_ends_the_session_and_no_other(app: TestApp) {
        let ada = app.person("ada").await;
        let elsewhere = app.sign_in(&ada.email).await;
        app.send_json(Method::POST, "/api/v1/auth/logout", Some(&ada), &json!({}))
            .await
            .expect(204);
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        app.get_as(&elsewhere, "/api/v1/users/me").await.expect(200);
        let again = app
            .send_json(Method::POST, "/api/v1/auth/logout", Some(&ada), &json!({}))
            .await;
        again.expect(401);
    }

    async fn a_hash_of_another_cost_is_renewed_by_the_login(app: TestApp) {
        let ada = app.person("ada").await;
        let old_cost = app.stored_hash(&ada.email);
        assert!(old_cost.starts_with("$bcrypt-sha256$v=2,t=2b,r=4$"), "{old_cost}");
        let mut app = app;
        app.change_settings(&[("BCRYPT_COST", "5")]);
        app.sign_in(&ada.email).await;
        let renewed = app.stored_hash(&ada.email);
        assert!(renewed.starts_with("$bcrypt-sha256$v=2,t=2b,r=5$"), "{renewed}");
        app.sign_in(&ada.email).await;
        assert_eq!(app.stored_hash(&ada.email), renewed, "once is enough");
    }

    async fn m14_the_tutorials_hashes_let_their_owners_in_and_are_renewed(app: TestApp) {
        let ada = app.person("ada").await;
        let login = async |password: &str| {
            let body = json!({"email": ada.email, "password": password});
            app.send_json(Method::POST, "/api/v1/auth/login", None, &body)
                .await
        };
        // passlib 1.7.4: bcrypt.using(rounds=4, ident=…).hash(…). It cut the long one at 72 bytes.
        for (password, hash) in [
            ("tutorial", "$2a$04$cpMYrax0K01VYQAdKEHBpOWqlzXcsT2X6dKTEi8rLkWhKaBiwONV2"),
            ("tutorial", "$2b$04$CcOGjS20SoocSIExbzNLGuUAIrtaRq/YelS5.pQi1C54N0hU06.Bm"),
            ("tutorial", "$2y$04$Rhyi4pu/b0RHzT0msQ3se.aOX81wWRgKpd8Fe9Y8OTHApHnQmMbs2"),
            (&"é".repeat(50), "$2b$04$LlyBXJD9p/vaqgQU.vKJDOQh93oc6ReU9V9ureN18GEz93TwpcLwy"),
        ] {
            app.store_hash(&ada.email, hash);
            login(&password[..password.len() - 2]).await.expect(if password.len() > 72 {
                // Its first 72 bytes are the same.
                200
            } else {
                401
            });
            app.store_hash(&ada.email, hash);
            login(password).await.expect(200);
            let renewed = app.stored_hash(&ada.email);
            assert!(renewed.starts_with("$bcrypt-sha256$v=2,t=2b,r=4$"), "{renewed}");
            login(password).await.expect(200);
            login(&password[..password.len() - 2]).await.expect(401);
            assert_eq!(app.stored_hash(&ada.email), renewed, "once is enough");
        }
    }

    async fn m16_whoever_signs_in_one_check_is_computed(app: TestApp) {
        let ada = app.person("ada").await;
        let inactive = app.person("inactive").await;
        app.command(&["user", "deactivate", &inactive.email]);
        let count = async |email: &str, password: &str, status: u16| {
            let before = app.context.password_verifications();
            let body = json!({"email": email, "password": password});
            app.send_json(Method::POST, "/api/v1/auth/login", None, &body)
                .await
                .expect(status);
            app.context.password_verifications() - before
        };
        assert_eq!(count(&ada.email, PASSWORD, 200).await, 1);
        assert_eq!(count(&ada.email, "wrong", 401).await, 1);
        assert_eq!(count(&ada.email, &"long".repeat(1000), 401).await, 1);
        assert_eq!(count(&inactive.email, PASSWORD, 401).await, 1);
        assert_eq!(count("nobody@example.org", PASSWORD, 401).await, 1);
        assert_eq!(count("no address", PASSWORD, 401).await, 1);
        let legacy = "$2b$04$CcOGjS20SoocSIExbzNLGuUAIrtaRq/YelS5.pQi1C54N0hU06.Bm";
        app.store_hash(&ada.email, legacy);
        assert_eq!(count(&ada.email, "wrong", 401).await, 1);
        assert_eq!(count(&ada.email, "tutorial", 200).await, 1);
        app.store_hash(&ada.email, &legacy.replace("$04$", "$31$"));
        assert_eq!(count(&ada.email, PASSWORD, 401).await, 0, "nothing can be computed");
    }

    async fn m14_a_broken_or_absurdly_costly_hash_lets_nobody_in(app: TestApp) {
        let ada = app.person("ada").await;
        for hash in [
            "",
            "!",
            "$2b$31$AIm5rnT.YDJSVe0Ox0RnFeQ7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK",
            "$bcrypt-sha256$v=2,t=2b,r=16$AIm5rnT.YDJSVe0Ox0RnFe$Q7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK",
            "$bcrypt-sha256$v=2,t=2b,r=4$short",
        ] {
            app.store_hash(&ada.email, hash);
            let body = json!({"email": ada.email, "password": PASSWORD});
            app.send_json(Method::POST, "/api/v1/auth/login", None, &body)
                .await
                .expect(401);
            assert_eq!(app.stored_hash(&ada.email), hash);
        }
    }
}
