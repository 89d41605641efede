//! A whole visit, from registering to signing out.

use serde_json::json;

use super::{Browser, Javascript};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

const EMAIL: &str = "ada@example.org";
const UNPROCESSABLE: &str = "422 (Unprocessable Entity)";

async fn registers(browser: &mut Browser) {
    browser.goto("/register/").await;
    browser.fill("username", "ada").await;
    browser.fill("email", EMAIL).await;
    browser.fill("password", PASSWORD).await;
    browser.expect_status("/register/", UNPROCESSABLE);
    browser.submit("/register/").await;
    assert_eq!(
        browser.text(".summary p").await,
        "One field needs another look."
    );
    assert_eq!(browser.typed("email").await, EMAIL);
    assert_eq!(browser.typed("password").await, "");
    assert!(!browser.html().await.contains(PASSWORD), "the password");
    browser.fill("username", "Ada Lovelace").await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/register/").await;
    browser.wait_for_path("/?msg=registered").await;
    let notice = browser.text(".notice").await;
    assert_eq!(notice, "Your account is ready. Sign in to post a job.");
}

async fn signs_in_where_it_was_going(browser: &mut Browser) {
    browser.click(".top a[href='/post-a-job/']").await;
    browser.wait_for_path("/login/?next=/post-a-job/").await;
    browser.fill("email", EMAIL).await;
    browser.fill("password", "not the password").await;
    browser.expect_status("/login/", "401 (Unauthorized)");
    browser.submit("/login/").await;
    let failure = browser.text(".summary").await;
    assert_eq!(failure, "That address and password do not belong together.");
    assert_eq!(browser.typed("email").await, EMAIL);
    assert!(!browser.html().await.contains("not the password"));
    browser.fill("password", PASSWORD).await;
    browser.submit("/login/").await;
    browser.wait_for_path("/post-a-job/").await;
    assert_eq!(browser.text(".account .name bdi").await, "Ada Lovelace");
}

async fn posts_a_job(browser: &mut Browser) {
    browser.fill("title", "Bot").await;
    browser.fill("company", "Orchids & Sons <Ltd>").await;
    browser.fill("company_url", "javascript:alert(1)").await;
    browser.fill("description", "Too short.").await;
    browser.expect_status("/post-a-job/", UNPROCESSABLE);
    browser.submit("").await;
    let summary = browser.text(".summary p").await;
    assert_eq!(summary, "4 fields need another look.");
    for name in ["title", "company_url", "location", "description"] {
        let error = format!("#{name}-error");
        assert!(!browser.text(&error).await.is_empty(), "{name}");
        let beside = format!("#{name}[aria-invalid=true][aria-describedby~={name}-error]");
        assert!(browser.has(&beside).await, "{name}");
        assert!(browser.has(&format!(".summary a[href='#{name}']")).await);
    }
    assert!(!browser.has("#company-error").await);
    assert_eq!(browser.typed("title").await, "Bot");
    assert_eq!(browser.typed("company").await, "Orchids & Sons <Ltd>");
    assert_eq!(browser.typed("company_url").await, "javascript:alert(1)");
    assert_eq!(browser.typed("description").await, "Too short.");

    browser.fill("title", "Botanist").await;
    browser
        .fill("company_url", "https://orchids.example.org")
        .await;
    browser.fill("location", "Ghent").await;
    browser
        .fill(
            "description",
            "Counts orchids all day.\nApply: https://orchids.example.org/jobs.",
        )
        .await;
    browser.submit("").await;
    browser.wait_for_path("/details/1?msg=posted").await;
    assert_eq!(browser.text(".notice").await, "Your job is online.");
    assert_eq!(browser.text("h1").await, "Botanist");
    assert_eq!(
        browser.text(".facts .company").await,
        "Orchids & Sons <Ltd>"
    );
    let description = browser.text(".prose").await;
    assert!(description.starts_with("Counts orchids all day.\nApply: "));
    let link = ".prose a[href='https://orchids.example.org/jobs']";
    assert!(browser.has(link).await, "{}", browser.html().await);
}

async fn edits_it(browser: &mut Browser) {
    browser.click("a[href='/edit-job/1/']").await;
    browser.wait_for_path("/edit-job/1/").await;
    assert_eq!(browser.typed("title").await, "Botanist");
    browser.fill("title", "").await;
    browser.expect_status("/edit-job/1/", UNPROCESSABLE);
    browser.submit("").await;
    browser.find("#title-error").await;
    assert_eq!(browser.typed("company").await, "Orchids & Sons <Ltd>");
    browser.fill("title", "Senior botanist").await;
    browser.submit("").await;
    browser.wait_for_path("/details/1?msg=saved").await;
    assert_eq!(browser.text("h1").await, "Senior botanist");
}

async fn takes_it_down(browser: &mut Browser) {
    browser.click("nav.links a[href='/my-jobs/']").await;
    browser.wait_for_path("/my-jobs/").await;
    let row = browser.text(".rows tbody th").await;
    assert!(row.starts_with("Senior botanist"), "{row}");
    browser.click(".rows a[href='/delete-job/1/']").await;
    browser.wait_for_path("/delete-job/1/").await;
    assert_eq!(browser.text("h1").await, "Delete this job?");
    browser.click("#main a.quiet").await;
    browser.wait_for_path("/details/1").await;
    browser.click("a[href='/delete-job/1/']").await;
    browser.wait_for_path("/delete-job/1/").await;
    browser.submit("").await;
    browser.wait_for_path("/my-jobs/?msg=deleted").await;
    assert_eq!(browser.text(".notice").await, "The job is gone.");
    assert!(!browser.has(".rows").await);
    browser
        .goto_expecting("/details/1", "404 (Not Found)")
        .await;
    assert_eq!(browser.text("h1").await, "Not here");
}

async fn signs_out(browser: &mut Browser) {
    browser.submit("/logout/").await;
    browser.wait_for_path("/?msg=signed-out").await;
    assert_eq!(browser.text(".notice").await, "You are signed out.");
    assert!(browser.has("nav.links a[href='/login/']").await);
    assert!(!browser.has("form[action='/logout/']").await);
    browser.goto("/my-jobs/").await;
    assert_eq!(browser.path().await, "/login/?next=/my-jobs/");
}

async fn whole_visit(app: &TestApp, javascript: Javascript) {
    let mut browser = Browser::open(app, javascript).await;
    registers(&mut browser).await;
    signs_in_where_it_was_going(&mut browser).await;
    posts_a_job(&mut browser).await;
    edits_it(&mut browser).await;
    takes_it_down(&mut browser).await;
    signs_out(&mut browser).await;
    assert_eq!(app.get("/api/v1/jobs").await.json()["items"], json!([]));
    browser.close().await;
}

on_both_databases! {
    async fn with_javascript_a_visit_goes_from_registering_to_signing_out(app: TestApp) {
        whole_visit(&app, Javascript::On).await;
    }

    async fn without_javascript_a_visit_goes_from_registering_to_signing_out(app: TestApp) {
        whole_visit(&app, Javascript::Off).await;
    }

    async fn a_browser_notices_what_a_page_is_not_allowed_to_do(app: TestApp) {
        let mut browser = Browser::open(&app, Javascript::On).await;
        browser.goto("/").await;
        browser
            .ask("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
            .await;
        browser.goto("/register/").await;
        let console = browser.console().await.join("\n");
        assert!(console.contains("Content Security Policy"), "{console}");
        browser.goto_expecting("/nowhere", "404 (Not Found)").await;
        browser.close().await;
    }
}
