//! What security costs, and what it must not give away: reads during a flood of sign-ins, the
//! price of looking at a token, and whether the time of a refusal tells who has an account.

use std::time::Instant;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::flood::{self, FloodFigures};
use super::report::median;
use super::wrk::{self, Load};
use crate::board::{self, Board, PASSWORD};
use crate::http::Request;

/// Connections that show their token again and again.
const SHOWING: u32 = 8;

/// Accounts that are guessed at; of no account so often that it is closed.
const GUESSED_AT: u32 = 20;

/// Guesses at each of them, and at as many addresses without an account.
const GUESSES: u32 = 5;

/// The figures of one database.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SecurityFigures {
    pub(super) flood: FloodFigures,
    /// CPU time of the board for a request that shows a token, less that of one which needs no
    /// database, in microseconds.
    pub(super) session_cpu_microseconds: f64,
    pub(super) refusals: RefusalFigures,
}

/// How long a refused sign-in takes, in milliseconds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RefusalFigures {
    pub(super) known_median: f64,
    pub(super) unknown_median: f64,
    /// The difference as a part of the larger one.
    pub(super) difference: f64,
}

/// Measures all of it.
///
/// # Errors
/// When an answer is wrong that no figure counts.
pub(super) fn measure(
    board: &Board,
    (connections, seconds): (u32, u32),
) -> Result<SecurityFigures> {
    crate::say("  reads before and during a flood of sign-ins");
    let flood = flood::measure(board, connections)?;
    crate::say("  the price of a token");
    let session_cpu_microseconds = session(board, seconds)?;
    crate::say("  the time of a refusal");
    let refusals = refusals(board)?;
    Ok(SecurityFigures {
        flood,
        session_cpu_microseconds,
        refusals,
    })
}

/// The difference of two routes' CPU time, from `/proc`. Several turns, since the machine has
/// other work; the median.
fn session(board: &Board, seconds: u32) -> Result<f64> {
    let me = Request {
        token: Some(board.sign_in()?),
        ..Request::get("/api/v1/users/me")
    };
    let bare = Request::get("/health/live");
    for request in [&me, &bare] {
        request.send(board.address)?.json(200)?;
    }
    let microseconds = |request: &Request| -> Result<f64> {
        let requests = vec![request.clone()];
        let load = Load {
            answer_bytes: wrk::lengths(&requests, board.address)?,
            requests,
            connections: SHOWING,
            seconds,
        };
        let before = board.cpu_seconds()?;
        let figures = wrk::round(&load, board.address)?;
        let used = board.cpu_seconds()? - before;
        let requests = figures.requests_a_second * f64::from(seconds);
        Ok(used / requests * 1e6)
    };
    let mut differences = (0..5)
        .map(|_| Ok(microseconds(&me)? - microseconds(&bare)?))
        .collect::<Result<Vec<_>>>()?;
    Ok(median(&mut differences))
}

/// Wrong passwords, in turn for accounts and for addresses without one, each from a network of
/// its own.
fn refusals(board: &Board) -> Result<RefusalFigures> {
    for number in 0..GUESSED_AT {
        let account = json!({
            "username": format!("known-{number}"),
            "email": format!("known-{number}@example.org"),
            "password": PASSWORD,
        });
        let made = Request::post("/api/v1/users", &account);
        made.send(board.address)?.json(201)?;
    }
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for guess in 0..GUESSES {
        for number in 0..GUESSED_AT {
            let mut kinds = [("known", &mut known), ("other", &mut unknown)];
            if number % 2 == 1 {
                kinds.reverse();
            }
            for (name, times) in kinds {
                let network = u32::from(name == "known");
                let guess = Request {
                    forwarded_for: Some(format!("10.{network}.{guess}.{number}")),
                    ..board::login(&format!("{name}-{number}@example.org"), "wrong password")
                };
                let started = Instant::now();
                let answer = guess.send(board.address)?;
                times.push(started.elapsed().as_secs_f64() * 1e3);
                if answer.status != 401 {
                    bail!("a wrong password was answered with {}", answer.status);
                }
            }
        }
    }
    let (known_median, unknown_median) = (median(&mut known), median(&mut unknown));
    Ok(RefusalFigures {
        known_median,
        unknown_median,
        difference: (known_median - unknown_median).abs() / known_median.max(unknown_median),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::{RefusalFigures, SecurityFigures};
    use crate::bench::flood::FloodFigures;

    /// Made-up figures.
    pub(in crate::bench) fn security() -> SecurityFigures {
        SecurityFigures {
            flood: FloodFigures {
                undisturbed_reads_a_second: 50_000.0,
                reads_a_second: 30_000.0,
                read_p99_milliseconds: 4.0,
                sign_ins_a_second: 3.0,
                turned_away: 1000,
                others: Vec::new(),
            },
            session_cpu_microseconds: 25.0,
            refusals: RefusalFigures {
                known_median: 235.0,
                unknown_median: 236.0,
                difference: 1.0 / 236.0,
            },
        }
    }
}
