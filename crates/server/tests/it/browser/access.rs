//! What a page tells those who do not see it.

use serde_json::json;

use super::{Browser, Javascript, every_page};

/// What is wrong with the page's markup.
const FAULTS: &str = "(() => { const faults = []; \
     const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); \
     for (const id of ids) if (ids.filter((other) => other === id).length > 1) faults.push('twice: ' + id); \
     if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1'); \
     for (const e of document.querySelectorAll('input:not([type=hidden], [aria-hidden]), textarea')) \
       if (!e.labels.length) faults.push('no label: ' + e.outerHTML); \
     for (const e of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) \
       for (const id of ((e.getAttribute('aria-describedby') || '') + ' ' + (e.getAttribute('aria-labelledby') || '')).trim().split(/\\s+/)) \
         if (!document.getElementById(id)) faults.push('no such id: ' + id); \
     for (const e of document.querySelectorAll('.summary a')) \
       if (!document.querySelector(e.getAttribute('href'))) faults.push('leads nowhere: ' + e.outerHTML); \
     for (const e of document.querySelectorAll('input[type=password]')) \
       if (!/^(current|new)-password$/.test(e.autocomplete)) faults.push('which password: ' + e.name); \
     return faults; })()";

on_both_databases! {
    async fn every_page_is_sound_to_those_who_do_not_see_it(app: TestApp) {
        let person = app.person("ada").await;
        let other = app.person("other").await;
        let own = app.job(&person, "Gardener").await;
        let others = app.job(&other, "Baker").await;
        app.sign_in(&person.email).await;
        let mut browser = Browser::open(&app, Javascript::Off).await;
        let check = async |browser: &Browser, path: &str| {
            assert_eq!(browser.ask(FAULTS).await, json!([]), "{path}");
            if path.starts_with("/settings/") {
                let here = format!(".sections a[aria-current=page][href='{path}']");
                assert!(browser.has(&here).await, "{path}");
            }
        };
        let pages = every_page(own, others, "gardener");
        browser.look_at(&pages, &person, check).await;
        for path in ["/settings/email/", "/settings/password/", "/settings/delete/"] {
            browser.goto(path).await;
            browser.expect_status(path, "422 (Unprocessable Entity)");
            browser.submit(path).await;
            browser.find(".summary:focus").await;
            assert_eq!(browser.ask(FAULTS).await, json!([]), "{path} with errors");
        }
        browser.close().await;
    }
}
