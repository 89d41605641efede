//! Two instances of a board on one PostgreSQL: the other one is told of a change.

use std::time::{Duration, Instant};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use jobboard_db::schema::jobs;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::{Backend, TestApp};

/// Changes of each kind.
const CHANGES: usize = 15;

/// How long it takes until a board shows a job under a title.
async fn time_until_shown(client: &Client, base: &str, id: i64, title: &str) -> Duration {
    let since = Instant::now();
    loop {
        let read = client.get(format!("{base}/api/v1/jobs/{id}"));
        let job: Value = read
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("a job");
        if job["title"] == json!(title) {
            return since.elapsed();
        }
        assert!(since.elapsed() < Duration::from_secs(5), "never shown");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A change by a board is told; a change by somebody's `psql` is found by the next look. Both are
/// made in turn, so that whatever else the machine does meets both.
#[tokio::test]
async fn a_change_that_another_instance_is_told_of_is_seen_sooner_than_one_that_it_must_look_for() {
    let app = TestApp::on(Backend::Postgres).await;
    let other = app.second_board();
    let client = Client::new();
    let owner = app.person("owner").await;
    let id = app.job(&owner, "Gardener").await;
    let database = app.open_database();
    let (mut told, mut found) = (Vec::new(), Vec::new());
    time_until_shown(&client, &other.base, id, "Gardener").await;
    for number in 0..CHANGES {
        let title = format!("Gardener, told {number}");
        let path = format!("/api/v1/jobs/{id}");
        app.send_json(Method::PATCH, &path, Some(&owner), &json!({"title": title}))
            .await
            .expect(200);
        told.push(time_until_shown(&client, &other.base, id, &title).await);
        let title = format!("Gardener, not told {number}");
        let changed: Result<usize, jobboard_db::error::DbError> = database.write(|db| {
            let job = diesel::update(jobs::table.find(id));
            Ok(job.set(jobs::title.eq(&title)).execute(db)?)
        });
        assert_eq!(changed.expect("a change"), 1);
        found.push(time_until_shown(&client, &other.base, id, &title).await);
    }
    let (told, found) = (median(told), median(found));
    assert!(told * 2 < found, "told: {told:?}, found: {found:?}");
}
