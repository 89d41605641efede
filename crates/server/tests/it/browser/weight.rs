//! How heavy pages are, and whether anything in them moves.

use serde_json::json;

use super::{Browser, Javascript, every_page};
use crate::support::{Backend, TestApp};

/// The most bytes of the front page with everything in it, over the wire and uncached.
const FRONT_PAGE_MAX: u64 = 40_000;

/// The bytes of a page and of all that it loads, headers included.
const TRANSFERRED: &str = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] \
     .map((entry) => [entry.name.replace(location.origin, ''), entry.transferSize])";

/// What has moved since the page began, as Chromium sees it.
const SHIFTED: &str = "new Promise((done) => { const moved = []; \
     new PerformanceObserver((list) => { for (const entry of list.getEntries()) \
       moved.push([entry.value, entry.sources.map((s) => [s.node && (s.node.outerHTML || s.node.data || '').slice(0, 90), \
         JSON.stringify(s.previousRect), JSON.stringify(s.currentRect)])]); }) \
       .observe({ type: 'layout-shift', buffered: true }); \
     requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved), 50))); })";

#[tokio::test]
async fn the_front_page_is_within_forty_kilobytes() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    for number in 0..30 {
        app.job(
            &ada,
            &format!("Senior software engineer, distributed systems {number}"),
        )
        .await;
    }
    let browser = Browser::open(&app, Javascript::On).await;
    browser.goto("/").await;
    browser.ask("document.fonts.ready.then(() => true)").await;
    let transferred = browser.ask(TRANSFERRED).await;
    let parts: Vec<(String, u64)> = serde_json::from_value(transferred).expect("sizes");
    assert!(
        parts.iter().any(|(name, _)| name.ends_with(".woff2")),
        "{parts:?}"
    );
    // The icon is there twice, and comes once.
    let from_cache = parts.iter().filter(|(_, bytes)| *bytes == 0).count();
    assert!(from_cache <= 1, "{parts:?}");
    let sum: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
    assert!(sum <= FRONT_PAGE_MAX, "{sum} bytes: {parts:?}");
    browser.close().await;
}

#[tokio::test]
async fn nothing_moves_while_a_page_loads() {
    let app = TestApp::on(Backend::Sqlite).await;
    let person = app.person("ada").await;
    let other = app.person("other").await;
    let own = app.job(&person, "Gardener").await;
    let others = app.job(&other, "Baker").await;
    app.sign_in(&person.email).await;
    let mut browser = Browser::open(&app, Javascript::On).await;
    let pages = every_page(own, others, "gardener");
    for width in [1280, 360] {
        browser.resize(width).await;
        let still = async |browser: &Browser, path: &str| {
            assert_eq!(browser.ask(SHIFTED).await, json!([]), "{path} at {width}");
        };
        browser.look_at(&pages, &person, still).await;
        browser.forget_cookies().await;
    }
    browser.close().await;
}
