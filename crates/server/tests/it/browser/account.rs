//! An account, from registering to its end, as its owner sees it.

use super::{Browser, Javascript};
use crate::mail::mailed_token;
use crate::support::TestApp;
use crate::support::app::PASSWORD;

const EMAIL: &str = "ada@example.org";
const NEW_PASSWORD: &str = "another horse battery";
const UNPROCESSABLE: &str = "422 (Unprocessable Entity)";

impl Browser {
    /// Signs somebody in with a password, at the form.
    async fn sign_in_with(&self, email: &str, password: &str) {
        self.goto("/login/").await;
        self.fill("email", email).await;
        self.fill("password", password).await;
        self.submit("/login/").await;
        self.wait_for_path("/?msg=signed-in").await;
    }

    /// Follows a link of a mail.
    async fn follow_mail(&self, app: &TestApp, to: &str, path: &str, count: usize) {
        let token = mailed_token(app, to, path, count).await;
        self.goto(&format!("/{path}/?token={token}")).await;
    }
}

/// A sign-in from somewhere else.
async fn sign_in_elsewhere(app: &TestApp, password: &str) {
    let body = serde_json::json!({"email": EMAIL, "password": password});
    let request = app
        .request(reqwest::Method::POST, "/api/v1/auth/login")
        .header(
            "user-agent",
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
        )
        .json(&body);
    app.send(request).await.expect(200);
}

async fn registers_and_verifies_the_address(app: &TestApp, browser: &Browser) {
    browser.goto("/register/").await;
    browser.fill("username", "Ada Lovelace").await;
    browser.fill("email", EMAIL).await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/register/").await;
    browser.wait_for_path("/?msg=registered").await;
    browser.follow_mail(app, EMAIL, "verify-email", 1).await;
    assert_eq!(browser.text("h1").await, "Is this your address?");
    assert!(browser.text(".lead").await.contains(EMAIL));
    browser.submit("/verify-email/").await;
    browser.wait_for_path("/?msg=email-verified").await;
    browser.sign_in_with(EMAIL, PASSWORD).await;
    browser.click(".links .account").await;
    browser.wait_for_path("/settings/").await;
    assert_eq!(browser.typed("username").await, "Ada Lovelace");
    browser.click("a[href='/settings/email/']").await;
    browser.wait_for_path("/settings/email/").await;
    let state = browser.text(".panel .lead").await;
    assert!(state.ends_with("which is verified."), "{state}");
    let again = "form[action='/settings/email/verification/']";
    assert!(!browser.has(again).await);
}

async fn changes_the_password(app: &TestApp, browser: &mut Browser) {
    let elsewhere = app.sign_in(EMAIL).await;
    browser.click("a[href='/settings/password/']").await;
    browser.wait_for_path("/settings/password/").await;
    browser.fill("current_password", "not the password").await;
    browser.fill("new_password", NEW_PASSWORD).await;
    browser.expect_status("/settings/password/", UNPROCESSABLE);
    browser.submit("/settings/password/").await;
    browser.find("#current_password-error").await;
    assert!(browser.has(".summary a[href='#current_password']").await);
    assert!(browser.has(".summary:focus").await, "what is wrong");
    browser.fill("current_password", PASSWORD).await;
    browser.fill("new_password", NEW_PASSWORD).await;
    browser.submit("/settings/password/").await;
    browser
        .wait_for_path("/settings/password/?msg=password-changed")
        .await;
    app.get_as(&elsewhere, "/api/v1/users/me").await.expect(401);
}

async fn ends_another_sign_in(app: &TestApp, browser: &mut Browser) {
    sign_in_elsewhere(app, NEW_PASSWORD).await;
    browser.click("a[href='/settings/sessions/']").await;
    browser.wait_for_path("/settings/sessions/").await;
    let other = browser.text("label.device").await;
    assert!(other.contains("Firefox on Windows"), "{other}");
    assert!(
        browser
            .text(".device .badge")
            .await
            .eq_ignore_ascii_case("this one")
    );
    browser.expect_status("/settings/sessions/", UNPROCESSABLE);
    browser.submit("/settings/sessions/").await;
    assert_eq!(browser.text(".summary").await, "Choose the sign-in to end.");
    browser.click("label.device").await;
    browser.fill("current_password", PASSWORD).await;
    browser.expect_status("/settings/sessions/", UNPROCESSABLE);
    browser.submit("/settings/sessions/").await;
    browser.find("#current_password-error").await;
    assert!(browser.has("label.device :checked").await, "the choice");
    browser.fill("current_password", NEW_PASSWORD).await;
    browser.submit("/settings/sessions/").await;
    browser
        .wait_for_path("/settings/sessions/?msg=session-ended")
        .await;
    assert!(!browser.has("label.device").await);
    assert!(browser.has("div.device").await);
}

