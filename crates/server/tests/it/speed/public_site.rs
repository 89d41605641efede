//! A board whose every public page shows a number that its writers raise.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{Person, job_with};

/// Something that is raised, and where everybody reads it.
#[derive(Debug)]
pub(super) struct Thing {
    /// What the number stands behind.
    pub(super) word: &'static str,
    /// Where it is raised.
    pub(super) path: String,
    field: Field,
    /// Where it is read.
    pub(super) pages: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Field {
    Title,
    Description,
    Name,
}

impl Thing {
    /// What the thing says at a number.
    pub(super) fn says(&self, number: u64) -> String {
        format!("{}{number:06}", self.word)
    }

    /// The number that a page says.
    #[track_caller]
    pub(super) fn read(&self, page: &str, body: &str) -> u64 {
        let behind = body
            .match_indices(self.word)
            .map(|(at, word)| at + word.len());
        let mut numbers = behind.filter_map(|at| body.get(at..at + 6)?.parse().ok());
        let number = numbers.next();
        number.unwrap_or_else(|| panic!("{page} does not say {}: {body}", self.word))
    }

    /// Raises it.
    pub(super) async fn raise(&self, app: &TestApp, who: &Person, number: u64) {
        let says = self.says(number);
        let body = match self.field {
            Field::Title => json!({"title": says, "tags": [says]}),
            Field::Description => json!({"description": says}),
            Field::Name => json!({"name": says}),
        };
        let changed = app.send_json(Method::PATCH, &self.path, Some(who), &body);
        changed.await.expect(200);
    }
}

/// Makes the board, and its admin.
pub(super) async fn build(app: &TestApp) -> (Person, Vec<Thing>) {
    let admin = app.person("writer").await;
    app.command(&["user", "promote", &admin.email]);
    let admin = app.sign_in(&admin.email).await;
    let mut body = job_with("title", json!("titleword000000"));
    body["tags"] = json!(["titleword000000"]);
    let id = app.post_job(&admin, &body).await;
    let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
    let company = &job["company_id"];
    let things = vec![
        Thing {
            word: "titleword",
            path: format!("/api/v1/jobs/{id}"),
            field: Field::Title,
            pages: [
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
            ]
            .map(str::to_owned)
            .into(),
        },
        Thing {
            word: "aboutword",
            path: format!("/api/v1/companies/{company}"),
            field: Field::Description,
            pages: [
                "/companies/",
                "/api/v1/companies",
                &format!("/companies/{company}/"),
                &format!("/api/v1/companies/{company}"),
            ]
            .map(str::to_owned)
            .into(),
        },
        Thing {
            word: "nameword",
            path: "/api/v1/admin/categories/1".to_owned(),
            field: Field::Name,
            pages: vec![
                "/api/v1/categories".to_owned(),
                "/search/?query=".to_owned(),
            ],
        },
    ];
    for thing in &things {
        thing.raise(app, &admin, 0).await;
    }
    (admin, things)
}
