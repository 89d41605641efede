//! What the model remembers of accounts and sessions, and its dice.

use chrono::{DateTime, TimeDelta, Utc};

use super::limits::BackOff;
use crate::support::app::{PASSWORD, Person};

/// A token that was given out, and the number of the key that made it.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) key: usize,
}

/// A mailed link to set a new password.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) token: String,
    made: DateTime<Utc>,
    /// Whether it was used, replaced by a later one, or made void by a new password.
    over: bool,
}

impl Link {
    pub(super) fn of(token: String, made: DateTime<Utc>) -> Self {
        Self {
            token,
            made,
            over: false,
        }
    }

    pub(super) fn is_good(&self, now: DateTime<Utc>) -> bool {
        !self.over && now < self.made + TimeDelta::minutes(30)
    }
}

/// An account as it must be.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) email: &'static str,
    pub(super) active: bool,
    /// Every password that it has had, that of now last.
    passwords: Vec<String>,
    /// Every link that was mailed to it, in their order. A key or a restart is nothing to them.
    pub(super) links: Vec<Link>,
    pub(super) wrong_sign_ins: BackOff,
}

impl Account {
    pub(super) fn new(email: &'static str) -> Self {
        Self {
            email,
            active: true,
            passwords: vec![PASSWORD.to_owned()],
            links: Vec::new(),
            wrong_sign_ins: BackOff::default(),
        }
    }

    pub(super) fn password(&self) -> &str {
        self.passwords.last().expect("a password")
    }

    pub(super) fn old_passwords(&self) -> &[String] {
        let (_, old) = self.passwords.split_last().expect("a password");
        old
    }

    /// Whoever has asked for a link by the old password gets nothing by it.
    pub(super) fn set_password(&mut self, password: String) {
        self.passwords.push(password);
        self.end_links();
    }

    /// Three mails an hour, and none to an account out of use.
    pub(super) fn may_have_link(&self, now: DateTime<Utc>) -> bool {
        let recent = |link: &&Link| now < link.made + TimeDelta::hours(1);
        self.active && self.links.iter().filter(recent).count() < 3
    }

    /// The last link is the only one.
    pub(super) fn keep_link(&mut self, link: Link) {
        self.end_links();
        self.links.push(link);
    }

    fn end_links(&mut self) {
        for link in &mut self.links {
            link.over = true;
        }
    }
}

/// A session as it must be.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) account: usize,
    pub(super) access: Vec<Token>,
    /// In the order of the counter; of one number there may be several, under different keys.
    pub(super) refresh: Vec<(usize, Token)>,
    pub(super) counter: usize,
    pub(super) made: DateTime<Utc>,
    pub(super) refreshed: DateTime<Utc>,
    pub(super) ends: DateTime<Utc>,
    pub(super) ended: bool,
    pub(super) wrong_passwords: BackOff,
}

impl Session {
    /// One that is opened now.
    pub(super) fn of(account: usize, now: DateTime<Utc>) -> Self {
        Self {
            account,
            access: Vec::new(),
            refresh: Vec::new(),
            counter: 0,
            made: now,
            refreshed: now,
            ends: now + TimeDelta::days(14),
            ended: false,
            wrong_passwords: BackOff::default(),
        }
    }

    pub(super) fn lives(&self, now: DateTime<Utc>) -> bool {
        !self.ended && now < self.ends
    }

    pub(super) fn keep(&mut self, number: usize, tokens: &Person, key: usize) {
        let token = |text: &str| Token {
            text: text.to_owned(),
            key,
        };
        self.access.push(token(&tokens.token));
        if !self
            .refresh
            .iter()
            .any(|(_, known)| known.text == tokens.refresh_token)
        {
            self.refresh.push((number, token(&tokens.refresh_token)));
        }
    }
}

/// A key of a board by its number.
pub(super) fn secret(number: usize) -> String {
    format!("the-key-of-the-model-number-{number:04}-Xy7")
}