async fn reads_what_happened(browser: &Browser) {
    browser.click("a[href='/settings/activity/']").await;
    browser.wait_for_path("/settings/activity/").await;
    let events = browser.text(".rows tbody").await;
    for event in [
        "Registered",
        "Verified the e-mail address",
        "Signed in",
        "Wrong current password in the settings",
        "Changed the password",
        "Ended another sign-in",
    ] {
        assert!(events.contains(event), "{event}: {events}");
    }
}

async fn deletes_the_account(app: &TestApp, browser: &Browser) {
    browser.click("a[href='/settings/delete/']").await;
    browser.wait_for_path("/settings/delete/").await;
    browser.fill("current_password", NEW_PASSWORD).await;
    browser.submit("/settings/delete/").await;
    browser.confirm().await;
    browser.wait_for_path("/?msg=account-deleted").await;
    assert!(browser.has("nav.links a[href='/login/']").await);
    assert!(app.is_gone(EMAIL).await);
}

async fn whole_life(app: &TestApp, javascript: Javascript) {
    let mut browser = Browser::open(app, javascript).await;
    registers_and_verifies_the_address(app, &browser).await;
    changes_the_password(app, &mut browser).await;
    ends_another_sign_in(app, &mut browser).await;
    reads_what_happened(&browser).await;
    deletes_the_account(app, &browser).await;
    browser.close().await;
}

async fn address_there_and_back(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/settings/email/").await;
    browser.fill("email", "eve@example.net").await;
    browser.fill("current_password", PASSWORD).await;
    browser.submit("/settings/email/").await;
    browser
        .wait_for_path("/settings/email/?msg=email-mailed")
        .await;
    browser
        .follow_mail(app, "eve@example.net", "confirm-email", 1)
        .await;
    assert!(browser.text(".lead").await.contains("eve@example.net"));
    browser.submit("/confirm-email/").await;
    browser.wait_for_path("/login/?msg=email-changed").await;
    browser.sign_in_with("eve@example.net", PASSWORD).await;

    browser.follow_mail(app, EMAIL, "undo-email", 1).await;
    browser.submit("/undo-email/").await;
    browser.find(".empty").await;
    assert_eq!(browser.text("h1").await, "Your account is yours again");
    assert!(browser.has("nav.links a[href='/login/']").await);
    browser.goto("/settings/").await;
    assert_eq!(browser.path().await, "/login/?next=/settings/");
    browser.follow_mail(app, EMAIL, "reset-password", 1).await;
    browser.fill("new_password", NEW_PASSWORD).await;
    browser.submit("/reset-password/").await;
    browser.wait_for_path("/login/?msg=password-reset").await;
    browser.sign_in_with(EMAIL, NEW_PASSWORD).await;
    browser.close().await;
}

async fn forgotten_password(app: &TestApp, javascript: Javascript) {
    app.person("ada").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.goto("/login/").await;
    browser.click("a[href='/forgot-password/']").await;
    browser.wait_for_path("/forgot-password/").await;
    browser.fill("email", EMAIL).await;
    browser.submit("/forgot-password/").await;
    browser.find(".empty").await;
    assert_eq!(browser.text("h1").await, "Look into your mail");
    let token = mailed_token(app, EMAIL, "reset-password", 1).await;
    let link = format!("/reset-password/?token={token}");
    browser.goto(&link).await;
    browser.fill("new_password", "short").await;
    browser.expect_status("/reset-password/", UNPROCESSABLE);
    browser.submit("/reset-password/").await;
    browser.find("#new_password-error").await;
    browser.fill("new_password", NEW_PASSWORD).await;
    browser.submit("/reset-password/").await;
    browser.wait_for_path("/login/?msg=password-reset").await;
    browser.sign_in_with(EMAIL, NEW_PASSWORD).await;
    browser.submit("/logout/").await;
    browser.wait_for_path("/?msg=signed-out").await;

    browser.goto_expecting(&link, "400 (Bad Request)").await;
    assert_eq!(browser.text("h1").await, "That link is no longer good");
    assert!(browser.text(".empty").await.contains("was used already"));
    assert!(browser.has(".empty a[href='/login/']").await);
    browser.click(".empty a[href='/forgot-password/']").await;
    browser.wait_for_path("/forgot-password/").await;
    browser.close().await;
}

