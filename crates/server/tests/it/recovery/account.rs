//! The address: proven, changed, taken back; and the end of an account.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use super::{NEW_PASSWORD, expect_ended, login, post};
use crate::mail::{eventually, files_to, mailed_token};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person};

const EMAIL: &str = "/api/v1/users/me/email";

async fn ask_for(app: &TestApp, person: &Person, email: &str) -> u16 {
    let body = json!({"email": email, "current_password": PASSWORD});
    post(app, EMAIL, Some(person), body).await.status
}

async fn follow(app: &TestApp, path: &str, token: &str) -> u16 {
    let path = format!("/api/v1/auth/{path}");
    post(app, &path, None, json!({"token": token})).await.status
}

on_both_databases! {
    async fn an_address_is_verified_by_its_link_once(app: TestApp) {
        let ada = app.person("ada").await;
        let me = app.get_as(&ada, "/api/v1/users/me").await.json();
        assert_eq!(me["is_email_verified"], false);
        let token = mailed_token(&app, &ada.email, "verify-email", 1).await;
        assert_eq!(follow(&app, "verify-email", &token).await, 204);
        assert_eq!(follow(&app, "verify-email", &token).await, 400);
        let me = app.get_as(&ada, "/api/v1/users/me").await.json();
        assert_eq!(me["is_email_verified"], true);
        let again = post(&app, "/api/v1/users/me/email/verification", Some(&ada), json!({})).await;
        assert!(again.expect(202).body.contains("verified already"));
    }

    async fn s12_a_new_address_is_confirmed_there_and_undone_from_the_old_one(app: TestApp) {
        let ada = app.person("ada").await;
        assert_eq!(ask_for(&app, &ada, "new@example.net").await, 202);
        let confirm = mailed_token(&app, "new@example.net", "confirm-email", 1).await;
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        login(&app, "new@example.net", PASSWORD).await.expect(401);

        assert_eq!(follow(&app, "confirm-email", &confirm).await, 204);
        expect_ended(&app, &ada).await;
        login(&app, &ada.email, PASSWORD).await.expect(401);
        login(&app, "new@example.net", PASSWORD).await.expect(200);
        let undo = mailed_token(&app, &ada.email, "undo-email", 1).await;
        let taken = json!({"username": "eve", "email": ada.email, "password": PASSWORD});
        post(&app, "/api/v1/users", None, taken).await.expect(409);

        app.clock.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
        assert_eq!(follow(&app, "undo-email", &undo).await, 204);
        for email in [ada.email.as_str(), "new@example.net"] {
            login(&app, email, PASSWORD).await.expect(401);
        }
        let reset = mailed_token(&app, &ada.email, "reset-password", 1).await;
        let body = json!({"token": reset, "new_password": NEW_PASSWORD});
        post(&app, "/api/v1/auth/reset-password", None, body).await.expect(204);
        login(&app, &ada.email, NEW_PASSWORD).await.expect(200);
    }

    async fn s12_after_7_days_the_change_stays(app: TestApp) {
        let ada = app.person("ada").await;
        assert_eq!(ask_for(&app, &ada, "new@example.net").await, 202);
        let confirm = mailed_token(&app, "new@example.net", "confirm-email", 1).await;
        assert_eq!(follow(&app, "confirm-email", &confirm).await, 204);
        let undo = mailed_token(&app, &ada.email, "undo-email", 1).await;
        app.clock.advance(TimeDelta::days(7) + TimeDelta::minutes(1));
        assert_eq!(follow(&app, "undo-email", &undo).await, 400);
        login(&app, "new@example.net", PASSWORD).await.expect(200);
    }

    async fn another_address_must_be_new_free_and_asked_for_rarely(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        assert_eq!(ask_for(&app, &ada, &bob.email).await, 409);
        assert_eq!(ask_for(&app, &ada, &ada.email).await, 422);
        assert_eq!(ask_for(&app, &ada, "no address").await, 422);
        for n in 0..3 {
            assert_eq!(ask_for(&app, &ada, &format!("new-{n}@example.net")).await, 202);
        }
        assert_eq!(ask_for(&app, &ada, "new-4@example.net").await, 429);
        assert_eq!(ask_for(&app, &bob, "bob@example.net").await, 202);
        let last = mailed_token(&app, "new-2@example.net", "confirm-email", 1).await;
        let first = mailed_token(&app, "new-0@example.net", "confirm-email", 1).await;
        assert_eq!(follow(&app, "confirm-email", &first).await, 400, "a later one replaced it");
        assert_eq!(follow(&app, "confirm-email", &last).await, 204);
    }

    async fn s12_a_new_password_stops_a_change_of_address_that_was_begun(app: TestApp) {
        for by_mail in [false, true] {
            let name = if by_mail { "ada" } else { "bob" };
            let person = app.person(name).await;
            let thief = format!("thief-of-{name}@example.net");
            assert_eq!(ask_for(&app, &person, &thief).await, 202);
            let confirm = mailed_token(&app, &thief, "confirm-email", 1).await;
            if by_mail {
                let email = json!({"email": person.email});
                post(&app, "/api/v1/auth/forgot-password", None, email).await.expect(202);
                let reset = mailed_token(&app, &person.email, "reset-password", 1).await;
                let body = json!({"token": reset, "new_password": NEW_PASSWORD});
                post(&app, "/api/v1/auth/reset-password", None, body).await.expect(204);
            } else {
                let body = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
                post(&app, "/api/v1/users/me/password", Some(&person), body).await.expect(200);
            }
            assert_eq!(follow(&app, "confirm-email", &confirm).await, 400);
            login(&app, &person.email, NEW_PASSWORD).await.expect(200);
        }
    }

    async fn a_deleted_account_leaves_nothing_behind_but_a_goodbye(app: TestApp) {
        let ada = app.person("ada").await;
        let elsewhere = app.sign_in(&ada.email).await;
        let job = app.job(&ada, "Gardener").await;
        let body = json!({"current_password": PASSWORD});
        let delete = app.send_json(Method::DELETE, "/api/v1/users/me", Some(&ada), &body).await;
        delete.expect(204);
        expect_ended(&app, &ada).await;
        expect_ended(&app, &elsewhere).await;
        app.get(&format!("/api/v1/jobs/{job}")).await.expect(404);
        login(&app, &ada.email, PASSWORD).await.expect(401);
        eventually("the goodbye", || {
            Some(files_to(&app, &ada.email, "deleted")).filter(|mails| !mails.is_empty())
        })
        .await;
        app.person("ada").await;
    }

    async fn the_last_admin_cannot_go(app: TestApp) {
        let ada = app.person("ada").await;
        app.command(&["user", "promote", &ada.email]);
        let ada = app.sign_in(&ada.email).await;
        let body = json!({"current_password": PASSWORD});
        let delete = app.send_json(Method::DELETE, "/api/v1/users/me", Some(&ada), &body).await;
        assert!(delete.expect(409).body.contains("only admin"));
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        let bob = app.person("bob").await;
        app.command(&["user", "promote", &bob.email]);
        let delete = app.send_json(Method::DELETE, "/api/v1/users/me", Some(&ada), &body).await;
        delete.expect(204);
    }

    async fn m37_of_50_sign_ups_at_once_one_makes_the_account(app: TestApp) {
        let sign_ups = (0..50).map(|n| {
            let email = if n % 2 == 0 { "ada@example.org" } else { "ADA@Example.ORG" };
            let username = if n % 3 == 0 { "Ada" } else { "ada" };
            let body = json!({"username": username, "email": email, "password": PASSWORD});
            let app = &app;
            async move { post(app, "/api/v1/users", None, body).await.status }
        });
        let mut statuses = futures_util::future::join_all(sign_ups).await;
        statuses.sort_unstable();
        assert_eq!(statuses[0], 201);
        // A flood is shed with 503; whoever is answered otherwise is told that the account exists.
        assert!(statuses[1..].iter().all(|status| matches!(status, 409 | 503)), "{statuses:?}");
        login(&app, "ada@example.org", PASSWORD).await.expect(200);
    }
}
