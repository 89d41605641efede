//! `jobboard mail …`

use super::server::{Conduct, Server};
use super::{settled, sign_up};
use crate::support::program;

on_both_databases! {
    async fn the_operator_lists_the_queue_and_lets_a_dead_mail_be_tried_again(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[Conduct::AnswerRcpt("550 5.1.1 No such user")]).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        let dead = settled(&app, "dead").await;
        let id = dead.id.to_string();
        let run = |arguments: &[&str]| {
            let url = ("DATABASE_URL", app.database.url.as_str());
            program::run(app.database.folder.path(), arguments, &[url])
        };
        let listed = run(&["mail", "list", "--state", "dead"]);
        assert!(listed.stdout.contains("ada@example.org") && listed.stdout.contains("No such user"), "{listed:?}");
        assert_eq!(run(&["mail", "list", "--state", "sent"]).stdout, "");
        assert_eq!(run(&["mail", "list", "--state", "lost"]).code, 2);
        assert_eq!(run(&["mail", "retry", &id]).code, 0);
        settled(&app, "sent").await;
        assert_eq!(server.mails().len(), 1);
        let again = run(&["mail", "retry", &id]);
        assert_eq!(again.code, 1);
        assert!(again.stderr.contains("no dead mail"), "{}", again.stderr);
        assert!(run(&["mail", "list"]).stdout.contains("sent"));
    }
}
