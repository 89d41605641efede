//! Public reads that are answered from memory, beside a handler that sends the same bytes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::limits::LimitServer;
use super::report::{Limit, LoadFigures, Round};
use super::rounds::Rounds;
use super::wrk::{self, Figures, Load};
use crate::board::Board;
use crate::http::Request;

/// The least parts of the bare handler's speed.
const WARM_MARK: f64 = 0.90;
const WITH_WRITES_MARK: f64 = 0.80;
const KNOWN_MARK: f64 = 0.95;

/// How often something public changes meanwhile.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// What is read: its name, and its address with the number of a job for `{id}`.
const READS: [(&str, &str); 5] = [
    ("point read", "/api/v1/jobs/{id}"),
    ("list of 20", "/api/v1/jobs"),
    ("home page", "/"),
    ("job page", "/details/{id}/"),
    ("suggestions", "/api/v1/jobs/suggest?title=sof"),
];

/// What is wrong with a board that has nothing to read.
const NO_JOB: &str = "the board lists no job";

/// A list without entries, as JSON.
const NOTHING_FOUND: &str = r#""items":[]"#;

/// Measures each kind of read: warm, with one public write a second, and known by its tag.
///
/// # Errors
/// When an answer is wrong.
pub(super) fn measure(rounds: &Rounds, board: &Board) -> Result<Vec<LoadFigures>> {
    let ids = board.job_ids()?;
    let id = ids.first().context(NO_JOB)?.to_string();
    // One that none of the pages shows: each stays as long as it is.
    let written = ids.last().context(NO_JOB)?.to_string();
    let token = board.sign_in()?;
    let mut figures = Vec::new();
    for (name, path) in READS {
        let read = Request::get(path.replace("{id}", &id));
        let mut warm = Alternation::new(rounds, board, read.clone())?;
        let known = read.send(board.address)?.etag.context("it has no tag")?;
        let known = Request {
            if_none_match: Some(known),
            ..read
        };
        let mut known = Alternation::new(rounds, board, known)?;
        let mut with_writes = Vec::new();
        crate::say(&format!("  {name}"));
        for _ in 0..rounds.count {
            let limit = warm.round(rounds, board)?;
            let board_with_writes =
                writing(board, &token, &written, || warm.of_board(rounds, board))?;
            with_writes.push(Round {
                limit_a_second: limit,
                board: board_with_writes,
            });
        }
        for _ in 0..rounds.count {
            known.round(rounds, board)?;
        }
        let of = |name: String, rounds, mark| {
            LoadFigures::new(name, Limit::BareHandler, rounds).with_least_ratio(mark)
        };
        figures.push(of(name.to_owned(), warm.rounds, WARM_MARK));
        figures.push(of(format!("{name}, writes"), with_writes, WITH_WRITES_MARK));
        figures.push(of(format!("{name}, 304"), known.rounds, KNOWN_MARK));
    }
    Ok(figures)
}

/// Measures the warm reads of several boards: the figures of each board, read by read. The boards
/// take turns within each round, so that whatever else the machine does meets all of them.
///
/// # Errors
/// When an answer is wrong.
pub(super) fn measure_side_by_side(
    rounds: &Rounds,
    boards: &[&Board],
) -> Result<Vec<Vec<LoadFigures>>> {
    let mut ids = Vec::with_capacity(boards.len());
    for board in boards {
        ids.push(board.job_ids()?.first().context(NO_JOB)?.to_string());
    }
    let mut figures: Vec<_> = boards.iter().map(|_| Vec::new()).collect();
    for (name, path) in READS {
        crate::say(&format!("  {name}, the boards in turn"));
        let mut alternations = Vec::with_capacity(boards.len());
        for (board, id) in boards.iter().zip(&ids) {
            let read = Request::get(path.replace("{id}", id));
            alternations.push(Alternation::new(rounds, board, read)?);
        }
        for _ in 0..rounds.count {
            for (alternation, board) in alternations.iter_mut().zip(boards) {
                alternation.round(rounds, board)?;
            }
        }
        for (figures, alternation) in figures.iter_mut().zip(alternations) {
            let rounds = alternation.rounds;
            figures.push(LoadFigures::new(name, Limit::BareHandler, rounds));
        }
    }
    Ok(figures)
}

/// A request to the board and to a handler that sends the same answer, in turn.
struct Alternation {
    bare: LimitServer,
    request: Request,
    answer_bytes: usize,
    rounds: Vec<Round>,
}

impl Alternation {
    fn new(rounds: &Rounds, board: &Board, request: Request) -> Result<Self> {
        let answer = request.raw_answer(board.address)?;
        if String::from_utf8_lossy(&answer).contains(NOTHING_FOUND) {
            bail!("{} finds nothing, which says little", request.path);
        }
        Ok(Self {
            bare: LimitServer::sending(&rounds.limits, rounds.workers, &answer)?,
            request,
            answer_bytes: answer.len(),
            rounds: Vec::new(),
        })
    }

    /// A round of each, and what the limit did.
    fn round(&mut self, rounds: &Rounds, board: &Board) -> Result<f64> {
        let limit_a_second = wrk::round(&self.load(rounds), self.bare.address)?.requests_a_second;
        let board = self.of_board(rounds, board)?;
        self.rounds.push(Round {
            limit_a_second,
            board,
        });
        Ok(limit_a_second)
    }

    fn of_board(&self, rounds: &Rounds, board: &Board) -> Result<Figures> {
        wrk::round(&self.load(rounds), board.address).with_context(|| self.request.path.clone())
    }

    fn load(&self, rounds: &Rounds) -> Load {
        let answer_bytes = self.answer_bytes..=self.answer_bytes;
        rounds.load(vec![self.request.clone()], answer_bytes)
    }
}

/// Measures while somebody changes a job once a second.
fn writing<T>(
    board: &Board,
    token: &str,
    id: &str,
    measure: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| -> Result<()> {
            let mut number = 0;
            let mut next = Instant::now();
            while !over.load(Ordering::Relaxed) {
                if Instant::now() >= next {
                    next += WRITE_EVERY;
                    number += 1;
                    change(board, token, id, number)?;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok(())
        });
        let measured = measure();
        over.store(true, Ordering::Relaxed);
        let written = writer
            .join()
            .map_err(|_| anyhow::anyhow!("the writer has panicked"))?;
        written.context("a write")?;
        measured
    })
}

fn change(board: &Board, token: &str, id: &str, number: u32) -> Result<()> {
    let body = json!({"company_url": format!("https://company-{:06}.example.org/", number)});
    let request = Request {
        method: "PATCH",
        token: Some(token.to_owned()),
        ..Request::post(&format!("/api/v1/jobs/{id}"), &body)
    };
    request.send(board.address)?.json(200)?;
    Ok(())
}
