//! The same board with a thousand jobs and with many more: what stays as it is, and what grows.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::lists::{self, ListFigures};
use super::report::LoadFigures;
use super::rounds::Rounds;
use super::{Kind, Options, reads};
use crate::board::{Board, Settings};
use crate::http::Request;
use crate::postgres::Cluster;

/// Reads after a write that the slowest of a hundred is found among.
const COLD_READS: usize = 300;

/// What is read right after a write.
const READ_COLD: [&str; 3] = ["/", "/api/v1/jobs", "/details/{id}/"];

/// The figures of a board of a size.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SizeFigures {
    pub(super) jobs: u32,
    pub(super) seconds_to_load: f64,
    /// From the start of the process to the first answer that it is ready; the median.
    pub(super) seconds_to_ready: f64,
    pub(super) idle_bytes: u64,
    /// The most since the start, once everything was measured: of the board that keeps answers or
    /// of the one that keeps none, whichever is more.
    pub(super) peak_bytes: u64,
    /// From memory, each kind of read beside a bare handler that sends the same bytes.
    pub(super) warm: Vec<LoadFigures>,
    /// The slowest of a hundred first reads after a write.
    pub(super) cold_p99_milliseconds: f64,
    /// With nothing kept.
    pub(super) lists: Vec<ListFigures>,
}

impl SizeFigures {
    /// The mean of the warm reads' ratios to the bare handler.
    pub(super) fn warm_mean(&self) -> f64 {
        mean(self.warm.iter().map(LoadFigures::ratio))
    }

    /// The least of them.
    pub(super) fn warm_least(&self) -> f64 {
        let ratios = self.warm.iter().map(LoadFigures::ratio);
        ratios.fold(f64::NAN, f64::min)
    }

    /// The mean of the lists' slowest of a hundred, in milliseconds.
    pub(super) fn lists_p99(&self) -> f64 {
        mean(self.lists.iter().filter_map(ListFigures::marked_p99))
    }

    /// The slowest of a hundred of the slowest list, in milliseconds.
    pub(super) fn worst_list_p99(&self) -> f64 {
        let marked = self.lists.iter().filter_map(ListFigures::marked_p99);
        marked.fold(f64::NAN, f64::max)
    }
}

/// A database with as many jobs as wanted, and how a board on it is started.
#[derive(Debug)]
struct Filled {
    jobs: u32,
    settings: Settings,
    _cluster: Option<Cluster>,
    seconds_to_load: f64,
}

impl Filled {
    fn load(kind: Kind, program: &Path, workers: usize, jobs: u32) -> Result<Self> {
        crate::say(&format!("  {jobs} jobs: loading"));
        let cluster = kind.cluster()?;
        let settings = Settings::new(program, cluster.as_ref().map(Cluster::url), workers)?;
        let seconds_to_load = super::load_demo(&settings, cluster.as_ref(), jobs)?;
        Ok(Self {
            jobs,
            settings,
            _cluster: cluster,
            seconds_to_load,
        })
    }
}

/// A board that serves such a database, and what it was found to need.
#[derive(Debug)]
struct Serving {
    board: Board,
    seconds_to_ready: f64,
    idle_bytes: u64,
}

impl Serving {
    fn start(filled: &Filled) -> Result<Self> {
        let seconds_to_ready = super::seconds_to_ready(&filled.settings)?;
        let board = Board::start(&filled.settings)?;
        Ok(Self {
            seconds_to_ready,
            idle_bytes: board.resident_bytes_at_rest()?,
            board,
        })
    }
}

/// Measures boards of a thousand jobs, ten thousand, and so on up to the most that are wanted. All
/// of them serve at the same time, so that their reads can be measured in turn.
///
/// # Errors
/// When something cannot be started, or an answer was wrong.
pub(super) fn measure(
    kind: Kind,
    program: &Path,
    rounds: &Rounds,
    options: &Options,
) -> Result<Vec<SizeFigures>> {
    let filled = sizes(options.most_jobs)
        .map(|jobs| Filled::load(kind, program, rounds.workers, jobs))
        .collect::<Result<Vec<_>>>()?;
    let serving = filled
        .iter()
        .map(Serving::start)
        .collect::<Result<Vec<_>>>()?;
    let boards: Vec<&Board> = serving.iter().map(|serving| &serving.board).collect();
    let warm = reads::measure_side_by_side(rounds, &boards)?;
    let sizes = filled.into_iter().zip(serving).zip(warm);
    sizes
        .map(|((filled, serving), warm)| measure_rest(filled, serving, warm, options))
        .collect()
}

/// Measures what a board does not do in turn with the others.
fn measure_rest(
    filled: Filled,
    serving: Serving,
    warm: Vec<LoadFigures>,
    options: &Options,
) -> Result<SizeFigures> {
    crate::say(&format!("  {} jobs", filled.jobs));
    let cold_p99_milliseconds = cold(&serving.board)?;
    let peak_bytes = serving.board.peak_resident_bytes()?;
    drop(serving.board);

    let settings = filled.settings.with("CACHE_MEGABYTES", "0");
    let board = Board::start(&settings)?;
    let lists = lists::measure(&board, (options.connections, options.seconds))?;
    Ok(SizeFigures {
        jobs: filled.jobs,
        seconds_to_load: filled.seconds_to_load,
        seconds_to_ready: serving.seconds_to_ready,
        idle_bytes: serving.idle_bytes,
        peak_bytes: peak_bytes.max(board.peak_resident_bytes()?),
        warm,
        cold_p99_milliseconds,
        lists,
    })
}

/// A thousand, ten thousand, and so on.
fn sizes(most: u32) -> impl Iterator<Item = u32> {
    let sizes = std::iter::successors(Some(1_000_u32), |size| size.checked_mul(10));
    sizes.take_while(move |size| *size <= most)
}

fn mean(figures: impl Iterator<Item = f64>) -> f64 {
    let figures: Vec<f64> = figures.collect();
    #[expect(clippy::cast_precision_loss, reason = "some twenty")]
    let count = figures.len() as f64;
    figures.iter().sum::<f64>() / count
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

#[cfg(test)]
pub(super) mod tests {
    use super::{SizeFigures, sizes};
    use crate::bench::lists::tests::list;
    use crate::bench::report::tests::load;

    /// A board with made-up figures.
    pub(in crate::bench) fn size(jobs: u32) -> SizeFigures {
        SizeFigures {
            jobs,
            seconds_to_load: 1.0,
            seconds_to_ready: 0.03,
            idle_bytes: 33 * 1024 * 1024,
            peak_bytes: 65 * 1024 * 1024,
            warm: vec![load("home page", 0.9), load("job page", 1.1)],
            cold_p99_milliseconds: 1.2,
            lists: vec![
                list("newest", 10.0, true),
                list("town", 20.0, true),
                list("five filters", 90.0, false),
            ],
        }
    }

    #[test]
    fn sizes_grow_tenfold_up_to_the_most_that_are_wanted() {
        assert_eq!(sizes(1_000).collect::<Vec<_>>(), [1_000]);
        assert_eq!(sizes(150_000).collect::<Vec<_>>(), [1_000, 10_000, 100_000]);
    }

    #[test]
    fn lists_without_a_mark_count_neither_in_the_mean_nor_as_the_worst() {
        let size = size(1_000);
        assert_eq!(size.lists_p99(), 15.0);
        assert_eq!(size.worst_list_p99(), 20.0);
        assert_eq!(size.warm_mean(), 1.0);
        assert_eq!(size.warm_least(), 0.9);
    }
}
