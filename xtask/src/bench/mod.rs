//! The benchmark: the release build of the board on both databases, beside its limits, in the same
//! run.
//!
//! Rounds of the two alternate, so that whatever else the machine does meets both. What counts is
//! the median of their ratios; requests a second are this machine's and this hour's.

mod flood;
mod limits;
mod lists;
mod picture;
mod reads;
mod report;
mod rounds;
mod scale;
mod security;
mod wrk;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::board::{self, Board, EMAIL, Settings};
use crate::machine::{on_path, workspace_root};
use crate::postgres::Cluster;
use crate::process::{self, Scheduler};
use report::{DatabaseFigures, Report};
use rounds::Rounds;

/// Starts that the time to the first answer is the median of.
const STARTS: usize = 5;

/// Jobs of the board that everything but its size is measured on.
const JOBS: u32 = 1_000;

/// What to measure, and for how long.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Rounds of each measurement; of sign-ins 5 at the most
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Seconds of a round; one of sign-ins takes 10 at least
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// Worker threads of the board and of the bare handler; one per core if not said
    #[arg(long)]
    workers: Option<NonZero<usize>>,
    /// The most jobs of a board: boards of 1000, 10 000 and so on up to it are filled and measured
    /// side by side
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1000..))]
    most_jobs: u32,
    /// Only on this database
    #[arg(long, value_enum)]
    database: Option<Kind>,
    /// Where the figures are written as JSON; target/bench.json if not said
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where the curves over the number of jobs are drawn as SVG; beside the JSON if not said
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
    /// Measure nothing: draw the curves from the JSON of an earlier run
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
}

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Kind {
    #[serde(rename = "SQLite")]
    Sqlite,
    #[serde(rename = "PostgreSQL")]
    Postgres,
}

impl Kind {
    /// A server for it, where it is not a file.
    fn cluster(self) -> Result<Option<Cluster>> {
        match self {
            Self::Sqlite => Ok(None),
            Self::Postgres => Cluster::start().map(Some),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What is measured.
#[derive(Debug)]
struct Subject<'a> {
    board: &'a Board,
    settings: &'a Settings,
    /// The server of its database, if it is not a file.
    cluster: Option<&'a Cluster>,
}

/// Builds, measures, prints a table, writes the figures and draws the curves. A mark that is missed
/// is printed and fails nothing.
///
/// # Errors
/// When something cannot be started, or an answer during a measurement was wrong.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(earlier) = &options.draw {
        return draw(&Report::read(earlier)?, earlier, options);
    }
    if !on_path("wrk") {
        bail!("the benchmark needs wrk; on Debian: sudo apt-get install wrk");
    }
    let programs = board::build()?;
    let workers = options
        .workers
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, NonZero::get);
    let rounds = Rounds::new(options, programs.limits.clone(), workers);
    let load_before = process::load_average()?;
    let mut databases = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if options.database.is_none_or(|only| only == kind) {
            databases.push(measure(kind, &programs.board, workers, &rounds, options)?);
        }
    }
    let report = Report {
        rounds: options.rounds,
        seconds: options.seconds,
        connections: options.connections,
        workers,
        load_before,
        scheduler: Scheduler::read()?,
        binary_bytes: std::fs::metadata(&programs.board)?.len(),
        databases,
    };
    super::say(&report.table());
    let output = match &options.output {
        Some(file) => file.clone(),
        None => workspace_root().join("target/bench.json"),
    };
    report.write(&output)?;
    super::say(&format!("\nwritten to {}", output.display()));
    draw(&report, &output, options)
}

/// Draws the curves of a report whose figures are in a file of JSON.
fn draw(report: &Report, figures: &Path, options: &Options) -> Result<()> {
    let picture = match &options.picture {
        Some(file) => file.clone(),
        None => figures.with_extension("svg"),
    };
    let svg = picture::draw(&report.databases)?;
    std::fs::write(&picture, svg)
        .with_context(|| format!("{} cannot be written", picture.display()))?;
    super::say(&format!("drawn in {}", picture.display()));
    Ok(())
}

fn measure(
    kind: Kind,
    program: &Path,
    workers: usize,
    rounds: &Rounds,
    options: &Options,
) -> Result<DatabaseFigures> {
    super::say(&format!("{}: preparing", kind.name()));
    let cluster = kind.cluster()?;
    let settings = Settings::new(program, cluster.as_ref().map(Cluster::url), workers)?
        // For requests that come from many networks, and for the accounts that they guess at.
        .with("TRUSTED_PROXIES", "127.0.0.1")
        .with("SIGN_UPS_PER_HOUR", "0");
    load_demo(&settings, cluster.as_ref(), JOBS)?;
    let seconds_to_ready = seconds_to_ready(&settings)?;

    let board = Board::start(&settings)?;
    let idle_bytes = board.resident_bytes_at_rest()?;
    let loads = rounds.measure(&Subject {
        board: &board,
        settings: &settings,
        cluster: cluster.as_ref(),
    })?;
    let loaded_bytes = board.resident_bytes_at_rest()?;
    let security = security::measure(&board, (options.connections, options.seconds))?;
    drop(board);
    let sizes = scale::measure(kind, program, rounds, options)?;
    Ok(DatabaseFigures {
        database: kind,
        loads,
        seconds_to_ready,
        idle_bytes,
        loaded_bytes,
        security,
        sizes,
    })
}

/// Makes an account of an administrator and as many invented jobs, which are another account's, and
/// says in how many seconds the jobs were loaded.
fn load_demo(settings: &Settings, cluster: Option<&Cluster>, jobs: u32) -> Result<f64> {
    settings.create_account(EMAIL, &["--role", "admin"])?;
    let began = Instant::now();
    settings.run(&["demo", "--jobs", &jobs.to_string()])?;
    let seconds = began.elapsed().as_secs_f64();
    if let Some(cluster) = cluster {
        // What autovacuum does within the first minutes.
        cluster.tidy_up()?;
    }
    Ok(seconds)
}

/// The time that a board takes from its start to its first word that it is ready: the median of
/// some starts.
fn seconds_to_ready(settings: &Settings) -> Result<f64> {
    let mut starts = (0..STARTS)
        .map(|_| Ok(Board::start(settings)?.ready_after.as_secs_f64()))
        .collect::<Result<Vec<_>>>()?;
    Ok(report::median(&mut starts))
}
