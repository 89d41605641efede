//! The board: built, filled with postings, started, asked.

use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;
use tempfile::TempDir;

use super::http::Request;
use super::postings;
use super::process::Process;
use crate::machine::{finish, workspace_root};

const EMAIL: &str = "bench@example.org";
const PASSWORD: &str = "correct horse battery";

/// How long a start may take.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a program is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(1);

/// The programs that are measured, in release mode.
#[derive(Debug)]
pub(super) struct Programs {
    pub(super) board: PathBuf,
    pub(super) bare: PathBuf,
}

/// Builds the programs.
///
/// # Errors
/// When they cannot be built.
pub(super) fn build() -> Result<Programs> {
    let root = workspace_root();
    let target = root.join("target");
    let release = || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--release", "--target-dir"]);
        cargo.arg(&target).current_dir(&root);
        cargo
    };
    finish(&mut release())?;
    finish(release().args(["--package", "xtask", "--example", "bare_handler"]))?;
    Ok(Programs {
        board: target.join("release/jobboard"),
        bare: target.join("release/examples/bare_handler"),
    })
}

/// How a board is started, in a folder of its own that is removed at the end.
#[derive(Debug)]
pub(super) struct Settings {
    program: PathBuf,
    folder: TempDir,
    database_url: String,
    workers: usize,
}

impl Settings {
    /// A board on a PostgreSQL database, or else on an SQLite file.
    ///
    /// # Errors
    /// When no folder can be made for it.
    pub(super) fn new(
        program: &Path,
        postgres_url: Option<String>,
        workers: usize,
    ) -> Result<Self> {
        Ok(Self {
            program: program.to_owned(),
            folder: tempfile::Builder::new()
                .prefix("jobboard-bench-")
                .tempdir()?,
            database_url: postgres_url.unwrap_or_else(|| "sqlite:data/jobboard.db".to_owned()),
            workers,
        })
    }

    /// Makes an account, and postings that it owns.
    ///
    /// # Errors
    /// When the board refuses them.
    pub(super) fn fill(&self) -> Result<()> {
        let mut create = self.command(&["user", "create", EMAIL, "--password-stdin"])?;
        let mut child = create.stdin(Stdio::piped()).spawn()?;
        let mut input = child.stdin.take().context("it has no input")?;
        writeln!(input, "{PASSWORD}")?;
        drop(input);
        if !child.wait()?.success() {
            bail!("the account was not made:\n{}", self.log());
        }
        let file = self.folder.path().join("postings.json");
        std::fs::write(&file, postings::json().to_string())?;
        let mut import =
            self.command(&["import", "listings", "postings.json", "--owner", EMAIL])?;
        finish(&mut import).with_context(|| self.log())
    }

    /// A command of the board's, untouched by the settings of whoever runs the benchmark.
    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file())?;
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("APP_ENV", "development")
            .env("PORT", "0")
            .env("WORKERS", self.workers.to_string())
            .env("DATABASE_URL", &self.database_url)
            .stdout(Stdio::null())
            .stderr(log);
        Ok(command)
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }
}

/// A board that serves.
#[derive(Debug)]
pub(super) struct Board {
    process: Process,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// The time from its process's start to its first word that it is ready.
    pub(super) ready_after: Duration,
}

impl Board {
    /// Starts a board and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready.
    pub(super) fn start(settings: &Settings) -> Result<Self> {
        let mut command = settings.command(&["serve"])?;
        let started = Instant::now();
        let (process, address) =
            Process::start_server(&mut command).with_context(|| settings.log())?;
        let ready = Request::get("/health/ready");
        while !ready.send(address).is_ok_and(|answer| answer.status == 200) {
            if started.elapsed() > START_TIMEOUT {
                bail!("the board does not become ready:\n{}", settings.log());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(Self {
            process,
            address,
            ready_after: started.elapsed(),
        })
    }

    /// The memory that it holds once nothing is asked of it, in bytes.
    ///
    /// # Errors
    /// When the system does not say.
    pub(super) fn resident_bytes_at_rest(&self) -> Result<u64> {
        std::thread::sleep(REST);
        self.process.resident_bytes()
    }

    /// The numbers of a hundred listed jobs.
    ///
    /// # Errors
    /// When the board does not list them.
    pub(super) fn job_ids(&self) -> Result<Vec<i64>> {
        let page = Request::get("/api/v1/jobs?limit=100");
        let page = page.send(self.address)?.json(200)?;
        let items = page["items"].as_array().context("the list has no items")?;
        items
            .iter()
            .map(|job| job["id"].as_i64().context("a job has no number"))
            .collect()
    }

    /// Signs in, for the half hour that a token lives.
    ///
    /// # Errors
    /// When the board refuses.
    pub(super) fn sign_in(&self) -> Result<String> {
        let token = login().send(self.address)?.json(200)?;
        let token = token["access_token"].as_str();
        Ok(token.context("the answer has no token")?.to_owned())
    }
}

/// A sign-in.
pub(super) fn login() -> Request {
    let who = json!({"email": EMAIL, "password": PASSWORD});
    Request::post("/api/v1/auth/login", &who)
}

/// The posting of a job.
pub(super) fn create(token: String) -> Request {
    let job = json!({
        "title": "Gardener",
        "company": "City Parks",
        "location": "Ghent",
        "description": "Looks after the trees of the city, in every season and any weather. \
                        Knows their names, and when to leave them alone.",
    });
    Request {
        token: Some(token),
        ..Request::post("/api/v1/jobs", &job)
    }
}
