//! The change of an address, and its undoing.

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use jobboard_core::security::one_time::OneTimeToken;
use jobboard_core::text::identifier_key;
use jobboard_db::models::NewToken;
use jobboard_db::{DbError, repository};
use jobboard_services::one_time::{Refused, TokenKind};
use jobboard_services::{ServiceError, recovery};

use super::{
    caller, context, database, eventually, files_to, mailed_token, sign_in, sign_up, user,
};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

/// A token as it is in the mail to a new address.
fn change_token(app: &TestApp, of: &str, new: &str) -> String {
    let token = OneTimeToken::random();
    let now = app.clock.now();
    let owner = user(app, of).expect("an account").id;
    database(app)
        .write(|db| {
            let stored = NewToken {
                token_hash: &token.hash(),
                kind: TokenKind::ChangeEmail.as_str(),
                user_id: Some(owner.0),
                email: Some(new),
                email_key: Some(&identifier_key(new)),
                created_at: now.naive_utc(),
                expires_at: (now + TokenKind::ChangeEmail.life()).naive_utc(),
            };
            repository::one_time_tokens::insert(db, &stored).map_err(DbError::from)
        })
        .expect("the token to be stored");
    token.expose().to_owned()
}

async fn change(app: &TestApp, of: &str, new: &str) {
    let token = change_token(app, of, new);
    recovery::confirm_email_change(&context(app), &token, &caller())
        .await
        .expect("the change");
}

on_both_databases! {
    async fn s12_a_changed_address_is_told_to_the_old_one_which_undoes_it(app: TestApp) {
        let ada = app.person("ada").await;
        recovery::forgot_password(&context(&app), "ada@example.org", &caller()).await.expect("always");
        let reset = mailed_token(&app, "ada@example.org", "reset-password", 1).await;
        change(&app, "ada@example.org", "Eve@example.net").await;
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        assert!(user(&app, "eve@example.net").expect("the account").email_verified_at.is_some());
        assert_eq!(sign_in(&app, "eve@example.net", PASSWORD).await, 200);
        let stale = recovery::reset_password(&context(&app), &reset, Some("another battery"), &caller()).await;
        assert!(matches!(stale, Err(ServiceError::OneTimeToken(Refused::Used))), "{stale:?}");

        let eve = app.sign_in("eve@example.net").await;
        let undo = mailed_token(&app, "ada@example.org", "undo-email", 1).await;
        app.clock.advance(TimeDelta::days(6) + TimeDelta::hours(23));
        let eve = if app.get_as(&eve, "/api/v1/users/me").await.status == 200 { eve } else { app.sign_in("eve@example.net").await };
        recovery::undo_email_change(&context(&app), &undo, &caller()).await.expect("the undoing");
        app.get_as(&eve, "/api/v1/users/me").await.expect(401);
        assert!(user(&app, "eve@example.net").is_none());
        assert_eq!(sign_in(&app, "ada@example.org", PASSWORD).await, 401, "its thief knows it");
        let token = mailed_token(&app, "ada@example.org", "reset-password", 2).await;
        recovery::reset_password(&context(&app), &token, Some("another battery"), &caller()).await.expect("a reset");
        assert_eq!(sign_in(&app, "ada@example.org", "another battery").await, 200);
    }

    async fn s12_after_7_days_a_change_stands(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        change(&app, "ada@example.org", "eve@example.net").await;
        let undo = mailed_token(&app, "ada@example.org", "undo-email", 1).await;
        sign_up(&app, "ada").await.expect(409);
        app.clock.advance(TimeDelta::days(6));
        let taken = sign_up_as(&app, "other", "ADA@example.org").await;
        assert_eq!(taken, 409, "it may still be taken back");
        app.clock.advance(TimeDelta::days(1));
        let late = recovery::undo_email_change(&context(&app), &undo, &caller()).await;
        assert!(matches!(late, Err(ServiceError::OneTimeToken(Refused::Expired))), "{late:?}");
        assert_eq!(sign_up_as(&app, "other", "ada@example.org").await, 201);
    }

    async fn s12_an_address_that_was_taken_meanwhile_is_not_given_twice(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        let token = change_token(&app, "ada@example.org", "eve@example.org");
        sign_up(&app, "eve").await.expect(201);
        for _ in 0..2 {
            let taken = recovery::confirm_email_change(&context(&app), &token, &caller()).await;
            assert!(matches!(taken, Err(ServiceError::Conflict(_))), "{taken:?}");
        }
        assert!(user(&app, "ada@example.org").is_some());
    }

    async fn s12_the_earliest_owner_has_the_last_word(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        change(&app, "ada@example.org", "eve@example.net").await;
        let ada = mailed_token(&app, "ada@example.org", "undo-email", 1).await;
        app.clock.advance(TimeDelta::seconds(5));
        change(&app, "eve@example.net", "eve@example.com").await;
        let eve = mailed_token(&app, "eve@example.net", "undo-email", 1).await;
        recovery::undo_email_change(&context(&app), &ada, &caller()).await.expect("the undoing");
        let back = recovery::undo_email_change(&context(&app), &eve, &caller()).await;
        assert!(matches!(back, Err(ServiceError::OneTimeToken(Refused::Used))), "{back:?}");
        assert!(user(&app, "ada@example.org").is_some());
        eventually("a reset", || files_to(&app, "ada@example.org", "reset-password").pop()).await;
    }
}

async fn sign_up_as(app: &TestApp, name: &str, email: &str) -> u16 {
    let body = serde_json::json!({"username": name, "email": email, "password": PASSWORD});
    app.send_json(reqwest::Method::POST, "/api/v1/users", None, &body)
        .await
        .status
}
