//! What scripts add: results that change in place, questions before what cannot be undone, times
//! by the reader's clock, a link to copy. Without them the same paths work (`people.rs`).

use jobboard_core::clock::Clock;
use serde_json::json;
use thirtyfour::Key;

use super::{Browser, Javascript, Scheme};
use crate::support::app::{Person, job_with};
use crate::support::{Backend, TestApp};

async fn board(app: &TestApp) -> (Person, Browser) {
    let ada = app.person("ada").await;
    app.post_job(&ada, &job_with("location", json!("Remote")))
        .await;
    for number in 0..21 {
        app.job(&ada, &format!("Baker {number}")).await;
    }
    let browser = Browser::open(app, Javascript::On).await;
    (ada, browser)
}

/// Leaves a mark that a page loaded anew would not have.
async fn mark(browser: &Browser) {
    browser.ask("(window.marked = true)").await;
}

async fn is_marked(browser: &Browser) -> bool {
    browser.ask("window.marked === true").await == json!(true)
}

#[tokio::test]
async fn filters_change_the_results_in_place_and_the_address_says_it_all() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, browser) = board(&app).await;
    browser.goto("/search/").await;
    mark(&browser).await;
    let remote = ".filters a[href='/search/?workplace=remote']";
    browser.click(remote).await;
    browser.wait_for_path("/search/?workplace=remote").await;
    browser.find(".chosen a").await;
    assert_eq!(browser.text(".card h3").await, "Gardener");
    let focused = "document.activeElement.textContent.trim().startsWith('Remote')";
    assert_eq!(browser.ask(focused).await, json!(true), "the focus stays");
    browser.find("#announce:not(:empty)").await;
    assert_eq!(browser.text("#announce").await, "One job on this page.");
    // Taken away again at the top, the heading has the focus.
    browser.click(".chosen a").await;
    browser.wait_for_path("/search/").await;
    browser.find("h1:focus").await;
    browser.click(".pages a[rel=next]").await;
    browser.find(".pages a:not([rel])").await;
    assert!(
        browser.path().await.starts_with("/search/?"),
        "a page of its own"
    );
    browser.back().await;
    browser.wait_for_path("/search/").await;
    browser.find(".pages a[rel=next]").await;
    browser.find("h1:focus").await;
    browser.back().await;
    browser.wait_for_path("/search/?workplace=remote").await;
    browser.find(".chosen a").await;
    assert!(is_marked(&browser).await, "nothing was loaded anew");
    // The form of place and pay, which the board answers with another address.
    browser.fill("place", "nowhere").await;
    browser.fill("pay", "50000").await;
    browser.click(".filters form button[type=submit]").await;
    browser.find(".empty").await;
    let path = browser.path().await;
    assert!(
        path.contains("place=nowhere") && path.contains("salary=50000"),
        "{path}"
    );
    assert!(is_marked(&browser).await, "nothing was loaded anew");
    browser.close().await;
}

#[tokio::test]
async fn the_filters_of_a_narrow_screen_stay_open_while_one_chooses() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, browser) = board(&app).await;
    browser.resize(360).await;
    browser.goto("/search/").await;
    browser.click("button[popovertarget=filters]").await;
    browser
        .click(".filters a[href='/search/?workplace=remote']")
        .await;
    browser.wait_for_path("/search/?workplace=remote").await;
    browser.find(".filters:popover-open a[aria-current]").await;
    let focused = browser.active().await;
    focused.send_keys(Key::Escape).await.expect("to close it");
    browser.wait_until_hidden(".filters").await;
    browser.find("button[popovertarget=filters]:focus").await;
    browser.click("button[popovertarget=filters]").await;
    browser.click(".filters .close button").await;
    browser.wait_until_hidden(".filters").await;
    assert_eq!(browser.text(".card h3").await, "Gardener");
    browser.close().await;
}

