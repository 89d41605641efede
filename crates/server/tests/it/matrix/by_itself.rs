//! How many queries the board takes for what it does by itself, and for many jobs at once: as many for
//! many as for few.

use std::collections::HashSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use jobboard::application::{build_context, open_database};
use jobboard_core::clock::Clock;
use jobboard_core::job::JobId;
use jobboard_core::user::UserId;
use jobboard_db::DbConnection;
use jobboard_db::error::DbError;
use jobboard_db::models::Job;
use jobboard_db::repository::{self, job_reminders};
use jobboard_db::schema::{auth_events, mails, sessions};
use jobboard_services::context::Context;
use jobboard_services::{demo, job_index, tidy, views};
use serde_json::json;
use tracing::{Instrument, info_span};

use crate::support::TestApp;
use crate::support::app::{Person, job_with};
use crate::support::clock::MovableClock;
use crate::support::queries::Queries;

const FEW: usize = 2;
const MANY: usize = 12;

/// The queries of some work, which is done as if it was a request's.
async fn queries<T>(app: &TestApp, work: impl Future<Output = T>) -> usize {
    let queries = Queries::of(app);
    work.instrument(info_span!("request")).await;
    queries.count()
}

/// A board on the same database some days later.
fn later(app: &TestApp, days: i64) -> Context {
    let clock = MovableClock::default();
    clock.stop_at(app.clock.now() + TimeDelta::days(days));
    build_context(&app.settings, Arc::new(clock)).expect("a board")
}

/// Somebody's jobs, so many of them, each with a company of its own and some days to its end.
async fn jobs(app: &TestApp, owner: &Person, number: usize, days: i64) -> Vec<JobId> {
    let mut ids = Vec::new();
    for place in 0..number {
        let mut body = job_with("company", json!(format!("{} {place}", owner.email)));
        let end = (app.clock.now() + TimeDelta::days(days)).date_naive();
        body["closes_on"] = json!(end.to_string());
        ids.push(JobId(app.post_job(owner, &body).await));
    }
    ids
}

/// When a job ends.
fn end_of(app: &TestApp, id: JobId) -> DateTime<Utc> {
    let database = open_database(&app.settings).expect("the database");
    let job: Result<Option<Job>, DbError> = database.read(|db| repository::jobs::by_id(db, id));
    let job = job.expect("a job").expect("a job");
    job.expires_at.expect("an end")
}

/// Says of jobs that their derived parts were made by older rules.
fn make_old(app: &TestApp, ids: &[JobId]) {
    let database = open_database(&app.settings).expect("the database");
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let older = format!(
        "UPDATE jobs SET index_version = 0 WHERE id IN ({})",
        ids.join(", ")
    );
    let done: Result<usize, DbError> =
        database.write(|db| Ok(diesel::sql_query(older).execute(db)?));
    assert_eq!(done.expect("an update"), ids.len());
}

fn count(app: &TestApp, counted: impl FnOnce(&mut DbConnection) -> QueryResult<i64>) -> usize {
    let database = open_database(&app.settings).expect("the database");
    let count: Result<i64, DbError> = database.read(counted);
    usize::try_from(count.expect("a number")).expect("a number")
}

/// How many reminders wait or were sent, and forgets them.
fn reminders(app: &TestApp) -> usize {
    count(app, |db| {
        let reminders = mails::table.filter(mails::content.like("%\"ending\"%"));
        let count = diesel::delete(reminders).execute(db)?;
        Ok(i64::try_from(count).unwrap_or_default())
    })
}

fn sessions_and_events(app: &TestApp) -> (usize, usize) {
    (
        count(app, |db| sessions::table.count().get_result(db)),
        count(app, |db| auth_events::table.count().get_result(db)),
    )
}

