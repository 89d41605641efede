//! What cannot be done with a stolen access token alone (row M11).

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use super::{SESSIONS, WRONG, assert_dead, events_of, refreshed, retry_after, shows};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

/// Ends a session in somebody's name.
async fn end(app: &TestApp, person: &Person, session: &str, body: &Value) -> Answer {
    let path = format!("{SESSIONS}/{session}");
    app.send_json(Method::DELETE, &path, Some(person), body)
        .await
}

/// Signs somebody out everywhere.
async fn leave(app: &TestApp, person: &Person, body: &Value) -> Answer {
    let path = "/api/v1/auth/logout-all";
    app.send_json(Method::POST, path, Some(person), body).await
}

on_both_databases! {
    async fn m11_a_stolen_token_ends_no_other_session(app: TestApp) {
        let owner = app.person("ada").await;
        let stolen = app.sign_in(&owner.email).await;
        let bare = app
            .request(Method::DELETE, &format!("{SESSIONS}/{}", owner.session()))
            .bearer_auth(&stolen.token);
        assert_eq!(app.send(bare).await.expect(422).fields(), ["current_password"]);
        for body in [
            json!({}),
            json!({"current_password": ""}),
            json!({"current_password": null}),
            json!({"current_password": 5}),
            json!({"current_password": WRONG}),
        ] {
            for answer in [
                end(&app, &stolen, &owner.session(), &body).await,
                leave(&app, &stolen, &body).await,
            ] {
                assert_eq!(answer.expect(422).fields(), ["current_password"], "{body}");
            }
        }
        let bare = app.request(Method::POST, "/api/v1/auth/logout-all").bearer_auth(&stolen.token);
        assert!(matches!(app.send(bare).await.status, 400 | 415 | 422));
        assert!(shows(&app, &owner.token).await);
        refreshed(&app, &owner).await;
        assert_eq!(events_of(&app, "password_refused").len(), 2);
    }

    async fn m11_too_many_wrong_passwords_close_this_session_and_no_other(app: TestApp) {
        let owner = app.person("ada").await;
        let stolen = app.sign_in(&owner.email).await;
        let other = app.sign_in(&owner.email).await;
        app.clock.stop_at(app.clock.now());
        let wrong = json!({"current_password": WRONG});
        let right = json!({"current_password": PASSWORD});
        for _ in 0..5 {
            leave(&app, &stolen, &wrong).await.expect(422);
        }
        for body in [&wrong, &right] {
            assert_eq!(retry_after(&leave(&app, &stolen, body).await), 1);
            assert_eq!(retry_after(&end(&app, &stolen, &other.session(), body).await), 1);
        }
        // It doubles, and what is refused meanwhile does not count.
        for wait in [1, 2, 4] {
            app.clock.advance(TimeDelta::seconds(wait));
            leave(&app, &stolen, &wrong).await.expect(422);
            assert_eq!(retry_after(&leave(&app, &stolen, &right).await), wait * 2);
        }
        assert!(shows(&app, &other.token).await);
        end(&app, &owner, &other.session(), &right).await.expect(204);
        assert_dead(&app, &other, "ended by its owner").await;
        app.sign_in(&owner.email).await;
        leave(&app, &owner, &right).await.expect(204);
        for person in [&owner, &stolen] {
            assert_dead(&app, person, "signed out everywhere").await;
        }
    }

    async fn m11_after_the_wait_the_right_password_works_and_forgets(app: TestApp) {
        let owner = app.person("ada").await;
        let others = [app.sign_in(&owner.email).await, app.sign_in(&owner.email).await];
        app.clock.stop_at(app.clock.now());
        let wrong = json!({"current_password": WRONG});
        let right = json!({"current_password": PASSWORD});
        for other in &others {
            for _ in 0..5 {
                end(&app, &owner, &other.session(), &wrong).await.expect(422);
            }
            app.clock.advance(TimeDelta::milliseconds(1000));
            end(&app, &owner, &other.session(), &right).await.expect(204);
        }
    }

    async fn m11_of_thirty_wrong_passwords_at_once_five_are_tried(app: TestApp) {
        let owner = app.person("ada").await;
        app.clock.stop_at(app.clock.now());
        let requests = (0..30)
            .map(|_| {
                app.request(Method::POST, "/api/v1/auth/logout-all")
                    .bearer_auth(&owner.token)
                    .json(&json!({"current_password": WRONG}))
            })
            .collect();
        let answers = super::parallel::all_at_once(requests).await;
        for answer in &answers {
            assert!(matches!(answer.status, 422 | 429 | 503), "{}", answer.body);
        }
        let tried = answers.iter().filter(|answer| answer.status == 422).count();
        assert!(tried <= 5, "{tried} were tried");
        assert_eq!(events_of(&app, "password_refused").len(), tried);
    }
}
