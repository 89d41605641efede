//! How a browser stays signed in: three cookies that no script sees.

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{
    ME, SESSIONS, assert_dead, assert_invalid_grant, cookie_set, refresh, shows, stored_session,
};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{PASSWORD, Person};

/// What a browser keeps.
#[derive(Debug, Clone, Default, PartialEq)]
struct Browser {
    access: String,
    refresh: String,
    device: String,
}

impl Browser {
    /// Signs in by the page.
    async fn signed_in(app: &TestApp, email: &str) -> Self {
        let form = [("email", email), ("password", PASSWORD)];
        let login = app.send_form("/login/", None, &form).await.expect(303);
        let mut browser = Self::default();
        browser.keep(&login);
        browser
    }

    /// Keeps what an answer sets.
    fn keep(&mut self, answer: &Answer) {
        for (name, place) in [
            ("access_token", &mut self.access),
            ("refresh_token", &mut self.refresh),
            ("device", &mut self.device),
        ] {
            if let Some(value) = cookie_set(answer, name) {
                *place = value;
            }
        }
    }

    /// The same without its access cookie, whose time is over.
    fn without_access(&self) -> Self {
        Self {
            access: String::new(),
            ..self.clone()
        }
    }

    fn header(&self) -> String {
        let all = [
            ("access_token", &self.access),
            ("refresh_token", &self.refresh),
            ("device", &self.device),
        ];
        let kept: Vec<_> = all
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        kept.join("; ")
    }

    fn request(&self, app: &TestApp, method: Method, path: &str) -> RequestBuilder {
        app.request(method, path)
            .header("origin", &app.base)
            .header("cookie", self.header())
    }

    async fn get(&self, app: &TestApp, path: &str) -> Answer {
        app.send(self.request(app, Method::GET, path)).await
    }

    async fn post(&self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        app.send(self.request(app, Method::POST, path).form(fields))
            .await
    }

    fn person(&self, email: &str) -> Person {
        Person {
            email: email.to_owned(),
            token: self.access.clone(),
            refresh_token: self.refresh.clone(),
        }
    }
}

/// Whether a page was made for somebody who is signed in.
fn greets(answer: &Answer) -> bool {
    answer.status == 200 && answer.body.contains("/logout/")
}

#[track_caller]
fn assert_sets_nothing(answer: &Answer, what: &str) {
    assert_eq!(answer.header("set-cookie"), "", "{what}");
}

#[track_caller]
fn assert_cleared(answer: &Answer, what: &str) {
    for name in ["access_token", "refresh_token"] {
        assert_eq!(
            cookie_set(answer, name).as_deref(),
            Some(""),
            "{what}: {name}"
        );
    }
    assert_eq!(cookie_set(answer, "device"), None, "{what}");
}

