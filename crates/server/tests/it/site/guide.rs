//! The parts of pages side by side, for developers alone.

use crate::support::{Backend, TestApp};

#[tokio::test]
async fn the_style_guide_is_there_in_development_and_not_in_production() {
    let app = TestApp::on(Backend::Sqlite).await;
    let guide = app.get("/styleguide").await.expect(200).body;
    for part in [
        "Button",
        "Card, list, pagination, filter",
        "Form and field",
        "Table and chart",
    ] {
        assert!(guide.contains(part), "{part}");
    }
    let production = [
        ("APP_ENV", "production"),
        ("BCRYPT_COST", "10"),
        ("PLAIN_HTTP", ""),
        ("PUBLIC_URL", "https://jobs.example.org"),
    ];
    let app = TestApp::with(Backend::Sqlite, &production).await;
    app.get("/styleguide").await.expect(404);
}
