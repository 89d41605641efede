//! The measurements: rounds of the limit and of the board, in turn.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::limits::{self, BareHandler};
use super::report::{Limit, LoadFigures, Round};
use super::wrk::{self, Load};
use super::{Kind, Options};
use crate::board::{self, Board, EMAIL, PASSWORD};
use crate::http::Request;

/// Connections that sign in at the same time.
const LOGIN_CONNECTIONS: u32 = 4;

/// The least part of the raw password checks that logins are to reach.
const LOGIN_MARK: f64 = 0.9;

/// How the rounds are run.
#[derive(Debug)]
pub(super) struct Rounds {
    count: u32,
    seconds: u32,
    connections: u32,
    workers: usize,
    bare: PathBuf,
}

impl Rounds {
    /// Rounds as the options want them; `bare` is the program of the limits.
    pub(super) fn new(options: &Options, bare: PathBuf, workers: usize) -> Self {
        Self {
            count: options.rounds,
            seconds: options.seconds,
            connections: options.connections,
            workers,
            bare,
        }
    }

    /// Measures everything that a board is asked for.
    ///
    /// # Errors
    /// When an answer is wrong.
    pub(super) fn measure(&self, kind: Kind, board: &Board) -> Result<Vec<LoadFigures>> {
        let ids = board.job_ids()?;
        let reads = ids.iter().map(|id| format!("/api/v1/jobs/{id}"));
        let reads: Vec<_> = reads.map(Request::get).collect();
        let job = reads.first().context("the board lists no job")?;
        let job = job.send(board.address)?;
        let bare = BareHandler::start(&self.bare, self.workers, &job.body)?;
        let reads = self.load(reads);
        let against_bare = || Ok(wrk::round(&reads, bare.address)?.requests_a_second);

        let list = self.load(vec![Request::get("/api/v1/jobs")]);
        let create = self.load(vec![board::create(board.sign_in()?)]);
        let measure = |name, load, status| {
            let rounds = self.alternate(name, load, status, board, against_bare)?;
            Ok::<_, anyhow::Error>(LoadFigures::new(name, Limit::BareHandler, rounds))
        };
        let point_read = measure("point read", &reads, 200)?;
        Ok(vec![
            point_read.with_least_ratio(kind.point_read_mark()),
            measure("list of 20", &list, 200)?,
            measure("create", &create, 201)?,
            self.measure_logins(board)?,
        ])
    }

    fn measure_logins(&self, board: &Board) -> Result<LoadFigures> {
        let load = Load {
            requests: vec![board::login(EMAIL, PASSWORD)],
            connections: LOGIN_CONNECTIONS,
            seconds: self.seconds * 2,
        };
        let bcrypt = || limits::bcrypt_checks_a_second(&self.bare, load.seconds);
        let rounds = self.alternate("login", &load, 200, board, bcrypt)?;
        Ok(LoadFigures::new("login", Limit::Bcrypt, rounds).with_least_ratio(LOGIN_MARK))
    }

    fn load(&self, requests: Vec<Request>) -> Load {
        Load {
            requests,
            connections: self.connections,
            seconds: self.seconds,
        }
    }

    /// Checks that the board answers with `status`, which `wrk` does not tell from other
    /// successes, then measures the limit and the board in turn.
    fn alternate(
        &self,
        name: &str,
        load: &Load,
        status: u16,
        board: &Board,
        limit: impl Fn() -> Result<f64>,
    ) -> Result<Vec<Round>> {
        crate::say(&format!("  {name}"));
        for request in &load.requests {
            let answer = request.send(board.address)?;
            answer.json(status).with_context(|| name.to_owned())?;
        }
        (0..self.count)
            .map(|_| {
                let limit_a_second = limit().context("the limit")?;
                let board = wrk::round(load, board.address).with_context(|| name.to_owned())?;
                Ok(Round {
                    limit_a_second,
                    board,
                })
            })
            .collect()
    }
}