on_both_databases! {
    async fn m26_the_login_page_sets_three_cookies_that_no_script_sees(app: TestApp) {
        let ada = app.person("ada").await;
        let form = [("email", ada.email.as_str()), ("password", PASSWORD)];
        let login = app.send_form("/login/", None, &form).await.expect(303);
        let set: Vec<_> = login.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("text")).collect();
        assert_eq!(set.len(), 3, "{set:?}");
        for (name, life) in [("access_token", 1800), ("refresh_token", 1_209_600), ("device", 34_560_000)] {
            let cookie = set.iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect("the cookie");
            for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", &format!("Max-Age={life}")] {
                assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
            }
        }
        assert_eq!(login.header("cache-control"), "no-store");
    }

    async fn m09_a_browser_whose_access_cookie_is_over_stays_signed_in(app: TestApp) {
        let ada = app.person("ada").await;
        let browser = Browser::signed_in(&app, &ada.email).await;
        let fine = browser.get(&app, "/").await;
        assert!(greets(&fine));
        assert_sets_nothing(&fine, "while both are good");
        app.clock.advance(TimeDelta::minutes(31));
        // Gone, as a browser has it, or still there, as a slow clock has it.
        for old in [browser.without_access(), browser.clone()] {
            let page = old.get(&app, "/").await;
            assert!(greets(&page), "{}", page.body);
            let mut renewed = old.clone();
            renewed.keep(&page);
            assert_ne!(renewed.access, browser.access);
            assert_ne!(renewed.refresh, browser.refresh);
            assert_eq!(renewed.device, browser.device);
            assert_eq!(page.header("cache-control"), "no-store", "it carries tokens");
            assert_sets_nothing(&renewed.get(&app, "/my-jobs/").await.expect(200), "once is enough");
        }
        let session = stored_session(&app, &browser.person(&ada.email).session()).expect("the session");
        assert_eq!(session.counter, 1, "both within ten seconds");
    }

    async fn m09_every_address_that_takes_a_sign_in_renews_it(app: TestApp) {
        let ada = app.person("ada").await;
        let mut browser = Browser::signed_in(&app, &ada.email).await;
        for (path, status) in [("/my-jobs/", 200), ("/login/", 303), ("/nowhere", 404), ("/post-a-job/", 200), (ME, 200), (SESSIONS, 200)] {
            app.clock.advance(TimeDelta::minutes(31));
            let answer = browser.get(&app, path).await.expect(status);
            let before = browser.clone();
            browser.keep(&answer);
            assert_ne!(before.access, browser.access, "{path}");
            assert_ne!(before.refresh, browser.refresh, "{path}");
        }
        app.clock.advance(TimeDelta::minutes(31));
        let job = [("title", "Gardener"), ("company", "City Parks"), ("company_url", ""), ("location", "Ghent"), ("description", "Looks after the trees.")];
        let posted = browser.post(&app, "/post-a-job/", &job).await.expect(303);
        assert!(!posted.header("location").contains("login"), "{}", posted.header("location"));
        assert!(cookie_set(&posted, "refresh_token").is_some());
        assert_eq!(app.listed().await, 1);
    }

    async fn m25_a_foreign_page_cannot_write_by_the_refresh_cookie(app: TestApp) {
        let ada = app.person("ada").await;
        let browser = Browser::signed_in(&app, &ada.email).await.without_access();
        for path in ["/post-a-job/", "/logout/", "/api/v1/auth/logout", "/api/v1/auth/logout-all"] {
            let request = app
                .request(Method::POST, path)
                .header("origin", "https://evil.example")
                .header("cookie", browser.header())
                .form(&[("title", "x")]);
            let answer = app.send(request).await.expect(403);
            assert_sets_nothing(&answer, path);
        }
        assert!(greets(&browser.get(&app, "/").await));
    }

    async fn m09_two_tabs_within_ten_seconds_both_stay_signed_in(app: TestApp) {
        let ada = app.person("ada").await;
        let browser = Browser::signed_in(&app, &ada.email).await.without_access();
        let requests = (0..8).map(|_| browser.request(&app, Method::GET, "/my-jobs/")).collect();
        let mut kept = Vec::new();
        for answer in super::parallel::all_at_once(requests).await {
            let mut tab = browser.clone();
            tab.keep(&answer.expect(200));
            kept.push(tab);
        }
        for tab in &kept {
            assert_eq!(tab.refresh, kept[0].refresh);
            tab.get(&app, "/my-jobs/").await.expect(200);
        }
        app.clock.advance(TimeDelta::minutes(31));
        kept[7].get(&app, "/my-jobs/").await.expect(200);
    }

    async fn m09_a_refresh_cookie_that_is_used_up_or_forged_is_cleared(app: TestApp) {
        let ada = app.person("ada").await;
        let forged = Browser { refresh: "jbr_AAAA".to_owned(), ..Browser::default() };
        let page = forged.get(&app, "/").await;
        assert!(!greets(&page) && page.status == 200);
        assert_cleared(&page, "forged");
        let to_login = forged.get(&app, "/my-jobs/").await.expect(303);
        assert!(to_login.header("location").starts_with("/login/"));
        assert_cleared(&to_login, "forged");
        assert_cleared(&forged.get(&app, ME).await.expect(401), "forged");

        let browser = Browser::signed_in(&app, &ada.email).await;
        let mut owner = browser.clone();
        owner.keep(&browser.without_access().get(&app, "/").await);
        app.clock.advance(TimeDelta::seconds(11));
        let thief = browser.without_access().get(&app, "/").await.expect(200);
        assert!(!greets(&thief));
        assert_cleared(&thief, "used up");
        let page = owner.get(&app, "/").await.expect(200);
        assert!(!greets(&page));
        assert_cleared(&page, "its session has ended");
        assert_dead(&app, &owner.person(&ada.email), "its session has ended").await;
    }

    async fn m09_a_json_login_sets_no_cookie_and_the_tutorials_only_one(app: TestApp) {
        let ada = app.person("ada").await;
        assert_sets_nothing(&super::login(&app, &ada.email, PASSWORD).await.expect(200), "JSON");
        app.clock.stop_at(app.clock.now());
        let form = [("username", ada.email.as_str()), ("password", PASSWORD)];
        let login = app.send(app.request(Method::POST, "/login/token").form(&form)).await.expect(200);
        assert_eq!(login.headers.get_all("set-cookie").iter().count(), 1);
        let token = cookie_set(&login, "access_token").expect("the token");
        assert_eq!(login.json().as_object().map(|fields| fields.len()), Some(2));
        assert!(!login.body.contains("refresh"));
        assert!(shows(&app, &token).await);
        let person = Person { email: ada.email, token, refresh_token: String::new() };
        assert!(stored_session(&app, &person.session()).is_some());
        app.clock.advance(TimeDelta::minutes(30));
        assert!(stored_session(&app, &person.session()).is_none(), "it ends with its token");
        assert!(!shows(&app, &person.token).await);
        assert_invalid_grant(&refresh(&app, &person.token).await, "an access token");
    }

    async fn m08_a_logout_clears_both_and_is_not_undone_by_a_renewal(app: TestApp) {
        let ada = app.person("ada").await;
        let browser = Browser::signed_in(&app, &ada.email).await;
        assert_cleared(&browser.post(&app, "/logout/", &[]).await.expect(303), "logout");
        assert_dead(&app, &browser.person(&ada.email), "logout").await;
        for path in ["/logout/", "/api/v1/auth/logout"] {
            let browser = Browser::signed_in(&app, &ada.email).await;
            let answer = browser.without_access().post(&app, path, &[]).await;
            assert!(matches!(answer.status, 204 | 303), "{path}");
            assert_cleared(&answer, path);
            assert_dead(&app, &browser.person(&ada.email), path).await;
        }
        let browser = Browser::signed_in(&app, &ada.email).await;
        let everywhere = browser
            .without_access()
            .request(&app, Method::POST, "/api/v1/auth/logout-all")
            .json(&json!({"current_password": PASSWORD}));
        assert_cleared(&app.send(everywhere).await.expect(204), "everywhere");
    }

    async fn m08_who_ends_their_own_session_keeps_no_cookie(app: TestApp) {
        let ada = app.person("ada").await;
        for access in [true, false] {
            let browser = Browser::signed_in(&app, &ada.email).await;
            let path = format!("{SESSIONS}/{}", browser.person(&ada.email).session());
            let shown = if access { browser.clone() } else { browser.without_access() };
            let answer = app.send(shown.request(&app, Method::DELETE, &path)).await.expect(204);
            assert_cleared(&answer, "its own");
            assert_dead(&app, &browser.person(&ada.email), "its own").await;
        }
    }

    async fn m12_a_login_on_top_of_another_keeps_only_the_new_one(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        let browser = Browser::signed_in(&app, &ada.email).await.without_access();
        let form = [("email", bob.email.as_str()), ("password", PASSWORD)];
        let login = browser.post(&app, "/login/", &form).await.expect(303);
        let mut both = browser.clone();
        both.keep(&login);
        let me = both.get(&app, ME).await.expect(200).json();
        assert_eq!(me["email"], bob.email);
        let me = both.without_access().get(&app, ME).await.expect(200).json();
        assert_eq!(me["email"], bob.email);
    }
}
