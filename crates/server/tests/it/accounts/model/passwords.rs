//! Where a password is shown: at a sign-in, and to change it.

use reqwest::Method;
use serde_json::json;

use super::super::{WRONG, login};
use super::Model;
use crate::support::app::Person;

/// What no account may have for a password.
pub(super) const WEAK: &str = "short";

impl Model {
    /// Mostly the password of an account; else one that it had before, or never. And whether it
    /// is the right one.
    pub(super) fn some_password(&mut self, account: usize) -> (String, bool) {
        let right = self.dice.roll(4) > 0;
        let account = &self.accounts[account];
        let password = if right {
            account.password()
        } else {
            let old = self.dice.pick(account.old_passwords());
            old.map_or(WRONG, String::as_str)
        };
        (password.to_owned(), right)
    }

    /// A password that nobody has had.
    pub(super) fn new_password(&self) -> String {
        format!("battery staple orange {}", self.done.len())
    }

    /// What comes of showing the current password in a session: the status of a refusal, if it is
    /// one. Counts as the board does.
    pub(super) fn show_password(&mut self, session: usize, right: bool) -> Result<(), u16> {
        let now = self.now();
        let wrong_passwords = &mut self.sessions[session].wrong_passwords;
        if wrong_passwords.is_closed(now) {
            return Err(429);
        }
        if right {
            wrong_passwords.clear();
            return Ok(());
        }
        wrong_passwords.count(now);
        Err(422)
    }

    pub(super) async fn sign_in(&mut self) {
        let account = self.dice.roll(2);
        let (password, right) = self.some_password(account);
        // So often, now and then, that the right one must wait.
        let times = if right { 1 } else { 1 + self.dice.roll(6) };
        for _ in 0..times {
            self.sign_in_with(account, &password, right).await;
        }
    }

    async fn sign_in_with(&mut self, account: usize, password: &str, right: bool) {
        self.done.push(format!("sign in {account} with {password}"));
        let now = self.now();
        let known = &mut self.accounts[account];
        let answer = login(&self.app, known.email, password).await;
        if known.wrong_sign_ins.is_closed(now) || self.wrong_sign_ins.is_closed(now) {
            assert_eq!(answer.status, 429, "{:?}", self.done);
        } else if right && known.active {
            assert_eq!(answer.status, 200, "{:?}", self.done);
            known.wrong_sign_ins.clear();
            let tokens = Person::of(known.email, &answer.json());
            self.opened(account, &tokens);
        } else {
            assert_eq!(answer.status, 401, "{:?}", self.done);
            known.wrong_sign_ins.count(now);
            self.wrong_sign_ins.count(now);
        }
    }

    /// Changes the password of an account, now and then after some wrong tries.
    pub(super) async fn change_password(&mut self, account: usize) {
        let current = self.accounts[account].password().to_owned();
        if self.some_signed_in_to(&[account]).is_none() {
            self.sign_in_with(account, &current, true).await;
        }
        let Some((index, person)) = self.some_signed_in_to(&[account]) else {
            return;
        };
        let wrong = *self.dice.pick(&[0, 0, 0, 1, 4, 5, 6]).expect("a number");
        for _ in 0..wrong {
            self.change_with(index, &person, WRONG, false).await;
        }
        if self.dice.roll(6) == 0 {
            // The new one is looked at first, so the current one counts for nothing.
            self.done.push(format!("change by {index} to a weak one"));
            let status = self.ask_for_change(&person, &current, WEAK).await;
            assert_eq!(status.map(|_| ()), Err(422), "{:?}", self.done);
        }
        self.change_with(index, &person, &current, true).await;
    }

    async fn change_with(&mut self, index: usize, person: &Person, current: &str, right: bool) {
        let new = self.new_password();
        self.done
            .push(format!("change by {index} with {current} to {new}"));
        let changed = self.ask_for_change(person, current, &new).await;
        let expected = self.show_password(index, right);
        assert_eq!(
            changed.as_ref().map(|_| ()).map_err(|status| *status),
            expected,
            "{:?}",
            self.done
        );
        if let Ok(tokens) = changed {
            let account = self.sessions[index].account;
            self.accounts[account].set_password(new);
            self.end_all(account);
            self.opened(account, &tokens);
        }
    }

    /// The tokens of the new session, or the status of a refusal.
    async fn ask_for_change(
        &self,
        person: &Person,
        current: &str,
        new: &str,
    ) -> Result<Person, u16> {
        let body = json!({"current_password": current, "new_password": new});
        let path = "/api/v1/users/me/password";
        let answer = self
            .app
            .send_json(Method::POST, path, Some(person), &body)
            .await;
        match answer.status {
            200 => Ok(Person::of(&person.email, &answer.json())),
            refused => Err(refused),
        }
    }
}
