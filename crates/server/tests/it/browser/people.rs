//! The main path of each person around a job: poster, moderator, visitor, reader, admin.

use serde_json::json;

use super::{Browser, Javascript};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person, job, job_with};

const UNPROCESSABLE: &str = "422 (Unprocessable Entity)";

async fn with_role(app: &TestApp, name: &str, role: &str) -> Person {
    let person = app.person(name).await;
    app.command(&["user", "promote", &person.email, "--role", role]);
    app.sign_in(&person.email).await
}

async fn fill_in_a_job(browser: &Browser) {
    for (name, text) in [
        ("title", "Gardener"),
        ("company", "City Parks"),
        ("location", "Ghent, Belgium"),
        ("salary_min", "50000"),
        ("tags", "C++, trees"),
        ("description", "Looks after **all** the trees of the city."),
    ] {
        browser.fill(name, text).await;
    }
    browser
        .click("select[name=salary_currency] option[value=EUR]")
        .await;
    browser
        .click("select[name=salary_period] option[value=YEAR]")
        .await;
    browser.click("input[value=FULL_TIME]").await;
}

async fn a_poster(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/post-a-job/").await;
    fill_in_a_job(&browser).await;
    browser.click("button[value=preview]").await;
    browser.find("form.preview").await;
    assert_eq!(browser.text("h1").await, "Gardener");
    assert_eq!(browser.text(".prose strong").await, "all");
    assert_eq!(app.listed().await, 0);
    browser.click("button[value=edit]").await;
    browser.find("textarea[name=description]").await;
    assert_eq!(browser.typed("tags").await, "C++, trees");
    assert!(browser.has("input[value=FULL_TIME]:checked").await);
    browser.click("button[value=preview]").await;
    browser.find("form.preview").await;
    browser.click("form.preview button[value=draft]").await;
    browser.wait_for_path("/details/1?msg=drafted").await;
    browser.click("a[href='/my-jobs/1/']").await;
    browser.wait_for_path("/my-jobs/1/").await;
    assert_eq!(browser.text(".lead .badge").await, "Draft");
    // A date of the past comes back, and the note with it.
    browser.fill("note", "At last.").await;
    set_date(&browser, "2001-01-01").await;
    browser.expect_status("/my-jobs/1/", UNPROCESSABLE);
    browser.click("button[value=submit]").await;
    browser.find("#closes_on-error").await;
    assert_eq!(browser.typed("note").await, "At last.");
    set_date(&browser, "").await;
    browser.click("button[value=submit]").await;
    browser.wait_for_path("/my-jobs/1/?msg=moved").await;
    assert_eq!(browser.text(".lead .badge").await, "Published");
    assert!(browser.text(".history").await.contains("At last."));
    browser.fill("body", "Is all well?").await;
    browser.submit("/my-jobs/1/comments/").await;
    browser.wait_for_path("/my-jobs/1/?msg=commented").await;
    assert!(browser.text(".told").await.contains("Is all well?"));
    app.get("/details/1").await.expect(200);
    browser.click("nav.links a[href='/my-jobs/']").await;
    browser.wait_for_path("/my-jobs/").await;
    let chart = "svg.chart[aria-label^='Read once']";
    assert!(browser.has(chart).await, "{}", browser.html().await);
    browser.click(".rows th a").await;
    browser.wait_for_path("/my-jobs/1/").await;
    browser.click("a[href='/post-a-job/?from=1']").await;
    browser.wait_for_path("/post-a-job/?from=1").await;
    assert_eq!(browser.typed("title").await, "Gardener");
    browser.goto("/my-jobs/").await;
    browser.click(".rows button[value=fill]").await;
    browser.wait_for_path("/my-jobs/?msg=moved").await;
    assert_eq!(browser.text(".rows .badge").await, "Filled");
    browser
        .goto_expecting("/details/2", "404 (Not Found)")
        .await;
    browser.close().await;
}

/// Chooses a date, which each browser lets people do in its own way.
async fn set_date(browser: &Browser, date: &str) {
    let script = format!("document.querySelector('input[type=date]').value = '{date}'");
    browser.ask(&script).await;
}

