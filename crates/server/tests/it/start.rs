//! Starting: in an empty folder, and where it cannot be.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::program::{Outcome, program, run};
use crate::support::{Backend, TestDatabase};

fn folder() -> TempDir {
    TempDir::with_prefix("jobboard-test-").expect("a folder")
}

/// The program, serving.
struct Serving {
    child: Child,
    base: String,
}

impl Serving {
    /// Starts it and waits until it says where it listens.
    fn start(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let mut child = program(folder, &[], variables)
            .env("PORT", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program to start");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("an output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let (_, address) = line.trim().split_once(" listens on ").expect("an address");
        let base = address.to_owned();
        Self { child, base }
    }

    /// Sends a signal and waits for the end.
    fn signal(mut self, signal: &str) -> (Option<i32>, Duration) {
        let began = Instant::now();
        let pid = self.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &pid])
            .status();
        assert!(sent.expect("kill to run").success());
        let status = self.child.wait().expect("an end");
        (status.code(), began.elapsed())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already in a test that went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn status(url: &str) -> u16 {
    let answer = reqwest::get(url).await.expect("an answer");
    answer.status().as_u16()
}

#[tokio::test]
async fn in_an_empty_folder_it_makes_what_it_needs_and_serves() {
    let folder = folder();
    let board = Serving::start(folder.path(), &[]);
    assert!(
        board.base.starts_with("http://127.0.0.1:"),
        "{}",
        board.base
    );
    assert_eq!(status(&format!("{}/health/ready", board.base)).await, 200);
    assert_eq!(status(&format!("{}/", board.base)).await, 200);
    let data = folder.path().join("data");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&data.join("secret_key")), 0o600);
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("jobboard.db")), 0o600);
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "nothing else"
    );

    let key = fs::read_to_string(data.join("secret_key")).expect("a key");
    let (code, took) = board.signal("-TERM");
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
    let again = Serving::start(folder.path(), &[]);
    assert_eq!(status(&format!("{}/health/live", again.base)).await, 200);
    assert_eq!(
        fs::read_to_string(data.join("secret_key")).expect("a key"),
        key
    );
    assert_eq!(again.signal("-INT").0, Some(0));
}

#[tokio::test]
async fn on_postgresql_it_serves_from_the_five_variables() {
    let database = TestDatabase::new(Backend::Postgres);
    let (_, rest) = database.url.split_once("://").expect("an address");
    let (user, rest) = rest.split_once('@').expect("a user");
    let (server, name) = rest.split_once('/').expect("a name");
    let (host, port) = server.split_once(':').expect("a port");
    let board = Serving::start(
        database.folder.path(),
        &[
            ("POSTGRES_USER", user),
            ("POSTGRES_PASSWORD", "trusted anyway: %/@"),
            ("POSTGRES_SERVER", host),
            ("POSTGRES_PORT", port),
            ("POSTGRES_DB", name),
        ],
    );
    assert_eq!(status(&format!("{}/health/ready", board.base)).await, 200);
}

#[test]
fn in_production_it_does_not_start_without_its_secrets() {
    let folder = folder();
    let outcome = run(folder.path(), &[], &[("APP_ENV", "production")]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("SECRET_KEY must be set"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("DATABASE_URL"),
        "{}",
        outcome.stderr
    );
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        0,
        "nothing was made"
    );
}

/// One clear line, and no panic.
#[track_caller]
fn one_line(outcome: &Outcome, code: i32, part: &str) {
    assert_eq!(outcome.code, code, "{}", outcome.stderr);
    let own: Vec<_> = outcome
        .stderr
        .lines()
        .filter(|line| line.starts_with("jobboard: "))
        .collect();
    assert_eq!(own.len(), 1, "{}", outcome.stderr);
    assert_eq!(own[0].matches(part).count(), 1, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
}

#[test]
fn what_it_cannot_start_with_is_said_in_one_line() {
    let folder = folder();
    let with = |variables: &[(&str, &str)]| run(folder.path(), &[], variables);
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    one_line(
        &with(&[("PORT", &port)]),
        1,
        &format!("cannot listen on 127.0.0.1:{port}: Address already in use (os error 98)"),
    );
    one_line(
        &with(&[("HOST", "192.0.2.1"), ("PORT", "0")]),
        1,
        "cannot listen on 192.0.2.1",
    );
    let gone = TcpListener::bind("127.0.0.1:0").expect("a port");
    let gone = gone.local_addr().expect("an address").port();
    let url = format!("postgres://ada:canary@127.0.0.1:{gone}/jobs");
    let unreachable = with(&[("DATABASE_URL", &url)]);
    one_line(
        &unreachable,
        1,
        "cannot open the database postgres://ada@127.0.0.1",
    );
    assert!(
        !unreachable.stderr.contains("canary"),
        "{}",
        unreachable.stderr
    );
    one_line(
        &with(&[("DATABASE_URL", "sqlite:/nowhere/at/all/x.db")]),
        1,
        "cannot open the database sqlite:/nowhere",
    );
    one_line(
        &with(&[("DATABASE_URL", "postgres://a:b@127.0.0.1/c?sslmode=require")]),
        1,
        "postgres-tls",
    );
    fs::write(folder.path().join("file"), "x").expect("a file");
    one_line(
        &with(&[("DATA_DIR", "file/data")]),
        1,
        "the data folder file/data cannot be made",
    );
    fs::write(
        folder.path().join("not.db"),
        "this is no database, but text".repeat(100),
    )
    .expect("a file");
    one_line(
        &with(&[("DATABASE_URL", "sqlite:not.db")]),
        1,
        "not a database",
    );
    fs::create_dir(folder.path().join("weak")).expect("a folder");
    fs::write(folder.path().join("weak/secret_key"), "short\n").expect("a file");
    one_line(
        &with(&[("DATA_DIR", "weak")]),
        1,
        "the key in weak/secret_key is under 32 bytes",
    );
    let outcome = with(&[("LOG_LEVEL", "jobboard=nonsense")]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("LOG_LEVEL must be"),
        "{}",
        outcome.stderr
    );
}
