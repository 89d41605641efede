//! Two people who change one job.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::Person;

async fn patch(app: &TestApp, person: &Person, id: i64, title: &str, tag: &str) -> Answer {
    let request = app
        .request(Method::PATCH, &format!("/api/v1/jobs/{id}"))
        .bearer_auth(&person.token)
        .header("if-match", tag)
        .json(&json!({"title": title}));
    app.send(request).await
}

on_both_databases! {
    async fn an_edit_of_an_older_version_is_refused_and_changes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let path = format!("/api/v1/jobs/{id}");
        let tag = app.get(&path).await.expect(200).header("etag").to_owned();
        assert!(tag.starts_with("\"1-"), "{tag}");
        let changed = patch(&app, &ada, id, "Head gardener", &tag).await.expect(200);
        let newer = changed.header("etag").to_owned();
        assert!(newer.starts_with("\"2-"), "{newer}");
        for old in [&tag, "\"1\"", "\"x\"", "W/\"2\"", "\"\""] {
            patch(&app, &ada, id, "Late", old).await.expect(412);
        }
        assert_eq!(app.get(&path).await.json()["title"], "Head gardener");
        patch(&app, &ada, id, "Third", "\"2\"").await.expect(200);
        patch(&app, &ada, id, "Fourth", "*").await.expect(200);
        let delete = |tag: &'static str| {
            let request = app.request(Method::DELETE, &path).bearer_auth(&ada.token);
            app.send(request.header("if-match", tag))
        };
        delete("\"3\"").await.expect(412);
        delete("\"4\"").await.expect(204);
    }

    async fn of_twenty_edits_of_one_version_at_once_one_is_taken(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let titles: Vec<_> = (0..20).map(|n| format!("Gardener {n}")).collect();
        let edits = titles.iter().map(|title| patch(&app, &ada, id, title, "\"1\""));
        let answers = futures_util::future::join_all(edits).await;
        let taken: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(taken.len(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 412)));
        let now = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        assert_eq!(now["title"], taken[0].json()["title"]);
        assert_eq!(now["version"], 2);
    }

    async fn a_form_that_is_too_late_shows_both_and_loses_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let path = format!("/edit-job/{id}/");
        let page = app.page_as(&ada, &path).await.expect(200).body;
        assert!(page.contains("name=\"version\" value=\"1\""), "{page}");
        patch(&app, &ada, id, "Written by the other", "*").await.expect(200);
        let mut form = vec![
            ("title", "Written by me"), ("company", "City Parks"), ("company_url", ""),
            ("location", "Ghent"), ("description", "Looks after the trees of the city."),
            ("version", "1"),
        ];
        let late = app.send_form(&path, Some(&ada), &form).await.expect(412);
        assert!(late.body.contains("value=\"Written by me\""));
        assert!(late.body.contains("Somebody else wrote: Written by the other"));
        assert!(late.body.contains("name=\"version\" value=\"2\""));
        form.pop();
        form.push(("version", "2"));
        app.send_form(&path, Some(&ada), &form).await.expect(303);
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.json()["title"], "Written by me");
    }
}
