//! What is forgotten after a time.

use chrono::TimeDelta;

use super::{eventually, queue, settled, sign_up};

on_both_databases! {
    async fn sent_mails_are_forgotten_after_30_days(app: TestApp) {
        let mut app = app;
        sign_up(&app, "ada").await.expect(201);
        settled(&app, "sent").await;
        app.clock.advance(TimeDelta::days(29));
        app.restart();
        sign_up(&app, "grace").await.expect(201);
        eventually("the second mail", || queue(&app).iter().all(|m| m.state == "sent").then_some(())).await;
        assert_eq!(queue(&app).len(), 2);
        app.clock.advance(TimeDelta::days(2));
        eventually("one to be forgotten", || (queue(&app).len() == 1).then_some(())).await;
        assert_eq!(queue(&app)[0].recipient, "grace@example.org");
    }
}
