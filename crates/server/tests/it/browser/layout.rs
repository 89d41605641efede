//! Pages on narrow screens and on wide ones, with the longest words there may be.

use serde_json::json;

use super::{Browser, Javascript, every_page, nothing_is_from_another_host};
use crate::mail::mailed_token;
use crate::support::app::Person;
use crate::support::{Backend, TestApp};

/// As long as the part before the @ may be.
const LONG_EMAIL: &str =
    "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterb@example.org";

/// Phones, a wide screen, and one that is magnified to 200 %.
const WIDTHS: [u32; 5] = [320, 360, 640, 768, 1440];

/// Text that does not fit where it stands and cannot be scrolled to. What ends in an ellipsis on
/// purpose is named here: cards, names in the header, rows of tables.
const CUT: &str = "[...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e); \
     const hides = (v) => v === 'hidden' || v === 'clip'; \
     const on_purpose = s.webkitLineClamp !== 'none' || s.textOverflow === 'ellipsis' || e.closest('.hidden, svg, thead, input, textarea'); \
     return !on_purpose && ((hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1) \
       || (hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1)); }) \
     .map((e) => e.outerHTML.slice(0, 100))";

/// Somebody and a job, both with names as long as they may be and nowhere to break them.
async fn long_words(app: &TestApp) -> (Person, i64) {
    let name = "W".repeat(120);
    let body = json!({
        "username": name,
        "email": LONG_EMAIL,
        "password": crate::support::app::PASSWORD,
    });
    app.send_json(reqwest::Method::POST, "/api/v1/users", None, &body)
        .await
        .expect(201);
    let person = app.sign_in(LONG_EMAIL).await;
    let word = |length| "Donaudampfschifffahrtsgesellschaft".repeat(10)[..length].to_owned();
    let job = json!({
        "title": word(200),
        "company": word(120),
        "company_url": format!("https://{}.example.org/{}", word(60).to_lowercase(), word(300)),
        "location": word(300),
        "description": format!("{} https://example.org/{} end", word(340), word(300)),
    });
    let id = app.post_job(&person, &job).await;
    for title in ["مهندس برمجيات", "软件工程师", "Ingénieure", "A"] {
        app.job(&person, title).await;
    }
    // More than fit on a page.
    for number in 0..20 {
        app.job(&person, &format!("Gardener {number}")).await;
    }
    (person, id)
}

/// That nothing is wider than the window, less the bar to scroll down with.
async fn fits(browser: &Browser, path: &str, width: u32) {
    browser.resize(width).await;
    let widths = browser
        .ask("[innerWidth, document.documentElement.clientWidth, document.scrollingElement.scrollWidth]")
        .await;
    let widths: [u32; 3] = serde_json::from_value(widths).expect("widths");
    let [window, page, content] = widths;
    assert_eq!(window, width, "the window");
    assert!(content <= page, "{path} is {content} wide at {width}");
    let cut = browser.ask(CUT).await;
    assert_eq!(cut, json!([]), "{path} at {width}");
}

async fn no_page_scrolls_sideways(app: &TestApp, javascript: Javascript) {
    let (person, own) = long_words(app).await;
    let other = app.person("other").await;
    let others = app.job(&other, "Gardener").await;
    app.sign_in(LONG_EMAIL).await;
    let mut browser = Browser::open(app, javascript).await;
    let check = async |browser: &Browser, path: &str| {
        for width in WIDTHS {
            fits(browser, path, width).await;
        }
    };
    let pages = every_page(own, others, "schifffahrt");
    browser.look_at(&pages, &person, check).await;
    app.command(&["user", "promote", LONG_EMAIL]);
    browser.forget_cookies().await;
    browser.sign_in_as(&person).await;
    browser.goto("/admin/activity/").await;
    check(&browser, "/admin/activity/").await;
    let token = mailed_token(app, "other@example.org", "verify-email", 1).await;
    browser.goto(&format!("/verify-email/?token={token}")).await;
    check(&browser, "/verify-email/").await;
    browser.close().await;
}

/// The pages of a document, as Chromium writes it.
fn sheets(document: &[u8]) -> usize {
    let document = String::from_utf8_lossy(document);
    document.matches("/Type /Page\n").count()
}

#[tokio::test]
async fn a_job_prints_on_one_page_without_what_is_for_the_screen() {
    let app = TestApp::on(Backend::Sqlite).await;
    let ada = app.person("ada").await;
    let paragraph = "Looks after the trees of the city, in every season. ".repeat(5) + "\n\n";
    let mut job = crate::support::app::job_with("apply_to", json!("jobs@parks.example.org"));
    job["description"] = json!(paragraph.repeat(8));
    let id = app.post_job(&ada, &job).await;
    let browser = Browser::open(&app, Javascript::On).await;
    browser.goto(&format!("/details/{id}")).await;
    assert_eq!(sheets(&browser.print().await), 1);
    browser.close().await;
}

on_both_databases! {
    async fn no_page_scrolls_sideways_with_javascript(app: TestApp) {
        no_page_scrolls_sideways(&app, Javascript::On).await;
    }

    async fn no_page_scrolls_sideways_without_javascript(app: TestApp) {
        no_page_scrolls_sideways(&app, Javascript::Off).await;
    }

    async fn suggestions_fit_into_a_narrow_screen(app: TestApp) {
        long_words(&app).await;
        let browser = Browser::open(&app, Javascript::On).await;
        browser.goto("/").await;
        browser.resize(320).await;
        let field = browser.find("#what").await;
        field.send_keys("donau").await.expect("to type");
        browser.find(".suggestions [role=option]").await;
        fits(&browser, "/", 320).await;
        browser.close().await;
    }

    async fn no_page_loads_anything_from_another_host(app: TestApp) {
        let person = app.person("ada").await;
        let other = app.person("other").await;
        let own = app.job(&person, "Gardener").await;
        let others = app.job(&other, "Baker").await;
        for javascript in [Javascript::On, Javascript::Off] {
            let mut browser = Browser::open(&app, javascript).await;
            let pages = every_page(own, others, "gardener");
            let check = async |browser: &Browser, path: &str| {
                nothing_is_from_another_host(browser, &app, path).await;
            };
            browser.look_at(&pages, &person, check).await;
            browser.close().await;
        }
    }
}
