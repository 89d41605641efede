//! Every path with the keyboard alone: the focus can be seen, and is where it belongs.

use serde_json::json;
use thirtyfour::{Key, TypingData};

use super::{Browser, Javascript, every_page};
use crate::support::app::PASSWORD;
use crate::support::{Backend, TestApp};

/// The most stops of the Tab key that are looked at on a page.
const STOPS_MAX: usize = 120;

/// What has the focus, and whether that can be seen: an outline of its own or of the card or
/// choice around it, within the window.
const FOCUS: &str = "(() => { const e = document.activeElement; \
     if (e === document.body || e === document.documentElement) return null; \
     const outlined = (x) => { const s = getComputedStyle(x); \
       return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }; \
     const around = e.closest('.card, label.device'); \
     const box = (around || e).getBoundingClientRect(); \
     const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; \
     return { what: e.outerHTML.slice(0, 120), outlined: outlined(e) || (around !== null && outlined(around)), seen }; })()";

impl Browser {
    /// Presses keys, wherever the focus is.
    async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.active().await;
        focused.send_keys(keys).await.expect("to type");
    }

    /// Presses Tab until the focus is on what a CSS selector finds.
    async fn tab_to(&self, css: &str) {
        for _ in 0..STOPS_MAX {
            if self.is_focused(css).await {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!("Tab does not lead to {css}");
    }

    async fn is_focused(&self, css: &str) -> bool {
        let question = format!("document.activeElement.matches(`{css}`)");
        self.ask(&question).await == json!(true)
    }
}

/// Walks over a page with Tab, and sees the focus at each stop.
async fn focus_is_seen(browser: &Browser, path: &str) {
    let mut stops = 0;
    for _ in 0..STOPS_MAX {
        browser.press(Key::Tab).await;
        let focus = browser.ask(FOCUS).await;
        if focus.is_null() {
            break;
        }
        assert_eq!(focus["outlined"], true, "{path}: {focus}");
        assert_eq!(focus["seen"], true, "{path}: {focus}");
        stops += 1;
    }
    assert!(stops > 5, "{path}: only {stops} stops");
}

#[tokio::test]
async fn the_focus_can_be_seen_at_every_stop_of_every_page() {
    let app = TestApp::on(Backend::Sqlite).await;
    let person = app.person("ada").await;
    let other = app.person("other").await;
    let own = app.job(&person, "Gardener").await;
    let others = app.job(&other, "Baker").await;
    app.sign_in(&person.email).await;
    let mut browser = Browser::open(&app, Javascript::On).await;
    // The reference has a stop for every operation of the API, all alike.
    let mut pages = every_page(own, others, "gardener");
    pages.retain(|page| page.path != "/redoc");
    browser.look_at(&pages, &person, focus_is_seen).await;
    browser.close().await;
}

async fn signs_in_and_posts(app: &TestApp, javascript: Javascript) {
    app.person("ada").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.goto("/companies/").await;
    // The first stop skips what is on every page.
    browser.press(Key::Tab).await;
    assert!(browser.is_focused(".skip").await);
    browser.press(Key::Enter).await;
    assert!(browser.is_focused("main").await);

    browser.goto("/").await;
    browser.tab_to("nav.links a[href='/login/']").await;
    browser.press(Key::Enter).await;
    browser.wait_for_path("/login/").await;
    browser.tab_to("#email").await;
    browser.press("ada@example.org").await;
    browser.press(Key::Tab).await;
    assert!(browser.is_focused("#password").await);
    browser.press(PASSWORD).await;
    browser.press(Key::Enter).await;
    browser.wait_for_path("/?msg=signed-in").await;

    browser.tab_to("a[href='/post-a-job/']").await;
    browser.press(Key::Enter).await;
    browser.wait_for_path("/post-a-job/").await;
    browser.tab_to("#company").await;
    browser.press("City Parks").await;
    browser.tab_to("#location").await;
    browser.press("Ghent").await;
    browser.tab_to("#description").await;
    browser.press("Looks after the trees of the city.").await;
    browser.expect_status("/post-a-job/", "422 (Unprocessable Entity)");
    browser.tab_to("#main form button[type=submit]").await;
    browser.press(Key::Enter).await;
    // What is wrong has the focus, and leads to its field.
    browser.find(".summary:focus").await;
    browser.press(Key::Tab).await;
    assert!(browser.is_focused(".summary a[href='#title']").await);
    browser.press(Key::Enter).await;
    assert!(browser.is_focused("#title").await);
    browser.press("Gardener").await;
    browser.press(Key::Enter).await;
    browser.wait_for_path("/details/1?msg=posted#title").await;
    browser.close().await;
}

#[tokio::test]
async fn with_javascript_somebody_signs_in_and_posts_by_keyboard_alone() {
    let app = TestApp::on(Backend::Sqlite).await;
    signs_in_and_posts(&app, Javascript::On).await;
}

#[tokio::test]
async fn without_javascript_somebody_signs_in_and_posts_by_keyboard_alone() {
    let app = TestApp::on(Backend::Sqlite).await;
    signs_in_and_posts(&app, Javascript::Off).await;
}

#[tokio::test]
async fn a_menu_and_the_filters_of_a_narrow_screen_open_and_close_by_keyboard() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    app.job(&ada, "Gardener").await;
    let browser = Browser::open(&app, Javascript::On).await;
    browser.resize(360).await;
    browser.goto("/").await;
    for (panel, inside) in [("links", "#links a"), ("filters", "#filters button")] {
        let button = format!("button[popovertarget={panel}]");
        browser.tab_to(&button).await;
        browser.press(Key::Enter).await;
        browser.find(&format!("#{panel}:popover-open")).await;
        browser.press(Key::Tab).await;
        assert!(browser.is_focused(inside).await, "{panel}");
        browser.press(Key::Escape).await;
        browser.wait_until_hidden(&format!("#{panel}")).await;
        assert!(browser.is_focused(&button).await, "{panel}");
    }
    browser.close().await;
}

#[tokio::test]
async fn a_question_has_the_focus_and_gives_it_back() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    let browser = Browser::open(&app, Javascript::On).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/settings/delete/").await;
    browser.tab_to("#current_password").await;
    browser.press(PASSWORD).await;
    browser.tab_to("button.danger").await;
    browser.press(Key::Enter).await;
    browser.find("dialog[open]").await;
    assert!(
        browser.is_focused("dialog .quiet").await,
        "cancelling is nearest"
    );
    browser.press(Key::Escape).await;
    browser.wait_until_hidden("dialog").await;
    assert!(browser.is_focused("form button.danger").await);
    browser.press(Key::Enter).await;
    browser.find("dialog[open]").await;
    browser.press(Key::Tab).await;
    browser.press(Key::Enter).await;
    browser.wait_for_path("/?msg=account-deleted").await;
    browser.close().await;
}
