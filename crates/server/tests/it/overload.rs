//! When the database is slow or away: a quick 503 that says when to come back.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use reqwest::Method;

use crate::mail::{eventually, files_to};
use crate::support::app::job;
use crate::support::{Backend, TestApp};

/// The longest that a request may wait for a database that does not answer.
const PATIENCE: Duration = Duration::from_secs(6);

/// Waits until the board has done what it does at its start: it sends mail only after that, and
/// the second mail not in the pass that was under way.
async fn started(app: &TestApp) {
    for name in ["first", "second"] {
        app.person(name).await;
        let address = format!("{name}@example.org");
        let sent = || (!files_to(app, &address, "Confirm").is_empty()).then_some(());
        eventually("a mail", sent).await;
    }
}

#[tokio::test]
async fn a_request_waits_two_seconds_for_a_connection_and_then_is_told_to_come_back() {
    let app = TestApp::with(Backend::Postgres, &[("DB_POOL_SIZE", "1")]).await;
    started(&app).await;
    let mut outside = PgConnection::establish(&app.database.url).expect("a connection");
    outside
        .batch_execute("BEGIN; LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE")
        .expect("the lock");
    let stuck = tokio::spawn(app.request(Method::GET, "/api/v1/jobs").send());
    // Until the only connection waits for the lock.
    let waiting = "SELECT 1 / count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
        AND datname = current_database()";
    let began = Instant::now();
    let mut watcher = PgConnection::establish(&app.database.url).expect("a connection");
    while watcher.batch_execute(waiting).is_err() {
        assert!(began.elapsed() < PATIENCE, "nobody waits for the lock");
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    let refused = app.get("/api/v1/jobs/1").await.expect(503);
    let waited = began.elapsed();
    assert!(
        waited > Duration::from_millis(1900) && waited < PATIENCE,
        "{waited:?}"
    );
    assert_eq!(refused.header("retry-after"), "1");
    app.get("/health/live").await.expect(200);
    app.get("/health/ready").await.expect(503);
    outside
        .batch_execute("ROLLBACK")
        .expect("the end of the lock");
    let answer = stuck.await.expect("no panic").expect("an answer");
    assert_eq!(answer.status().as_u16(), 200, "whoever waited is served");
    app.get("/health/ready").await.expect(200);
}

#[tokio::test]
async fn a_write_to_a_locked_sqlite_file_is_told_to_come_back_while_reads_go_on() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    let path = app.database.url.trim_start_matches("sqlite:");
    let mut outside = SqliteConnection::establish(path).expect("a connection");
    // The board's mail worker may be writing just now.
    outside
        .batch_execute("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE")
        .expect("the lock");
    let refused = app
        .send_json(Method::POST, "/api/v1/jobs", Some(&ada), &job())
        .await
        .expect(503);
    assert_eq!(refused.header("retry-after"), "1");
    app.get("/api/v1/jobs").await.expect(200);
    outside
        .batch_execute("ROLLBACK")
        .expect("the end of the lock");
    app.job(&ada, "Gardener").await;
}

on_both_databases! {
    async fn m32_eight_writers_at_once_lose_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let mut writers = Vec::new();
        for _ in 0..8 {
            let requests: Vec<_> = (0..25)
                .map(|_| app.request(Method::POST, "/api/v1/jobs").bearer_auth(&ada.token).json(&job()))
                .collect();
            writers.push(tokio::spawn(async move {
                for request in requests {
                    let answer = request.send().await.expect("an answer");
                    assert_eq!(answer.status().as_u16(), 201);
                }
            }));
        }
        for writer in writers {
            writer.await.expect("every write to be acknowledged");
        }
        let first = app.get("/api/v1/jobs?limit=100").await.json();
        let next = first["next"].as_str().expect("a second page");
        let second = app.get(&format!("/api/v1/jobs?limit=100&after={next}")).await.json();
        assert_eq!(second["items"].as_array().map(Vec::len), Some(100));
        assert!(second["next"].is_null());
    }

    async fn connections_that_the_database_ended_are_replaced(app: TestApp) {
        if app.backend == Backend::Sqlite {
            return;
        }
        app.get("/health/ready").await.expect(200);
        let mut outside = PgConnection::establish(&app.database.url).expect("a connection");
        outside
            .batch_execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .expect("the connections to end");
        let began = Instant::now();
        while app.get("/api/v1/jobs").await.status != 200 {
            assert!(began.elapsed() < PATIENCE, "it does not get well");
        }
    }
}
