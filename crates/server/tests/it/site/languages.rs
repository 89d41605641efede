//! English and German, chosen by the browser or by the reader.

use reqwest::Method;
use serde_json::json;

use crate::mail::files_to;
use crate::support::app::job_with;
use crate::support::{Backend, TestApp};

on_both_databases! {
    async fn a_page_is_in_the_language_that_the_browser_asks_for(app: TestApp) {
        for (asked, spoken, heading) in [
            ("de-AT,de;q=0.9,en;q=0.8", "de", "Passwort vergessen?"),
            ("en-GB,en", "en", "Forgot your password?"),
            ("fr,nl;q=0.5", "en", "Forgot your password?"),
            ("fr, de;q=0.1", "de", "Passwort vergessen?"),
        ] {
            let body = app.get_with("/login/", &[("accept-language", asked)]).await.expect(200).body;
            assert!(body.contains(&format!("<html lang=\"{spoken}\">")), "{asked}");
            assert!(body.contains(heading), "{asked}: {body}");
        }
    }

    async fn a_choice_counts_more_than_the_browser_and_leads_back(app: TestApp) {
        let form = [("language", "de"), ("next", "/search/?workplace=remote")];
        let chosen = app.send_form("/language/", None, &form).await.expect(303);
        assert_eq!(chosen.header("location"), "/search/?workplace=remote");
        let cookie = chosen.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        let headers = [("accept-language", "en"), ("cookie", &*cookie)];
        let body = app.get_with("/", &headers).await.expect(200).body;
        assert!(body.contains("<html lang=\"de\">"), "{body}");
        for (language, next) in [("fr", "/"), ("", "/")] {
            let form = [("language", language), ("next", next)];
            app.send_form("/language/", None, &form).await.expect(422);
        }
        let elsewhere = [("language", "en"), ("next", "//example.org")];
        let back = app.send_form("/language/", None, &elsewhere).await.expect(303);
        assert_eq!(back.header("location"), "/");
    }

    async fn a_choice_on_a_form_that_came_back_leads_to_its_page(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let desk = format!("/my-jobs/{id}/");
        let request = app
            .request(Method::POST, &format!("{desk}comments/"))
            .header("origin", &app.base)
            .header("sec-fetch-site", "same-origin")
            .header("referer", format!("{}{desk}", app.base))
            .header("cookie", format!("access_token={}", ada.token))
            .form(&[("body", "")]);
        let page = app.send(request).await.expect(422).body;
        assert!(page.contains(&format!(r#"name="next" value="{desk}""#)), "{page}");
    }

    async fn numbers_days_and_money_are_written_as_in_the_language(app: TestApp) {
        let ada = app.person("ada").await;
        let pay = json!({"min": 5_000_000, "max": 6_500_000, "currency": "EUR", "period": "YEAR"});
        let mut job = job_with("salary", pay);
        job["date_posted"] = json!("2024-06-04");
        let id = app.post_job(&ada, &job).await;
        let path = format!("/details/{id}");
        let english = app.get_with(&path, &[("accept-language", "en")]).await.expect(200).body;
        assert!(english.contains("EUR 50,000 – 65,000 per year"), "{english}");
        assert!(english.contains("4 June 2024"), "{english}");
        let german = app.get_with(&path, &[("accept-language", "de")]).await.expect(200).body;
        assert!(german.contains("50.000 – 65.000 EUR"), "{german}");
        assert!(german.contains("4. Juni 2024"), "{german}");
    }

    async fn errors_and_what_is_wrong_with_a_field_are_in_the_language(app: TestApp) {
        let german = ("accept-language", "de");
        let missing = app.get_with("/nowhere", &[german]).await.expect(404).body;
        assert!(missing.contains("<html lang=\"de\">"), "{missing}");
        let request = app
            .request(Method::POST, "/register/")
            .header("origin", &app.base)
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "de")
            .form(&[("username", "ada"), ("email", "no address"), ("password", "x")]);
        let rejected = app.send(request).await.expect(422).body;
        assert!(rejected.contains("Bitte mindestens 4 Zeichen"), "{rejected}");
        // The JSON API speaks English to programs, whoever wrote them.
        let request = app
            .request(Method::POST, "/api/v1/users")
            .header("accept-language", "de")
            .json(&json!({"username": "", "email": "x", "password": "x"}));
        let problem = app.send(request).await.expect(422).body;
        assert!(problem.contains("An e-mail address, please"), "{problem}");
    }

    async fn a_mail_is_in_the_language_of_whoever_gets_it(app: TestApp) {
        let request = app
            .request(Method::POST, "/register/")
            .header("origin", &app.base)
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "de")
            .form(&[("username", "Jürgen"), ("email", "juergen@example.org"), ("password", crate::support::app::PASSWORD)]);
        app.send(request).await.expect(303);
        app.person("ada").await;
        let german = crate::mail::eventually("a mail", || files_to(&app, "juergen@example.org", "").pop()).await;
        assert!(german.contains("lang=\"de\""), "{german}");
        let english = crate::mail::eventually("a mail", || files_to(&app, "ada@example.org", "").pop()).await;
        assert!(english.contains("lang=\"en\""), "{english}");
    }
}

#[tokio::test]
async fn an_operator_says_which_language_comes_first() {
    let app = TestApp::with(Backend::Sqlite, &[("DEFAULT_LANGUAGE", "de")]).await;
    let unasked = app.get("/").await.expect(200).body;
    assert!(unasked.contains("<html lang=\"de\">"), "{unasked}");
    let asked = app
        .get_with("/", &[("accept-language", "en")])
        .await
        .expect(200)
        .body;
    assert!(asked.contains("<html lang=\"en\">"), "{asked}");
}
