//! What people write to take over other people's browsers, in every field there is.

use serde_json::json;

use super::{Browser, Javascript, every_page, nothing_is_from_another_host};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

const PAYLOADS: [&str; 14] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea></style><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror='alert(1)'>",
    "\" autofocus onfocus=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe src=javascript:alert(1)></iframe>",
    "javascript:alert(1)//http",
    "{{7*7}}{% raw %}${alert(1)}<%= 7*7 %>",
    "<!--><img src=x onerror=alert(1)>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;\u{2028}<base href=//evil.example>",
];

/// What a payload would have made of a page: elements and addresses that the board never writes.
const INTRUDERS: &str = "[...document.querySelectorAll('*')].filter((e) => \
     e.matches('iframe, svg:not(.chart, .icon), animate, base, style, object, embed, #main img') \
     || (e.matches('script') && !e.src.startsWith(location.origin + '/assets/')) \
     || [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style') \
     || (e.matches('use') ? !e.getAttribute('href').startsWith('/assets/') \
     : e.href && !/^https?:/.test(e.href)) \
     || (e.action && !e.action.toString().startsWith(location.origin))) \
     .map((e) => e.outerHTML)";

async fn is_harmless(browser: &Browser, app: &TestApp, path: &str) {
    // An open dialog would refuse this.
    let intruders = browser.ask(INTRUDERS).await;
    assert_eq!(intruders, json!([]), "{path}");
    nothing_is_from_another_host(browser, app, path).await;
}

fn encoded(text: &str) -> String {
    let pair = [("x", text)];
    let query = reqwest::Url::parse_with_params("http://x/", pair).expect("an address");
    query.query().unwrap_or_default()[2..].to_owned()
}

/// Somebody whose very name is a payload.
async fn register(app: &TestApp, name: &str, email: &str) {
    let body = json!({"username": name, "email": email, "password": PASSWORD});
    app.send_json(reqwest::Method::POST, "/api/v1/users", None, &body)
        .await
        .expect(201);
}

async fn stored_by_the_api(app: &TestApp, javascript: Javascript) {
    register(app, PAYLOADS[3], "eve@example.org").await;
    let eve = app.sign_in("eve@example.org").await;
    let other = app.person("other").await;
    let others = app.job(&other, "Gardener").await;
    let mut jobs = Vec::new();
    for payload in PAYLOADS {
        // An address has no blanks; a slash parts attributes as well.
        let address = payload.split_whitespace().collect::<Vec<_>>().join("/");
        let job = json!({
            "title": payload,
            "company": payload,
            "company_url": format!("https://example.org/{address}?{address}#{address}"),
            "location": payload,
            "description": format!("{payload} https://example.org/{address} {payload}"),
        });
        jobs.push(app.post_job(&eve, &job).await);
    }
    let mut browser = Browser::open(app, javascript).await;
    for (payload, id) in PAYLOADS.iter().zip(&jobs) {
        browser.goto(&format!("/details/{id}")).await;
        assert_eq!(browser.text("h1").await, browser.shown(payload).await);
        is_harmless(&browser, app, payload).await;
        let searched = encoded(payload);
        for path in [
            format!("/search/?query={searched}"),
            format!("/login/?next=/{searched}"),
        ] {
            browser.goto(&path).await;
            is_harmless(&browser, app, &path).await;
        }
    }
    for parameter in ["/?msg=", "/login/?msg=", "/login/?next="] {
        let path = format!("{parameter}{}", encoded(PAYLOADS[3]));
        browser.goto(&path).await;
        is_harmless(&browser, app, &path).await;
    }
    let pages = every_page(jobs[0], others, "alert");
    let check = async |browser: &Browser, path: &str| is_harmless(browser, app, path).await;
    browser.look_at(&pages, &eve, check).await;
    assert_eq!(browser.text(".account .name bdi").await, PAYLOADS[3]);
    for id in jobs {
        for page in ["edit-job", "delete-job"] {
            let path = format!("/{page}/{id}");
            browser.goto(&path).await;
            is_harmless(&browser, app, &path).await;
        }
    }
    browser.close().await;
}

/// Payloads as a user name and as the names of the programs that are signed in.
async fn stored_in_an_account(app: &TestApp, javascript: Javascript) {
    register(app, "Evelyn", "eve@example.org").await;
    for payload in PAYLOADS {
        let body = json!({"email": "eve@example.org", "password": PASSWORD});
        let request = app
            .request(reqwest::Method::POST, "/api/v1/auth/login")
            .header("user-agent", payload.as_bytes())
            .json(&body);
        app.send(request).await.expect(200);
    }
    let eve = app.sign_in("eve@example.org").await;
    let browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&eve).await;
    for payload in PAYLOADS {
        let renamed = app
            .send_form("/settings/", Some(&eve), &[("username", payload)])
            .await;
        assert_eq!(renamed.status, 303, "{payload}");
        for path in ["/settings/", "/settings/sessions/", "/settings/activity/"] {
            browser.goto(path).await;
            is_harmless(&browser, app, path).await;
        }
        let name = browser.text(".account .name bdi").await;
        assert_eq!(name, browser.shown(payload).await);
    }
    browser.goto("/settings/sessions/").await;
    let sessions = browser.text(".devices").await;
    assert!(sessions.contains("<script>alert"), "{sessions}");
    browser.close().await;
}

