//! Everything that can happen to jobs, in any order, at any time and in any zone, against a model
//! of what must come of it: each surface shows just what is published and has not ended.

mod expected;
mod steps;
mod surfaces;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use jobboard_core::clock::Clock;
use jobboard_core::job::JobState;
use jobboard_core::job::state::Actor;
use jobboard_core::time_zone::SiteTimeZone;
use serde_json::json;

use self::expected::{Expected, Who};
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
