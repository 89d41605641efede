//! The same board with a thousand jobs and with many more: what stays as it is, and what grows.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::json;

use super::lists::{self, ListFigures};
use super::wrk::{self, Figures, Load};
use super::{Kind, Options};
use crate::board::{Board, EMAIL, Settings};
use crate::http::Request;
use crate::postgres::Cluster;

/// Reads after a write that the slowest of a hundred is found among.
const COLD_READS: usize = 300;

/// What is read right after a write.
const READ_COLD: [&str; 3] = ["/", "/api/v1/jobs", "/details/{id}/"];

/// A board of a size.
#[derive(Debug, Serialize)]
pub(super) struct SizeFigures {
    pub(super) jobs: u32,
    pub(super) seconds_to_load: f64,
    pub(super) seconds_to_ready: f64,
    pub(super) idle_bytes: u64,
    pub(super) loaded_bytes: u64,
    /// The home page from memory.
    pub(super) warm: Figures,
    /// The slowest of a hundred first reads after a write.
    pub(super) cold_p99_milliseconds: f64,
    /// With nothing kept.
    pub(super) lists: Vec<ListFigures>,
}

impl SizeFigures {
    /// The mean of the lists' slowest of a hundred, in milliseconds.
    pub(super) fn lists_p99(&self) -> f64 {
        let marked: Vec<f64> = self
            .lists
            .iter()
            .filter_map(ListFigures::marked_p99)
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "some twenty")]
        let count = marked.len() as f64;
        marked.iter().sum::<f64>() / count
    }
}

/// Measures boards of a thousand jobs, ten thousand, and so on up to the most that are wanted.
///
/// # Errors
/// When something cannot be started, or an answer was wrong.
pub(super) fn measure(
    kind: Kind,
    program: &Path,
    workers: usize,
    options: &Options,
) -> Result<Vec<SizeFigures>> {
    let sizes = std::iter::successors(Some(1_000_u32), |size| size.checked_mul(10));
    sizes
        .take_while(|size| *size <= options.most_jobs)
        .map(|jobs| measure_size(kind, program, workers, options, jobs))
        .collect()
}

fn measure_size(
    kind: Kind,
    program: &Path,
    workers: usize,
    options: &Options,
    jobs: u32,
) -> Result<SizeFigures> {
    crate::say(&format!("  {jobs} jobs: loading"));
    let cluster = match kind {
        Kind::Sqlite => None,
        Kind::Postgres => Some(Cluster::start()?),
    };
    let settings = Settings::new(program, cluster.as_ref().map(Cluster::url), workers)?;
    settings.create_account(EMAIL, &["--role", "admin"])?;
    let began = Instant::now();
    settings.run(&["demo", "--jobs", &jobs.to_string()])?;
    let seconds_to_load = began.elapsed().as_secs_f64();
    if let Some(cluster) = &cluster {
        // What autovacuum does within the first minutes.
        cluster.tidy_up()?;
    }
    let board = Board::start(&settings)?;
    let idle_bytes = board.resident_bytes_at_rest()?;
    let load = Load {
        requests: vec![Request::get("/")],
        connections: options.connections,
        seconds: options.seconds,
        answer_bytes: None,
    };
    let warm = wrk::round(&load, board.address)?;
    let cold_p99_milliseconds = cold(&board)?;
    let loaded_bytes = board.resident_bytes_at_rest()?;
    let seconds_to_ready = board.ready_after.as_secs_f64();
    drop(board);

    let settings = settings.with("CACHE_MEGABYTES", "0");
    let board = Board::start(&settings)?;
    let lists = lists::measure(&board, (options.connections, options.seconds))?;
    Ok(SizeFigures {
        jobs,
        seconds_to_load,
        seconds_to_ready,
        idle_bytes,
        loaded_bytes: loaded_bytes.max(board.resident_bytes_at_rest()?),
        warm,
        cold_p99_milliseconds,
        lists,
    })
}

/// Changes a job and reads a page at once, again and again.
fn cold(board: &Board) -> Result<f64> {
    crate::say("  first reads after a write");
    let token = board.sign_in()?;
    let id = *board.job_ids()?.first().context("the board lists no job")?;
    let mut times = Vec::with_capacity(COLD_READS);
    for (number, path) in (0..COLD_READS).zip(READ_COLD.iter().cycle()) {
        let body = json!({"company_url": format!("https://company-{number}.example.org")});
        let write = Request {
            method: "PATCH",
            token: Some(token.clone()),
            ..Request::post(&format!("/api/v1/jobs/{id}"), &body)
        };
        write.send(board.address)?.json(200)?;
        let read = Request::get(path.replace("{id}", &id.to_string()));
        let began = Instant::now();
        let answer = read.send(board.address)?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
        anyhow::ensure!(
            answer.status == 200,
            "{path} was answered with {}",
            answer.status
        );
    }
    times.sort_by(f64::total_cmp);
    let slowest = times.get(COLD_READS * 99 / 100);
    slowest.copied().context("nothing was read")
}