/// Payloads in a form that is kept through a sign-in.
async fn kept_through_a_sign_in(app: &TestApp, javascript: Javascript) {
    let eve = app.person("evelyn").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&eve).await;
    for payload in PAYLOADS.into_iter().step_by(3) {
        browser.goto("/post-a-job/").await;
        for name in ["title", "company", "location", "description"] {
            let text = format!("{payload} {name}");
            browser.fill(name, &text).await;
        }
        browser.forget_cookies().await;
        browser.expect_status("/post-a-job/", "401 (Unauthorized)");
        browser.submit("").await;
        browser.find("#password").await;
        is_harmless(&browser, app, payload).await;
        browser.fill("email", &eve.email).await;
        browser.fill("password", PASSWORD).await;
        browser.submit("/login/").await;
        browser.find("#kept-title").await;
        is_harmless(&browser, app, payload).await;
        assert_eq!(browser.typed("title").await, format!("{payload} title"));
        browser.submit("/post-a-job/").await;
        browser.find(".notice").await;
        is_harmless(&browser, app, payload).await;
    }
    browser.close().await;
}

async fn typed_into_the_forms(app: &TestApp, javascript: Javascript) {
    let mut browser = Browser::open(app, javascript).await;
    let payload = PAYLOADS[3];
    browser.goto("/register/").await;
    browser.fill("username", payload).await;
    browser.fill("email", payload).await;
    browser.fill("password", PASSWORD).await;
    browser.expect_status("/register/", "422 (Unprocessable Entity)");
    browser.submit("/register/").await;
    browser.find("#email-error").await;
    assert_eq!(browser.typed("username").await, payload);
    is_harmless(&browser, app, "/register/").await;
    browser.fill("email", "eve@example.org").await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/register/").await;
    browser.wait_for_path("/?msg=registered").await;

    browser.goto("/login/").await;
    browser.fill("email", payload).await;
    browser.fill("password", payload).await;
    browser.expect_status("/login/", "401 (Unauthorized)");
    browser.submit("/login/").await;
    browser.find(".summary").await;
    is_harmless(&browser, app, "/login/").await;
    browser.fill("email", "eve@example.org").await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/login/").await;
    browser.wait_for_path("/?msg=signed-in").await;

    // Typing takes its time: every third stands for its kind.
    for payload in PAYLOADS.into_iter().step_by(3) {
        browser.goto("/post-a-job/").await;
        for name in ["title", "company", "company_url", "location", "description"] {
            browser.fill(name, payload).await;
        }
        browser.expect_status("/post-a-job/", "422 (Unprocessable Entity)");
        browser.submit("").await;
        browser.find("#company_url-error").await;
        assert_eq!(browser.typed("title").await, payload);
        assert_eq!(browser.typed("description").await, payload);
        is_harmless(&browser, app, payload).await;
        browser.fill("company_url", "").await;
        browser
            .fill("description", &format!("{payload} is all there is to say."))
            .await;
        browser.submit("").await;
        browser.find(".notice").await;
        assert_eq!(browser.text("h1").await, browser.shown(payload).await);
        is_harmless(&browser, app, payload).await;
    }
    browser.close().await;
}

impl Browser {
    /// A text as the browser would show it, line separators and all.
    async fn shown(&self, text: &str) -> String {
        let text = serde_json::to_string(text).expect("JSON");
        let shown = self.ask(&format!("{text}.split(/\\s+/).join(' ')")).await;
        shown.as_str().expect("a text").to_owned()
    }
}

on_both_databases! {
    async fn m24_stored_payloads_do_nothing_with_javascript(app: TestApp) {
        stored_by_the_api(&app, Javascript::On).await;
    }

    async fn m24_stored_payloads_do_nothing_without_javascript(app: TestApp) {
        stored_by_the_api(&app, Javascript::Off).await;
    }

    async fn m24_payloads_typed_into_the_forms_do_nothing_with_javascript(app: TestApp) {
        typed_into_the_forms(&app, Javascript::On).await;
    }

    async fn m24_payloads_typed_into_the_forms_do_nothing_without_javascript(app: TestApp) {
        typed_into_the_forms(&app, Javascript::Off).await;
    }

    async fn m24_payloads_in_an_account_do_nothing_with_javascript(app: TestApp) {
        stored_in_an_account(&app, Javascript::On).await;
    }

    async fn m24_payloads_in_an_account_do_nothing_without_javascript(app: TestApp) {
        stored_in_an_account(&app, Javascript::Off).await;
    }

    async fn m24_payloads_in_a_kept_form_do_nothing_with_javascript(app: TestApp) {
        kept_through_a_sign_in(&app, Javascript::On).await;
    }

    async fn m24_payloads_in_a_kept_form_do_nothing_without_javascript(app: TestApp) {
        kept_through_a_sign_in(&app, Javascript::Off).await;
    }

    async fn m24_suggested_payloads_do_nothing(app: TestApp) {
        let owner = app.person("owner").await;
        for payload in PAYLOADS {
            app.job(&owner, payload).await;
        }
        let browser = Browser::open(&app, Javascript::On).await;
        for typed in ["alert", "<s", "\">", "javascript:", "{{"] {
            browser.goto("/").await;
            let field = browser.find("#what").await;
            field.send_keys(typed).await.expect("to type");
            browser.find(".suggestions [role=option]").await;
            is_harmless(&browser, &app, typed).await;
        }
        browser.close().await;
    }
}
