//! Programs that run beside this one and end with it.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::machine::runs;

/// How long a program may take to end when it is asked to.
const END_TIMEOUT: Duration = Duration::from_secs(15);

/// How often something is looked at that is waited for.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// The unit of times in `/proc`, the same on every Linux.
const TICKS_A_SECOND: f64 = 100.0;

/// The machine's load average of the last minute.
///
/// # Errors
/// When the system does not say.
pub(crate) fn load_average() -> Result<f64> {
    let averages = std::fs::read_to_string("/proc/loadavg")?;
    let first = averages.split(' ').next().unwrap_or_default();
    Ok(first.parse()?)
}

/// What decides which task a core runs: figures of a flood depend on it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Scheduler {
    /// The release of the Linux kernel.
    pub(crate) kernel: String,
    /// Whether each terminal session has a group of its own that shares the cores with the others
    /// (`kernel.sched_autogroup_enabled`); nothing where the kernel knows of none.
    pub(crate) autogroups: Option<bool>,
}

impl Scheduler {
    /// That of this machine.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn read() -> Result<Self> {
        let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
        let autogroups = std::fs::read_to_string("/proc/sys/kernel/sched_autogroup_enabled").ok();
        Ok(Self {
            kernel: kernel.trim().to_owned(),
            autogroups: autogroups.map(|text| text.trim() == "1"),
        })
    }
}

impl fmt::Display for Scheduler {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let autogroups = match self.autogroups {
            Some(true) => "on",
            Some(false) => "off",
            None => "unknown to it",
        };
        write!(formatter, "Linux {}, autogroups {autogroups}", self.kernel)
    }
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
        self.status_bytes("VmRSS")
    }

    /// The most memory that it has held since it was started, from `/proc` (`VmHWM`), in bytes.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn peak_resident_bytes(&self) -> Result<u64> {
        self.status_bytes("VmHWM")
    }

    fn status_bytes(&self, name: &str) -> Result<u64> {
        let file = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        bytes(&status, name).with_context(|| format!("{file} has no {name}"))
    }

    /// The CPU time that it has used so far, of itself and in the kernel, from `/proc` (`utime` and
    /// `stime`), in seconds.
    ///
    /// # Errors
    /// When the system does not say.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let file = format!("/proc/{}/stat", self.child.id());
        let stat = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        ticks(&stat)
            .map(|ticks| ticks / TICKS_A_SECOND)
            .with_context(|| format!("{file} has no times"))
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

/// The line of this name in `/proc/PID/status`, in bytes. The kernel writes kilobytes of 1024.
fn bytes(status: &str, name: &str) -> Option<u64> {
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    let (_, rest) = lines.find(|(known, _)| *known == name)?;
    let kilobytes: u64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// The sum of `utime` and `stime`, the 14th and 15th field. The second is a name in brackets that
/// may hold spaces.
fn ticks(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(user + system)
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_found_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 5 0 99";
        assert_eq!(super::ticks(stat), Some(300.0));
        assert_eq!(super::ticks("nothing"), None);
    }

    #[test]
    fn the_peak_of_memory_is_told_from_what_is_held_now() {
        let status = "Name:\tjobboard\nVmPeak:\t  900000 kB\nVmHWM:\t   60416 kB\n\
                      VmRSS:\t   33894 kB\nThreads:\t5\n";
        assert_eq!(super::bytes(status, "VmHWM"), Some(59 * 1024 * 1024));
        assert_eq!(super::bytes(status, "VmRSS"), Some(33_894 * 1024));
        assert_eq!(super::bytes(status, "VmSwap"), None);
        assert_eq!(super::bytes(status, "Threads"), None);
    }
}