async fn a_moderator(app: &mut TestApp, javascript: Javascript) {
    app.change_settings(&[("REVIEW_JOBS", "true")]);
    let ada = app.person("ada").await;
    let max = with_role(app, "max", "moderator").await;
    let id = app.post_job(&ada, &job()).await;
    let desk = format!("/my-jobs/{id}/");
    let mut browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&max).await;
    browser.goto("/").await;
    browser.click("nav.links a[href='/moderation/']").await;
    browser.wait_for_path("/moderation/").await;
    browser.click(".rows th a").await;
    browser.wait_for_path(&desk).await;
    browser.expect_status(&desk, UNPROCESSABLE);
    browser.click("button[value=reject]").await;
    browser.find("#note-error").await;
    browser.fill("note", "Which trees?").await;
    browser.click("button[value=reject]").await;
    browser.wait_for_path(&format!("{desk}?msg=moved")).await;
    assert_eq!(browser.text(".lead .badge").await, "Rejected");
    // The poster writes it anew, and it is back in the queue.
    let edit = json!({"description": "Looks after the oaks of the city."});
    let path = format!("/api/v1/jobs/{id}");
    app.send_json(reqwest::Method::PATCH, &path, Some(&ada), &edit)
        .await
        .expect(200);
    let submit = json!({"step": "submit"});
    let path = format!("/api/v1/jobs/{id}/transitions");
    app.send_json(reqwest::Method::POST, &path, Some(&ada), &submit)
        .await
        .expect(200);
    browser.goto("/moderation/").await;
    browser.click(".rows th a").await;
    browser.wait_for_path(&desk).await;
    assert!(browser.text(".prose").await.contains("oaks"));
    assert!(browser.text(".history").await.contains("Which trees?"));
    browser.click("button[value=approve]").await;
    browser.wait_for_path(&format!("{desk}?msg=moved")).await;
    assert_eq!(app.listed().await, 1);
    // A reader reports it; the moderator finds nothing wrong.
    let report = json!({"reason": "wrong", "note": "No oaks there."});
    let path = format!("/api/v1/jobs/{id}/reports");
    app.send_json(reqwest::Method::POST, &path, None, &report)
        .await
        .expect(202);
    browser.goto("/moderation/reports/").await;
    browser.click(".rows th a").await;
    browser.wait_for_path(&desk).await;
    assert!(browser.text(".told").await.contains("No oaks there."));
    browser.submit(&format!("{desk}reports/")).await;
    browser
        .wait_for_path(&format!("{desk}?msg=dismissed"))
        .await;
    browser.goto("/moderation/reports/").await;
    assert_eq!(browser.text(".empty h2").await, "Nothing waits for you");
    browser.close().await;
}

async fn a_visitor(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let mut coder = job_with("title", json!("Coder"));
    coder["location"] = json!("Remote in Belgium");
    coder["tags"] = json!(["C++"]);
    coder["company"] = json!("Code & Sons");
    let id = app.post_job(&ada, &coder).await;
    app.post_job(&ada, &job()).await;
    let browser = Browser::open(app, javascript).await;
    browser.goto("/").await;
    assert_eq!(browser.text(".jobs .card h3").await, "Gardener");
    browser.fill("place", "Belgium").await;
    browser.click(".hero .ask button").await;
    browser.wait_for_path("/search/?query=&place=Belgium").await;
    assert_eq!(browser.text(".jobs .card h3").await, "Coder");
    browser.click(".filters a[href*='workplace=remote']").await;
    browser
        .wait_for_path("/search/?place=Belgium&workplace=remote")
        .await;
    browser.click(".card .tags a").await;
    browser
        .wait_for_path("/search/?place=Belgium&workplace=remote&tag=C%2B%2B")
        .await;
    browser.click(".chosen li:first-child a").await;
    browser
        .wait_for_path("/search/?workplace=remote&tag=C%2B%2B")
        .await;
    browser.click(".card h3 a").await;
    browser.wait_for_path(&format!("/details/{id}")).await;
    browser.click(".facts a").await;
    browser.find("article.job").await;
    assert_eq!(browser.text("h1").await, "Code & Sons");
    browser.click(".card h3 a").await;
    browser.wait_for_path(&format!("/details/{id}")).await;
    browser.click(&format!("a[href='/report/{id}/']")).await;
    browser.wait_for_path(&format!("/report/{id}/")).await;
    browser
        .click("select[name=reason] option[value=fraud]")
        .await;
    browser.fill("note", "They want money.").await;
    browser.submit(&format!("/report/{id}/")).await;
    browser.wait_for_path("/?msg=reported").await;
    browser.close().await;
}

