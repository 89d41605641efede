//! The search box, which suggests titles while somebody types.

use thirtyfour::Key;

use super::{Browser, Javascript};
use crate::support::TestApp;

const BOX: &str = "#query";
const OPTION: &str = ".suggestions [role=option]";
const CHOSEN: &str = ".suggestions [role=option][aria-selected=true]";

/// A board with jobs to search for, and a browser in front of it.
async fn board_with_gardeners(app: &TestApp, javascript: Javascript) -> Browser {
    let owner = app.person("owner").await;
    for title in ["Gardener", "Garden designer", "Gärtner", "Baker"] {
        app.job(&owner, title).await;
    }
    let browser = Browser::open(app, javascript).await;
    browser.goto("/companies/").await;
    browser
}

async fn press(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) {
    let field = browser.find(BOX).await;
    field.send_keys(keys).await.expect("to type");
}

async fn suggestions(browser: &Browser) -> Vec<String> {
    browser.find(OPTION).await;
    let texts = browser
        .ask("[...document.querySelectorAll('.suggestions li')].map((li) => li.textContent)")
        .await;
    let mut texts: Vec<String> = serde_json::from_value(texts).expect("texts");
    texts.sort();
    texts
}

/// What the box says to somebody who cannot see it.
async fn is_expanded(browser: &Browser) -> bool {
    browser.has("#query[aria-expanded=true]").await
}

on_both_databases! {
    async fn titles_are_suggested_while_somebody_types(app: TestApp) {
        let browser = board_with_gardeners(&app, Javascript::On).await;
        assert!(!is_expanded(&browser).await);
        press(&browser, "gard").await;
        assert_eq!(suggestions(&browser).await, ["Garden designer", "Gardener"]);
        assert!(is_expanded(&browser).await);
        assert!(!browser.has(CHOSEN).await, "nothing is chosen unasked");
        browser.close().await;
    }

    async fn the_arrow_keys_choose_a_suggestion_and_enter_searches_for_it(app: TestApp) {
        let browser = board_with_gardeners(&app, Javascript::On).await;
        press(&browser, "gard").await;
        browser.find(OPTION).await;
        press(&browser, Key::Down).await;
        let first = browser.text(CHOSEN).await;
        press(&browser, Key::Down).await;
        let second = browser.text(CHOSEN).await;
        assert_ne!(first, second);
        press(&browser, Key::Up).await;
        assert_eq!(browser.text(CHOSEN).await, first);
        let pointed_at = browser.ask("document.getElementById(document.querySelector('#query').getAttribute('aria-activedescendant')).textContent").await;
        assert_eq!(pointed_at, first.as_str());
        press(&browser, Key::Enter).await;
        let path = format!("/search/?query={}", first.replace(' ', "+"));
        browser.wait_for_path(&path).await;
        assert_eq!(browser.text(".card h3").await, first);
        browser.close().await;
    }

    async fn escape_closes_the_suggestions_and_keeps_what_was_typed(app: TestApp) {
        let browser = board_with_gardeners(&app, Javascript::On).await;
        press(&browser, "gard").await;
        browser.find(OPTION).await;
        press(&browser, Key::Escape).await;
        browser.wait_until_hidden(OPTION).await;
        assert!(!is_expanded(&browser).await);
        assert_eq!(browser.ask("document.querySelector('#query').value").await, "gard");
        assert_eq!(browser.path().await, "/companies/");
        press(&browser, Key::Enter).await;
        browser.wait_for_path("/search/?query=gard").await;
        browser.close().await;
    }

    async fn a_click_on_a_suggestion_searches_for_it(app: TestApp) {
        let browser = board_with_gardeners(&app, Javascript::On).await;
        press(&browser, "designer").await;
        browser.click(OPTION).await;
        browser.wait_for_path("/search/?query=Garden+designer").await;
        assert_eq!(browser.text(".card h3").await, "Garden designer");
        browser.close().await;
    }

    async fn without_javascript_the_box_is_a_plain_search(app: TestApp) {
        let browser = board_with_gardeners(&app, Javascript::Off).await;
        press(&browser, "GARTN").await;
        assert!(!browser.has(".suggestions").await);
        browser.click(".find button").await;
        browser.wait_for_path("/search/?query=GARTN").await;
        assert_eq!(browser.text(".card h3").await, "Gärtner");
        press(&browser, "x").await;
        press(&browser, Key::Enter).await;
        browser.wait_for_path("/search/?query=GARTNx").await;
        assert_eq!(browser.text(".empty h2").await, "No job titles match");
        browser.close().await;
    }
}
