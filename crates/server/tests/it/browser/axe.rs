//! No finding of axe-core on any page, in light and in dark.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Browser, Javascript, Scheme, every_page};
use crate::mail::mailed_token;
use crate::support::app::{PASSWORD, Person, job_with};
use crate::support::{Backend, TestApp};

/// Everything that axe-core calls a violation, best practices included.
const FINDINGS: &str = "(async () => { \
     const found = await axe.run(document, { resultTypes: ['violations'] }); \
     return found.violations.map((rule) => rule.id + ': ' + rule.nodes.slice(0, 3) \
       .map((node) => node.target.join(' ') + ' (' + (node.any[0] || node.all[0] || node.none[0] || {}).message + ')').join('; ')); })()";

fn axe_core() -> String {
    let made_by_the_test_command = || {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        workspace.join("target/axe/node_modules/axe-core/axe.min.js")
    };
    let file =
        std::env::var_os("JOBBOARD_TEST_AXE").map_or_else(made_by_the_test_command, PathBuf::from);
    fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("{}: {error}; `cargo xtask test` fetches it", file.display())
    })
}

async fn check(browser: &Browser, path: &str, axe: &str) {
    browser.run(axe).await;
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.prefer(scheme).await;
        let findings = browser.ask(FINDINGS).await;
        assert_eq!(findings, json!([]), "{path} in {scheme:?}");
    }
}

/// A board with something on every page of it.
async fn busy_board(app: &TestApp) -> (Person, i64, i64) {
    let admin = app.person("admin").await;
    let poster = app.person("poster").await;
    let everything = json!({
        "title": "Head gardener", "company": "City Parks", "company_url": "https://parks.example.org",
        "location": "Ghent, Belgium; Antwerp", "employment_types": ["FULL_TIME"],
        "salary": {"min": 4_000_000, "max": 5_000_000, "currency": "EUR", "period": "YEAR"},
        "tags": ["Trees", "C++"], "apply_to": "jobs@parks.example.org",
        "description": "# Tasks\n\n- one\n- two\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` and [a link](https://example.org)",
    });
    let own = app.post_job(&admin, &everything).await;
    let others = app.post_job(&poster, &everything).await;
    app.post_job(&admin, &job_with("state", json!("draft")))
        .await;
    for number in 0..21 {
        app.job(&poster, &format!("Gardener {number}")).await;
    }
    let report = json!({"reason": "other", "note": "Look."});
    app.send_json(
        reqwest::Method::POST,
        &format!("/api/v1/jobs/{others}/reports"),
        None,
        &report,
    )
    .await
    .expect(202);
    let saved = format!("/api/v1/users/me/saved-jobs/{others}");
    app.send_json(reqwest::Method::PUT, &saved, Some(&admin), &json!({}))
        .await;
    let said = json!({"body": "Is all well?"});
    app.send_json(
        reqwest::Method::POST,
        &format!("/api/v1/jobs/{own}/comments"),
        Some(&admin),
        &said,
    )
    .await
    .expect(201);
    // Another sign-in, for the list of them.
    let admin = app.sign_in(&admin.email).await;
    (admin, own, others)
}

