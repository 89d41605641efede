//! The web site, where the tutorial says nothing about it.

use reqwest::Method;

use crate::support::app::{PASSWORD, Person};

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

    async fn a_form_whose_session_has_ended_is_kept_through_the_sign_in(app: TestApp) {
        let ada = app.person("ada").await;
        app.command(&["user", "deactivate", &ada.email]);
        let fields = [
            ("title", "Gardener"),
            ("company", "Parks"),
            ("location", "Ghent"),
            ("description", "Looks after the trees of the city."),
        ];
        let page = app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(401);
        assert!(page.body.contains("what you wrote is kept"), "{}", page.body);
        assert!(page.body.contains("name=\"next\" value=\"/post-a-job/\""), "{}", page.body);
        assert_eq!(app.listed().await, 0);

        app.command(&["user", "deactivate", &ada.email, "--undo"]);
        let kept: Vec<_> = fields.iter().map(|(name, value)| (format!("kept.{name}"), *value)).collect();
        let mut sign_in = vec![
            ("email", ada.email.as_str()),
            ("password", "wrong password"),
            ("next", "/post-a-job/"),
        ];
        for (name, value) in &kept {
            let hidden = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
            assert!(page.body.contains(&hidden), "{hidden}: {}", page.body);
            sign_in.push((name, value));
        }
        let again = app.send_form("/login/", None, &sign_in).await.expect(401);
        assert!(again.body.contains("kept.title"), "a wrong password loses nothing");
        sign_in[1].1 = PASSWORD;
        let back = app.send_form("/login/", None, &sign_in).await.expect(200);
        assert!(back.body.contains("<form method=\"post\" action=\"/post-a-job/\">"), "{}", back.body);
        for (name, value) in fields {
            assert!(back.body.contains(&format!("name=\"{name}\"")) && back.body.contains(value));
        }
        let token = back.header("set-cookie").split(['=', ';']).nth(1).expect("a token");
        let ada = Person { token: token.to_owned(), ..ada };
        let posted = app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(303);
        assert_eq!(posted.header("location"), "/details/1?msg=posted");
    }

    async fn a_form_from_elsewhere_or_with_a_password_is_not_kept(app: TestApp) {
        let fields = [("title", "Somebody else's words"), ("current_password", PASSWORD)];
        let foreign = app
            .request(Method::POST, "/post-a-job/")
            .header("origin", "https://example.net")
            .form(&fields);
        let page = app.send(foreign).await.expect(401);
        assert!(!page.body.contains("Somebody else"), "{}", page.body);
        let page = app.send_form("/settings/delete/", None, &fields).await.expect(401);
        assert!(page.body.contains("Somebody else") && !page.body.contains(PASSWORD));
    }
}
