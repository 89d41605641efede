//! The figures, as a table for people and as JSON for programs.

use std::fmt::Write;

use serde::Serialize;

use super::lists::ListFigures;
use super::scale::SizeFigures;
use super::security::{FloodFigures, SecurityFigures};
use super::wrk::Figures;
use crate::process::Scheduler;

/// The longest that a start may take.
const MOST_SECONDS_TO_READY: f64 = 1.0;

/// The most memory that a board at rest may hold.
const MOST_IDLE_BYTES: u64 = 48 * 1024 * 1024;

/// By how much the slowest lists may be slower with a thousand times as many jobs.
const MOST_GROWTH: f64 = 3.0;

/// The longest that one of a hundred reads may take during a flood of sign-ins.
const MOST_READ_P99_MILLISECONDS: f64 = 10.0;

/// The same on a machine that has other work to do.
const LIMIT_OF_READ_P99_MILLISECONDS: f64 = 100.0;

/// The fewest people a second whom a flood of them lets in.
const LEAST_SIGN_INS: f64 = 2.0;

/// The most CPU time of a token's check and the read of its session.
const MOST_SESSION_MICROSECONDS: f64 = 60.0;

/// By how much the time of a refusal may depend on whether there is such an account.
const MOST_REFUSAL_DIFFERENCE: f64 = 0.05;

/// What to try when the reads of a flood were late.
const STALLED_BY_AUTOGROUPS: &str = "
Reads were late while people signed in. Linux before 6.18.45 can leave a task waiting for half a
second when its autogroup shares a core with another; docs/PERFORMANCE.md has more. Measure again
after: sysctl kernel.sched_autogroup_enabled=0
";

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) rounds: u32,
    pub(super) seconds: u32,
    pub(super) connections: u32,
    pub(super) workers: usize,
    /// The machine's load average of the last minute before the first round. Much above zero, the
    /// figures say more about its other work.
    pub(super) load_before: f64,
    pub(super) scheduler: Scheduler,
    pub(super) binary_bytes: u64,
    pub(super) databases: Vec<DatabaseFigures>,
}

/// What was measured on one database.
#[derive(Debug, Serialize)]
pub(super) struct DatabaseFigures {
    pub(super) database: &'static str,
    pub(super) loads: Vec<LoadFigures>,
    /// From the start of the process to the first answer that it is ready; the median.
    pub(super) seconds_to_ready: f64,
    pub(super) idle_bytes: u64,
    pub(super) loaded_bytes: u64,
    pub(super) security: SecurityFigures,
    pub(super) sizes: Vec<SizeFigures>,
}

/// What bounds a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Limit {
    /// Requests a second of a handler that sends the same bytes from memory.
    BareHandler,
    /// Requests a second of a handler that does one point query of an SQLite file.
    PointQuery,
    /// Rows a second that are inserted into an SQLite file, each in a transaction.
    RawInserts,
    /// Point queries a second of `pgbench`.
    PgbenchSelect,
    /// Jobs a second that `pgbench` inserts, each in a transaction.
    PgbenchInserts,
    /// Password checks a second of all cores.
    Bcrypt,
}

impl Limit {
    fn name(self) -> &'static str {
        match self {
            Self::BareHandler => "bare handler",
            Self::PointQuery => "point query",
            Self::RawInserts => "raw inserts",
            Self::PgbenchSelect => "pgbench -S",
            Self::PgbenchInserts => "pgbench",
            Self::Bcrypt => "bcrypt",
        }
    }
}

/// A round of the limit and the round of the board that followed it.
#[derive(Debug, Serialize)]
pub(super) struct Round {
    pub(super) limit_a_second: f64,
    pub(super) board: Figures,
}

/// One kind of request: the medians of its rounds.
#[derive(Debug, Serialize)]
pub(super) struct LoadFigures {
    name: String,
    limit: Limit,
    limit_a_second: f64,
    board: Figures,
    /// The board's requests a second as a part of the limit.
    ratio: f64,
    /// What the ratio is to be.
    least_ratio: Option<f64>,
    rounds: Vec<Round>,
}

impl LoadFigures {
    /// The figures of these rounds, which must be one at least.
    pub(super) fn new(name: impl Into<String>, limit: Limit, rounds: Vec<Round>) -> Self {
        let median_of = |figure: fn(&Round) -> f64| {
            let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
            median(&mut figures)
        };
        let limit_a_second = median_of(|round| round.limit_a_second);
        let board = Figures {
            requests_a_second: median_of(|round| round.board.requests_a_second),
            p50_milliseconds: median_of(|round| round.board.p50_milliseconds),
            p99_milliseconds: median_of(|round| round.board.p99_milliseconds),
        };
        Self {
            name: name.into(),
            limit,
            limit_a_second,
            board,
            ratio: board.requests_a_second / limit_a_second,
            least_ratio: None,
            rounds,
        }
    }

    /// The same with a mark to reach.
    pub(super) fn with_least_ratio(self, ratio: f64) -> Self {
        Self {
            least_ratio: Some(ratio),
            ..self
        }
    }

    fn line(&self) -> String {
        let mark = self.least_ratio.map(|least| {
            let verdict = verdict(self.ratio >= least);
            format!("at least {least:.2}: {verdict}")
        });
        format!(
            "  {:<20}{:>10}{:>10.2}{:>10.2}{:>12} {:<13}{:>7.3}  {}",
            self.name,
            rate(self.board.requests_a_second),
            self.board.p50_milliseconds,
            self.board.p99_milliseconds,
            rate(self.limit_a_second),
            self.limit.name(),
            self.ratio,
            mark.unwrap_or_default()
        )
        .trim_end()
        .to_owned()
    }
}