async fn a_reader(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let reader = app.person("reader").await;
    let id = app.post_job(&ada, &job()).await;
    let browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&reader).await;
    browser.goto(&format!("/details/{id}")).await;
    browser.submit(&format!("/saved/{id}/")).await;
    browser
        .wait_for_path(&format!("/details/{id}?msg=job-saved"))
        .await;
    browser.click("nav.links a[href='/saved/']").await;
    browser.wait_for_path("/saved/").await;
    assert!(browser.text(".rows tbody th").await.starts_with("Gardener"));
    browser.submit(&format!("/saved/{id}/forget/")).await;
    browser.wait_for_path("/saved/?msg=job-forgotten").await;
    assert!(!browser.has(".rows").await);
    browser.close().await;
}

async fn an_admin(app: &TestApp, javascript: Javascript) {
    app.person("ada").await;
    let root = with_role(app, "root", "admin").await;
    let browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&root).await;
    browser.goto("/settings/").await;
    browser.click("a[href='/admin/users/']").await;
    browser.wait_for_path("/admin/users/").await;
    browser.click("#text").await;
    browser
        .find("#text")
        .await
        .send_keys("ADA")
        .await
        .expect("to type");
    browser
        .click("form.ask[action='/admin/users/'] button")
        .await;
    browser.wait_for_path("/admin/users/?query=ADA&role=").await;
    browser.click(".rows th a").await;
    browser.find("select[name=role]").await;
    browser
        .click("select[name=role] option[value=moderator]")
        .await;
    browser.fill("current_password", PASSWORD).await;
    browser.submit("/admin/users/1/").await;
    browser
        .wait_for_path("/admin/users/1/?msg=account-changed")
        .await;
    browser.click("a[href='/admin/categories/']").await;
    browser.wait_for_path("/admin/categories/").await;
    let name = browser.find(".sheet input[name=name]").await;
    name.send_keys("Forestry").await.expect("to type");
    browser.click(".sheet button").await;
    browser
        .wait_for_path("/admin/categories/?msg=categories-changed")
        .await;
    browser
        .click(".edited li:last-child button[name=position]")
        .await;
    browser
        .find(".edited li:nth-last-child(2) input[value=Forestry]")
        .await;
    browser.click("a[href='/admin/board/']").await;
    browser.wait_for_path("/admin/board/").await;
    browser
        .click("select[name=review_jobs] option[value=true]")
        .await;
    browser.submit("/admin/board/").await;
    browser
        .wait_for_path("/admin/board/?msg=board-changed")
        .await;
    browser.click("a[href='/admin/activity/']").await;
    browser.wait_for_path("/admin/activity/").await;
    let events = browser.text(".rows tbody").await;
    for event in [
        "Changed the settings of the board",
        "Was given another role",
    ] {
        assert!(events.contains(event), "{event}: {events}");
    }
    browser.close().await;
}

on_both_databases! {
    async fn with_javascript_a_poster_brings_a_job_from_a_preview_to_its_end(app: TestApp) {
        a_poster(&app, Javascript::On).await;
    }

    async fn without_javascript_a_poster_brings_a_job_from_a_preview_to_its_end(app: TestApp) {
        a_poster(&app, Javascript::Off).await;
    }

    async fn with_javascript_a_moderator_works_through_the_queue(app: TestApp) {
        let mut app = app;
        a_moderator(&mut app, Javascript::On).await;
    }

    async fn without_javascript_a_moderator_works_through_the_queue(app: TestApp) {
        let mut app = app;
        a_moderator(&mut app, Javascript::Off).await;
    }

    async fn with_javascript_a_visitor_narrows_the_list_and_reports_a_job(app: TestApp) {
        a_visitor(&app, Javascript::On).await;
    }

    async fn without_javascript_a_visitor_narrows_the_list_and_reports_a_job(app: TestApp) {
        a_visitor(&app, Javascript::Off).await;
    }

    async fn with_javascript_a_reader_saves_a_job(app: TestApp) {
        a_reader(&app, Javascript::On).await;
    }

    async fn without_javascript_a_reader_saves_a_job(app: TestApp) {
        a_reader(&app, Javascript::Off).await;
    }

    async fn with_javascript_an_admin_looks_after_the_board(app: TestApp) {
        an_admin(&app, Javascript::On).await;
    }

    async fn without_javascript_an_admin_looks_after_the_board(app: TestApp) {
        an_admin(&app, Javascript::Off).await;
    }
}
