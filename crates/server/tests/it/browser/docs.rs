//! The API's description: Swagger UI at `/docs/` and the plain page at `/redoc`.

use super::{Browser, Javascript, nothing_is_from_another_host};

fn operation(css: &str) -> String {
    format!("#operations-jobs-list_jobs {css}")
}

on_both_databases! {
    async fn swagger_ui_shows_every_operation_and_tries_one_out(app: TestApp) {
        let owner = app.person("owner").await;
        app.job(&owner, "Gardener").await;
        let browser = Browser::open(&app, Javascript::On).await;
        browser.goto("/docs/").await;
        browser.find(&operation("")).await;
        let described = app.get("/openapi.json").await.json();
        let paths = described["paths"].as_object().expect("paths");
        let operations: usize = paths.values().filter_map(|path| path.as_object()).map(|path| path.len()).sum();
        let shown = browser.ask("document.querySelectorAll('.opblock').length").await;
        assert_eq!(shown, operations);
        browser.click(&operation(".opblock-summary-control")).await;
        browser.click(&operation(".try-out__btn")).await;
        browser.click(&operation(".execute")).await;
        let status = browser.text(&operation(".live-responses-table tbody .response-col_status")).await;
        assert_eq!(status.lines().next(), Some("200"));
        let answer = browser.text(&operation(".live-responses-table tbody .response-col_description")).await;
        assert!(answer.contains("Gardener"), "{answer}");
        nothing_is_from_another_host(&browser, &app, "/docs/").await;
        browser.close().await;
    }

    async fn the_reference_shows_every_operation_without_javascript(app: TestApp) {
        let browser = Browser::open(&app, Javascript::Off).await;
        browser.goto("/redoc").await;
        for css in ["#list_jobs", "#create_user", "#tutorial_login", "#ready"] {
            let text = browser.text(css).await;
            assert!(!text.is_empty(), "{css}");
        }
        browser.click(".contents a[href='#delete_job']").await;
        browser.wait_for_path("/redoc#delete_job").await;
        nothing_is_from_another_host(&browser, &app, "/redoc").await;
        browser.close().await;
    }
}
