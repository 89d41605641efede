//! Jobs that are posted at the same moment share a transaction, and nothing else.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use futures_util::future::join_all;
use jobboard_core::clock::Clock;
use jobboard_db::schema::{companies, job_terms};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, job_with};
use crate::support::{Backend, TestApp};

/// Those that are posted at the same moment.
const AT_ONCE: usize = 60;

/// Signs that are something else in JSON, in SQL or in neither.
const SIGNS: &str = r#"\"\'\u0041{},$1%_ 𝄞 🌱"#;

fn title(number: usize) -> String {
    format!("Gardener number {number} {SIGNS}")
}

/// A job that is like no other one of them. Every sixth says a category that there is not, and every
/// sixth has no title.
fn posting(number: usize) -> Value {
    let title = if number % 6 == 3 {
        String::new()
    } else {
        title(number)
    };
    let mut job = job_with("title", json!(title));
    job["company"] = json!(format!("Garden {}", number % 7));
    job["tags"] = json!([format!("Tag {}", number % 5), "Trees"]);
    job["category"] = match number % 6 {
        0 => json!("Nothing of the kind"),
        1 => json!("engineering"),
        _ => Value::Null,
    };
    job
}

fn lines(app: &TestApp) -> i64 {
    let database = app.open_database();
    let lines = database.read(|db| job_terms::table.count().get_result(db));
    lines.expect("a number")
}

on_both_databases! {
    async fn jobs_that_are_posted_at_once_are_each_stored_or_refused_for_themselves(app: TestApp) {
        let people = [app.person("one").await, app.person("another").await];
        let posts = (0..AT_ONCE).map(|number| {
            let (app, person) = (&app, &people[number % 2]);
            async move {
                let body = posting(number);
                app.send_json(Method::POST, "/api/v1/jobs", Some(person), &body).await
            }
        });
        let mut ids = BTreeSet::new();
        for (number, answer) in join_all(posts).await.into_iter().enumerate() {
            let wrong = match number % 6 {
                0 => Some("unknown_category"),
                3 => Some("title"),
                _ => None,
            };
            if let Some(wrong) = wrong {
                let refused = answer.expect(422).json();
                assert!(refused["errors"].to_string().contains(wrong), "{refused}");
                continue;
            }
            let stored = answer.expect(201).json();
            let id = stored["id"].as_i64().expect("a number");
            ids.insert(id);
            let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
            for job in [&stored, &job] {
                assert_eq!(job["title"], json!(title(number)));
                assert_eq!(job["company"], json!(format!("Garden {}", number % 7)));
                let category = if number % 6 == 1 { json!("Engineering") } else { Value::Null };
                assert_eq!(job["category"], category);
            }
            let history = format!("/api/v1/jobs/{id}/history");
            let history = app.get_as(&people[number % 2], &history).await.expect(200).json();
            let events = history["items"].as_array().expect("events");
            assert_eq!(events.len(), 1, "{history}");
            let tagged = format!("/api/v1/jobs?limit=100&title=number+{number}&tag=Tag+{}", number % 5);
            let found = app.get(&tagged).await.json();
            let found = found["items"].as_array().expect("jobs").iter();
            assert!(found.clone().any(|job| job["id"] == json!(id)), "{tagged}");
        }
        assert_eq!(ids.len(), AT_ONCE - AT_ONCE / 3);
        let companies = app.get("/api/v1/companies").await.json();
        assert_eq!(companies["items"].as_array().map(Vec::len), Some(7), "{companies}");
    }

    async fn what_jobs_are_found_by_goes_with_them(app: TestApp) {
        let (leaver, stayer) = (app.person("leaver").await, app.person("stayer").await);
        let of_stayer = app.job(&stayer, "Gardener").await;
        let one = lines(&app);
        assert!(one > 5, "{one}");
        for number in 0..3 {
            app.post_job(&leaver, &job_with("title", json!(format!("Florist {number}")))).await;
        }
        assert!(lines(&app) > one * 3);
        let leave = json!({"current_password": PASSWORD});
        app.send_json(Method::DELETE, "/api/v1/users/me", Some(&leaver), &leave).await.expect(204);
        assert_eq!(lines(&app), one);
        let path = format!("/api/v1/jobs/{of_stayer}");
        app.send_json(Method::DELETE, &path, Some(&stayer), &Value::Null).await.expect(204);
        assert_eq!(lines(&app), 0);
    }
}

/// Somebody holds a company's name in a transaction that does not end.
#[tokio::test]
async fn a_job_that_waits_for_somebody_elses_row_is_refused_and_the_others_are_stored() {
    let app = TestApp::on(Backend::Postgres).await;
    let poster = app.person("poster").await;
    let database = app.open_database();
    let now = app.clock.now().naive_utc();
    let (held, is_held) = tokio::sync::oneshot::channel();
    let (over, is_over) = std::sync::mpsc::channel::<()>();
    let holder = std::thread::spawn(move || {
        let undone: Result<(), jobboard_db::DbError> = database.write(|db| {
            diesel::insert_into(companies::table)
                .values((
                    companies::name.eq("Held"),
                    companies::name_key.eq("held"),
                    companies::description.eq(""),
                    companies::version.eq(1),
                    companies::created_at.eq(now),
                    companies::updated_at.eq(now),
                ))
                .execute(db)?;
            held.send(()).expect("somebody who waits");
            let _ = is_over.recv();
            Err(jobboard_db::DbError::Duplicate)
        });
        assert!(undone.is_err());
    });
    is_held.await.expect("a row that is held");
    let companies = (0..12).map(|number| {
        if number == 5 {
            "Held".to_owned()
        } else {
            format!("Free {number}")
        }
    });
    let posts = companies.map(|company| {
        let (app, poster) = (&app, &poster);
        async move {
            let body = job_with("company", json!(company));
            let answer = app
                .send_json(Method::POST, "/api/v1/jobs", Some(poster), &body)
                .await;
            (company, answer)
        }
    });
    let mut stored = 0;
    for (company, answer) in join_all(posts).await {
        if company == "Held" {
            answer.expect(503);
        } else {
            answer.expect(201);
            stored += 1;
        }
    }
    drop(over);
    holder.join().expect("the holder");
    assert_eq!((stored, app.listed().await), (11, 11));
}
