//! What is done with the tokens of a session: refreshed, ended, revoked.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use super::super::{SESSIONS, refresh};
use super::Model;
use crate::support::app::Person;
use crate::support::token::Parts;

impl Model {
    pub(super) async fn refresh(&mut self) {
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
        let tokens = |body| Person::of("", &body);
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

    pub(super) async fn log_out(&mut self) {
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

    pub(super) async fn log_out_everywhere(&mut self) {
        let Some((index, person)) = self.some_signed_in() else {
            return;
        };
        let account = self.sessions[index].account;
        let (password, right) = self.some_password(account);
        self.done
            .push(format!("log out everywhere by {index} with {password}"));
        let body = json!({"current_password": password});
        let path = "/api/v1/auth/logout-all";
        let answer = self
            .app
            .send_json(Method::POST, path, Some(&person), &body)
            .await;
        if let Err(refused) = self.show_password(index, right) {
            assert_eq!(answer.status, refused, "{:?}", self.done);
        } else {
            assert_eq!(answer.status, 204, "{:?}", self.done);
            self.end_all(account);
        }
    }

    pub(super) async fn end_another(&mut self) {
        let Some((by, person)) = self.some_signed_in() else {
            return;
        };
        let index = self.dice.roll(self.sessions.len());
        let account = self.sessions[by].account;
        let (password, right) = self.some_password(account);
        self.done
            .push(format!("end {index} by {by} with {password}"));
        let id = Parts::of(&self.sessions[index].access[0].text).claims["sid"].clone();
        let path = format!("{SESSIONS}/{}", id.as_str().expect("an id"));
        let body = json!({"current_password": password});
        let answer = self
            .app
            .send_json(Method::DELETE, &path, Some(&person), &body)
            .await;
        let now = self.now();
        // To end itself a session need not show the password.
        let shown = match index == by {
            true => Ok(()),
            false => self.show_password(by, right),
        };
        let session = &mut self.sessions[index];
        if let Err(refused) = shown {
            assert_eq!(answer.status, refused, "{:?}", self.done);
        } else if session.account == account && session.lives(now) {
            assert_eq!(answer.status, 204, "{:?}", self.done);
            session.ended = true;
        } else if session.account == account {
            // One that has run out may still have its row.
            assert!(matches!(answer.status, 204 | 404), "{:?}", self.done);
        } else {
            assert_eq!(answer.status, 404, "{:?}", self.done);
        }
    }

    pub(super) async fn revoke(&mut self) {
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
}
