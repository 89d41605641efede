//! "Forgot password", and the proof of an address.

use chrono::TimeDelta;
use jobboard_services::one_time::{self, Refused, TokenKind};
use jobboard_services::recovery::{self, Verification};
use jobboard_services::{Caller, ServiceError};

use super::{
    caller, context, events, eventually, files_to, mailed_token, queue, sign_in, sign_up, user,
};
use crate::support::TestApp;

const NEW: &str = "another horse battery";

async fn forgot(app: &TestApp, address: &str) {
    recovery::forgot_password(&context(app), address, &caller())
        .await
        .expect("always");
}

/// Waits until the queue has nothing left to do.
async fn quiet(app: &TestApp) {
    eventually("a quiet queue", || {
        queue(app)
            .iter()
            .all(|mail| mail.state == "sent")
            .then_some(())
    })
    .await;
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, ServiceError>) -> Refused {
    match outcome {
        Err(ServiceError::OneTimeToken(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn s01_a_reset_works_once_and_ends_every_session(app: TestApp) {
        let ada = app.person("ada").await;
        forgot(&app, " ADA@example.org ").await;
        let token = mailed_token(&app, "ada@example.org", "reset-password", 1).await;
        let services = context(&app);
        for _ in 0..3 {
            one_time::peek(&services, TokenKind::ResetPassword, &token).await.expect("looking changes nothing");
        }
        refusal(one_time::peek(&services, TokenKind::VerifyEmail, &token).await);

        let weak = recovery::reset_password(&services, &token, Some("short"), &caller()).await;
        assert!(matches!(weak, Err(ServiceError::Invalid(_))), "{weak:?}");

        let attempts: Vec<_> = (0..20)
            .map(|_| {
                let (services, token) = (services.clone(), token.clone());
                tokio::spawn(async move {
                    recovery::reset_password(&services, &token, Some(NEW), &caller()).await
                })
            })
            .collect();
        let mut done = 0;
        for attempt in attempts {
            match attempt.await.expect("the attempt to end") {
                Ok(()) => done += 1,
                other => assert_eq!(refusal(other), Refused::Used),
            }
        }
        assert_eq!(done, 1);
        app.get_as(&ada, "/api/v1/users/me").await.expect(401);
        assert_eq!(sign_in(&app, "ada@example.org", crate::support::app::PASSWORD).await, 401);
        assert_eq!(sign_in(&app, "ada@example.org", NEW).await, 200);
        assert!(user(&app, "ada@example.org").expect("ada").email_verified_at.is_some());
        eventually("a notice", || files_to(&app, "ada@example.org", "was changed").pop()).await;
        let events = events(&app);
        assert!(events.contains(&"reset_requested".to_owned()), "{events:?}");
        assert!(events.contains(&"password_reset".to_owned()), "{events:?}");
    }

    async fn s01_a_reset_ends_after_30_minutes_and_a_later_one_replaces_it(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        let services = context(&app);
        let reset = async |token: &str| recovery::reset_password(&services, token, Some(NEW), &caller()).await;
        forgot(&app, "ada@example.org").await;
        let first = mailed_token(&app, "ada@example.org", "reset-password", 1).await;
        forgot(&app, "ada@example.org").await;
        let second = mailed_token(&app, "ada@example.org", "reset-password", 2).await;
        assert_eq!(refusal(reset(&first).await), Refused::Used);
        app.clock.advance(TimeDelta::minutes(30));
        assert_eq!(refusal(reset(&second).await), Refused::Expired);
        assert_eq!(refusal(reset("never given out").await), Refused::Unknown);
        app.clock.advance(TimeDelta::minutes(31));
        forgot(&app, "ada@example.org").await;
        let third = mailed_token(&app, "ada@example.org", "reset-password", 3).await;
        app.clock.advance(TimeDelta::minutes(29));
        reset(&third).await.expect("a reset");
    }

    async fn s01_an_account_gets_at_most_3_resets_an_hour(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        for _ in 0..5 {
            forgot(&app, "ada@example.org").await;
        }
        quiet(&app).await;
        assert_eq!(files_to(&app, "ada@example.org", "reset-password").len(), 3);
        app.clock.advance(TimeDelta::minutes(61));
        forgot(&app, "ada@example.org").await;
        mailed_token(&app, "ada@example.org", "reset-password", 4).await;
    }

    async fn m17_forgot_password_is_the_same_for_everybody(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        sign_up(&app, "gone").await.expect(201);
        app.command(&["user", "deactivate", "gone@example.org"]);
        for address in ["ada@example.org", "nobody@example.org", "gone@example.org", "no address", "a@b.org\r\nBcc: x@y.org"] {
            forgot(&app, address).await;
        }
        mailed_token(&app, "ada@example.org", "reset-password", 1).await;
        quiet(&app).await;
        assert_eq!(files_to(&app, "nobody@example.org", "").len(), 0);
        assert_eq!(files_to(&app, "gone@example.org", "reset-password").len(), 0);
        assert!(queue(&app).iter().all(|mail| mail.recipient != "nobody@example.org"));
    }

    async fn m17_an_address_is_proven_by_its_mail(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        let services = context(&app);
        let id = user(&app, "ada@example.org").expect("ada").id;
        let token = mailed_token(&app, "ada@example.org", "verify-email", 1).await;
        for expected in [Verification::Ordered, Verification::Ordered, Verification::TooMany] {
            assert_eq!(recovery::send_verification(&services, id).await.expect("an answer"), expected);
        }
        recovery::verify_email(&services, &token, &Caller::operator()).await.expect("a proof");
        assert!(user(&app, "ada@example.org").expect("ada").email_verified_at.is_some());
        assert_eq!(refusal(recovery::verify_email(&services, &token, &caller()).await), Refused::Used);
        let again = recovery::send_verification(&services, id).await;
        assert_eq!(again.expect("an answer"), Verification::NotNeeded);
    }
}
