//! What the audit log has after each of these steps.

use serde_json::json;

use super::{NEW_PASSWORD, login, post};
use crate::mail::mailed_token;
use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person};

async fn kinds(app: &TestApp, person: &Person) -> Vec<String> {
    let path = "/api/v1/users/me/auth-events?limit=100";
    let events = app.get_as(person, path).await.expect(200).json();
    let mut kinds: Vec<_> = events["items"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["kind"].as_str().expect("a kind").to_owned())
        .collect();
    kinds.reverse();
    kinds
}

on_both_databases! {
    async fn m31_every_event_of_an_account_is_recorded_in_its_order(app: TestApp) {
        let ada = app.person("ada").await;
        login(&app, &ada.email, "wrong").await.expect(401);
        let verify = mailed_token(&app, &ada.email, "verify-email", 1).await;
        post(&app, "/api/v1/auth/verify-email", None, json!({"token": verify})).await.expect(204);
        let wrong = json!({"current_password": "wrong", "new_password": NEW_PASSWORD});
        post(&app, "/api/v1/users/me/password", Some(&ada), wrong).await.expect(422);
        let right = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
        let tokens = post(&app, "/api/v1/users/me/password", Some(&ada), right).await.expect(200).json();
        let ada = Person::of(&ada.email, &tokens);
        post(&app, "/api/v1/auth/forgot-password", None, json!({"email": ada.email})).await.expect(202);
        let reset = mailed_token(&app, &ada.email, "reset-password", 1).await;
        let body = json!({"token": reset, "new_password": PASSWORD});
        post(&app, "/api/v1/auth/reset-password", None, body).await.expect(204);
        let ada = app.sign_in(&ada.email).await;
        let body = json!({"current_password": PASSWORD, "email": "ada@example.net"});
        post(&app, "/api/v1/users/me/email", Some(&ada), body).await.expect(202);
        let confirm = mailed_token(&app, "ada@example.net", "confirm-email", 1).await;
        post(&app, "/api/v1/auth/confirm-email", None, json!({"token": confirm})).await.expect(204);
        let ada = app.sign_in("ada@example.net").await;
        app.command(&["user", "promote", &ada.email, "--role", "moderator"]);
        let ada = app.sign_in("ada@example.net").await;
        assert_eq!(
            kinds(&app, &ada).await,
            [
                "signed_up", "signed_in", "sign_in_failed", "email_verified", "password_refused",
                "password_changed", "reset_requested", "password_reset", "signed_in",
                "email_change_requested", "email_changed", "signed_in", "role_changed", "signed_in",
            ]
        );
    }
}
