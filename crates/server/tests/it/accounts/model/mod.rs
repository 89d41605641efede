//! Everything that can happen to sessions, in any order, against a model of what must come of it.

mod expected;
mod limits;
mod passwords;
mod resets;
mod sessions;

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::Clock;

use self::expected::{Account, Session, Token, secret};
use self::limits::Window;
use super::{refresh, shows};
use crate::support::app::Person;
use crate::support::dice::Dice;
use crate::support::token::Parts;
use crate::support::{Backend, TestApp};

/// How many sequences there are, and of how many steps each.
const fn length(backend: Backend) -> (u64, usize) {
    match backend {
        Backend::Sqlite => (36, 60),
        Backend::Postgres => (12, 40),
    }
}

struct Model {
    app: TestApp,
    dice: Dice,
    accounts: [Account; 2],
    sessions: Vec<Session>,
    /// The wrong sign-ins to all accounts.
    wrong_sign_ins: Window,
    /// The links that were asked for, to whatever address.
    forgotten: Window,
    /// The number of the key that signs. It and the one before it verify.
    key: usize,
    /// What was done, to be read when it comes out wrong.
    done: Vec<String>,
}

impl Model {
    async fn of(mut app: TestApp, seed: u64) -> Self {
        app.clock.stop_at(app.clock.now());
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
        Self {
            app,
            dice: Dice(seed),
            accounts: ["ada@example.org", "bob@example.org"].map(Account::new),
            sessions: Vec::new(),
            wrong_sign_ins: Window::new(30, TimeDelta::minutes(5)),
            forgotten: Window::new(20, TimeDelta::hours(1)),
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
        self.some_signed_in_to(&[0, 1])
    }

    /// The same, to one of these accounts.
    fn some_signed_in_to(&mut self, accounts: &[usize]) -> Option<(usize, Person)> {
        let now = self.now();
        let all: Vec<_> = self
            .sessions
            .iter()
            .enumerate()
            .filter(|(_, session)| accounts.contains(&session.account))
            .filter_map(|(index, session)| {
                let token = session
                    .access
                    .iter()
                    .rev()
                    .find(|token| self.authorises(session, token, now))?;
                let email = self.accounts[session.account].email;
                Some((index, token.text.clone(), email.to_owned()))
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

    /// Notes a session that was opened just now.
    fn opened(&mut self, account: usize, tokens: &Person) {
        let mut session = Session::of(account, self.now());
        session.keep(0, tokens, self.key);
        self.sessions.push(session);
    }

    fn end_all(&mut self, account: usize) {
        for session in &mut self.sessions {
            session.ended |= session.account == account;
        }
    }

    async fn step(&mut self) {
        let before = self.done.len();
        match self.dice.roll(100) {
            0..12 => self.sign_in().await,
            12..43 => self.refresh().await,
            43..46 => self.log_out().await,
            46..48 => self.log_out_everywhere().await,
            48..52 => self.end_another().await,
            52..58 => {
                let account = self.dice.roll(2);
                self.change_password(account).await;
            }
            58..62 => {
                let account = self.dice.roll(2);
                self.forget_password(account).await;
                // A link is good for half an hour, and the next steps may take days.
                if self.dice.roll(3) == 0 {
                    self.reset_password().await;
                }
            }
            62..63 => self.forget_nobody().await,
            63..71 => self.reset_password().await,
            71..75 => {
                let account = self.dice.roll(2);
                self.switch_account(account);
            }
            75..77 => self.restart(),
            77..95 => self.advance(),
            95..97 => self.rotate(),
            _ => self.revoke().await,
        }
        // Some steps find nobody to take them.
        if self.done.len() > before {
            self.check().await;
        }
    }

    fn restart(&mut self) {
        self.done.push("restart".to_owned());
        self.app.restart();
    }

    fn advance(&mut self) {
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

    fn switch_account(&mut self, account: usize) {
        self.done.push(format!("switch {account}"));
        let Account { email, active, .. } = &mut self.accounts[account];
        let arguments: &[&str] = match active {
            true => &["user", "deactivate", email],
            false => &["user", "deactivate", "--undo", email],
        };
        self.app.command(arguments);
        *active = !*active;
        self.end_all(account);
    }

    fn rotate(&mut self) {
        self.done.push("rotate".to_owned());
        self.key += 1;
        let (current, previous) = (secret(self.key), secret(self.key - 1));
        self.app
            .change_settings(&[("SECRET_KEY", &current), ("SECRET_KEY_PREVIOUS", &previous)]);
        // What is counted is counted under the key: a new one forgets it.
        self.wrong_sign_ins.clear();
        self.forgotten.clear();
        for account in &mut self.accounts {
            account.wrong_sign_ins.clear();
        }
        for session in &mut self.sessions {
            session.wrong_passwords.clear();
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
    sqlite_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_0: Sqlite, 0;
    sqlite_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_1: Sqlite, 1;
    sqlite_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_2: Sqlite, 2;
    sqlite_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_3: Sqlite, 3;
    postgres_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_0: Postgres, 0;
    postgres_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_1: Postgres, 1;
    postgres_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_2: Postgres, 2;
    postgres_m08_m09_m10_m11_m17_m18_s01_s02_any_sequence_ends_as_the_model_says_3: Postgres, 3;
}
