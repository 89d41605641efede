//! Everything that can happen to jobs, in any order, at any time and in any zone, against a model
//! of what must come of it: each surface shows just what is published and has not ended.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use jobboard_core::clock::Clock;
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step, Transition};
use jobboard_core::time_zone::SiteTimeZone;
use reqwest::Method;
use serde_json::{Value, json};

use super::{job_of, moderator};
use crate::support::app::Person;
use crate::support::dice::Dice;
use crate::support::{Backend, TestApp};

/// Zones from the first to the last, some with half hours, some whose clocks change.
const ZONES: [&str; 10] = [
    "Etc/GMT+12",
    "Pacific/Marquesas",
    "America/Havana",
    "America/Santiago",
    "UTC",
    "Europe/Brussels",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
];

/// When a walk begins: some days before clocks change somewhere.
const STARTS: [&str; 4] = [
    "2027-03-25T10:00:00Z",
    "2027-09-01T22:30:00Z",
    "2027-10-28T12:00:00Z",
    "2028-02-28T23:59:30Z",
];

/// How many walks there are, and of how many steps each.
const fn length(backend: Backend) -> (u64, usize) {
    match backend {
        Backend::Sqlite => (16, 90),
        Backend::Postgres => (6, 70),
    }
}

/// The jobs of one walk at the most.
const JOBS_MAX: usize = 8;

/// A job as it must be.
#[derive(Debug, Clone)]
struct Expected {
    id: i64,
    title: String,
    state: JobState,
    closes_on: Option<NaiveDate>,
    end: Option<DateTime<Utc>>,
    /// Whether a moderator has seen what it says.
    approved: bool,
    is_deleted: bool,
}

impl Expected {
    fn state_at(&self, now: DateTime<Utc>) -> JobState {
        match self.end {
            Some(end) if self.state == JobState::Published && now >= end => JobState::Expired,
            _ => self.state,
        }
    }

    fn is_public(&self, now: DateTime<Utc>) -> bool {
        !self.is_deleted && self.state_at(now) == JobState::Published
    }

