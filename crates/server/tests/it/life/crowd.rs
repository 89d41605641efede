//! Ten thousand jobs, read page by page while others come and go.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use jobboard_core::clock::Clock;
use jobboard_core::country::Country;
use jobboard_core::employment::EmploymentType;
use jobboard_core::job::JobState;
use jobboard_core::place::Workplace;
use jobboard_core::user::UserId;
use jobboard_db::models::Job;
use jobboard_db::schema::jobs;
use jobboard_services::demo;
use reqwest::Method;
use serde_json::json;

use super::job_of;
use crate::support::TestApp;
use crate::support::app::Person;

const JOBS: u64 = 10_000;

/// Of so many jobs one ends during the walks, a minute after the one before it.
const ENDING: i64 = 100;

/// A job's place in a list.
type Seen = (NaiveDate, i64);

/// A filter as a query, and what it means, said in another way than the board's.
type Filter = (&'static str, fn(&Job) -> bool);

fn is_in_canada(job: &Job) -> bool {
    let canada = Country::recognise("CA").expect("a country");
    let placed = job.places.iter().any(|place| place.country == Some(canada));
    placed || job.applicant_countries.contains(&canada)
}

fn pays(job: &Job, least: i64) -> bool {
    job.pay
        .salary()
        .is_some_and(|salary| salary.currency.code() == "USD" && salary.yearly_max() >= least * 100)
}

const FILTERS: [Filter; 5] = [
    ("", |_| true),
    ("workplace=remote", |job| job.workplace == Workplace::Remote),
    ("type=PART_TIME&place=Canada", |job| {
        job.employment_types.contains(&EmploymentType::PartTime) && is_in_canada(job)
    }),
    ("salary=60000-USD", |job| pays(job, 60_000)),
    ("title=engineer&tag=teamwork", |job| {
        let tagged = job.tags.iter().any(|tag| tag.as_typed() == "Teamwork");
        job.title.to_lowercase().contains("engineer") && tagged
    }),
];

/// Every job that is listed now and is what a filter wants, by going through all of them.
fn listed(app: &TestApp, wants: fn(&Job) -> bool) -> BTreeSet<Seen> {
    let now = app.clock.now();
    let database = app.open_database();
    let all: Vec<Job> = database
        .read(|db| jobs::table.select(Job::as_select()).load(db))
        .expect("all jobs");
    let is_listed = |job: &Job| {
        job.noted_state == JobState::Published && job.expires_at.is_some_and(|end| end > now)
    };
    let wanted = all.iter().filter(|job| is_listed(job) && wants(job));
    wanted.map(|job| (job.date_posted, job.id.0)).collect()
}

/// Everything that a list shows, from its first page to its last.
async fn walk(app: &TestApp, query: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = app
            .get(&format!("/api/v1/jobs?limit=100&{query}{after}"))
            .await
            .expect(200)
            .json();
        for job in page["items"].as_array().expect("jobs") {
            let date = job["date_posted"]
                .as_str()
                .and_then(|date| date.parse().ok());
            seen.push((date.expect("a date"), job["id"].as_i64().expect("a number")));
        }
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return seen,
        }
    }
}

/// Lets some jobs end one after the other, a minute apart.
fn set_ends(app: &TestApp) {
    let now = app.clock.now();
    let database = app.open_database();
    let set: Result<(), jobboard_db::error::DbError> = database.write(|db| {
        let all: Vec<i64> = jobs::table.select(jobs::id).order(jobs::id).load(db)?;
        for (minute, id) in (1..).zip(all.into_iter().filter(|id| id % ENDING == 0)) {
            let end = now + TimeDelta::minutes(minute);
            diesel::update(jobs::table.find(id))
                .set(jobs::expires_at.eq(end.naive_utc()))
                .execute(db)?;
        }
        Ok(())
    });
    set.expect("ends");
}

/// Posts jobs and closes others, while the clock goes on.
async fn come_and_go(app: &TestApp, poster: &mut Person, rounds: u32) {
    for round in 0..rounds {
        app.clock.advance(TimeDelta::minutes(1));
        if round % 15 == 14 {
            *poster = app.sign_in(&poster.email).await;
        }
        let job = job_of(&json!({
            "title": format!("Engineer who comes late, number {round}"),
            "location": "Remote in Belgium", "tags": ["Teamwork"],
        }));
        let id = app.post_job(poster, &job).await;
        if round % 3 == 0 {
            let path = format!("/api/v1/jobs/{id}/transitions");
            app.send_json(Method::POST, &path, Some(poster), &json!({"step": "close"}))
                .await
                .expect(200);
        }
    }
}

on_both_databases! {
    async fn ten_thousand_jobs_are_read_without_a_gap_or_a_double_while_others_come_and_go(app: TestApp) {
        app.clock.stop_at(app.clock.now());
        let mut poster = app.person("poster").await;
        let me = app.get_as(&poster, "/api/v1/users/me").await.json();
        let owner = UserId(me["id"].as_i64().expect("a number"));
        for from in (0..JOBS).step_by(1_000) {
            demo::load(&app.context, owner, from..from + 1_000, JOBS).await.expect("jobs");
        }
        set_ends(&app);
        let before: Vec<_> = FILTERS.iter().map(|(_, wants)| listed(&app, *wants)).collect();
        assert_eq!(before[0].len(), usize::try_from(JOBS).expect("a number"));
        assert!(before.iter().all(|jobs| jobs.len() > 20), "filters that find something");
        let readers = async {
            let walks = FILTERS.map(|(query, _)| walk(&app, query));
            futures_util::future::join_all(walks).await
        };
        let (walks, ()) = tokio::join!(readers, come_and_go(&app, &mut poster, 60));
        for (((query, wants), seen), before) in FILTERS.iter().zip(&walks).zip(&before) {
            let after = listed(&app, *wants);
            assert!(seen.is_sorted_by(|one, next| one > next), "{query}: the order, and none twice");
            let seen: BTreeSet<Seen> = seen.iter().copied().collect();
            let stayed: BTreeSet<Seen> = before.intersection(&after).copied().collect();
            let skipped: Vec<_> = stayed.difference(&seen).collect();
            assert!(skipped.is_empty(), "{query} skips {skipped:?}");
            let newest = before.iter().map(|(_, id)| *id).max().unwrap_or_default();
            let older = seen.iter().filter(|(_, id)| *id <= newest);
            let invented: Vec<_> = older.filter(|job| !before.contains(job)).collect();
            assert!(invented.is_empty(), "{query} shows {invented:?}");
        }
        assert!(listed(&app, |_| true).len() < 10_000 + 40 - 50, "some have ended meanwhile");
        // Now that all is quiet, a list is what going through all jobs gives.
        for (query, wants) in FILTERS {
            let seen: BTreeSet<Seen> = walk(&app, query).await.into_iter().collect();
            assert_eq!(seen, listed(&app, wants), "{query}");
        }
    }
}
