//! Reads during a flood of sign-ins.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::report::median;
use super::wrk::{self, Load};
use crate::board::{self, Board, EMAIL, PASSWORD};
use crate::http::Request;

/// Floods that the figures are the medians of.
const FLOODS: usize = 3;

/// How long each lasts for the readers: a sign-in more or less must not matter.
const SECONDS: u32 = 8;

/// People who sign in at the same time.
const FLOOD: u32 = 200;

/// Seconds that a flood has run before the readers come.
const FLOOD_BEFORE: Duration = Duration::from_secs(1);

/// How long somebody waits who was told to come back: what `Retry-After` says.
const COME_BACK: Duration = Duration::from_secs(1);

/// Reads during a flood of sign-ins.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FloodFigures {
    /// By the same readers right before the flood whose part of them is the median.
    pub(super) undisturbed_reads_a_second: f64,
    /// During that flood.
    pub(super) reads_a_second: f64,
    pub(super) read_p99_milliseconds: f64,
    pub(super) sign_ins_a_second: f64,
    /// Told to come back.
    pub(super) turned_away: u64,
    /// Anything else; must be none.
    pub(super) others: Vec<String>,
}

/// Measures some floods, with so many connections of readers meanwhile.
///
/// # Errors
/// When a read is wrong.
pub(super) fn measure(board: &Board, readers: u32) -> Result<FloodFigures> {
    let floods = (0..FLOODS).map(|_| flood(board, readers));
    let mut floods = floods.collect::<Result<Vec<_>>>()?;
    let part = FloodFigures::part_of_undisturbed;
    floods.sort_by(|one, other| part(one).total_cmp(&part(other)));
    let of = |figure: fn(&FloodFigures) -> f64| {
        median(&mut floods.iter().map(figure).collect::<Vec<_>>())
    };
    let middle = floods.get(FLOODS / 2).context("no flood")?;
    Ok(FloodFigures {
        undisturbed_reads_a_second: middle.undisturbed_reads_a_second,
        reads_a_second: middle.reads_a_second,
        read_p99_milliseconds: of(|flood| flood.read_p99_milliseconds),
        sign_ins_a_second: of(|flood| flood.sign_ins_a_second),
        turned_away: floods.iter().map(|flood| flood.turned_away).sum(),
        others: floods
            .iter()
            .flat_map(|flood| flood.others.clone())
            .collect(),
    })
}

/// One flood, and the readers right before it.
fn flood(board: &Board, readers: u32) -> Result<FloodFigures> {
    let ids = board.job_ids()?;
    let reads = ids.iter().map(|id| format!("/api/v1/jobs/{id}"));
    let requests: Vec<_> = reads.map(Request::get).collect();
    let reads = Load {
        answer_bytes: wrk::lengths(&requests, board.address)?,
        requests,
        connections: readers,
        seconds: SECONDS,
    };
    let undisturbed = wrk::round(&reads, board.address).context("a read before the flood")?;
    let login = board::login(EMAIL, PASSWORD);
    let over = AtomicBool::new(false);
    let counts = Mutex::new((0_u64, 0_u64, Vec::new()));
    let (figures, elapsed) = std::thread::scope(|scope| {
        let started = Instant::now();
        for _ in 0..FLOOD {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let answer = login.send(board.address);
                    // What ends after the readers have gone is not of this flood.
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    let mut come_back = false;
                    if let Ok(mut counts) = counts.lock() {
                        match answer {
                            Ok(answer) if answer.status == 200 => counts.0 += 1,
                            Ok(answer) if answer.status == 503 && answer.has_retry_after => {
                                counts.1 += 1;
                                come_back = true;
                            }
                            Ok(answer) => counts.2.push(answer.status.to_string()),
                            Err(error) => counts.2.push(format!("{error:#}")),
                        }
                    }
                    if come_back {
                        std::thread::sleep(COME_BACK);
                    }
                }
            });
        }
        std::thread::sleep(FLOOD_BEFORE);
        let figures = wrk::round(&reads, board.address);
        over.store(true, Ordering::Relaxed);
        (figures, started.elapsed())
    });
    let figures = figures.context("a read during the flood")?;
    let counts = counts.into_inner();
    let (signed_in, turned_away, others) = counts.unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok(FloodFigures {
        undisturbed_reads_a_second: undisturbed.requests_a_second,
        reads_a_second: figures.requests_a_second,
        read_p99_milliseconds: figures.p99_milliseconds,
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        sign_ins_a_second: signed_in as f64 / elapsed.as_secs_f64(),
        turned_away,
        others,
    })
}