on_both_databases! {
    async fn views_expired_jobs_reminders_and_old_rows_take_as_many_queries_for_many_as_for_few(app: TestApp) {
        let mut taken = Vec::new();
        for number in [FEW, MANY] {
            let owner = app.person(&format!("owner-of-{number}")).await;
            let ending = jobs(&app, &owner, number, 10).await;
            let ended = jobs(&app, &owner, number, 2).await;
            // Sessions, events and views, for the last sweep.
            for _ in 0..number {
                app.sign_in(&owner.email).await;
            }
            let board = later(&app, 8);
            for id in ending.iter().chain(&ended) {
                views::count(&board, *id, board.today());
            }
            let written = queries(&app, async { views::write_down(&board).await.expect("to write") }).await;
            let swept = queries(&app, tidy::forget_old(&board)).await;
            assert_eq!(reminders(&app), number, "reminders");
            let seen = views::of_jobs(&board, &ending).await.expect("views");
            assert!(seen.iter().all(|days| days.last().is_some_and(|(_, views)| *views == 1)), "{seen:?}");
            let owner = app.sign_in(&owner.email).await;
            for id in &ended {
                let history = app.get_as(&owner, &format!("/api/v1/jobs/{}/history", id.0)).await.expect(200);
                assert!(history.body.contains("expire"), "{}", history.body);
            }
            // Everything that is ever forgotten.
            let forgotten = queries(&app, tidy::forget_old(&later(&app, 500))).await;
            assert_eq!(sessions_and_events(&app), (0, 0), "they are forgotten");
            assert!(written > 0 && swept > 0 && forgotten > 0);
            taken.push((written, swept, forgotten));
        }
        assert_eq!(taken[0], taken[1], "views, the sweep, and the one that forgets all, with {FEW} and {MANY} jobs");
    }

    async fn of_boards_that_find_the_same_reminders_due_one_orders_them(app: TestApp) {
        let owner = app.person("owner").await;
        let ids = jobs(&app, &owner, FEW, 10).await;
        let database = open_database(&app.settings).expect("the database");
        let note = |ends: &[(JobId, DateTime<Utc>)]| -> HashSet<JobId> {
            let noted: Result<_, DbError> = database.write(|db| Ok(job_reminders::note(db, ends)?));
            noted.expect("to note")
        };
        let now = app.clock.now();
        let ends: Vec<_> = ids.iter().map(|id| (*id, now)).collect();
        assert_eq!(note(&ends), ids.iter().copied().collect());
        assert_eq!(note(&ends), HashSet::new(), "whoever comes later");
        let renewed = [(ids[0], now + TimeDelta::days(30)), (ids[1], now)];
        assert_eq!(note(&renewed), HashSet::from([ids[0]]), "a new end");
    }

    async fn a_board_that_comes_later_to_the_same_reminders_orders_none(app: TestApp) {
        let owner = app.person("owner").await;
        let ids = jobs(&app, &owner, FEW, 10).await;
        let ends: Vec<_> = ids.iter().map(|id| (*id, end_of(&app, *id))).collect();
        let first = open_database(&app.settings).expect("the database");
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let holding = tokio::task::spawn_blocking(move || {
            let held: Result<(), DbError> = first.write(|db| {
                job_reminders::note(db, &ends)?;
                begun.send(()).expect("somebody who waits");
                // The other one finds them due meanwhile, and waits for what becomes of these.
                std::thread::sleep(Duration::from_millis(700));
                Ok(())
            });
            held.expect("to note");
        });
        has_begun.await.expect("a transaction");
        tidy::forget_old(&later(&app, 8)).await;
        holding.await.expect("an end");
        assert_eq!(reminders(&app), 0);
    }

    async fn jobs_that_are_derived_anew_or_stored_together_take_as_many_queries_for_many_as_for_few(app: TestApp) {
        let mut taken = Vec::new();
        let mut known = 0;
        for number in [FEW, MANY] {
            let owner = app.person(&format!("owner-of-{number}")).await;
            let me = app.get_as(&owner, "/api/v1/users/me").await.json();
            let me = UserId(me["id"].as_i64().expect("a number"));
            make_old(&app, &jobs(&app, &owner, number, 10).await);
            let rebuilt = queries(&app, async { job_index::rebuild(&app.context).expect("to rebuild") }).await;
            let some = known..known + number as u64;
            known = some.end;
            let stored = queries(&app, async { demo::load(&app.context, me, some, 100).await.expect("jobs") }).await;
            taken.push((rebuilt, stored));
        }
        assert_eq!(taken[0], taken[1], "of an older index and stored together, {FEW} and {MANY} jobs");
    }
}
