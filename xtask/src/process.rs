//! Programs that run beside this one and end with it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine::runs;

/// How long a program may take to end when it is asked to.
const END_TIMEOUT: Duration = Duration::from_secs(15);

/// How often something is looked at that is waited for.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// The machine's load average of the last minute.
///
/// # Errors
/// When the system does not say.
pub(crate) fn load_average() -> Result<f64> {
    let averages = std::fs::read_to_string("/proc/loadavg")?;
    let first = averages.split(' ').next().unwrap_or_default();
    Ok(first.parse()?)
}

/// A program that runs. Dropping it asks it to end, waits, and at last ends it.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// What asks it to end.
    signal: &'static str,
}

impl Process {
    /// Starts a program that ends in an orderly way on `signal`, such as `TERM`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(command: &mut Command, signal: &'static str) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{:?} cannot be started", command.get_program()))?;
        Ok(Self { child, signal })
    }

    /// Starts a server that prints one line with `http://<address>` in it, and gives back the
    /// address.
    ///
    /// # Errors
    /// When it cannot be started, or ends without printing an address.
    pub(crate) fn start_server(command: &mut Command) -> Result<(Self, SocketAddr)> {
        let mut process = Self::start(command.stdout(Stdio::piped()), "TERM")?;
        let output = process.child.stdout.as_mut();
        let mut line = String::new();
        BufReader::new(output.context("it has no output")?).read_line(&mut line)?;
        let address = line.trim().rsplit("http://").next().unwrap_or_default();
        let address = address
            .parse()
            .with_context(|| format!("{:?} printed no address", command.get_program()))?;
        Ok((process, address))
    }

    /// Fails when the program has ended.
    ///
    /// # Errors
    /// When it has.
    pub(crate) fn check_alive(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("it has ended with {status}");
        }
        Ok(())
    }

    /// The memory that it holds, from `/proc` (`VmRSS`), in bytes.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        let file = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        let kilobytes: u64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok())
            .with_context(|| format!("{file} has no VmRSS"))?;
        Ok(kilobytes * 1024)
    }

    fn has_ended_within(&mut self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                return false;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        true
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.has_ended_within(Duration::ZERO) {
            return;
        }
        let pid = self.child.id().to_string();
        let asked = runs(Command::new("kill").args(["-s", self.signal, &pid]));
        if !asked || !self.has_ended_within(END_TIMEOUT) {
            // Whatever fails here has ended already.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
