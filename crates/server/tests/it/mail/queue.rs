//! The queue: each entry once, whoever dies or works beside.

use std::collections::HashSet;

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use jobboard_db::repository;

use super::server::{Conduct, Server};
use super::{database, decoded, eventually, queue, settled, sign_up};

on_both_databases! {
    async fn two_boards_on_one_database_send_each_mail_once(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[]).await;
        app.change_settings(&server.settings());
        let second = app.second_board();
        assert_ne!(second.base, app.base);
        for number in 0..20 {
            sign_up(&app, &format!("ada{number}")).await.expect(201);
        }
        eventually("20 mails", || (server.mails().len() >= 20).then_some(())).await;
        eventually("the queue to be done", || {
            queue(&app).iter().all(|mail| mail.state == "sent" && mail.attempts == 1).then_some(())
        })
        .await;
        let recipients: HashSet<_> = server
            .mails()
            .iter()
            .filter_map(|mail| {
                let text = decoded(mail);
                text.lines().find(|line| line.starts_with("To: ")).map(str::to_owned)
            })
            .collect();
        assert_eq!((server.mails().len(), recipients.len()), (20, 20));
    }

    async fn a_mail_whose_board_was_killed_is_never_sent_again(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[Conduct::CutAtGreeting]).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        let mail = settled(&app, "waiting").await;
        let mail = eventually("the first try", || {
            Some(queue(&app).remove(0)).filter(|mail| mail.attempts == 1 && mail.state == "waiting")
        })
        .await
        .id
        .max(mail.id);
        // As a board that dies right after it has taken the entry.
        let due = app.clock.now() + TimeDelta::minutes(2);
        let taken = database(&app).write(|db| repository::mails::claim(db, mail, due).map_err(jobboard_db::DbError::from));
        assert_eq!(taken.expect("the query").map(|mail| mail.attempts), Some(2));
        app.clock.advance(TimeDelta::minutes(11));
        assert_eq!(queue(&app)[0].state, "sending");
        app.clock.advance(TimeDelta::minutes(2));
        let dead = settled(&app, "dead").await;
        assert!(dead.last_error.expect("a reason").contains("may have arrived"));
        assert_eq!(server.connections(), 1);
    }

    async fn of_20_that_reach_for_a_mail_at_once_one_gets_it(app: TestApp) {
        let mut app = app;
        let server = Server::start(&[Conduct::CutAtGreeting]).await;
        app.change_settings(&server.settings());
        sign_up(&app, "ada").await.expect(201);
        let mail = eventually("the first try", || {
            Some(queue(&app).remove(0)).filter(|mail| mail.attempts == 1 && mail.state == "waiting")
        })
        .await;
        let due = app.clock.now() + TimeDelta::minutes(2);
        let database = database(&app);
        let reach = || {
            let claimed = database.write(|db| {
                repository::mails::claim(db, mail.id, due).map_err(jobboard_db::DbError::from)
            });
            claimed.expect("the query").is_some()
        };
        let got = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..20).map(|_| scope.spawn(reach)).collect();
            hands
                .into_iter()
                .map(|hand| hand.join().expect("a hand"))
                .filter(|got| *got)
                .count()
        });
        assert_eq!(got, 1);
    }
}
