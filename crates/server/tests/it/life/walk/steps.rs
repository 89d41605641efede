//! Steps, edits and deletions, by anybody.

use chrono::NaiveDate;
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step, Transition};
use reqwest::Method;
use serde_json::{Value, json};

use super::Walk;
use super::expected::{Expected, Who};

impl Walk {
    /// Whether somebody may change a job at all; else what they are told.
    pub(super) fn refusal(&self, who: Who, job: &Expected, owner: Who) -> Option<u16> {
        let may = who == owner || who == Who::Moderator;
        match (job.is_deleted, may, job.is_public(self.now())) {
            (true, ..) => Some(404),
            (_, true, _) => None,
            (_, _, true) => Some(403),
            _ => Some(404),
        }
    }

    pub(super) async fn step(&mut self, index: usize, owner: Who) {
        let who = self.somebody();
        let step = *self.dice.pick(&Step::ALL).expect("a step");
        let wish = if self.dice.roll(3) == 0 {
            self.wish()
        } else {
            None
        };
        let mut job = self.jobs[index].clone();
        self.done.push(format!(
            "{who:?} takes {step} of {}, until {wish:?}",
            job.title
        ));
        let mut body = json!({"step": step.as_str(), "note": "Because."});
        if let Some(date) = wish {
            body["closes_on"] = json!(date.to_string());
        }
        let path = format!("/api/v1/jobs/{}/transitions", job.id);
        let answer = self
            .app
            .send_json(Method::POST, &path, Some(self.person(who)), &body)
            .await;
        let (wanted, moved) = self.after_step(who, owner, step, &job, wish);
        self.is(answer.status, wanted, &answer.body);
        if let Some(moved) = moved {
            let said: Value = answer.json();
            assert_eq!(
                said["state"],
                moved.state_at(self.now()).as_str(),
                "{}",
                self.done.join("\n")
            );
            job = moved;
        } else {
            job.state = job.state_at(self.now());
        }
        self.jobs[index] = job;
    }

    /// What a step must be answered with, and what it makes of the job.
    pub(super) fn after_step(
        &self,
        who: Who,
        owner: Who,
        step: Step,
        job: &Expected,
        wish: Option<NaiveDate>,
    ) -> (u16, Option<Expected>) {
        if step.actor() == Actor::Board {
            return (422, None);
        }
        if let Some(status) = self.refusal(who, job, owner) {
            return (status, None);
        }
        let (actor, from) = (Self::actor(who), job.state_at(self.now()));
        if !actor.may_act_as(step.actor()) {
            return (403, None);
        }
        let Some(transition) = Transition::find(from, step) else {
            return (409, None);
        };
        let moderates = actor == Actor::Moderator;
        let mut moved = job.clone();
        moved.state = transition.target(self.review && !moderates && !job.approved);
        let again = matches!(step, Step::Renew | Step::Relist);
        let known = job
            .closes_on
            .filter(|_| !(again && moved.state == JobState::Published));
        let has_passed = known.is_some_and(|date| date < self.today());
        if wish.is_none() && has_passed && matches!(step, Step::Submit | Step::Approve) {
            return (422, None);
        }
        let date = wish.or(known);
        self.list(&mut moved, date);
        if moved.state == JobState::Published {
            moved.approved |= moderates;
        } else if date.is_some() {
            moved.closes_on = date;
        }
        (200, Some(moved))
    }

    pub(super) async fn edit(&mut self, index: usize, owner: Who) {
        let who = self.somebody();
        let mut job = self.jobs[index].clone();
        self.done.push(format!("{who:?} edits {}", job.title));
        let path = format!("/api/v1/jobs/{}", job.id);
        let body = json!({"description": format!("Text number {}", self.done.len())});
        let answer = self
            .app
            .send_json(Method::PATCH, &path, Some(self.person(who)), &body)
            .await;
        let refusal = self.refusal(who, &job, owner);
        self.is(answer.status, refusal.unwrap_or(200), &answer.body);
        if refusal.is_some() {
            return;
        }
        let moderates = who == Who::Moderator;
        job.state = match job.state_at(self.now()) {
            JobState::Published if self.review && !moderates => JobState::InReview,
            JobState::Rejected => JobState::Draft,
            other => other,
        };
        job.approved &= moderates;
        self.jobs[index] = job;
    }

    pub(super) async fn delete(&mut self, index: usize, owner: Who) {
        let who = self.somebody();
        let job = self.jobs[index].clone();
        self.done.push(format!("{who:?} deletes {}", job.title));
        let path = format!("/api/v1/jobs/{}", job.id);
        let answer = self
            .app
            .send_json(Method::DELETE, &path, Some(self.person(who)), &json!({}))
            .await;
        let refusal = self.refusal(who, &job, owner);
        self.is(answer.status, refusal.unwrap_or(204), &answer.body);
        self.jobs[index].is_deleted |= refusal.is_none();
    }

    pub(super) fn somebody(&mut self) -> Who {
        match self.dice.roll(8) {
            0 => Who::Stranger,
            1..4 => Who::Moderator,
            _ => Who::Poster,
        }
    }
}
