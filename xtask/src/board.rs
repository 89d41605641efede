//! The board: built, filled with postings, started, asked.

use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::http::Request;
use crate::machine::{finish, workspace_root};
use crate::process::Process;

/// Whom the board is filled by.
pub(crate) const EMAIL: &str = "owner@example.org";
/// Their password.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// How long a start may take.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a program is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(1);

/// How long a board takes at the most to end what it was asked before.
const REST_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a board is looked at that may be at rest, and the CPU time that it uses meanwhile at the
/// most, in seconds.
const LOOK: Duration = Duration::from_millis(200);
const AT_REST: f64 = 0.02;

/// The programs that are started, in release mode.
#[derive(Debug)]
pub(crate) struct Programs {
    pub(crate) board: PathBuf,
    pub(crate) limits: PathBuf,
}

/// Builds the programs.
///
/// # Errors
/// When they cannot be built.
pub(crate) fn build() -> Result<Programs> {
    let board = build_board()?;
    finish(release().args(["--package", "xtask", "--example", "limits"]))?;
    Ok(Programs {
        board,
        limits: target().join("release/examples/limits"),
    })
}

/// Builds the board alone, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn build_board() -> Result<PathBuf> {
    finish(&mut release())?;
    Ok(target().join("release/jobboard"))
}

fn release() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--target-dir"]);
    cargo.arg(target()).current_dir(workspace_root());
    cargo
}

fn target() -> PathBuf {
    workspace_root().join("target")
}

/// How a board is started, in a folder of its own that is removed at the end.
#[derive(Debug)]
pub(crate) struct Settings {
    program: PathBuf,
    folder: TempDir,
    database_url: String,
    workers: usize,
    /// Settings beside the usual ones.
    more: Vec<(&'static str, String)>,
}

impl Settings {
    /// A board on a PostgreSQL database, or else on an SQLite file.
    ///
    /// # Errors
    /// When no folder can be made for it.
    pub(crate) fn new(
        program: &Path,
        postgres_url: Option<String>,
        workers: usize,
    ) -> Result<Self> {
        Ok(Self {
            program: program.to_owned(),
            folder: tempfile::Builder::new()
                .prefix("jobboard-xtask-")
                .tempdir()?,
            database_url: postgres_url.unwrap_or_else(|| "sqlite:data/jobboard.db".to_owned()),
            workers,
            more: Vec::new(),
        })
    }

    /// The same with a setting of the board's.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// Makes an account, and postings that it owns, written as for `jobboard import listings`.
    ///
    /// # Errors
    /// When the board refuses them.
    pub(crate) fn fill(&self, postings: &Value) -> Result<()> {
        self.create_account(EMAIL, &[])?;
        let file = self.folder.path().join("postings.json");
        std::fs::write(&file, postings.to_string())?;
        self.import(&file)
    }

    /// Makes an account with the usual password, and with these options of `jobboard user create`.
    ///
    /// # Errors
    /// When the board refuses it.
    pub(crate) fn create_account(&self, email: &str, options: &[&str]) -> Result<()> {
        let mut create = self.command(&["user", "create", email, "--password-stdin"])?;
        let mut child = create.args(options).stdin(Stdio::piped()).spawn()?;
        let mut input = child.stdin.take().context("it has no input")?;
        writeln!(input, "{PASSWORD}")?;
        drop(input);
        if !child.wait()?.success() {
            bail!("the account was not made:\n{}", self.log());
        }
        Ok(())
    }

    /// Loads a file of postings for the usual owner.
    ///
    /// # Errors
    /// When the board refuses them.
    pub(crate) fn import(&self, file: &Path) -> Result<()> {
        let mut import = self.command(&["import", "listings"])?;
        finish(import.arg(file).args(["--owner", EMAIL])).with_context(|| self.log())
    }

    /// Runs a command of the board's to its end.
    ///
    /// # Errors
    /// When it fails.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<()> {
        finish(&mut self.command(arguments)?).with_context(|| self.log())
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
            .envs(self.more.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::null())
            .stderr(log);
        Ok(command)
    }

    /// The SQLite file, where it has one.
    pub(crate) fn sqlite_file(&self) -> PathBuf {
        self.folder.path().join("data/jobboard.db")
    }

    /// The folder that it works in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the board writes its log to.
    pub(crate) fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }
}

/// A board that serves.
#[derive(Debug)]
pub(crate) struct Board {
    process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The time from its process's start to its first word that it is ready.
    pub(crate) ready_after: Duration,
}

impl Board {
    /// Starts a board and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready.
    pub(crate) fn start(settings: &Settings) -> Result<Self> {
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
    pub(crate) fn resident_bytes_at_rest(&self) -> Result<u64> {
        std::thread::sleep(REST);
        self.process.resident_bytes()
    }

    /// The most memory that it has held since it was started, in bytes.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn peak_resident_bytes(&self) -> Result<u64> {
        self.process.peak_resident_bytes()
    }

    /// The CPU time that it has used so far, in seconds.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        self.process.cpu_seconds()
    }

    /// Waits until it has done what it was asked by clients that have gone meanwhile.
    ///
    /// # Errors
    /// When that takes longer than [`REST_TIMEOUT`].
    pub(crate) fn come_to_rest(&self) -> Result<()> {
        let since = Instant::now();
        while since.elapsed() < REST_TIMEOUT {
            let before = self.cpu_seconds()?;
            std::thread::sleep(LOOK);
            if self.cpu_seconds()? - before <= AT_REST {
                return Ok(());
            }
        }
        bail!("the board still works after {} s", REST_TIMEOUT.as_secs())
    }

    /// The numbers of a hundred listed jobs.
    ///
    /// # Errors
    /// When the board does not list them.
    pub(crate) fn job_ids(&self) -> Result<Vec<i64>> {
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
    pub(crate) fn sign_in(&self) -> Result<String> {
        let token = login(EMAIL, PASSWORD).send(self.address)?.json(200)?;
        let token = token["access_token"].as_str();
        Ok(token.context("the answer has no token")?.to_owned())
    }
}

/// A sign-in.
pub(crate) fn login(email: &str, password: &str) -> Request {
    let who = json!({"email": email, "password": password});
    Request::post("/api/v1/auth/login", &who)
}

/// The posting of a job.
pub(crate) fn create(token: String) -> Request {
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
