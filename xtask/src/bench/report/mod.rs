//! The figures, as a table for people and as JSON for programs.

mod security;
mod sizes;

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::Kind;
use super::scale::SizeFigures;
use super::security::SecurityFigures;
use super::wrk::Figures;
use crate::process::Scheduler;

/// The longest that a start may take.
const MOST_SECONDS_TO_READY: f64 = 1.0;

/// The most memory that a board at rest may hold.
const MOST_IDLE_BYTES: u64 = 48 * 1024 * 1024;

/// What to try when the reads of a flood were late.
const STALLED_BY_AUTOGROUPS: &str = "
Reads were late while people signed in. Linux before 6.18.45 can leave a task waiting for half a
second when its autogroup shares a core with another; docs/PERFORMANCE.md has more. Measure again
after: sysctl kernel.sched_autogroup_enabled=0
";

/// Everything that was measured.
#[derive(Debug, Serialize, Deserialize)]
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
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DatabaseFigures {
    pub(super) database: Kind,
    pub(super) loads: Vec<LoadFigures>,
    /// From the start of the process to the first answer that it is ready; the median.
    pub(super) seconds_to_ready: f64,
    pub(super) idle_bytes: u64,
    pub(super) loaded_bytes: u64,
    pub(super) security: SecurityFigures,
    pub(super) sizes: Vec<SizeFigures>,
}

/// What bounds a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Round {
    pub(super) limit_a_second: f64,
    pub(super) board: Figures,
}

/// One kind of request: the medians of its rounds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LoadFigures {
    name: String,
    limit: Limit,
    limit_a_second: f64,
    board: Figures,
    /// The board's requests a second as a part of the limit: each round's, since both were measured right
    /// after each other, and the median of them.
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
            ratio: median_of(|round| round.board.requests_a_second / round.limit_a_second),
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

    /// What was asked for.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The board's requests a second as a part of the limit.
    pub(super) fn ratio(&self) -> f64 {
        self.ratio
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
    /// The report of an earlier run.
    ///
    /// # Errors
    /// When the file cannot be read, or was written by a benchmark that measured other things.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let json =
            std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        serde_json::from_slice(&json).with_context(|| {
            let file = file.display();
            format!("{file} does not hold the figures that this benchmark writes; measure again")
        })
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let json = serde_json::to_string_pretty(self)?;
        std::fs::write(file, json + "\n")
            .with_context(|| format!("{} cannot be written", file.display()))
    }

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
            self.database.name(),
            "/s",
            "p50 ms",
            "p99 ms",
            "limit /s",
            "of",
            "ratio"
        )];
        lines.extend(self.loads.iter().map(LoadFigures::line));
        lines.push(format!(
            "  start to ready {:.3} s (at most {MOST_SECONDS_TO_READY} s: {})",
            self.seconds_to_ready,
            verdict(self.seconds_to_ready <= MOST_SECONDS_TO_READY)
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
pub(super) mod tests {
    use super::{DatabaseFigures, Limit, LoadFigures, Report, Round, median};
    use crate::bench::Kind;
    use crate::bench::scale::tests::size;
    use crate::bench::security::tests::security;
    use crate::bench::wrk::Figures;
    use crate::process::Scheduler;

    /// A load that reaches this part of its limit.
    pub(in crate::bench) fn load(name: &str, ratio: f64) -> LoadFigures {
        let board = Figures {
            requests_a_second: 100_000.0 * ratio,
            p50_milliseconds: 0.1,
            p99_milliseconds: 5.0,
        };
        let round = Round {
            limit_a_second: 100_000.0,
            board,
        };
        LoadFigures::new(name, Limit::BareHandler, vec![round])
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert!(median(&mut []).is_nan());
    }

    #[test]
    fn a_report_can_be_read_again_from_its_file() {
        let report = Report {
            rounds: 5,
            seconds: 3,
            connections: 32,
            workers: 2,
            load_before: 0.5,
            scheduler: Scheduler {
                kernel: "6.18".to_owned(),
                autogroups: None,
            },
            binary_bytes: 40_000_000,
            databases: vec![DatabaseFigures {
                database: Kind::Postgres,
                loads: vec![load("home page", 0.95).with_least_ratio(0.9)],
                seconds_to_ready: 0.03,
                idle_bytes: 30_000_000,
                loaded_bytes: 40_000_000,
                security: security(),
                sizes: vec![size(1_000), size(100_000)],
            }],
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bench.json");
        report.write(&file).unwrap();
        assert_eq!(Report::read(&file).unwrap().table(), report.table());

        std::fs::write(&file, "{\"rounds\": 5}").unwrap();
        let refused = Report::read(&file).unwrap_err().to_string();
        assert!(refused.ends_with("measure again"), "{refused}");
    }
}
