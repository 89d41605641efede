//! A board that is killed loses no write that it has answered.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use diesel::RunQueryDsl;
use diesel::dsl::sql;
use diesel::sql_types::{Integer, Text};
use futures_util::future::join_all;
use jobboard_db::DbConnection;
use jobboard_db::error::DbError;
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

/// The titles of jobs by their numbers: the one that was answered, and another one if it was sent and
/// nobody knows what became of it.
type Titles = Mutex<HashMap<i64, (String, Option<String>)>>;

/// Posts jobs and changes each, until the board is gone, and notes what was answered.
async fn write(client: &Client, base: &str, token: &str, written: &Titles) {
    for number in 0.. {
        let title = format!("Gardener {number}");
        let post = client.post(format!("{base}/api/v1/jobs"));
        let post = post.json(&job_with("title", json!(title)));
        let Ok(answer) = post.bearer_auth(token).send().await else {
            return;
        };
        assert_eq!(answer.status(), 201);
        let Ok(job) = answer.json::<Value>().await else {
            return;
        };
        let id = job["id"].as_i64().expect("a number");
        let edited = format!("Head gardener {number}");
        let note = |titles| written.lock().expect("the titles").insert(id, titles);
        note((title, Some(edited.clone())));
        let patch = client.patch(format!("{base}/api/v1/jobs/{id}"));
        let patch = patch.json(&json!({"title": edited}));
        let Ok(answer) = patch.bearer_auth(token).send().await else {
            return;
        };
        assert_eq!(answer.status(), 200);
        note((edited, None));
    }
}

async fn a_board_that_is_killed_loses_nothing_that_it_has_answered(backend: Backend) {
    let database = TestDatabase::new(backend);
    let (folder, url) = (database.folder.path(), database.url.clone());
    let client = Client::new();
    let written = Titles::default();
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
        let before = written.lock().expect("the titles").len();
        let writers = (0..WRITERS).map(|_| write(&client, &base, &token, &written));
        tokio::join!(join_all(writers), async {
            tokio::time::sleep(Duration::from_millis(1_500)).await;
            board.kill();
        });
        let answered = written.lock().expect("the titles").len() - before;
        assert!(answered > 20, "only {answered} writes before it was killed");
    }
    let board = Serving::start(folder, &[("DATABASE_URL", &url)]);
    let written = written.into_inner().expect("the titles");
    for (id, (answered, sent)) in &written {
        let read = client
            .get(format!("{}/api/v1/jobs/{id}", board.base))
            .send();
        let job: Value = read.await.expect("an answer").json().await.expect("JSON");
        let title = job["title"].as_str();
        let is_known = title == Some(answered) || (title.is_some() && title == sent.as_deref());
        assert!(
            is_known,
            "job {id}: {title:?} and not {answered:?} or {sent:?}"
        );
    }
}

on_both_databases! {
    async fn what_is_answered_as_written_is_on_a_disk(app: TestApp) {
        // The server of these tests is set to be quicker than its disk.
        let database = app.open_database();
        let waits: Result<bool, DbError> = database.read(|db| {
            match db {
                DbConnection::Postgres(postgres) => {
                    let setting = sql::<Text>("current_setting('synchronous_commit')");
                    let setting: String = diesel::select(setting).get_result(postgres)?;
                    Ok(setting == "on")
                }
                DbConnection::Sqlite(sqlite) => {
                    let setting = sql::<Integer>("(SELECT synchronous FROM pragma_synchronous)");
                    let setting: i32 = diesel::select(setting).get_result(sqlite)?;
                    Ok(setting == 2)
                }
            }
        });
        assert!(waits.expect("the setting"));
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
