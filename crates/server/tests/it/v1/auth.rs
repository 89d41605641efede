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
        assert!(old_cost.starts_with("$2b$04$"), "{old_cost}");
        let mut app = app;
        app.change_settings(&[("BCRYPT_COST", "5")]);
        app.sign_in(&ada.email).await;
        let renewed = app.stored_hash(&ada.email);
        assert!(renewed.starts_with("$2b$05$"), "{renewed}");
        app.sign_in(&ada.email).await;
        assert_eq!(app.stored_hash(&ada.email), renewed, "once is enough");
    }
}
