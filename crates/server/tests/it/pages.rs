//! The web site, where the tutorial says nothing about it.

use reqwest::Method;

on_both_databases! {
    async fn whoever_is_signed_in_stays_so_on_a_page_that_does_not_exist(app: TestApp) {
        let ada = app.person("ada").await;
        for path in ["/nothing/here", "/details/77", "/details/x"] {
            let page = app.page_as(&ada, path).await.expect(404);
            assert!(page.body.contains("Sign out") && !page.body.contains("Sign in<"), "{path}");
        }
        let request = app
            .request(Method::DELETE, "/login/")
            .header("origin", &app.base)
            .header("cookie", format!("access_token={}", ada.token));
        let page = app.send(request).await.expect(405);
        assert!(page.body.contains("Sign out"));
        assert_eq!(page.header("allow"), "GET, HEAD, POST");
    }

    async fn a_form_whose_session_has_ended_says_so_and_saves_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        app.command(&["user", "deactivate", &ada.email]);
        let fields = [
            ("title", "Gardener"),
            ("company", "Parks"),
            ("location", "Ghent"),
            ("description", "Looks after the trees of the city."),
        ];
        let page = app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(401);
        assert!(page.body.contains("nothing was saved"), "{}", page.body);
        assert!(page.body.contains("/login/?next=/post-a-job/"), "{}", page.body);
        assert_eq!(app.listed().await, 0);
    }
}
