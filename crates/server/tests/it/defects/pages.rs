use chrono::TimeDelta;

use super::{FORM, form_with, login_everywhere, post_everywhere, register_everywhere, statuses};
use crate::support::app::PASSWORD;

/// A number larger than any that a database knows.
const HUGE: &str = "99999999999999999999999999";

on_both_databases! {
    async fn defect_21_the_page_of_a_missing_job_is_a_404(app: TestApp) {
        for id in ["1", "0", "-1", "x", HUGE, "1%20OR%201=1"] {
            let page = app.get(&format!("/details/{id}")).await.expect(404);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            assert!(page.body.contains("There is no such job."), "{id}");
            assert!(!page.body.contains("<table"), "{id}");
        }
    }

    async fn defect_26_half_an_address_is_named_as_what_is_wrong(app: TestApp) {
        for email in ["a@", "@b.org", "a", ""] {
            let answers = register_everywhere(&app, "adal", email, PASSWORD).await;
            assert_eq!(statuses(&answers), [422; 3], "{email:?}");
            assert_eq!(answers[0].fields(), ["email"]);
            assert!(answers[2].body.contains("id=\"email-error\""));
            let logins = login_everywhere(&app, email, PASSWORD).await;
            assert_eq!(statuses(&logins), [401; 3], "{email:?}");
        }
        let made = register_everywhere(&app, "adal", "a@example.org", PASSWORD).await;
        assert_eq!(made[0].status, 201, "the name is still free");
    }

    async fn defect_27_a_job_needs_a_place(app: TestApp) {
        let ada = app.person("ada").await;
        for place in ["", "   ", "\t\n"] {
            let answers = post_everywhere(&app, &ada, "location", place).await;
            assert_eq!(statuses(&answers), [422; 3], "{place:?}");
            assert_eq!(answers[0].fields(), ["location"]);
            assert!(answers[2].body.contains("id=\"location-error\""));
        }
        let without: Vec<_> = FORM
            .into_iter()
            .filter(|(name, _)| *name != "location")
            .collect();
        app.send_form("/post-a-job/", Some(&ada), &without)
            .await
            .expect(422);
        assert_eq!(app.listed().await, 0);
    }

    async fn defect_28_the_posting_page_says_what_is_really_wrong(app: TestApp) {
        let ada = app.person("ada").await;
        for (field, value, message) in [
            ("title", "abc", "At least 4 characters, please."),
            ("company", "", "This field is required."),
            (
                "company_url",
                "nonsense",
                "A web address, please, such as https://example.org.",
            ),
            ("location", "", "This field is required."),
            (
                "description",
                "too short",
                "At least 20 characters, please.",
            ),
        ] {
            let form = form_with(field, value);
            let page = app
                .send_form("/post-a-job/", Some(&ada), &form)
                .await
                .expect(422)
                .body;
            let error = format!("<p class=\"error\" id=\"{field}-error\">{message}</p>");
            assert!(page.contains(&error), "{field}: {page}");
            assert_eq!(
                page.matches("class=\"error\"").count(),
                1,
                "{field}: {page}"
            );
            assert!(
                !page.contains("logged in") && !page.contains("not signed in"),
                "{page}"
            );
            let kept = if field == "location" {
                "City Parks"
            } else {
                "Ghent"
            };
            assert!(
                page.contains(&format!("value=\"{kept}\"")),
                "the rest of the form stays"
            );
        }
        assert_eq!(app.listed().await, 0);
    }

    async fn defect_30_the_posting_form_is_for_who_is_signed_in(app: TestApp) {
        let ada = app.person("ada").await;
        for path in ["/post-a-job/", "/post-a-job"] {
            let answer = app.get(path).await.expect(303);
            assert!(
                answer
                    .header("location")
                    .starts_with("/login/?next=/post-a-job")
            );
            assert_eq!(answer.body, "");
        }
        let form = app.page_as(&ada, "/post-a-job/").await.expect(200).body;
        assert!(form.contains("name=\"description\""));
        let refused = app.send_form("/post-a-job/", None, &FORM).await.expect(401);
        assert!(refused.body.contains("what you wrote is kept"));
        app.clock.advance(TimeDelta::minutes(31));
        app.page_as(&ada, "/post-a-job/").await.expect(303);
        app.send_form("/post-a-job/", Some(&ada), &FORM)
            .await
            .expect(401);
        assert_eq!(app.listed().await, 0);
    }

    async fn defect_31_the_delete_page_shows_ones_own_jobs(app: TestApp) {
        let (ada, bob) = (app.person("ada").await, app.person("bob").await);
        let (hers, his) = (
            app.job(&ada, "Her job").await,
            app.job(&bob, "His job").await,
        );
        for path in ["/delete-job/", "/my-jobs/"] {
            let page = app.page_as(&ada, path).await.expect(200).body;
            assert!(
                page.contains("Her job") && !page.contains("His job"),
                "{path}"
            );
            assert!(page.contains(&format!("/delete-job/{hers}")));
            assert!(!page.contains(&format!("/delete-job/{his}")));
        }
    }

    async fn defect_32_a_sign_in_leads_on(app: TestApp) {
        let ada = app.person("ada").await;
        for (next, location) in [
            (None, "/?msg=signed-in"),
            (Some("/post-a-job/"), "/post-a-job/"),
            (Some("//evil.example"), "/?msg=signed-in"),
            (Some("https://evil.example/"), "/?msg=signed-in"),
        ] {
            let mut form = vec![("email", ada.email.as_str()), ("password", PASSWORD)];
            form.extend(next.map(|next| ("next", next)));
            let answer = app.send_form("/login/", None, &form).await.expect(303);
            assert_eq!(answer.header("location"), location);
            assert!(answer.header("set-cookie").starts_with("access_token="));
        }
        assert!(
            app.page_as(&ada, "/?msg=signed-in")
                .await
                .body
                .contains("Welcome back.")
        );
        assert_eq!(
            app.page_as(&ada, "/login/")
                .await
                .expect(303)
                .header("location"),
            "/"
        );
    }

    async fn defect_36_the_navigation_bar_says_who_is_signed_in(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let name = "title=\"Settings of ada\"";
        let details = format!("/details/{id}");
        for path in [
            "/",
            "/search/",
            "/redoc",
            "/my-jobs/",
            "/post-a-job/",
            &details,
            "/details/999",
        ] {
            let page = app.page_as(&ada, path).await.body;
            assert!(
                page.contains(name) && page.contains("action=\"/logout/\""),
                "{path}"
            );
            assert!(!page.contains("href=\"/login/\""), "{path}");
        }
        for path in [
            "/",
            "/search/",
            "/redoc",
            "/login/",
            "/register/",
            &details,
            "/details/999",
        ] {
            let page = app.get(path).await.body;
            assert!(page.contains("<a href=\"/login/\""), "{path}");
            assert!(!page.contains("class=\"name\""), "{path}");
        }
    }
}
