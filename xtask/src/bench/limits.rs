//! What no board on this machine can be faster than: `examples/limits.rs`, and `pgbench`.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::process::Process;

/// The work of a password hash: the board's default.
const BCRYPT_COST: &str = "12";

/// What `pgbench` does for an insert: another row like that of the job with the number `{id}`, with
/// all its indexes, in a transaction of its own.
pub(super) const POSTGRES_INSERT: &str = "INSERT INTO jobs (title, title_folded, company, \
    company_id, company_url, location, workplace, places, applicant_countries, employment_types, \
    tags, description, date_posted, closes_on, state, expires_at, version, edited_at, \
    index_version, owner_id, created_at, updated_at) SELECT title, title_folded, company, \
    company_id, company_url, location, workplace, places, applicant_countries, employment_types, \
    tags, description, date_posted, closes_on, state, expires_at, version, edited_at, \
    index_version, owner_id, created_at, updated_at FROM jobs WHERE id = {id};\n";

/// A server that does as little as can be done.
#[derive(Debug)]
pub(super) struct LimitServer {
    _process: Process,
    _folder: Option<TempDir>,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

impl LimitServer {
    /// A handler that answers everything with the same bytes from memory.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn sending(program: &Path, workers: usize, answer: &[u8]) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("jobboard-bench-")
            .tempdir()?;
        let file = folder.path().join("answer");
        std::fs::write(&file, answer)?;
        let mut command = Command::new(program);
        command.args(["serve", &workers.to_string()]).arg(file);
        let (process, address) = Process::start_server(&mut command)?;
        Ok(Self {
            _process: process,
            _folder: Some(folder),
            address,
        })
    }

    /// A handler that does one point query of an SQLite file.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn looking_up(program: &Path, workers: usize, database: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(["point", &workers.to_string()]).arg(database);
        let (process, address) = Process::start_server(&mut command)?;
        Ok(Self {
            _process: process,
            _folder: None,
            address,
        })
    }
}

/// How many rows can be inserted into an SQLite file in a second, each in a transaction.
///
/// # Errors
/// When the program fails.
pub(super) fn sqlite_inserts_a_second(program: &Path, seconds: u32) -> Result<f64> {
    let folder = tempfile::Builder::new()
        .prefix("jobboard-bench-")
        .tempdir()?;
    let file = folder.path().join("raw.db");
    rate(
        Command::new(program)
            .args(["insert", &seconds.to_string()])
            .arg(file),
    )
}

/// How many passwords all cores together can check in a second.
///
/// # Errors
/// When the program fails.
pub(super) fn bcrypt_checks_a_second(program: &Path, seconds: u32) -> Result<f64> {
    rate(Command::new(program).args(["bcrypt", &seconds.to_string(), BCRYPT_COST]))
}

fn rate(command: &mut Command) -> Result<f64> {
    let output = command.output()?;
    let rate = String::from_utf8_lossy(&output.stdout);
    let complaint = || String::from_utf8_lossy(&output.stderr).into_owned();
    rate.trim().parse().with_context(complaint)
}
