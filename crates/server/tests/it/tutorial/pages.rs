use crate::support::app::{PASSWORD, Person};

on_both_databases! {
    async fn the_pages_lead_from_the_registration_to_a_job_taken_down(app: TestApp) {
        for path in ["/register/", "/register"] {
            let page = app.get(path).await.expect(200).body;
            for name in ["username", "email", "password"] {
                assert!(page.contains(&format!("name=\"{name}\"")), "{path}: {name}");
            }
        }
        let form = [
            ("username", "adal"),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
        ];
        let made = app.send_form("/register/", None, &form).await.expect(303);
        assert_eq!(
            (made.header("location"), made.header("set-cookie")),
            ("/?msg=registered", "")
        );
        let notice = app.get("/?msg=registered").await.expect(200).body;
        assert!(notice.contains("Your account is ready. Sign in to post a job."));

        let form = [("email", "ada@example.org"), ("password", PASSWORD)];
        let login = app.send_form("/login/", None, &form).await.expect(303);
        assert_eq!(login.header("location"), "/?msg=signed-in");
        let cookie = login.header("set-cookie");
        let (_, rest) = cookie.split_once("access_token=").expect("the cookie");
        let token = rest.split(';').next().expect("a token").to_owned();
        let ada = Person {
            email: "ada@example.org".to_owned(),
            token,
            refresh_token: String::new(),
        };

        let page = app.page_as(&ada, "/post-a-job/").await.expect(200).body;
        let form = [
            ("title", "Baker"),
            ("company", "The Oven"),
            ("company_url", "www.oven.example"),
            ("location", "Ghent"),
            ("description", "Gets up early, bakes bread."),
        ];
        assert!(
            form.iter()
                .all(|(name, _)| page.contains(&format!("name=\"{name}\"")))
        );
        let posted = app
            .send_form("/post-a-job/", Some(&ada), &form)
            .await
            .expect(303);
        assert_eq!(posted.header("location"), "/details/1?msg=posted");
        for path in ["/details/1?msg=posted", "/details/1/?msg=posted"] {
            let details = app.get(path).await.expect(200).body;
            assert!(details.contains("Your job is online."), "{path}");
            assert!(details.contains("<h1><bdi>Baker</bdi></h1>"));
            assert!(
                details.contains(
                    "<a href=\"https://www.oven.example\" rel=\"nofollow ugc noopener\">"
                )
            );
        }
        for path in ["/", "/search/?query=BAK", "/search?query=bak"] {
            let page = app.get(path).await.expect(200).body;
            assert!(page.contains("<a href=\"/details/1\"><bdi>Baker</bdi></a>"), "{path}");
            assert!(page.contains("data-suggest="), "{path}");
        }
        let page = app.page_as(&ada, "/delete-job/").await.expect(200).body;
        assert!(page.contains("<table") && page.contains("href=\"/delete-job/1/\""));
        let gone = app
            .send_form("/delete-job/1/", Some(&ada), &[])
            .await
            .expect(303);
        assert_eq!(gone.header("location"), "/my-jobs/?msg=deleted");
        assert!(
            app.page_as(&ada, "/my-jobs/?msg=deleted")
                .await
                .body
                .contains("The job is gone.")
        );
        app.get("/details/1").await.expect(404);
        for path in ["/docs/", "/redoc", "/openapi.json"] {
            app.get(path).await.expect(200);
        }
    }

    async fn the_forms_ask_for_more_than_the_api_does(app: TestApp) {
        let ada = app.person("ada").await;
        for (name, field) in [
            ("abc", Some("username")),
            ("    ", Some("username")),
            ("abcd", None),
        ] {
            let form = [
                ("username", name),
                ("email", "new@example.org"),
                ("password", PASSWORD),
            ];
            let answer = app.send_form("/register/", None, &form).await;
            assert_eq!(
                answer.status,
                if field.is_some() { 422 } else { 303 },
                "{name}"
            );
            assert_eq!(
                answer.body.contains("id=\"username-error\""),
                field.is_some()
            );
        }
        for (title, description, status) in [
            ("abc", "just twenty letters.", 422),
            ("abcd", "nineteen letters...", 422),
            ("abcd", "just twenty letters.", 303),
        ] {
            let form = [
                ("title", title),
                ("company", "x"),
                ("location", "x"),
                ("description", description),
            ];
            app.send_form("/post-a-job/", Some(&ada), &form)
                .await
                .expect(status);
        }
        assert_eq!(app.listed().await, 1);
    }

    async fn a_form_can_be_edited_and_says_when_it_is_too_late(app: TestApp) {
        let ada = app.person("ada").await;
        app.job(&ada, "Gardener").await;
        let form = [
            ("title", "Head gardener"),
            ("company", "City Parks"),
            ("company_url", ""),
            ("location", "Ghent"),
            ("description", "Looks after the trees of the city."),
        ];
        let page = app.page_as(&ada, "/edit-job/1").await.expect(200).body;
        assert!(page.contains("value=\"Gardener\""));
        let saved = app
            .send_form("/edit-job/1", Some(&ada), &form)
            .await
            .expect(303);
        assert_eq!(saved.header("location"), "/details/1?msg=saved");
        let details = app.get("/details/1?msg=saved").await.expect(200).body;
        assert!(details.contains("Your changes are online.") && details.contains("Head gardener"));
        let left = app.send_form("/logout/", Some(&ada), &[]).await.expect(303);
        assert_eq!(left.header("location"), "/?msg=signed-out");
        let late = app
            .send_form("/edit-job/1", Some(&ada), &form)
            .await
            .expect(401);
        assert!(late.body.contains("what you wrote is kept"));
        assert!(late.body.contains("name=\"next\" value=\"/edit-job/1\""));
        let late = app.page_as(&ada, "/edit-job/1").await.expect(303);
        assert_eq!(late.header("location"), "/login/?next=/edit-job/1");
    }
}
