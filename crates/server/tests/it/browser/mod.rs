//! The site in a real browser, with JavaScript and without.

mod access;
mod account;
mod axe;
mod comfort;
mod debugger;
mod docs;
mod driver;
mod keyboard;
mod layout;
mod payloads;
mod people;
mod search;
mod visit;
mod weight;

use debugger::Scheme;
use driver::{Browser, Javascript};

use crate::support::TestApp;
use crate::support::app::Person;

/// A page, and how it is reached.
struct Page {
    path: String,
    /// Whether it is looked at by somebody who is signed in.
    signed_in: bool,
    /// The status it answers with, when that is an error.
    error: Option<&'static str>,
}

/// Every page of the site: of a board where somebody has posted `own` and somebody else `other`.
fn every_page(own: i64, other: i64, term: &str) -> Vec<Page> {
    let page = |path: String, signed_in, error| Page {
        path,
        signed_in,
        error,
    };
    let search = format!("/search/?query={term}");
    let mut pages: Vec<_> = [
        "/register/",
        "/login/",
        "/login/?next=%2Fpost-a-job%2F",
        "/forgot-password/",
    ]
    .into_iter()
    .map(|path| page(path.to_owned(), false, None))
    .collect();
    for signed_in in [false, true] {
        pages.extend([
            page("/".to_owned(), signed_in, None),
            page(search.clone(), signed_in, None),
            page("/search/?query=zzzz".to_owned(), signed_in, None),
            page(format!("/details/{own}"), signed_in, None),
            page(
                "/search/?workplace=remote&type=FULL_TIME&within=7&salary=50000-EUR&place=Ghent"
                    .to_owned(),
                signed_in,
                None,
            ),
            page(format!("/report/{other}/"), signed_in, None),
            page("/companies/".to_owned(), signed_in, None),
            page("/companies/1/".to_owned(), signed_in, None),
            page("/redoc".to_owned(), signed_in, None),
            page("/nowhere".to_owned(), signed_in, Some("404 (Not Found)")),
        ]);
    }
    pages.extend([
        page(
            "/reset-password/?token=x".to_owned(),
            false,
            Some("400 (Bad Request)"),
        ),
        page("/settings/".to_owned(), true, None),
        page("/settings/email/".to_owned(), true, None),
        page("/settings/password/".to_owned(), true, None),
        page("/settings/sessions/".to_owned(), true, None),
        page("/settings/activity/".to_owned(), true, None),
        page("/settings/delete/".to_owned(), true, None),
        page("/claim-admin/".to_owned(), true, None),
        page("/admin/activity/".to_owned(), true, Some("403 (Forbidden)")),
        page("/admin/users/".to_owned(), true, Some("403 (Forbidden)")),
        page("/admin/board/".to_owned(), true, Some("403 (Forbidden)")),
        page("/moderation/".to_owned(), true, Some("403 (Forbidden)")),
        page("/saved/".to_owned(), true, None),
        page(format!("/my-jobs/{own}/"), true, None),
        page(format!("/post-a-job/?from={own}"), true, None),
        page(format!("/my-jobs/{other}/"), true, Some("403 (Forbidden)")),
        page("/my-jobs/?state=published".to_owned(), true, None),
        page("/my-jobs/".to_owned(), true, None),
        page("/delete-job/".to_owned(), true, None),
        page("/post-a-job/".to_owned(), true, None),
        page(format!("/edit-job/{own}/"), true, None),
        page(format!("/delete-job/{own}/"), true, None),
        page(format!("/edit-job/{other}/"), true, Some("403 (Forbidden)")),
    ]);
    pages
}

impl Browser {
    /// Looks at every one of these pages: first as a stranger, then signed in.
    async fn look_at(&mut self, pages: &[Page], person: &Person, check: impl AsyncFn(&Self, &str)) {
        for signed_in in [false, true] {
            if signed_in {
                self.sign_in_as(person).await;
            }
            for page in pages.iter().filter(|page| page.signed_in == signed_in) {
                match page.error {
                    Some(status) => self.goto_expecting(&page.path, status).await,
                    None => self.goto(&page.path).await,
                }
                check(self, &page.path).await;
            }
        }
    }
}

/// That everything on the page came from the board.
async fn nothing_is_from_another_host(browser: &Browser, app: &TestApp, path: &str) {
    let loaded = browser
        .ask("performance.getEntriesByType('resource').map((entry) => entry.name)")
        .await;
    let loaded = loaded.as_array().expect("addresses");
    assert!(!loaded.is_empty(), "{path}: not even a style sheet");
    for address in loaded {
        let address = address.as_str().expect("an address");
        let ours = address.starts_with(&format!("{}/", app.base)) || address.starts_with("data:");
        assert!(ours, "{path} loads {address}");
    }
}