    /// What a stranger gets who asks for it.
    fn status(&self, now: DateTime<Utc>) -> u16 {
        use JobState::{Closed, Expired, Filled, Published, Removed};
        match self.state_at(now) {
            _ if self.is_deleted => 404,
            Published => 200,
            Filled | Closed | Expired | Removed => 410,
            _ => 404,
        }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Poster,
    Moderator,
    Stranger,
}

struct Walk {
    app: TestApp,
    dice: Dice,
    zone: SiteTimeZone,
    review: bool,
    people: [Person; 3],
    jobs: Vec<Expected>,
    /// What was done, to be read when it comes out wrong.
    done: Vec<String>,
}

impl Walk {
    async fn of(mut app: TestApp, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let name = *dice.pick(&ZONES).expect("a zone");
        let start = *dice.pick(&STARTS).expect("a start");
        let review = dice.roll(2) == 0;
        let review_jobs = if review { "true" } else { "false" };
        app.change_settings(&[("SITE_TIME_ZONE", name), ("REVIEW_JOBS", review_jobs)]);
        app.clock.stop_at(start.parse().expect("an instant"));
        let people = [
            app.person("poster").await,
            moderator(&app).await,
            app.person("stranger").await,
        ];
        Self {
            app,
            dice,
            zone: name.parse().expect("a zone"),
            review,
            people,
            jobs: Vec::new(),
            done: vec![format!(
                "seed {seed}, {name}, from {start}, review {review}"
            )],
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    fn today(&self) -> NaiveDate {
        self.zone.date_of(self.now())
    }

    /// The first instant at which a date is over for good, found by looking at the calendar there.
    fn end_of(&self, date: NaiveDate) -> DateTime<Utc> {
        let noon = date.and_hms_opt(12, 0, 0).expect("noon").and_utc();
        let (mut open, mut over) = (noon - TimeDelta::hours(20), noon + TimeDelta::hours(50));
        while over - open > TimeDelta::nanoseconds(1) {
            let middle = open + (over - open) / 2;
            match self.zone.date_of(middle) > date {
                true => over = middle,
                false => open = middle,
            }
        }
        over
    }

    fn person(&self, who: Who) -> &Person {
        &self.people[who as usize]
    }

    fn actor(who: Who) -> Actor {
        match who {
            Who::Moderator => Actor::Moderator,
            Who::Poster | Who::Stranger => Actor::Poster,
        }
    }

    #[track_caller]
    fn is(&self, status: u16, wanted: u16, body: &str) {
        assert_eq!(status, wanted, "{body}\n{}", self.done.join("\n"));
    }

    /// A closing date to wish for, or none.
    fn wish(&mut self) -> Option<NaiveDate> {
        let days = self.dice.roll(6) as u64;
        (days < 4).then(|| self.today() + Days::new(days))
    }

    async fn post(&mut self) {
        let (draft, wish) = (self.dice.roll(3) == 0, self.wish());
        let who = if self.dice.roll(4) == 0 {
            Who::Moderator
        } else {
            Who::Poster
        };
        let title = format!("Walker-{}-end", self.jobs.len());
        let mut body = job_of(&json!({"title": title, "tags": ["Walk"]}));
        if draft {
            body["state"] = json!("draft");
        }
        if let Some(date) = wish {
            body["closes_on"] = json!(date.to_string());
        }
        self.done.push(format!(
            "{who:?} posts {title}, draft {draft}, until {wish:?}"
        ));
        // Whoever posts is its poster: a moderator's own job would have no other.
        let who = if who == Who::Moderator && self.jobs.len() % 2 == 0 {
            who
        } else {
            Who::Poster
        };
        let moderates = who == Who::Moderator;
        let id = self.app.post_job(self.person(who), &body).await;
        let state = match (draft, self.review && !moderates) {
            (true, _) => JobState::Draft,
            (_, true) => JobState::InReview,
            _ => JobState::Published,
        };
        let mut job = Expected {
            id,
            title,
            state,
            closes_on: wish,
            end: None,
            approved: moderates,
            is_deleted: false,
        };
        self.list(&mut job, wish);
        self.jobs.push(job);
    }

    /// What being on the list makes of a job.
    fn list(&self, job: &mut Expected, wish: Option<NaiveDate>) {
        if job.state == JobState::Published {
            let date = wish.unwrap_or_else(|| self.today() + Days::new(60));
            job.closes_on = Some(date);
            job.end = Some(self.end_of(date));
        }
    }

    /// Whether somebody may change a job at all; else what they are told.
    fn refusal(&self, who: Who, job: &Expected, owner: Who) -> Option<u16> {
        let may = who == owner || who == Who::Moderator;
        match (job.is_deleted, may, job.is_public(self.now())) {
            (true, ..) => Some(404),
            (_, true, _) => None,
            (_, _, true) => Some(403),
            _ => Some(404),
        }
    }

    async fn step(&mut self, index: usize, owner: Who) {
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
    fn after_step(
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

    async fn edit(&mut self, index: usize, owner: Who) {
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

    async fn delete(&mut self, index: usize, owner: Who) {
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

    fn somebody(&mut self) -> Who {
        match self.dice.roll(8) {
            0 => Who::Stranger,
            1..4 => Who::Moderator,
            _ => Who::Poster,
        }
    }

    /// Lets time pass: a while, or to the very end of a job, or to just before it.
    async fn wait(&mut self) {
        let now = self.now();
        let ends: Vec<_> = self
            .jobs
            .iter()
            .filter_map(|job| job.end)
            .filter(|end| *end > now)
            .collect();
        let to = match (self.dice.roll(5), self.dice.pick(&ends).copied()) {
            (0, Some(end)) => end,
            (1, Some(end)) => end - TimeDelta::microseconds(1),
            (2, Some(end)) => end + TimeDelta::seconds(1),
            (3, _) => now + TimeDelta::days(1),
            _ => now + TimeDelta::minutes(90),
        };
        if to <= now {
            return;
        }
        self.done.push(format!("it becomes {to}"));
        self.app.clock.stop_at(to);
        if to - now > TimeDelta::days(1) && self.dice.roll(2) == 0 {
            self.done
                .push("the board starts again, and sweeps".to_owned());
            self.app.restart();
        }
        for person in &mut self.people {
            *person = self.app.sign_in(&person.email).await;
        }
    }

    async fn act(&mut self) {
        // No two things happen at the same instant.
        self.app
            .clock
            .stop_at(self.now() + TimeDelta::microseconds(1));
        let roll = self.dice.roll(20);
        let count = self.jobs.len();
        if count == 0 || (roll < 4 && count < JOBS_MAX) {
            self.post().await;
        } else if roll < 9 {
            self.wait().await;
        } else {
            let index = self.dice.roll(count);
            let owner = self.owner(index).await;
            match roll {
                9 => self.delete(index, owner).await,
                10..12 => self.edit(index, owner).await,
                _ => self.step(index, owner).await,
            }
        }
        self.look().await;
    }

    /// Whose a job is, as the moderator sees it in the lists of their own.
    async fn owner(&self, index: usize) -> Who {
        let own = self
            .app
            .get_as(self.person(Who::Moderator), "/api/v1/users/me/jobs")
            .await
            .json();
        let items = own["items"].as_array().expect("jobs").iter();
        let is_own = items.clone().any(|job| job["id"] == self.jobs[index].id);
        if is_own { Who::Moderator } else { Who::Poster }
    }

    /// Looks at every surface.
    async fn look(&mut self) {
        let now = self.now();
        for path in [
            "/api/v1/jobs?limit=100",
            "/api/v1/jobs?tag=walk&place=Ghent",
            "/api/v1/jobs?title=walker",
            "/api/v1/jobs?company=1",
            "/api/v1/jobs/suggest?title=walker",
            "/jobs/all",
            "/jobs/autocomplete?term=walker",
            "/",
            "/search/?query=walker",
            "/search/?tag=Walk&workplace=on_site",
            "/companies/1/",
        ] {
            let answer = self.app.get(path).await;
            for job in &self.jobs {
                let shown = answer.body.contains(&job.title);
                let wanted = job.is_public(now);
                assert_eq!(
                    shown,
                    wanted,
                    "{path} at {now}: {job:?}\n{}",
                    self.done.join("\n")
                );
            }
        }
        let any_public = self.jobs.iter().any(|job| job.is_public(now));
        let tags = self.app.get("/api/v1/tags").await.body;
        assert_eq!(
            tags.contains("Walk"),
            any_public,
            "{tags}\n{}",
            self.done.join("\n")
        );
        let Some(job) = self.dice.pick(&self.jobs).cloned() else {
            return;
        };
        let status = job.status(now);
        let read = self.app.get(&format!("/api/v1/jobs/{}", job.id)).await;
        self.is(read.status, status, &format!("{now} {job:?} {}", read.body));
        let page = self.app.get(&format!("/details/{}", job.id)).await;
        self.is(page.status, status, &format!("{now} {job:?}"));
        assert!(
            status == 200 || page.body.contains("noindex"),
            "{}",
            page.body
        );
        let old = self.app.get(&format!("/jobs/get/{}", job.id)).await;
        self.is(
            old.status,
            if status == 200 { 200 } else { 404 },
            &format!("{now} {job:?}"),
        );
        let own = self
            .app
            .get_as(
                self.person(Who::Moderator),
                &format!("/api/v1/jobs/{}", job.id),
            )
            .await;
        self.is(
            own.status,
            if job.is_deleted { 404 } else { 200 },
            &own.body,
        );
        if !job.is_deleted {
            let state = job.state_at(now);
            assert_eq!(
                own.json()["state"],
                state.as_str(),
                "{job:?}\n{}",
                self.done.join("\n")
            );
        }
    }
}

async fn walks(backend: Backend, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let mut walk = Walk::of(TestApp::on(backend).await, seed).await;
        for _ in 0..length(backend).1 {
            walk.act().await;
        }
    }
}

/// The walks of each database in two tests, so that they run side by side.
macro_rules! walks_on {
    ($name:ident, $backend:expr) => {
        mod $name {
            use super::{length, walks};
            use crate::support::Backend;

            #[tokio::test]
            async fn each_surface_shows_what_is_published_and_has_not_ended_whatever_happens() {
                walks($backend, 0..length($backend).0 / 2).await;
            }

            #[tokio::test]
            async fn each_surface_keeps_to_the_one_rule_in_other_walks_as_well() {
                walks($backend, length($backend).0 / 2..length($backend).0).await;
            }
        }
    };
}

walks_on!(sqlite, Backend::Sqlite);
walks_on!(postgres, Backend::Postgres);
