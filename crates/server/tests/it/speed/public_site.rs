//! A board whose every public page shows a number that its writers raise, or whether a job is there.

use std::sync::Mutex;

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{Person, job_with};

/// Something that changes, and where everybody reads it.
#[derive(Debug)]
pub(super) struct Thing {
    /// What is read on its pages.
    word: &'static str,
    change: Change,
    /// Where it is read.
    pub(super) pages: Vec<String>,
}

/// What is done to a thing to bring it from a number to the next one.
#[derive(Debug)]
enum Change {
    /// Fields of what is at a path say the number.
    Fields(String, &'static [&'static str]),
    /// Another job says it, and the one before is deleted.
    Posting(Mutex<Option<i64>>),
    /// A job is on the list at even numbers, and not at odd ones.
    Opening(String),
}

/// What a page says of a thing.
#[derive(Debug, Clone)]
pub(super) enum Said {
    /// The number after its word.
    Number(u64),
    /// Whether it is there.
    Open(bool),
}

impl Said {
    /// Whether it was so at a number from `least` to `most`.
    pub(super) fn is_within(&self, least: u64, most: u64) -> bool {
        match self {
            Self::Number(number) => (least..=most).contains(number),
            Self::Open(open) => (least..=most).any(|number| is_open_at(number) == *open),
        }
    }
}

fn is_open_at(number: u64) -> bool {
    number.is_multiple_of(2)
}

impl Thing {
    /// What an answer says.
    #[track_caller]
    pub(super) fn read(&self, page: &str, status: u16, body: &str) -> Said {
        if let Change::Opening(_) = self.change {
            assert!([200, 404, 410].contains(&status), "{page}: {status}");
            return Said::Open(status == 200 && body.contains(self.word));
        }
        assert_eq!(status, 200, "{page}");
        let behind = body
            .match_indices(self.word)
            .map(|(at, word)| at + word.len());
        let mut numbers = behind.filter_map(|at| body.get(at..at + 6)?.parse().ok());
        let number = numbers.next();
        Said::Number(number.unwrap_or_else(|| panic!("{page} does not say {}: {body}", self.word)))
    }

    /// Brings it to a number, from the one before.
    pub(super) async fn raise(&self, app: &TestApp, who: &Person, number: u64) {
        let says = format!("{}{number:06}", self.word);
        match &self.change {
            Change::Fields(path, fields) => {
                let value = |field: &&str| match *field {
                    "tags" => json!([says]),
                    _ => json!(says),
                };
                let body = fields.iter().map(|field| (*field, value(field)));
                let body: serde_json::Map<_, _> = body
                    .map(|(field, value)| (field.to_owned(), value))
                    .collect();
                let body = json!(body);
                let changed = app.send_json(Method::PATCH, path, Some(who), &body);
                changed.await.expect(200);
            }
            Change::Posting(latest) => {
                let id = app.post_job(who, &job_with("title", json!(says))).await;
                let before = latest.lock().expect("the latest").replace(id);
                if let Some(before) = before {
                    let path = format!("/api/v1/jobs/{before}");
                    let nothing = json!(null);
                    let gone = app.send_json(Method::DELETE, &path, Some(who), &nothing);
                    gone.await.expect(204);
                }
            }
            Change::Opening(path) => {
                let step = if is_open_at(number) {
                    "relist"
                } else {
                    "close"
                };
                let (path, step) = (format!("{path}/transitions"), json!({"step": step}));
                let step = app.send_json(Method::POST, &path, Some(who), &step);
                step.await.expect(200);
            }
        }
    }
}

fn pages<const N: usize>(paths: [&str; N]) -> Vec<String> {
    paths.map(str::to_owned).into()
}

/// Makes the board, and its admin. Each thing is at 0.
pub(super) async fn build(app: &TestApp) -> (Person, Vec<Thing>) {
    let admin = app.person("writer").await;
    app.command(&["user", "promote", &admin.email]);
    let admin = app.sign_in(&admin.email).await;
    let id = app.job(&admin, "titleword").await;
    let opened = app.job(&admin, "openword").await;
    let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
    let company = &job["company_id"];
    let things = vec![
        Thing {
            word: "titleword",
            change: Change::Fields(format!("/api/v1/jobs/{id}"), &["title", "tags"]),
            pages: pages([
                "/",
                "/search/?query=titleword",
                "/api/v1/jobs",
                "/api/v1/jobs?title=titleword",
                "/api/v1/jobs/suggest?title=titleword",
                "/api/v1/tags",
                "/jobs/all/",
                "/jobs/autocomplete?term=titleword",
                &format!("/details/{id}/"),
                &format!("/api/v1/jobs/{id}"),
                &format!("/jobs/get/{id}"),
                &format!("/companies/{company}/"),
            ]),
        },
        Thing {
            word: "aboutword",
            change: Change::Fields(format!("/api/v1/companies/{company}"), &["description"]),
            pages: pages([
                "/companies/",
                "/api/v1/companies",
                &format!("/companies/{company}/"),
                &format!("/api/v1/companies/{company}"),
            ]),
        },
        Thing {
            word: "nameword",
            change: Change::Fields("/api/v1/admin/categories/1".to_owned(), &["name"]),
            pages: pages(["/api/v1/categories", "/search/?query="]),
        },
        Thing {
            word: "newword",
            change: Change::Posting(Mutex::default()),
            pages: pages([
                "/",
                "/search/?query=newword",
                "/api/v1/jobs",
                "/api/v1/jobs?title=newword",
                "/jobs/all/",
            ]),
        },
        Thing {
            word: "openword",
            change: Change::Opening(format!("/api/v1/jobs/{opened}")),
            pages: pages([
                &format!("/details/{opened}/"),
                &format!("/api/v1/jobs/{opened}"),
                &format!("/jobs/get/{opened}"),
                "/",
                "/api/v1/jobs",
                "/api/v1/jobs/suggest?title=openword",
            ]),
        },
    ];
    for thing in &things {
        if !matches!(thing.change, Change::Opening(_)) {
            thing.raise(app, &admin, 0).await;
        }
    }
    (admin, things)
}
