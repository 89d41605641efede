//! The password: changed, forgotten, set by a link.

use serde_json::json;

use super::{NEW_PASSWORD, expect_ended, login, post};
use crate::mail::{files_to, mailed_token, queue};
use crate::support::app::{PASSWORD, Person};

const FORGOT: &str = "/api/v1/auth/forgot-password";
const RESET: &str = "/api/v1/auth/reset-password";
const CHANGE: &str = "/api/v1/users/me/password";

on_both_databases! {
    async fn m08_a_changed_password_ends_every_session_and_gives_a_new_one(app: TestApp) {
        let ada = app.person("ada").await;
        let elsewhere = app.sign_in(&ada.email).await;
        let body = json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD});
        let tokens = post(&app, CHANGE, Some(&ada), body).await.expect(200).json();
        expect_ended(&app, &ada).await;
        expect_ended(&app, &elsewhere).await;
        let ada = Person::of(&ada.email, &tokens);
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        login(&app, &ada.email, PASSWORD).await.expect(401);
        login(&app, &ada.email, NEW_PASSWORD).await.expect(200);
    }

    async fn m11_a_stolen_token_alone_changes_no_password_and_no_address_and_deletes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let email = "/api/v1/users/me/email";
        for (path, mut body) in [
            (CHANGE, json!({"new_password": NEW_PASSWORD})),
            (email, json!({"email": "thief@example.org"})),
            ("/api/v1/auth/logout-all", json!({})),
        ] {
            for wrong in [None, Some(""), Some("not the password")] {
                body["current_password"] = json!(wrong);
                if wrong.is_none() {
                    body.as_object_mut().expect("an object").remove("current_password");
                }
                let refused = post(&app, path, Some(&ada), body.clone()).await.expect(422);
                assert_eq!(refused.fields(), ["current_password"], "{path} {wrong:?}");
                app.clock.advance(chrono::TimeDelta::seconds(1));
            }
        }
        let gone = app
            .send_json(reqwest::Method::DELETE, "/api/v1/users/me", Some(&ada), &json!({"current_password": "wrong"}))
            .await;
        gone.expect(422);
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        login(&app, &ada.email, PASSWORD).await.expect(200);
        assert_eq!(files_to(&app, "thief@example.org", "").len(), 0);
    }

    async fn m17_forgot_password_is_answered_alike_for_everybody(app: TestApp) {
        let ada = app.person("ada").await;
        let idle = app.person("idle").await;
        app.command(&["user", "deactivate", &idle.email]);
        let mut answers = Vec::new();
        for email in [ada.email.as_str(), "nobody@example.org", &idle.email, "no address"] {
            let answer = post(&app, FORGOT, None, json!({"email": email})).await.expect(202);
            let mut headers = answer.headers.clone();
            for own in ["date", "x-request-id"] {
                headers.remove(own);
            }
            answers.push((answer.body, headers));
        }
        for answer in &answers {
            assert_eq!(answer, &answers[0]);
        }
        mailed_token(&app, &ada.email, "reset-password", 1).await;
        // The worker takes them in order, so the others were decided on before a later one arrives.
        post(&app, FORGOT, None, json!({"email": ada.email})).await.expect(202);
        mailed_token(&app, &ada.email, "reset-password", 2).await;
        for nobody in ["nobody@example.org", &idle.email] {
            assert_eq!(files_to(&app, nobody, "reset-password").len(), 0, "{nobody}");
        }
        assert!(queue(&app).iter().all(|mail| mail.recipient != "nobody@example.org"));
    }

    async fn m17_one_network_cannot_have_mails_sent_without_end(app: TestApp) {
        for n in 0..25 {
            let person = json!({"email": format!("person-{n}@example.org")});
            post(&app, FORGOT, None, person).await.expect(202);
        }
        let ada = app.person("ada").await;
        post(&app, FORGOT, None, json!({"email": ada.email})).await.expect(202);
        app.clock.advance(chrono::TimeDelta::minutes(61));
        post(&app, FORGOT, None, json!({"email": ada.email})).await.expect(202);
        mailed_token(&app, &ada.email, "reset-password", 1).await;
        assert_eq!(files_to(&app, &ada.email, "reset-password").len(), 1, "the first was passed over");
    }

    async fn s01_a_reset_sets_the_password_once_and_ends_all_sessions(app: TestApp) {
        let ada = app.person("ada").await;
        post(&app, FORGOT, None, json!({"email": "ADA@Example.org"})).await.expect(202);
        let token = mailed_token(&app, &ada.email, "reset-password", 1).await;
        let weak = post(&app, RESET, None, json!({"token": token, "new_password": "short"})).await;
        assert_eq!(weak.expect(422).fields(), ["new_password"]);
        app.get_as(&ada, "/api/v1/users/me").await.expect(200);
        let body = json!({"token": token, "new_password": NEW_PASSWORD});
        post(&app, RESET, None, body.clone()).await.expect(204);
        expect_ended(&app, &ada).await;
        login(&app, &ada.email, PASSWORD).await.expect(401);
        let again = post(&app, RESET, None, body).await.expect(400);
        assert!(again.json()["detail"].as_str().expect("text").contains("used already"));
        let ada = Person::of(&ada.email, &login(&app, &ada.email, NEW_PASSWORD).await.expect(200).json());
        let me = app.get_as(&ada, "/api/v1/users/me").await.expect(200).json();
        assert_eq!(me["is_email_verified"], true, "whoever reads its mail owns the address");
    }

    async fn m06_a_token_for_one_thing_is_none_for_another(app: TestApp) {
        let ada = app.person("ada").await;
        let verify = mailed_token(&app, &ada.email, "verify-email", 1).await;
        post(&app, FORGOT, None, json!({"email": ada.email})).await.expect(202);
        let reset = mailed_token(&app, &ada.email, "reset-password", 1).await;
        for token in [&verify, &ada.token, &ada.refresh_token, "", "x"] {
            let body = json!({"token": token, "new_password": NEW_PASSWORD});
            post(&app, RESET, None, body).await.expect(400);
        }
        for token in [&reset, &ada.token, &ada.refresh_token] {
            for path in ["verify-email", "confirm-email", "undo-email"] {
                let path = format!("/api/v1/auth/{path}");
                post(&app, &path, None, json!({"token": token})).await.expect(400);
            }
        }
        for token in [&verify, &reset] {
            let as_access = Person { token: token.clone(), ..ada.clone() };
            app.get_as(&as_access, "/api/v1/users/me").await.expect(401);
            app.page_as(&as_access, "/my-jobs/").await.expect(303);
            let as_refresh = json!({"refresh_token": token});
            post(&app, "/api/v1/auth/refresh", None, as_refresh).await.expect(400);
        }
    }
}