const DESCRIPTION: &str =
    "Counts orchids, \"all day\".\n\n  <b>Bring boots</b> & a hat;\nten lines are nothing.";

async fn form_across_a_sign_in(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/post-a-job/").await;
    browser.fill("title", "Botanist").await;
    browser.fill("company", "Orchids & Sons <Ltd>").await;
    browser.fill("location", "Ghent").await;
    browser.fill("description", DESCRIPTION).await;
    app.command(&["user", "deactivate", EMAIL]);
    app.command(&["user", "deactivate", EMAIL, "--undo"]);
    browser.expect_status("/post-a-job/", "401 (Unauthorized)");
    browser.submit("").await;
    let notice = browser.text(".notice").await;
    assert!(notice.ends_with("what you wrote is kept."), "{notice}");
    browser.fill("email", EMAIL).await;
    browser.fill("password", "not the password").await;
    browser.expect_status("/login/", "401 (Unauthorized)");
    browser.submit("/login/").await;
    browser.find(".summary").await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/login/").await;
    browser.find("form[action='/post-a-job/']").await;
    assert_eq!(browser.text("h1").await, "Welcome back");
    assert_eq!(browser.text(".account .name bdi").await, "ada");
    assert_eq!(browser.typed("title").await, "Botanist");
    assert_eq!(browser.typed("company").await, "Orchids & Sons <Ltd>");
    assert_eq!(browser.typed("description").await, DESCRIPTION);
    assert_eq!(app.listed().await, 0);
    browser.submit("/post-a-job/").await;
    browser.wait_for_path("/details/1?msg=posted").await;
    assert_eq!(browser.text("h1").await, "Botanist");
    browser.goto("/edit-job/1/").await;
    assert_eq!(browser.typed("description").await, DESCRIPTION);
    browser.close().await;
}

async fn button_across_a_sign_in(app: &TestApp, javascript: Javascript) {
    let ada = app.person("ada").await;
    let mut browser = Browser::open(app, javascript).await;
    browser.sign_in_as(&ada).await;
    browser.goto("/settings/email/").await;
    browser.forget_cookies().await;
    let action = "/settings/email/verification/";
    browser.expect_status(action, "401 (Unauthorized)");
    browser.submit(action).await;
    browser.find("#password").await;
    browser.fill("email", EMAIL).await;
    browser.fill("password", PASSWORD).await;
    browser.submit("/login/").await;
    browser.wait_for_path("/settings/email/").await;
    browser.close().await;
}

on_both_databases! {
    async fn with_javascript_an_account_goes_from_registering_to_its_end(app: TestApp) {
        whole_life(&app, Javascript::On).await;
    }

    async fn without_javascript_an_account_goes_from_registering_to_its_end(app: TestApp) {
        whole_life(&app, Javascript::Off).await;
    }

    async fn with_javascript_an_address_is_changed_and_changed_back(app: TestApp) {
        address_there_and_back(&app, Javascript::On).await;
    }

    async fn without_javascript_an_address_is_changed_and_changed_back(app: TestApp) {
        address_there_and_back(&app, Javascript::Off).await;
    }

    async fn with_javascript_a_forgotten_password_is_set_anew(app: TestApp) {
        forgotten_password(&app, Javascript::On).await;
    }

    async fn without_javascript_a_forgotten_password_is_set_anew(app: TestApp) {
        forgotten_password(&app, Javascript::Off).await;
    }

    async fn with_javascript_a_form_is_kept_through_a_sign_in(app: TestApp) {
        form_across_a_sign_in(&app, Javascript::On).await;
    }

    async fn without_javascript_a_form_is_kept_through_a_sign_in(app: TestApp) {
        form_across_a_sign_in(&app, Javascript::Off).await;
    }

    async fn a_button_pressed_after_the_session_ended_leads_back_to_its_page(app: TestApp) {
        button_across_a_sign_in(&app, Javascript::Off).await;
    }
}
