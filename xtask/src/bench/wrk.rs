//! The load generator: `wrk`, with a script that says what to send and prints its figures.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::http::Request;

/// Prints the figures as one line of JSON. Percentiles are in microseconds.
const DONE: &str = r#"
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "microseconds": %d, "p50": %d, "p99": %d, "bad_answers": %d, "socket_errors": %d}\n',
    summary.requests, summary.bytes, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
"#;

/// How long an answer may take, in seconds.
const TIMEOUT: u32 = 10;

/// By how many bytes answers differ that have numbers of their own.
const NUMBERS: usize = 16;

/// What is sent, from how many connections that are kept alive, for how long.
#[derive(Debug, Clone)]
pub(super) struct Load {
    /// Sent in turn.
    pub(super) requests: Vec<Request>,
    pub(super) connections: u32,
    pub(super) seconds: u32,
    /// How many bytes an answer has, with its head.
    pub(super) answer_bytes: RangeInclusive<usize>,
}

/// How many bytes the answers to these requests have, with their heads.
///
/// # Errors
/// When there is no answer.
pub(super) fn lengths(requests: &[Request], address: SocketAddr) -> Result<RangeInclusive<usize>> {
    let (mut least, mut most) = (usize::MAX, 0);
    for request in requests {
        let length = request.raw_answer(address)?.len();
        (least, most) = (least.min(length), most.max(length));
    }
    Ok(least..=most)
}

/// The lengths of answers that have numbers of their own, of a job or an instant.
pub(super) fn with_numbers(lengths: &RangeInclusive<usize>) -> RangeInclusive<usize> {
    lengths.start().saturating_sub(NUMBERS)..=lengths.end() + NUMBERS
}

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Figures {
    pub(super) requests_a_second: f64,
    pub(super) p50_milliseconds: f64,
    pub(super) p99_milliseconds: f64,
}

#[derive(Deserialize)]
struct Printed {
    requests: u32,
    bytes: u64,
    microseconds: u32,
    p50: u32,
    p99: u32,
    bad_answers: u64,
    socket_errors: u64,
}

/// Runs one round.
///
/// # Errors
/// When a single answer was an error, or missing.
pub(super) fn round(load: &Load, address: SocketAddr) -> Result<Figures> {
    let file = NamedTempFile::with_suffix(".lua")?;
    std::fs::write(file.path(), script(&load.requests))?;
    let threads = std::thread::available_parallelism()?.get().min(4);
    let threads = threads.min(load.connections as usize);
    let output = Command::new("wrk")
        .args(["--threads", &threads.to_string()])
        .args(["--connections", &load.connections.to_string()])
        .args(["--duration", &format!("{}s", load.seconds)])
        .args(["--timeout", &format!("{TIMEOUT}s")])
        .arg("--script")
        .arg(file.path())
        .arg(format!("http://{address}"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find(|line| line.starts_with('{'));
    let printed = line.with_context(|| {
        let complaint = String::from_utf8_lossy(&output.stderr);
        format!("wrk has failed:\n{said}{complaint}")
    })?;
    let printed: Printed = serde_json::from_str(printed)?;
    check_length(load, &printed)?;
    figures(&printed)
}

/// An answer of another length is another answer. Those under way at the end are counted in part.
fn check_length(load: &Load, printed: &Printed) -> Result<()> {
    let least = u64::try_from(*load.answer_bytes.start())?;
    let most = u64::try_from(*load.answer_bytes.end())?;
    let all = u64::from(printed.requests);
    if printed.bytes < all * least || printed.bytes > (all + u64::from(load.connections)) * most {
        bail!(
            "{all} answers of {least} to {most} bytes have {} bytes together",
            printed.bytes
        );
    }
    Ok(())
}

fn figures(printed: &Printed) -> Result<Figures> {
    if printed.bad_answers + printed.socket_errors > 0 || printed.requests == 0 {
        bail!(
            "of {} requests {} were answered with an error, {} not at all",
            printed.requests,
            printed.bad_answers,
            printed.socket_errors
        );
    }
    let seconds = f64::from(printed.microseconds) / 1e6;
    Ok(Figures {
        requests_a_second: f64::from(printed.requests) / seconds,
        p50_milliseconds: f64::from(printed.p50) / 1e3,
        p99_milliseconds: f64::from(printed.p99) / 1e3,
    })
}

/// Makes the requests once, at the start of each thread, so that sending costs next to nothing.
fn script(requests: &[Request]) -> String {
    let mut script = String::from("local requests = {}\nlocal last = 0\ninit = function()\n");
    for request in requests {
        script += &format!("  requests[#requests + 1] = {}\n", formatted(request));
    }
    script += "end\nrequest = function()\n  last = last % #requests + 1\n";
    script += "  return requests[last]\nend\n";
    script + DONE
}

fn formatted(request: &Request) -> String {
    let body = request.body.as_deref().map_or("nil".to_owned(), quoted);
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("[ {} ] = {}", quoted(name), quoted(value)))
        .collect();
    format!(
        "wrk.format({}, {}, {{ {} }}, {body})",
        quoted(request.method),
        quoted(&request.path),
        headers.join(", ")
    )
}

/// A text as Lua writes one that holds anything.
fn quoted(text: &str) -> String {
    format!("[==[{text}]==]")
}
