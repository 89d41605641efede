//! An account that changes while somebody signs in to it.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use diesel::QueryResult;
use jobboard_core::user::UserId;
use jobboard_db::DbConnection;
use jobboard_db::error::DbError;
use jobboard_db::repository::users;
use tokio::sync::oneshot;

use super::{events_of, login, login_request, stored_session};
use crate::mail::eventually;
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

const NEW_PASSWORD: &str = "battery staple orange";

/// The hash of another password, at the tests' cost.
async fn another_hash(app: &TestApp) -> String {
    let body = serde_json::json!({
        "username": "other", "email": "other@example.org", "password": NEW_PASSWORD,
    });
    app.send_json(reqwest::Method::POST, "/api/v1/users", None, &body)
        .await
        .expect(201);
    app.stored_hash("other@example.org")
}

/// Changes the row of somebody, in a transaction that begins before the board checks a password
/// and ends after. Comes back when it has begun.
async fn change_around_a_check<C>(app: &TestApp, email: &str, change_row: C) -> JoinHandle<()>
where
    C: Fn(&mut DbConnection, UserId) -> QueryResult<usize> + Send + 'static,
{
    let database = app.open_database();
    let (context, email) = (app.context.clone(), email.to_owned());
    let before = context.password_verifications();
    let (begun, has_begun) = oneshot::channel();
    let change = thread::spawn(move || {
        let changed: Result<usize, DbError> = database.write(|db| {
            let user = users::by_email_key(db, &email)?.expect("the account");
            users::lock(db, user.id)?;
            begun.send(()).expect("the test waits");
            let start = Instant::now();
            while context.password_verifications() == before {
                assert!(
                    start.elapsed() < Duration::from_secs(30),
                    "nothing was checked"
                );
                thread::sleep(Duration::from_millis(1));
            }
            Ok(change_row(db, user.id)?)
        });
        assert_eq!(changed.ok(), Some(1));
    });
    has_begun.await.expect("a transaction");
    change
}

on_both_databases! {
    async fn m08_a_sign_in_that_was_checked_against_an_old_password_gets_nobody_in(app: TestApp) {
        let ada = app.person("ada").await;
        let hash = another_hash(&app).await;
        let sign_ins = events_of(&app, "signed_in").len();
        let new = hash.clone();
        let change = change_around_a_check(&app, &ada.email, move |db, id| {
            users::set_password_hash(db, id, &new)
        });
        let change = change.await;
        let answer = login(&app, &ada.email, PASSWORD).await;
        change.join().expect("the change");
        answer.expect(401);
        assert_eq!(events_of(&app, "signed_in").len(), sign_ins);
        assert_eq!(app.stored_hash(&ada.email), hash);
    }

    async fn m08_a_sign_in_that_was_checked_before_a_deactivation_gets_nobody_in(app: TestApp) {
        let ada = app.person("ada").await;
        let sign_ins = events_of(&app, "signed_in").len();
        let change = change_around_a_check(&app, &ada.email, |db, id| users::set_active(db, id, false)).await;
        let answer = login(&app, &ada.email, PASSWORD).await;
        change.join().expect("the change");
        answer.expect(401);
        assert_eq!(events_of(&app, "signed_in").len(), sign_ins);
    }

    async fn m14_a_hash_that_is_renewed_never_brings_an_old_password_back(app: TestApp) {
        let ada = app.person("ada").await;
        let hash = another_hash(&app).await;
        let mut app = app;
        // The renewal takes a while at this cost, in which the password changes.
        app.change_settings(&[("BCRYPT_COST", "12")]);
        let sign_ins = events_of(&app, "signed_in").len();
        let request = login_request(&app, &ada.email, PASSWORD);
        let sign_in = tokio::spawn(async { Answer::read(request.send().await.expect("an answer")).await });
        eventually("a sign-in", || (events_of(&app, "signed_in").len() > sign_ins).then_some(())).await;
        app.store_hash(&ada.email, &hash);
        let answer = sign_in.await.expect("no panic").expect(200);
        let person = Person::of(&ada.email, &answer.json());
        assert!(stored_session(&app, &person.session()).is_some());
        assert_eq!(app.stored_hash(&ada.email), hash);
    }
}
