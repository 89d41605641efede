//! Mail over SMTP, to a server that breaks off at every place.

use chrono::TimeDelta;
use std::time::{Duration, Instant};

use super::server::{Conduct, Server};
use super::{decoded, eventually, queue, settled, sign_up, token_in};

on_both_databases! {
    async fn a_mail_is_sent_once(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[]).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        let mail = settled(&app, "sent").await;
        assert_eq!((mail.attempts, mail.last_error), (1, None));
        app.clock.advance(TimeDelta::hours(3));
        tokio::time::sleep(Duration::from_millis(2500)).await;
        let mails = server.mails();
        assert_eq!((mails.len(), server.connections()), (1, 1));
        let text = decoded(&mails[0]);
        assert!(text.contains("To: ada@example.org\r\n"), "{text}");
        assert!(text.contains("From: =?utf-8?") && text.contains("<board@example.org>"), "{text}");
        assert_eq!(token_in(&text, "verify-email").len(), 43);
    }

    async fn a_server_that_breaks_off_before_the_message_delays_it(app: TestApp) {
        let mut app = app;
        let conducts = [
            Conduct::CutAtGreeting,
            Conduct::CutAfterRcpt,
            Conduct::AnswerRcpt("450 4.2.1 Later"),
            Conduct::AnswerMessage("451 4.3.0 Later"),
        ];
        let server = Server::start(&conducts).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        for tries in 1..=4 {
            let mail = eventually("another try", || {
                let mail = queue(&app).remove(0);
                (mail.state == "waiting" && mail.attempts == tries).then_some(mail)
            })
            .await;
            let wait = mail.due_at - mail.changed_at;
            assert_eq!(wait, TimeDelta::minutes(1 << (tries - 1)), "{tries}");
            assert!(mail.last_error.is_some());
            assert_eq!(server.connections(), usize::try_from(tries).expect("a few"));
            app.clock.advance(wait);
        }
        settled(&app, "sent").await;
        assert_eq!((server.mails().len(), server.connections()), (1, 5));
    }

    async fn a_server_that_breaks_off_in_the_message_never_gets_it_twice(app: TestApp) {
        let mut app = app;
        for conduct in [Conduct::CutInMessage, Conduct::CutAfterMessage] {
            let server = Server::start(&[conduct]).await;
            app.change_settings(&server.settings());
            sign_up(&app, &format!("ada{conduct:?}")).await.expect(201);
            let mail = eventually("a dead mail", || {
                Some(queue(&app).remove(0)).filter(|mail| mail.state == "dead")
            })
            .await;
            let reason = mail.last_error.expect("a reason");
            assert!(reason.contains("may have arrived"), "{reason}");
            app.clock.advance(TimeDelta::hours(3));
            tokio::time::sleep(Duration::from_millis(2500)).await;
            assert_eq!(server.connections(), 1, "{conduct:?}");
        }
    }

    async fn a_mail_that_is_refused_for_good_is_given_up_at_once(app: TestApp) {
        let mut app = app;
        for conduct in [
            Conduct::AnswerRcpt("550 5.1.1 No such user"),
            Conduct::AnswerMessage("554 5.7.1 Spam"),
        ] {
            let server = Server::start(&[conduct]).await;
            app.change_settings(&server.settings());
            let name = if conduct == Conduct::AnswerMessage("554 5.7.1 Spam") { "b" } else { "a" };
            sign_up(&app, name).await.expect(201);
            let mail = eventually("a dead mail", || {
                Some(queue(&app).remove(0)).filter(|mail| mail.state == "dead")
            })
            .await;
            assert_eq!(mail.attempts, 1);
            let reason = mail.last_error.expect("a reason");
            assert!(reason.contains("No such user") || reason.contains("Spam"), "{reason}");
            assert_eq!(server.mails().len(), 0);
        }
    }

    async fn a_mail_server_that_is_gone_delays_mail_and_fails_nobody(app: TestApp) {
        let mut app = app;
        let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("smtp://{}", closed.local_addr().expect("an address"));
        drop(closed);
        app.change_settings(&[("SMTP_URL", &url), ("MAIL_FROM", "board@example.org")]);
        let started = Instant::now();
        sign_up(&app, "ada").await.expect(201);
        assert!(started.elapsed() < Duration::from_secs(2));
        for tries in 1..=8 {
            let mail = eventually("a failed try", || {
                Some(queue(&app).remove(0)).filter(|mail| mail.attempts == tries && mail.state != "sending")
            })
            .await;
            if tries == 8 {
                assert_eq!(mail.state, "dead");
                assert!(mail.last_error.expect("a reason").contains("8 tries"));
            } else {
                app.clock.advance(mail.due_at - mail.changed_at);
            }
        }
    }
}
