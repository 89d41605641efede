//! One refresh token shown fifty times at once, to one board and to two (row M09).

use reqwest::Method;
use serde_json::json;

use super::{at, events_of, refresh_request, refreshed, shows, stored_session};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::Person;

/// Sends requests at once and gives the answers.
pub(super) async fn all_at_once(requests: Vec<reqwest::RequestBuilder>) -> Vec<Answer> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| {
            tokio::spawn(
                async move { Answer::read(request.send().await.expect("an answer")).await },
            )
        })
        .collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.expect("no panic"));
    }
    answers
}

/// All got the same successor, by one step.
async fn assert_one_step(app: &TestApp, before: &Person, answers: Vec<Answer>) {
    assert_eq!(answers.len(), 50);
    let all: Vec<Person> = answers
        .into_iter()
        .map(|answer| Person::of(&before.email, &answer.expect(200).json()))
        .collect();
    for person in &all {
        assert_eq!(person.refresh_token, all[0].refresh_token);
        assert_eq!(person.session(), before.session());
        assert!(shows(app, &person.token).await);
    }
    let session = stored_session(app, &before.session()).expect("the session");
    assert_eq!(session.counter, 1, "one step");
    assert!(events_of(app, "refresh_token_reused").is_empty());
    refreshed(app, &all[0]).await;
}

on_both_databases! {
    async fn m09_fifty_refreshes_at_once_are_one_step(app: TestApp) {
        let ada = app.person("ada").await;
        let requests = (0..50).map(|_| refresh_request(&app, &ada.refresh_token)).collect();
        let answers = all_at_once(requests).await;
        assert_one_step(&app, &ada, answers).await;
    }

    async fn m09_fifty_refreshes_at_two_boards_are_one_step(app: TestApp) {
        let ada = app.person("ada").await;
        let second = app.second_board();
        let requests = (0..50)
            .map(|n| match n % 2 {
                0 => refresh_request(&app, &ada.refresh_token),
                _ => at(&second.base, Method::POST, "/api/v1/auth/refresh")
                    .json(&json!({"refresh_token": ada.refresh_token})),
            })
            .collect();
        let answers = all_at_once(requests).await;
        assert_one_step(&app, &ada, answers).await;
    }

    async fn m08_a_logout_among_refreshes_ends_the_session_for_good(app: TestApp) {
        for round in 0..5 {
            let ada = app.person(&format!("ada{round}")).await;
            let mut requests: Vec<_> = (0..20).map(|_| refresh_request(&app, &ada.refresh_token)).collect();
            requests.insert(10, app.request(Method::POST, "/api/v1/auth/logout").bearer_auth(&ada.token));
            for answer in all_at_once(requests).await {
                assert!(matches!(answer.status, 200 | 204 | 400), "{}", answer.body);
                if answer.status == 200 {
                    let person = Person::of(&ada.email, &answer.json());
                    super::assert_dead(&app, &person, "after the logout").await;
                }
            }
            super::assert_dead(&app, &ada, "after the logout").await;
        }
    }

    async fn m08_a_deactivation_among_sign_ins_leaves_no_session(app: TestApp) {
        let ada = app.person("ada").await;
        for _ in 0..3 {
            let requests = (0..10).map(|_| super::login_request(&app, &ada.email, crate::support::app::PASSWORD)).collect();
            let logins = tokio::spawn(all_at_once(requests));
            app.command(&["user", "deactivate", &ada.email]);
            let answers = logins.await.expect("no panic");
            app.command(&["user", "deactivate", "--undo", &ada.email]);
            for answer in answers {
                if answer.status == 200 {
                    let person = Person::of(&ada.email, &answer.json());
                    super::assert_dead(&app, &person, "after the deactivation").await;
                }
            }
            app.clock.advance(chrono::TimeDelta::hours(25));
        }
    }
}
