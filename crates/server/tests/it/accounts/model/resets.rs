//! A forgotten password, and the links that set another one.

use reqwest::Method;
use serde_json::json;

use super::Model;
use super::expected::Link;
use super::passwords::WEAK;
use crate::mail::{eventually, files_to, mailed_token, queue};

const PATH: &str = "reset-password";

impl Model {
    /// Asks for a link to an account, now and then more often than it may have one.
    pub(super) async fn forget_password(&mut self, account: usize) {
        let times = *self.dice.pick(&[1, 1, 1, 4]).expect("a number");
        for _ in 0..times {
            self.ask_for_own_link(account).await;
        }
    }

    async fn ask_for_own_link(&mut self, account: usize) {
        self.done.push(format!("forget {account}"));
        let heard = self.ask_for_link(self.accounts[account].email).await;
        // Whether there is a mail is decided off the request, by the clock and the account of then.
        eventually("the orders of links to be done", || {
            let orders = queue(&self.app);
            let mut links = orders
                .iter()
                .filter(|mail| mail.content.contains("reset_password"));
            links.all(|mail| mail.state == "sent").then_some(())
        })
        .await;
        let now = self.now();
        let known = &mut self.accounts[account];
        let mailed = heard && known.may_have_link(now);
        let expected = known.links.len() + usize::from(mailed);
        let mails = files_to(&self.app, known.email, PATH).len();
        assert_eq!(mails, expected, "{:?}", self.done);
        if mailed {
            let token = mailed_token(&self.app, known.email, PATH, expected).await;
            known.keep_link(Link::of(token, now));
        }
    }

    /// Asks for links to addresses that nobody has, until the network may have no more or nearly
    /// so, and then for one to an account.
    pub(super) async fn forget_nobody(&mut self) {
        let times = 18 + self.dice.roll(3);
        self.done.push(format!("forget nobody {times} times"));
        for n in 0..times {
            self.ask_for_link(&format!("nobody-{n}@example.org")).await;
        }
        let account = self.dice.roll(2);
        self.ask_for_own_link(account).await;
    }

    /// Whether the board heard it: beyond the limit it says the same and does nothing.
    async fn ask_for_link(&mut self, email: &str) -> bool {
        let path = "/api/v1/auth/forgot-password";
        let body = json!({"email": email});
        let answer = self.app.send_json(Method::POST, path, None, &body).await;
        assert_eq!(answer.status, 202, "{:?}", self.done);
        let now = self.now();
        let heard = !self.forgotten.is_closed(now);
        if heard {
            self.forgotten.count(now);
        }
        heard
    }

    /// Follows a link a few times, mostly a good one; else any: used, replaced, void or too old.
    /// Before each time something may happen to its account or the board.
    pub(super) async fn reset_password(&mut self) {
        let now = self.now();
        let all: Vec<_> = (0..self.accounts.len())
            .flat_map(|account| {
                let links = self.accounts[account].links.iter().enumerate();
                links.map(move |(place, link)| (account, place, link.is_good(now)))
            })
            .collect();
        let good: Vec<_> = all.iter().filter(|(_, _, good)| *good).copied().collect();
        let some = match good.is_empty() || self.dice.roll(4) == 0 {
            true => &all,
            false => &good,
        };
        let Some((account, place, _)) = self.dice.pick(some).copied() else {
            return;
        };
        for _ in 0..1 + self.dice.roll(3) {
            match self.dice.roll(12) {
                0 | 1 => self.switch_account(account),
                2 => self.change_password(account).await,
                3 => self.forget_password(account).await,
                4 => self.rotate(),
                5 => self.restart(),
                _ => {}
            }
            self.reset_by(account, place).await;
        }
    }

    async fn reset_by(&mut self, account: usize, place: usize) {
        let weak = self.dice.roll(6) == 0;
        let new = match weak {
            true => WEAK.to_owned(),
            false => self.new_password(),
        };
        self.done
            .push(format!("reset {account} by link {place} to {new}"));
        let known = &self.accounts[account];
        let link = &known.links[place];
        let body = json!({"token": link.token, "new_password": new});
        let path = "/api/v1/auth/reset-password";
        let answer = self.app.send_json(Method::POST, path, None, &body).await;
        let expected = match link.is_good(self.now()) {
            // The password is looked at before the account.
            true if weak => 422,
            true if known.active => 204,
            _ => 400,
        };
        assert_eq!(answer.status, expected, "{:?}", self.done);
        if expected == 204 {
            self.accounts[account].set_password(new);
            self.end_all(account);
        }
    }
}
