//! The measurements that have a limit: rounds of the limit and of the board, in turn.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::limits::{self, LimitServer, POSTGRES_INSERT};
use super::report::{Limit, LoadFigures, Round};
use super::wrk::{self, Load};
use super::{Options, Subject, reads};
use crate::board::{self, EMAIL, PASSWORD};
use crate::http::Request;

/// How long sign-ins are counted at least: there are about eight a second, and one more or less must not
/// matter.
const LOGIN_SECONDS: u32 = 10;

/// The most rounds of logins: they are long, and as good as all alike.
const LOGIN_ROUNDS: u32 = 5;

/// The least part of the raw password checks that logins are to reach.
const LOGIN_MARK: f64 = 0.95;

/// The least part of bare point queries that reads by somebody who is signed in are to reach.
const SIGNED_IN_MARK: f64 = 0.5;

/// People who are signed in and ask.
const SIGNED_IN: usize = 32;

/// The least part of raw inserts that new jobs are to reach.
const SQLITE_CREATE_MARK: f64 = 0.7;
const POSTGRES_CREATE_MARK: f64 = 0.5;

/// How the rounds are run.
#[derive(Debug, Clone)]
pub(super) struct Rounds {
    pub(super) count: u32,
    pub(super) workers: usize,
    seconds: u32,
    connections: u32,
    /// The program of the limits.
    pub(super) limits: PathBuf,
}

impl Rounds {
    /// Rounds as the options want them; `limits` is the program of the limits.
    pub(super) fn new(options: &Options, limits: PathBuf, workers: usize) -> Self {
        Self {
            count: options.rounds,
            seconds: options.seconds,
            connections: options.connections,
            workers,
            limits,
        }
    }

    /// Measures everything that a board is asked for.
    ///
    /// # Errors
    /// When an answer is wrong.
    pub(super) fn measure(&self, subject: &Subject<'_>) -> Result<Vec<LoadFigures>> {
        let mut figures = reads::measure(self, subject.board)?;
        figures.push(self.measure_signed_in(subject)?);
        figures.push(self.measure_creates(subject)?);
        figures.push(self.measure_logins(subject)?);
        Ok(figures)
    }

    fn measure_signed_in(&self, subject: &Subject<'_>) -> Result<LoadFigures> {
        let tokens = (0..SIGNED_IN).map(|_| subject.board.sign_in());
        let reads = tokens.map(|token| {
            Ok(Request {
                token: Some(token?),
                ..Request::get("/api/v1/users/me")
            })
        });
        let reads = reads.collect::<Result<Vec<_>>>()?;
        let answer_bytes = wrk::lengths(&reads, subject.board.address)?;
        let load = self.load(reads, answer_bytes);
        let rounds = |limit: &dyn Fn() -> Result<f64>| {
            self.alternate("signed in", &load, 200, subject, limit)
        };
        let (limit, rounds) = match subject.cluster {
            None => {
                let file = subject.settings.sqlite_file();
                let bare = LimitServer::looking_up(&self.limits, self.workers, &file)?;
                let any = vec![Request::get("/")];
                let answer_bytes = wrk::lengths(&any, bare.address)?;
                let any = self.load(any, answer_bytes);
                let limit = || Ok(wrk::round(&any, bare.address)?.requests_a_second);
                (Limit::PointQuery, rounds(&limit)?)
            }
            Some(cluster) => {
                let (connections, seconds) = (self.connections, self.seconds);
                cluster.fill_for_pgbench()?;
                let limit = || cluster.reads_a_second(connections, seconds);
                (Limit::PgbenchSelect, rounds(&limit)?)
            }
        };
        Ok(LoadFigures::new("signed in", limit, rounds).with_least_ratio(SIGNED_IN_MARK))
    }

    fn measure_creates(&self, subject: &Subject<'_>) -> Result<LoadFigures> {
        let create = board::create(subject.board.sign_in()?);
        let created = create.send(subject.board.address)?.json(201)?;
        let insert = POSTGRES_INSERT.replace("{id}", &created["id"].to_string());
        let create = vec![create];
        let answer_bytes = wrk::lengths(&create, subject.board.address)?;
        let load = self.load(create, wrk::with_numbers(&answer_bytes));
        let (limit, mark) = match subject.cluster {
            None => (Limit::RawInserts, SQLITE_CREATE_MARK),
            Some(_) => (Limit::PgbenchInserts, POSTGRES_CREATE_MARK),
        };
        let inserts = || match subject.cluster {
            None => limits::sqlite_inserts_a_second(&self.limits, self.seconds),
            Some(cluster) => cluster.transactions_a_second(&insert, self.connections, self.seconds),
        };
        let rounds = self.alternate("create", &load, 201, subject, &inserts)?;
        Ok(LoadFigures::new("create", limit, rounds).with_least_ratio(mark))
    }

    fn measure_logins(&self, subject: &Subject<'_>) -> Result<LoadFigures> {
        let requests = vec![board::login(EMAIL, PASSWORD)];
        let answer_bytes = wrk::lengths(&requests, subject.board.address)?;
        let load = Load {
            requests,
            connections: self.connections,
            seconds: self.seconds.max(LOGIN_SECONDS),
            answer_bytes: wrk::with_numbers(&answer_bytes),
        };
        let bcrypt = || limits::bcrypt_checks_a_second(&self.limits, load.seconds);
        let few = Self {
            count: self.count.min(LOGIN_ROUNDS),
            ..self.clone()
        };
        let rounds = few.alternate("login", &load, 200, subject, &bcrypt)?;
        Ok(LoadFigures::new("login", Limit::Bcrypt, rounds).with_least_ratio(LOGIN_MARK))
    }

    /// A load from as many connections, for as long, as the rounds are.
    pub(super) fn load(&self, requests: Vec<Request>, answer_bytes: RangeInclusive<usize>) -> Load {
        Load {
            requests,
            connections: self.connections,
            seconds: self.seconds,
            answer_bytes,
        }
    }

    /// Checks that the board answers with `status`, which `wrk` does not tell from other
    /// successes, then measures the limit and the board in turn.
    fn alternate(
        &self,
        name: &str,
        load: &Load,
        status: u16,
        subject: &Subject<'_>,
        limit: &dyn Fn() -> Result<f64>,
    ) -> Result<Vec<Round>> {
        crate::say(&format!("  {name}"));
        let address = subject.board.address;
        for request in &load.requests {
            let answer = request.send(address)?;
            answer.json(status).with_context(|| name.to_owned())?;
        }
        (0..self.count)
            .map(|_| {
                let limit_a_second = limit().context("the limit")?;
                let board = wrk::round(load, address).with_context(|| name.to_owned())?;
                // Sign-ins that wait for their turn when a round ends are still checked.
                subject.board.come_to_rest()?;
                Ok(Round {
                    limit_a_second,
                    board,
                })
            })
            .collect()
    }
}
