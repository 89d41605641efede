//! A board that stops while a mail is under way.

use std::time::Duration;

use reqwest::Client;
use serde_json::json;

use super::server::{Conduct, Server};
use super::{eventually, settled, sign_up};
use crate::support::app::PASSWORD;
use crate::support::program::{self, Serving};
use crate::support::{Backend, TestDatabase};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_is_killed_in_the_middle_of_a_message_does_not_send_it_again() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let database = TestDatabase::new(backend);
        let folder = database.folder.path();
        let server = Server::start(&[Conduct::HangInMessage]).await;
        let mut variables = server.settings().to_vec();
        variables.push(("DATABASE_URL", &database.url));

        let board = Serving::start(folder, &variables);
        let body = json!({"username": "ada", "email": "ada@example.org", "password": PASSWORD});
        let url = format!("{}/api/v1/users", board.base);
        let answer = Client::new().post(url).json(&body).send().await;
        assert_eq!(answer.expect("an answer").status(), 201);
        eventually("a part of the message", || {
            server
                .lines()
                .contains(&"(part of a message)".to_owned())
                .then_some(())
        })
        .await;
        // Dropped, it is killed.
        drop(board);

        let board = Serving::start(folder, &variables);
        tokio::time::sleep(Duration::from_millis(2500)).await;
        let listed = program::run(folder, &["mail", "list"], &variables);
        assert!(listed.stdout.contains("sending"), "{listed:?}");
        assert_eq!((server.connections(), server.mails().len()), (1, 0));
        drop(board);
    }
}
