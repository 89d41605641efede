//! When something is wrong, a page says what happened and what to do next.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use reqwest::{Client, Method};
use serde_json::json;
use tempfile::TempDir;

use crate::support::app::{PASSWORD, job};
use crate::support::{Backend, TestApp, program};

/// What a page says, without its tags.
#[track_caller]
fn says(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text}: {page}");
    }
}

on_both_databases! {
    async fn a_form_that_is_too_long_says_what_to_do(app: TestApp) {
        let ada = app.person("ada").await;
        let long = "x".repeat(70_000);
        let fields = [("title", "Gardener"), ("description", &*long)];
        let page = app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(413).body;
        says(&page, &["<h1>Too long</h1>", "Shorten what you wrote"]);
    }

    async fn too_many_tries_say_how_long_to_wait_and_keep_the_address(app: TestApp) {
        app.person("ada").await;
        let fields = [("email", "ada@example.org"), ("password", "not the password")];
        for _ in 0..5 {
            app.send_form("/login/", None, &fields).await.expect(401);
        }
        let page = app.send_form("/login/", None, &fields).await;
        says(&page.expect(429).body, &["Please wait", "value=\"ada@example.org\""]);
    }

    async fn a_dead_link_offers_another(app: TestApp) {
        let page = app.get("/reset-password/?token=x").await.expect(400).body;
        says(&page, &["That link is no longer good", "href=\"/forgot-password/\""]);
    }

    async fn an_ended_job_and_a_missing_page_lead_on(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let step = json!({"step": "fill"});
        app.send_json(Method::POST, &format!("/api/v1/jobs/{id}/transitions"), Some(&ada), &step)
            .await
            .expect(200);
        let gone = app.get(&format!("/details/{id}")).await.expect(410).body;
        says(&gone, &["<h1>No longer open</h1>", "To all jobs"]);
        let missing = app.get("/nowhere").await.expect(404).body;
        says(&missing, &["<h1>Not here</h1>", "To all jobs"]);
    }
}

#[tokio::test]
async fn a_stopped_database_has_a_page_that_says_so_and_it_comes_back_by_itself() {
    let app = TestApp::on(Backend::Postgres).await;
    let (server, name) = app.database.url.rsplit_once('/').expect("an address");
    let mut outside = PgConnection::establish(&format!("{server}/postgres")).expect("a connection");
    outside
        .batch_execute(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"
        ))
        .expect("nobody to get in");
    outside
        .batch_execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .expect("everybody to be out");
    let page = app.get("/").await.expect(503);
    assert_eq!(page.header("retry-after"), "1");
    says(
        &page.body,
        &["<h1>Out of reach</h1>", "try once more", "Try again"],
    );
    says(&page.body, &["Request id"]);
    outside
        .batch_execute(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true"
        ))
        .expect("everybody to get in");
    let began = Instant::now();
    while app.get("/").await.status != 200 {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "it does not get well"
        );
    }
}

/// A board whose data is on a small disk of its own, which is gone with the board.
struct SmallDisk {
    serving: program::Serving,
    folder: TempDir,
}

impl SmallDisk {
    /// A disk of 3 MiB, a third of it taken by something else.
    fn start() -> Self {
        let folder = TempDir::with_prefix("jobboard-disk-").expect("a folder");
        let disk = folder.path().join("disk");
        std::fs::create_dir(&disk).expect("a folder");
        let serving = program::Serving::start_on_disk(
            folder.path(),
            "3m",
            &[
                ("DATABASE_URL", "sqlite:disk/board.db"),
                ("DATA_DIR", "data"),
            ],
        );
        Self { serving, folder }
    }

    /// A file on the disk, which only the board's own processes see.
    fn file(&self, name: &str) -> PathBuf {
        let inside = self.folder.path().join("disk").join(name);
        PathBuf::from(format!(
            "/proc/{}/root{}",
            self.serving.id(),
            inside.display()
        ))
    }
}

#[tokio::test]
async fn m36_a_full_disk_has_a_page_reads_go_on_and_writes_resume_by_themselves() {
    let board = SmallDisk::start();
    let client = Client::builder().build().expect("a client");
    let url = |path: &str| format!("{}{path}", board.serving.base);
    let account =
        json!({"username": "adalovelace", "email": "ada@example.org", "password": PASSWORD});
    let made = client
        .post(url("/api/v1/users"))
        .json(&account)
        .send()
        .await
        .expect("an answer");
    assert_eq!(made.status().as_u16(), 201);
    let login = json!({"email": "ada@example.org", "password": PASSWORD});
    let login = client
        .post(url("/api/v1/auth/login"))
        .json(&login)
        .send()
        .await
        .expect("an answer");
    let tokens: serde_json::Value = login.json().await.expect("tokens");
    let token = tokens["access_token"].as_str().expect("a token").to_owned();
    // Something else takes what is left of the disk.
    let ballast = board.file("ballast");
    let filled = Command::new("sh")
        .args(["-c", "cat /dev/zero > \"$0\" 2>/dev/null"])
        .arg(&ballast)
        .status();
    assert!(!filled.expect("a shell").success(), "the disk is not full");
    let post = async || {
        let request = client
            .post(url("/api/v1/jobs"))
            .bearer_auth(&token)
            .json(&job());
        request.send().await.expect("an answer").status().as_u16()
    };
    // What SQLite had room for already may still be written.
    let mut status = post().await;
    for _ in 0..200 {
        if status != 201 {
            break;
        }
        status = post().await;
    }
    assert_eq!(status, 503);
    let form = [
        ("title", "Gardener"),
        ("company", "City Parks"),
        ("location", "Ghent"),
        ("description", "Looks after the trees of the city."),
    ];
    let page = client
        .post(url("/post-a-job/"))
        .header("origin", &board.serving.base)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("access_token={token}"))
        .form(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(page.status().as_u16(), 503);
    let page = page.text().await.expect("a page");
    says(
        &page,
        &[
            "<h1>No room left</h1>",
            "nothing was saved",
            "Keep what you wrote",
            "value=\"Gardener\"",
            "Try again",
        ],
    );
    let list = client.get(url("/")).send().await.expect("an answer");
    assert_eq!(list.status().as_u16(), 200, "reading works");
    std::fs::remove_file(&ballast).expect("room again");
    assert_eq!(post().await, 201, "writes resume");
}
