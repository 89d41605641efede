//! The pages of mailed links: to look at one changes nothing, and a bad one says what to do.

use crate::mail::mailed_token;
use crate::support::app::PASSWORD;

on_both_databases! {
    async fn s01_looking_at_a_link_changes_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let verify = mailed_token(&app, &ada.email, "verify-email", 1).await;
        let path = format!("/verify-email/?token={verify}");
        for _ in 0..3 {
            let page = app.get(&path).await.expect(200);
            assert!(page.body.contains(&ada.email), "{}", page.body);
            assert_eq!(page.header("cache-control"), "no-store");
        }
        let me = app.get_as(&ada, "/api/v1/users/me").await.json();
        assert_eq!(me["is_email_verified"], false);
        let done = app.send_form("/verify-email/", None, &[("token", &verify)]).await.expect(303);
        assert_eq!(done.header("location"), "/?msg=email-verified");
        let used = app.get(&path).await.expect(400);
        assert!(used.body.contains("no longer good") && used.body.contains("ask for a new one"));
    }

    async fn s01_a_forgotten_password_is_set_by_pages_alone(app: TestApp) {
        let ada = app.person("ada").await;
        let asked = app.send_form("/forgot-password/", None, &[("email", &ada.email)]).await;
        assert!(asked.expect(200).body.contains("Look into your mail"));
        let token = mailed_token(&app, &ada.email, "reset-password", 1).await;
        let form = app.get(&format!("/reset-password/?token={token}")).await.expect(200);
        assert!(form.body.contains(&format!("name=\"token\" value=\"{token}\"")));
        let weak = [("token", token.as_str()), ("new_password", "12345678")];
        let weak = app.send_form("/reset-password/", None, &weak).await.expect(422);
        assert!(weak.body.contains("new_password-error"), "{}", weak.body);
        let good = [("token", token.as_str()), ("new_password", "battery staple orange")];
        let done = app.send_form("/reset-password/", None, &good).await.expect(303);
        assert_eq!(done.header("location"), "/login/?msg=password-reset");
        app.page_as(&ada, "/my-jobs/").await.expect(303);
        app.send_form("/reset-password/", None, &good).await.expect(400);
    }

    async fn a_link_that_is_none_is_a_page_and_no_fault_of_ours(app: TestApp) {
        for page in ["reset-password", "verify-email", "confirm-email", "undo-email"] {
            for token in ["", "?token=", "?token=x", "?token=%00%ff", "?token=../../x"] {
                let answer = app.get(&format!("/{page}/{token}")).await;
                assert_eq!(answer.status, 400, "{page} {token}");
                assert!(answer.body.contains("<h1>"));
            }
            let mut form = vec![("token", "x")];
            if page == "reset-password" {
                form.push(("new_password", PASSWORD));
            }
            app.send_form(&format!("/{page}/"), None, &form).await.expect(400);
        }
    }
}
