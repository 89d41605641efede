//! Everything that can happen to sessions, in any order, against a model of what must come of it.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::Clock;
use reqwest::Method;
use serde_json::json;

use super::expected::{Dice, Session, Token, secret};
use super::{SESSIONS, login, refresh, shows};
use crate::support::app::{PASSWORD, Person};
use crate::support::token::Parts;
use crate::support::{Backend, TestApp};

/// How many sequences there are, and of how many steps each.
const fn length(backend: Backend) -> (u64, usize) {
    match backend {
        Backend::Sqlite => (40, 60),
        Backend::Postgres => (12, 40),
    }
}

struct Model {
    app: TestApp,
    dice: Dice,
    active: [bool; 2],
    sessions: Vec<Session>,
    /// The number of the key that signs. It and the one before it verify.
    key: usize,
    /// What was done, to be read when it comes out wrong.
    done: Vec<String>,
}

const ADDRESSES: [&str; 2] = ["ada@example.org", "bob@example.org"];

impl Model {
    async fn of(mut app: TestApp, seed: u64) -> Self {
        for name in ["ada", "bob"] {
            app.person(name).await;
            app.command(&[
                "user",
                "promote",
                &format!("{name}@example.org"),
                "--role",
                "member",
            ]);
        }
        app.change_settings(&[("SECRET_KEY", &secret(0))]);
        app.clock.stop_at(app.clock.now());
        Self {
            app,
            dice: Dice(seed),
            active: [true; 2],
            sessions: Vec::new(),
            key: 0,
            done: vec![format!("seed {seed}")],
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    fn verifies(&self, token: &Token) -> bool {
        token.key + 1 >= self.key
    }

    /// Some session with a good access token.
    fn some_signed_in(&mut self) -> Option<(usize, Person)> {
        let now = self.now();
        let all: Vec<_> = self
            .sessions
            .iter()
            .enumerate()
            .filter_map(|(index, session)| {
                let token = session
                    .access
                    .iter()
                    .rev()
                    .find(|token| self.authorises(session, token, now))?;
                Some((
                    index,
                    token.text.clone(),
                    ADDRESSES[session.account].to_owned(),
                ))
            })
            .collect();
        let (index, token, email) = self.dice.pick(&all)?.clone();
        Some((
            index,
            Person {
                email,
                token,
                refresh_token: String::new(),
            },
        ))
    }

    fn authorises(&self, session: &Session, token: &Token, now: DateTime<Utc>) -> bool {
        session.lives(now)
            && self.verifies(token)
            && now.timestamp() < Parts::of(&token.text).number("exp")
    }

    async fn step(&mut self) {
        let what = self.dice.roll(100);
        match what {
            0..12 => self.sign_in().await,
            12..50 => self.refresh().await,
            50..55 => self.log_out().await,
            55..57 => self.log_out_everywhere().await,
            57..63 => self.end_another().await,
            63..67 => self.switch_account(),
            67..70 => {
                self.done.push("restart".to_owned());
                self.app.restart();
            }
            70..93 => {
                let seconds = [
                    1,
                    5,
                    9,
                    10,
                    11,
                    60,
                    1799,
                    1800,
                    3600,
                    86_400,
                    6 * 86_400,
                    13 * 86_400,
                    14 * 86_400,
                ];
                let days = self.dice.roll(2) == 0;
                let seconds = if days { &seconds[8..] } else { &seconds[..8] };
                let by = *self.dice.pick(seconds).expect("a time");
                self.done.push(format!("advance {by}"));
                self.app.clock.advance(TimeDelta::seconds(by));
            }
            93..96 => self.rotate(),
            _ => self.revoke().await,
        }
        self.check().await;
    }

    async fn sign_in(&mut self) {
        let account = self.dice.roll(2);
        self.done.push(format!("sign in {account}"));
        let answer = login(&self.app, ADDRESSES[account], PASSWORD).await;
        if !self.active[account] {
            assert!(
                matches!(answer.status, 401 | 429),
                "{:?}: {}",
                self.done,
                answer.status
            );
            self.app.clock.advance(TimeDelta::minutes(15));
            return;
        }
        // What the attempts on the account out of use have counted is waited for.
        if answer.status == 429 {
            self.app.clock.advance(TimeDelta::minutes(15));
            return;
        }
        let tokens = Person::of(ADDRESSES[account], &answer.expect(200).json());
        let now = self.now();
        let mut session = Session {
            account,
            access: Vec::new(),
            refresh: Vec::new(),
            counter: 0,
            made: now,
            refreshed: now,
            ends: now + TimeDelta::days(14),
            ended: false,
        };
        session.keep(0, &tokens, self.key);
        self.sessions.push(session);
    }

    async fn refresh(&mut self) {
        if self.sessions.is_empty() {
            return;
        }
        let now = self.now();
        let living: Vec<_> = (0..self.sessions.len())
            .filter(|index| self.sessions[*index].lives(now))
            .collect();
        let any = self.dice.roll(self.sessions.len());
        let index = self.dice.pick(&living).copied().unwrap_or(any);
        // Mostly the last one or the one before; else any, however old.
        let known = self.sessions[index].refresh.len();
        let back = match self.dice.roll(10) {
            0..6 => 0,
            6..9 => 1,
            _ => self.dice.roll(known),
        };
        let place = known.saturating_sub(1 + back);
        let (number, token) = self.sessions[index].refresh[place].clone();
        self.done.push(format!(
            "refresh {index} with number {number} of {}",
            self.sessions[index].counter
        ));
        let answer = refresh(&self.app, &token.text).await;
        let now = self.now();
        let (key, verifies) = (self.key, self.verifies(&token));
        let session = &mut self.sessions[index];
        let tokens = |body| Person::of(ADDRESSES[0], &body);
        if !verifies || !session.lives(now) {
            assert_eq!(answer.status, 400, "{:?}", self.done);
        } else if number == session.counter {
            assert_eq!(answer.status, 200, "{:?}", self.done);
            session.counter += 1;
            session.refreshed = now;
            session.ends = (now + TimeDelta::days(14)).min(session.made + TimeDelta::days(30));
            session.keep(number + 1, &tokens(answer.json()), key);
        } else if number + 1 == session.counter && now - session.refreshed <= TimeDelta::seconds(10)
        {
            assert_eq!(answer.status, 200, "{:?}", self.done);
            session.keep(number + 1, &tokens(answer.json()), key);
        } else {
            assert_eq!(answer.status, 400, "{:?}", self.done);
            session.ended = true;
        }
    }

    async fn log_out(&mut self) {
        let Some((index, person)) = self.some_signed_in() else {
            return;
        };
        self.done.push(format!("log out {index}"));
        let path = "/api/v1/auth/logout";
        let answer = self
            .app
            .send_json(Method::POST, path, Some(&person), &json!({}))
            .await;
        answer.expect(204);
        self.sessions[index].ended = true;
    }

    async fn log_out_everywhere(&mut self) {
        let Some((index, person)) = self.some_signed_in() else {
            return;
        };
        self.done.push(format!("log out everywhere by {index}"));
        let body = json!({"current_password": PASSWORD});
        let path = "/api/v1/auth/logout-all";
        let answer = self
            .app
            .send_json(Method::POST, path, Some(&person), &body)
            .await;
        answer.expect(204);
        self.end_all(self.sessions[index].account);
    }

    fn end_all(&mut self, account: usize) {
        for session in &mut self.sessions {
            session.ended |= session.account == account;
        }
    }

    async fn end_another(&mut self) {
        let Some((by, person)) = self.some_signed_in() else {
            return;
        };
        let index = self.dice.roll(self.sessions.len());
        self.done.push(format!("end {index} by {by}"));
        let id = Parts::of(&self.sessions[index].access[0].text).claims["sid"].clone();
        let path = format!("{SESSIONS}/{}", id.as_str().expect("an id"));
        let body = json!({"current_password": PASSWORD});
        let answer = self
            .app
            .send_json(Method::DELETE, &path, Some(&person), &body)
            .await;
        let (now, account) = (self.now(), self.sessions[by].account);
        let session = &mut self.sessions[index];
        if session.account == account && session.lives(now) {
            assert_eq!(answer.status, 204, "{:?}", self.done);
            session.ended = true;
        } else if session.account == account {
            // One that has run out may still have its row.
            assert!(matches!(answer.status, 204 | 404), "{:?}", self.done);
        } else {
            assert_eq!(answer.status, 404, "{:?}", self.done);
        }
    }

    fn switch_account(&mut self) {
        let account = self.dice.roll(2);
        self.done.push(format!("switch {account}"));
        let arguments: &[&str] = match self.active[account] {
            true => &["user", "deactivate", ADDRESSES[account]],
            false => &["user", "deactivate", "--undo", ADDRESSES[account]],
        };
        self.app.command(arguments);
        self.active[account] = !self.active[account];
        self.end_all(account);
    }

    fn rotate(&mut self) {
        self.done.push("rotate".to_owned());
        self.key += 1;
        let (current, previous) = (secret(self.key), secret(self.key - 1));
        self.app
            .change_settings(&[("SECRET_KEY", &current), ("SECRET_KEY_PREVIOUS", &previous)]);
    }

    async fn revoke(&mut self) {
        if self.sessions.is_empty() {
            return;
        }
        let index = self.dice.roll(self.sessions.len());
        let session = &self.sessions[index];
        let refresh: Vec<_> = session
            .refresh
            .iter()
            .map(|(_, token)| token.clone())
            .collect();
        let by_access = self.dice.roll(2) == 0;
        let session = &self.sessions[index];
        let all = if by_access { &session.access } else { &refresh };
        let token = self.dice.pick(all).expect("a token").clone();
        self.done
            .push(format!("revoke {index} by its access token: {by_access}"));
        let form = self
            .app
            .request(Method::POST, "/api/v1/auth/revoke")
            .form(&[("token", &token.text)]);
        self.app.send(form).await.expect(200);
        let (now, verifies) = (self.now(), self.verifies(&token));
        let session = &self.sessions[index];
        if if by_access {
            self.authorises(session, &token, now)
        } else {
            verifies
        } {
            self.sessions[index].ended = true;
        }
    }

    /// Every access token is good or not as the model has it. Refresh tokens are tried only of
    /// sessions that have ended, since to try one is to use it.
    async fn check(&mut self) {
        let now = self.now();
        for (index, session) in self.sessions.iter().enumerate() {
            for token in session.access.iter().rev().take(3) {
                let expected = self.authorises(session, token, now);
                assert_eq!(
                    shows(&self.app, &token.text).await,
                    expected,
                    "{index}: {:?}",
                    self.done
                );
            }
            if session.lives(now) {
                continue;
            }
            for (number, token) in session.refresh.iter().rev().take(2) {
                let answer = refresh(&self.app, &token.text).await;
                assert_eq!(answer.status, 400, "{index}, {number}: {:?}", self.done);
            }
        }
        // What is over and cannot come back need not be tried for ever.
        if self.sessions.len() > 8 {
            let over = self.sessions.iter().position(|session| !session.lives(now));
            self.sessions.remove(over.unwrap_or(0));
        }
    }
}

/// Plays every sequence whose seed has this rest, so that they run side by side.
async fn play(backend: Backend, part: u64) {
    let (sequences, steps) = length(backend);
    for seed in (0..sequences).filter(|seed| seed % 4 == part) {
        let mut model = Model::of(TestApp::on(backend).await, seed).await;
        for _ in 0..steps {
            model.step().await;
        }
    }
}

macro_rules! parts {
    ($($name:ident: $backend:ident, $part:literal;)*) => {
        $(#[tokio::test]
        async fn $name() {
            play(Backend::$backend, $part).await;
        })*
    };
}

parts! {
    sqlite_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_0: Sqlite, 0;
    sqlite_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_1: Sqlite, 1;
    sqlite_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_2: Sqlite, 2;
    sqlite_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_3: Sqlite, 3;
    postgres_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_0: Postgres, 0;
    postgres_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_1: Postgres, 1;
    postgres_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_2: Postgres, 2;
    postgres_m08_m09_m10_s02_any_sequence_ends_as_the_model_says_3: Postgres, 3;
}