impl Report {
    /// The figures and the marks, in lines for a terminal.
    pub(super) fn table(&self) -> String {
        let mut text = format!(
            "\nMedians of {} rounds of {} s, {} connections, {} workers\n\
             load average before {:.2}; {}; binary {}\n",
            self.rounds,
            self.seconds,
            self.connections,
            self.workers,
            self.load_before,
            self.scheduler,
            megabytes(self.binary_bytes)
        );
        for database in &self.databases {
            let _ = write!(text, "\n{}", database.table());
        }
        let late = |database: &DatabaseFigures| !database.security.flood.reads_are_prompt();
        if self.scheduler.autogroups == Some(true) && self.databases.iter().any(late) {
            text.push_str(STALLED_BY_AUTOGROUPS);
        }
        text.trim_end().to_owned()
    }
}

impl DatabaseFigures {
    fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:<22}{:>10}{:>10}{:>10}{:>12} {:<13}{:>7}  mark",
            self.database, "/s", "p50 ms", "p99 ms", "limit /s", "of", "ratio"
        )];
        lines.extend(self.loads.iter().map(LoadFigures::line));
        lines.push(format!(
            "  start to ready {:.3} s (under {MOST_SECONDS_TO_READY} s: {})",
            self.seconds_to_ready,
            verdict(self.seconds_to_ready < MOST_SECONDS_TO_READY)
        ));
        lines.push(format!(
            "  memory at rest {} (at most {}: {}), after the load {}",
            megabytes(self.idle_bytes),
            megabytes(MOST_IDLE_BYTES),
            verdict(self.idle_bytes <= MOST_IDLE_BYTES),
            megabytes(self.loaded_bytes)
        ));
        lines.extend(self.security_lines());
        lines.extend(self.size_lines());
        lines.join("\n") + "\n"
    }

    /// What grows with the number of jobs, and the lists of the largest board.
    fn size_lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "  {:<14}{:>9}{:>9}{:>12}{:>12}{:>10}{:>14}{:>13}",
            "jobs", "load s", "ready s", "idle", "loaded", "home /s", "cold p99 ms", "lists p99 ms"
        )];
        lines.extend(self.sizes.iter().map(|size| {
            format!(
                "  {:<14}{:>9.1}{:>9.3}{:>12}{:>12}{:>10.0}{:>14.2}{:>13.2}",
                size.jobs,
                size.seconds_to_load,
                size.seconds_to_ready,
                megabytes(size.idle_bytes),
                megabytes(size.loaded_bytes),
                size.warm.requests_a_second,
                size.cold_p99_milliseconds,
                size.lists_p99()
            )
        }));
        if let (Some(least), Some(most)) = (self.sizes.first(), self.sizes.last()) {
            let growth = most.lists_p99() / least.lists_p99();
            lines.push(format!(
                "  lists from {} to {} jobs: p99 × {growth:.2} (at most × {MOST_GROWTH}: {})",
                least.jobs,
                most.jobs,
                verdict(growth <= MOST_GROWTH)
            ));
            lines.push(format!(
                "  {:<18}{:>8}{:>10}{:>10}",
                format!("of {} jobs", most.jobs),
                "/s",
                "p50 ms",
                "p99 ms"
            ));
            lines.extend(most.lists.iter().map(ListFigures::line));
        }
        lines
    }
}

impl DatabaseFigures {
    fn security_lines(&self) -> Vec<String> {
        let SecurityFigures {
            flood,
            session_cpu_microseconds,
            refusals,
        } = &self.security;
        let others = flood.others.len();
        vec![
            format!(
                "  200 sign in at once: {} reads/s, p99 {:.1} ms (at most {MOST_READ_P99_MILLISECONDS} ms: {}, and never over {LIMIT_OF_READ_P99_MILLISECONDS} ms: {}), none failed",
                rate(flood.reads_a_second),
                flood.read_p99_milliseconds,
                verdict(flood.reads_are_prompt()),
                verdict(flood.read_p99_milliseconds <= LIMIT_OF_READ_P99_MILLISECONDS)
            ),
            format!(
                "    {:.1} sign-ins/s (at least {LEAST_SIGN_INS}: {}), {} told to come back, {others} others (none: {})",
                flood.sign_ins_a_second,
                verdict(flood.sign_ins_a_second >= LEAST_SIGN_INS),
                flood.turned_away,
                verdict(others == 0)
            ),
            format!(
                "  token and session {session_cpu_microseconds:.1} µs of CPU a request (at most {MOST_SESSION_MICROSECONDS} µs on SQLite: {})",
                verdict(*session_cpu_microseconds <= MOST_SESSION_MICROSECONDS)
            ),
            format!(
                "  wrong password {:.1} ms, unknown address {:.1} ms: {:.1} % apart (under {:.0} %: {})",
                refusals.known_median,
                refusals.unknown_median,
                refusals.difference * 100.0,
                MOST_REFUSAL_DIFFERENCE * 100.0,
                verdict(refusals.difference < MOST_REFUSAL_DIFFERENCE)
            ),
        ]
    }
}

impl FloodFigures {
    /// Whether the reads of the others were as prompt as they are to be.
    fn reads_are_prompt(&self) -> bool {
        self.read_p99_milliseconds <= MOST_READ_P99_MILLISECONDS
    }
}

fn verdict(reached: bool) -> &'static str {
    if reached { "reached" } else { "MISSED" }
}

fn rate(a_second: f64) -> String {
    if a_second < 100.0 {
        format!("{a_second:.1}")
    } else {
        format!("{a_second:.0}")
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / (1024.0 * 1024.0))
}

/// The middle of some figures, or the mean of the two in the middle; NaN of none. Sorts them.
pub(super) fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures {
        [] => f64::NAN,
        _ if figures.len() % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert!(median(&mut []).is_nan());
    }
}
