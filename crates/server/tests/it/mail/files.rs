//! Mail as files, as it is in development.

use std::os::unix::fs::PermissionsExt;

use reqwest::Method;
use serde_json::json;

use super::{eventually, everything_stored, files, sign_up, token_in};
use crate::support::app::PASSWORD;

on_both_databases! {
    async fn s01_a_mail_has_two_parts_and_its_link_is_not_from_the_host_header(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("PUBLIC_URL", "https://jobs.example.org"), ("PROJECT_NAME", "Jöbs <&>")]);
        let body = json!({"username": "ada", "email": "ada@example.org", "password": PASSWORD});
        let request = app
            .request(Method::POST, "/api/v1/users")
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .json(&body);
        app.send(request).await.expect(201);
        let mail = eventually("a mail", || files(&app).pop()).await;
        assert!(!mail.contains("evil"), "{mail}");
        let links = mail.matches("https://jobs.example.org/verify-email/?token=").count();
        assert_eq!(links, 4, "once as text, twice as an address in HTML and once as text there: {mail}");
        for part in ["multipart/alternative", "Content-Type: text/plain", "Content-Type: text/html", "&#60;&#38;&#62;"] {
            assert!(mail.contains(part), "{part}: {mail}");
        }
        assert!(!mail.contains("ada,"), "what a stranger may have typed: {mail}");
        let folder = app.settings.mail_folder();
        let mode = |path: &std::path::Path| {
            std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
        };
        assert_eq!(mode(&folder), 0o700);
        for entry in std::fs::read_dir(&folder).expect("the folder") {
            assert_eq!(mode(&entry.expect("an entry").path()), 0o600);
        }
    }

    async fn a_link_leads_to_the_board_itself_where_no_public_address_is_set(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        let mail = eventually("a mail", || files(&app).pop()).await;
        assert!(mail.contains(&format!("{}/verify-email/?token=", app.base)), "{mail}");
    }

    async fn s01_no_token_is_stored_as_it_is(app: TestApp) {
        sign_up(&app, "ada").await.expect(201);
        let mail = eventually("a mail", || files(&app).pop()).await;
        let token = token_in(&mail, "verify-email");
        assert_eq!(token.len(), 43);
        let stored = everything_stored(&app);
        assert!(!stored.contains(&token), "{stored}");
        assert!(stored.contains("ada@example.org") && stored.contains("verify_email"));
    }
}
