//! Nothing is said in the open where TLS is asked for; and signing in at the mail server.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::server::Server;
use super::{eventually, queue, settled, sign_up};
use crate::support::TestApp;

/// Signs up with a mail server at another form of the server's address; gives why it failed.
async fn failure(app: &mut TestApp, url: &str) -> String {
    app.change_settings(&[("SMTP_URL", url), ("MAIL_FROM", "board@example.org")]);
    sign_up(app, "ada").await.expect(201);
    eventually("a failed try", || {
        let mail = queue(app).remove(0);
        (mail.state == "waiting")
            .then_some(mail.last_error)
            .flatten()
    })
    .await
}

on_both_databases! {
    async fn without_starttls_there_is_no_mail(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[]).await;
        let url = server.url.replace("smtp://", "smtp://ada:canary@") + "?tls=required";
        let reason = failure(&mut app, &url).await;
        assert!(reason.contains("STARTTLS"), "{reason}");
        let said = server.lines();
        assert!(said.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{said:?}");
    }

    async fn a_server_that_speaks_no_tls_hears_nothing(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[]).await;
        let url = server.url.replace("smtp://", "smtps://ada:canary@");
        let reason = failure(&mut app, &url).await;
        assert!(reason.starts_with("connecting"), "{reason}");
        assert!(!format!("{:?}", server.lines()).contains("EHLO"));
    }

    async fn the_board_signs_in_at_the_mail_server(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[]).await;
        let url = server.url.replace("smtp://", "smtp://a%40b:p%3A%2Fw@");
        app.change_settings(&[("SMTP_URL", &url), ("MAIL_FROM", "board@example.org")]);
        sign_up(&app, "ada").await.expect(201);
        settled(&app, "sent").await;
        let expected = format!("AUTH PLAIN {}", STANDARD.encode("\0a@b\0p:/w"));
        assert!(server.lines().contains(&expected), "{:?}", server.lines());
    }
}
