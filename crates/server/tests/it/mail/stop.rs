//! A board that stops while a mail is under way.

use super::server::{Conduct, Server};
use super::{eventually, settled, sign_up};

on_both_databases! {
    async fn a_mail_that_was_not_handed_over_when_the_board_stops_is_sent_by_the_next(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[Conduct::Hang]).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        eventually("a connection", || (server.connections() == 1).then_some(())).await;
        let started = std::time::Instant::now();
        app.restart();
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
        app.clock.advance(chrono::TimeDelta::minutes(2));
        settled(&app, "sent").await;
        assert_eq!((server.mails().len(), server.connections()), (1, 2));
    }
}
