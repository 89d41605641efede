//! A board that is killed loses no write that it has answered.

use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Client;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, job_with};
use crate::support::program::Serving;
use crate::support::{Backend, TestDatabase};

/// How often it is killed.
const TIMES: usize = 3;

/// Those who write at the same time.
const WRITERS: usize = 8;

async fn sign_in(client: &Client, base: &str) -> String {
    let body = json!({"email": "writer@example.org", "password": PASSWORD});
    let login = client.post(format!("{base}/api/v1/auth/login")).json(&body);
    let login: Value = login
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    login["access_token"].as_str().expect("a token").to_owned()
}

/// Posts jobs until the board is gone, and notes those that were answered.
async fn write(client: &Client, base: &str, token: &str, written: &Mutex<Vec<(i64, String)>>) {
    for number in 0.. {
        let title = format!("Gardener {number}");
        let body = job_with("title", json!(title));
        let post = client
            .post(format!("{base}/api/v1/jobs"))
            .bearer_auth(token)
            .json(&body);
        let Ok(answer) = post.send().await else {
            return;
        };
        assert_eq!(answer.status(), 201);
        let Ok(job) = answer.json::<Value>().await else {
            return;
        };
        let id = job["id"].as_i64().expect("a number");
        written.lock().expect("the list").push((id, title));
    }
}

async fn a_board_that_is_killed_loses_nothing_that_it_has_answered(backend: Backend) {
    let database = TestDatabase::new(backend);
    let (folder, url) = (database.folder.path(), database.url.clone());
    let client = Client::new();
    let written = Mutex::new(Vec::new());
    for time in 0..TIMES {
        let board = Serving::start(folder, &[("DATABASE_URL", &url)]);
        let base = board.base.clone();
        if time == 0 {
            let body =
                json!({"username": "writer", "email": "writer@example.org", "password": PASSWORD});
            let made = client
                .post(format!("{base}/api/v1/users"))
                .json(&body)
                .send();
            assert_eq!(made.await.expect("an answer").status(), 201);
        }
        let token = sign_in(&client, &base).await;
        let before = written.lock().expect("the list").len();
        let writers = (0..WRITERS).map(|_| write(&client, &base, &token, &written));
        tokio::join!(join_all(writers), async {
            tokio::time::sleep(Duration::from_millis(1_500)).await;
            board.kill();
        });
        let answered = written.lock().expect("the list").len() - before;
        assert!(answered > 20, "only {answered} writes before it was killed");
    }
    let board = Serving::start(folder, &[("DATABASE_URL", &url)]);
    let written = written.into_inner().expect("the list");
    for (id, title) in &written {
        let read = client
            .get(format!("{}/api/v1/jobs/{id}", board.base))
            .send();
        let job: Value = read.await.expect("an answer").json().await.expect("JSON");
        assert_eq!(job["title"], json!(title), "job {id} of {}", written.len());
    }
}

#[tokio::test]
async fn on_sqlite_a_board_that_is_killed_loses_nothing() {
    a_board_that_is_killed_loses_nothing_that_it_has_answered(Backend::Sqlite).await;
}

#[tokio::test]
async fn on_postgres_a_board_that_is_killed_loses_nothing() {
    a_board_that_is_killed_loses_nothing_that_it_has_answered(Backend::Postgres).await;
}