#[tokio::test]
async fn an_amount_that_is_none_is_told_beside_its_field_in_place() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, mut browser) = board(&app).await;
    browser.goto("/search/").await;
    mark(&browser).await;
    browser.fill("place", "Ghent").await;
    browser.fill("pay", "much").await;
    let address = "/search/?place=Ghent&pay=much&currency=EUR";
    browser.expect_status(address, "422 (Unprocessable Entity)");
    browser.click(".filters form button[type=submit]").await;
    browser.find("#pay-error").await;
    assert_eq!(browser.typed("pay").await, "much");
    assert_eq!(browser.typed("place").await, "Ghent");
    assert!(is_marked(&browser).await, "nothing was loaded anew");
    browser.close().await;
}

#[tokio::test]
async fn a_jump_within_the_page_loads_nothing() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, browser) = board(&app).await;
    browser.goto("/search/").await;
    browser
        .ask("(document.querySelector('.card').dataset.old = 'yes')")
        .await;
    browser.ask("(location.hash = 'main')").await;
    browser.wait_for_path("/search/#main").await;
    // What would load says so before the next frame.
    let frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    browser.ask(frames).await;
    assert!(!browser.has("#results[aria-busy]").await);
    assert!(browser.has(".card[data-old]").await);
    browser.close().await;
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_about_and_can_be_left() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (ada, browser) = board(&app).await;
    app.command(&["user", "promote", &ada.email]);
    browser.sign_in_as(&ada).await;
    browser.goto("/admin/categories/").await;
    browser.click(".edited button.danger").await;
    let question = browser.text("dialog p").await;
    assert!(question.contains("Remove the category"), "{question}");
    browser.click("dialog .quiet").await;
    browser.wait_until_hidden("dialog").await;
    assert_eq!(browser.path().await, "/admin/categories/");
    browser.click(".edited button.danger").await;
    browser.confirm().await;
    browser
        .wait_for_path("/admin/categories/?msg=categories-changed")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn the_address_of_a_job_is_copied_with_one_click() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, browser) = board(&app).await;
    browser
        .grant(&["clipboardReadWrite", "clipboardSanitizedWrite"])
        .await;
    browser.goto("/details/1?msg=saved").await;
    browser.click("button[data-copy-link]").await;
    browser.find("#toast:not(:empty)").await;
    assert_eq!(browser.text("#toast").await, "Copied");
    let copied = browser.ask("navigator.clipboard.readText()").await;
    assert_eq!(copied, json!(format!("{}/details/1", app.base)));
    browser.close().await;
}

#[tokio::test]
async fn without_javascript_there_is_no_button_that_would_do_nothing() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    let id = app.job(&ada, "Gardener").await;
    let browser = Browser::open(&app, Javascript::Off).await;
    browser.goto(&format!("/details/{id}")).await;
    browser.wait_until_hidden("button[data-copy-link]").await;
    assert!(browser.has("button[data-copy-link]").await);
    browser.close().await;
}

#[tokio::test]
async fn the_exact_time_is_there_to_point_at() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (ada, browser) = board(&app).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/settings/sessions/").await;
    assert!(
        browser
            .text("time[data-instant]")
            .await
            .contains("just now")
    );
    let title = browser
        .ask("document.querySelector('time[data-instant]').title")
        .await;
    let title = title.as_str().expect("a title");
    let year = app.clock.now().format("%Y").to_string();
    assert!(title.contains(&year) && title.contains(':'), "{title}");
    browser.close().await;
}

#[tokio::test]
async fn whoever_wants_no_motion_has_none() {
    let app = TestApp::on(Backend::Sqlite).await;
    let (_, browser) = board(&app).await;
    let moving = "[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); \
         return s.transitionDuration.split(',').some((t) => parseFloat(t) > 0) || s.animationName !== 'none' \
         || s.scrollBehavior === 'smooth'; }).length";
    browser.goto("/").await;
    assert_ne!(
        browser.ask(moving).await,
        json!(0),
        "the question is a good one"
    );
    browser.prefer(Scheme::Light).await;
    assert_eq!(browser.ask(moving).await, json!(0));
    browser.close().await;
}
