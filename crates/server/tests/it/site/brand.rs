//! Name, logo, accent, links and a style sheet of the operator's own, without building anything.

use std::fs;

use jobboard_core::config::{Layers, Settings};

use crate::support::{Backend, TestApp};

/// The address of an asset on a page.
fn asset<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("/assets/{name}.")).expect("the asset");
    let rest = &page[at..];
    &rest[..rest.find('"').expect("its end")]
}

#[tokio::test]
async fn an_operator_makes_the_board_their_own_by_settings() {
    let files = tempfile::tempdir().expect("a folder");
    let (logo, style) = (files.path().join("logo.svg"), files.path().join("site.css"));
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>";
    fs::write(&logo, svg).expect("a file");
    fs::write(&style, ":root { --round: 0; }").expect("a file");
    let app = TestApp::with(
        Backend::Sqlite,
        &[
            ("PROJECT_NAME", "Jobs of Ghent"),
            ("BRAND_LOGO", &logo.display().to_string()),
            ("BRAND_CSS", &style.display().to_string()),
            ("BRAND_ACCENT", "#ffcc00"),
            (
                "FOOTER_LINKS",
                "Imprint=https://example.org/imprint; Who is hiring=/companies/",
            ),
        ],
    )
    .await;
    let page = app.get("/").await.expect(200).body;
    assert!(page.contains("<title>Jobs of Ghent</title>"), "{page}");
    assert!(page.contains(r#"<a href="https://example.org/imprint"><bdi>Imprint</bdi></a>"#));
    assert!(page.contains(r#"<a href="/companies/"><bdi>Who is hiring</bdi></a>"#));
    let shown = app.get(asset(&page, "logo")).await.expect(200);
    assert_eq!(shown.header("content-type"), "image/svg+xml");
    assert_eq!(shown.body, svg);
    let style = app.get(asset(&page, "brand")).await.expect(200).body;
    assert!(style.ends_with(":root { --round: 0; }"), "{style}");
    assert!(style.contains("--accent: #"), "{style}");
    assert!(
        !style.contains("--accent: #ffcc00; --accent-ink: #ffffff"),
        "white on yellow: {style}"
    );
}

#[tokio::test]
async fn without_settings_there_is_no_other_style_sheet() {
    let app = TestApp::on(Backend::Sqlite).await;
    let page = app.get("/").await.expect(200).body;
    assert!(!page.contains("/assets/brand."), "{page}");
    let icon = app.get(asset(&page, "icon")).await.expect(200).body;
    assert!(icon.contains("#0f6b4f"), "{icon}");
}

#[test]
fn everything_that_is_wrong_with_a_brand_is_said_at_once() {
    let files = tempfile::tempdir().expect("a folder");
    let large = files.path().join("large.css");
    fs::write(&large, " ".repeat(300_000)).expect("a file");
    let text = files.path().join("logo.txt");
    fs::write(&text, "a logo").expect("a file");
    let variables = [
        ("BRAND_LOGO", text.display().to_string()),
        ("BRAND_CSS", large.display().to_string()),
        ("BRAND_ACCENT", "green".to_owned()),
        ("FOOTER_LINKS", "Imprint=javascript:alert(1)".to_owned()),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value));
    let read = Settings::from_layers(&Layers {
        variables: variables.into_iter().collect(),
        ..Layers::default()
    });
    let problems = read.expect_err("problems").to_string();
    for said in [
        "BRAND_LOGO must be an SVG, PNG or WebP picture",
        "BRAND_CSS is larger than 256 KiB",
        "BRAND_ACCENT must be a colour such as #0f6b4f",
        "FOOTER_LINKS must be at most 12 links such as Imprint=",
    ] {
        assert!(problems.contains(said), "{said}: {problems}");
    }
    assert!(!problems.contains("alert"), "{problems}");
}

#[test]
fn a_file_that_is_not_there_is_named_by_its_setting() {
    let read = Settings::from_layers(&Layers {
        variables: [("BRAND_LOGO".to_owned(), "nowhere/logo.svg".to_owned())].into(),
        ..Layers::default()
    });
    let problems = read.expect_err("a problem").to_string();
    assert!(
        problems.contains("BRAND_LOGO cannot be read: "),
        "{problems}"
    );
}