#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_light_and_dark() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (admin, own, others) = busy_board(&app).await;
    let axe = axe_core();
    let mut browser = Browser::open(&app, Javascript::On).await;
    let look = async |browser: &Browser, path: &str| check(browser, path, &axe).await;
    let pages = every_page(own, others, "gardener");
    browser.look_at(&pages, &admin, look).await;
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_pages_of_moderators_and_admins() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (admin, _, others) = busy_board(&app).await;
    app.command(&["user", "promote", &admin.email]);
    let axe = axe_core();
    let browser = Browser::open(&app, Javascript::On).await;
    browser.sign_in_as(&admin).await;
    let desk = format!("/my-jobs/{others}/");
    for path in [
        "/moderation/",
        "/moderation/reports/",
        &desk,
        "/admin/users/",
        "/admin/users/2/",
        "/admin/categories/",
        "/admin/board/",
        "/admin/activity/",
        "/styleguide",
    ] {
        browser.goto(path).await;
        check(&browser, path, &axe).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_in_forms_that_come_back_in_a_dialog_and_on_a_narrow_screen() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (admin, own, others) = busy_board(&app).await;
    let axe = axe_core();
    let mut browser = Browser::open(&app, Javascript::On).await;
    browser.sign_in_as(&admin).await;
    browser.goto("/post-a-job/").await;
    browser.expect_status("/post-a-job/", "422 (Unprocessable Entity)");
    browser.submit("").await;
    browser.find(".summary").await;
    check(&browser, "/post-a-job/ with errors", &axe).await;
    browser.fill("title", "Gardener").await;
    browser.fill("company", "City Parks").await;
    browser.fill("location", "Ghent").await;
    browser
        .fill("description", "Looks after the trees of the city.")
        .await;
    browser.click("button[value=preview]").await;
    browser.find("form.preview").await;
    check(&browser, "the preview", &axe).await;
    browser.goto("/companies/1/edit/").await;
    check(&browser, "/companies/1/edit/", &axe).await;
    browser.goto("/search/?pay=much&currency=EUR").await;
    browser.expect_status(
        "/search/?pay=much&currency=EUR",
        "422 (Unprocessable Entity)",
    );
    check(&browser, "a wrong filter", &axe).await;
    let step = json!({"step": "fill"});
    app.send_json(
        reqwest::Method::POST,
        &format!("/api/v1/jobs/{own}/transitions"),
        Some(&admin),
        &step,
    )
    .await
    .expect(200);
    let ended = format!("/details/{own}");
    browser.forget_cookies().await;
    browser.goto_expecting(&ended, "410 (Gone)").await;
    check(&browser, "an ended job", &axe).await;
    browser.goto("/forgot-password/").await;
    browser.fill("email", "poster@example.org").await;
    browser.submit("/forgot-password/").await;
    browser.find(".empty").await;
    check(&browser, "a message", &axe).await;
    browser.sign_in_as(&admin).await;
    browser.goto("/settings/delete/").await;
    browser.submit("/settings/delete/").await;
    browser.find("dialog[open]").await;
    check(&browser, "a question", &axe).await;
    browser.resize(360).await;
    for (path, button) in [
        (
            "/search/?workplace=on_site",
            "button[popovertarget=filters]",
        ),
        ("/", "button[popovertarget=links]"),
    ] {
        browser.goto(path).await;
        browser.click(button).await;
        check(&browser, path, &axe).await;
    }
    let job = format!("/details/{others}");
    browser.goto(&job).await;
    check(&browser, &job, &axe).await;
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_in_german_and_with_an_accent_that_is_hard_to_read() {
    let app = TestApp::with(
        Backend::Sqlite,
        &[("BRAND_ACCENT", "#ffd000"), ("DEFAULT_LANGUAGE", "de")],
    )
    .await;
    let (_, own, others) = busy_board(&app).await;
    let axe = axe_core();
    let browser = Browser::open(&app, Javascript::On).await;
    browser.choose_language("de").await;
    for path in [
        "/".to_owned(),
        "/search/?workplace=on_site&within=7".to_owned(),
        format!("/details/{own}"),
        format!("/report/{others}/"),
        "/companies/1/".to_owned(),
        "/login/".to_owned(),
        "/register/".to_owned(),
    ] {
        browser.goto(&path).await;
        assert_eq!(browser.ask("document.documentElement.lang").await, "de");
        check(&browser, &path, &axe).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_where_something_went_wrong_or_was_mailed() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    let axe = axe_core();
    let mut browser = Browser::open(&app, Javascript::On).await;
    for path in ["verify-email", "reset-password"] {
        if path == "reset-password" {
            let asked = json!({"email": ada.email});
            let forgotten = "/api/v1/auth/forgot-password";
            app.send_json(reqwest::Method::POST, forgotten, None, &asked)
                .await;
        }
        let token = mailed_token(&app, &ada.email, path, 1).await;
        browser.goto(&format!("/{path}/?token={token}")).await;
        check(&browser, path, &axe).await;
    }
    // A form whose sign-in has ended meanwhile, before and after the next one.
    browser.sign_in_as(&ada).await;
    browser.goto("/post-a-job/").await;
    browser.fill("title", "Botanist").await;
    browser.forget_cookies().await;
    browser.expect_status("/post-a-job/", "401 (Unauthorized)");
    browser.submit("").await;
    browser.find("#password").await;
    check(&browser, "a form that is kept", &axe).await;
    browser.fill("email", &ada.email).await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/login/").await;
    browser.find("form[action='/post-a-job/']").await;
    check(&browser, "a form that was kept", &axe).await;
    browser.forget_cookies().await;
    let wrong = [
        ("email", "ada@example.org"),
        ("password", "not the password"),
    ];
    for _ in 0..5 {
        app.send_form("/login/", None, &wrong).await;
    }
    browser.goto("/login/").await;
    browser.fill("email", &ada.email).await;
    browser.fill("password", "not the password").await;
    browser.expect_status("/login/", "429 (Too Many Requests)");
    browser.submit("/login/").await;
    browser.find(".summary").await;
    check(&browser, "too many tries", &axe).await;
    browser.close().await;
}
