//! What no board on this machine can be faster than: a handler that does nothing but answer, and
//! bcrypt on all cores. Both are `examples/bare_handler.rs`.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::process::Process;

/// The work of a password hash: the board's default.
const BCRYPT_COST: &str = "12";

/// A handler that answers everything with the same JSON from memory.
#[derive(Debug)]
pub(super) struct BareHandler {
    _process: Process,
    _folder: TempDir,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

impl BareHandler {
    /// Starts it with the body that it answers with.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start(program: &Path, workers: usize, body: &[u8]) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("jobboard-bench-")
            .tempdir()?;
        let file = folder.path().join("body.json");
        std::fs::write(&file, body)?;
        let mut command = Command::new(program);
        command.args(["serve", &workers.to_string()]).arg(file);
        let (process, address) = Process::start_server(&mut command)?;
        Ok(Self {
            _process: process,
            _folder: folder,
            address,
        })
    }
}

/// How many passwords all cores together can check in a second.
///
/// # Errors
/// When the program fails.
pub(super) fn bcrypt_checks_a_second(program: &Path, seconds: u32) -> Result<f64> {
    let output = Command::new(program)
        .args(["bcrypt", &seconds.to_string(), BCRYPT_COST])
        .output()?;
    let rate = String::from_utf8_lossy(&output.stdout);
    rate.trim().parse().context("bcrypt was not measured")
}
