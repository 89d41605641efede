//! How a job looks where somebody shares its address.

use reqwest::Method;
use serde_json::json;

use crate::support::app::job_with;
use crate::support::{Backend, TestApp};

/// The content of a `meta` element with this property.
#[track_caller]
fn property<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("<meta property=\"{name}\" content=\"");
    let at = page
        .find(&start)
        .unwrap_or_else(|| panic!("no {name}: {page}"))
        + start.len();
    let rest = &page[at..];
    &rest[..rest.find('"').expect("its end")]
}

on_both_databases! {
    async fn a_job_says_its_title_its_beginning_its_address_and_its_picture(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Head \"gardener\" & more").await;
        let page = app.get(&format!("/details/{id}")).await.expect(200).body;
        let title = property(&page, "og:title");
        assert_eq!(title, "Head &#34;gardener&#34; &#38; more at City Parks");
        assert_eq!(property(&page, "og:description"), "Looks after the trees of the city.");
        assert_eq!(property(&page, "og:url"), format!("{}/details/{id}", app.base));
        assert_eq!(property(&page, "og:locale"), "en_GB");
        assert!(page.contains(r#"<meta name="twitter:card" content="summary_large_image">"#));
        assert!(page.contains(&format!(r#"<link rel="canonical" href="{}/details/{id}">"#, app.base)));
        let picture = property(&page, "og:image");
        let path = picture.strip_prefix(&app.base).expect("a picture of the board").replace("&#38;", "&");
        let answer = app.get(&path).await.expect(200);
        assert_eq!(answer.header("content-type"), "image/png");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(answer.header("cache-control"), "public, no-cache");
        let again = app.request(Method::GET, &path).header("if-none-match", answer.header("etag"));
        app.send(again).await.expect(304);
    }

    async fn the_picture_of_a_job_is_as_large_as_it_says_and_changes_with_the_job(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.job(&ada, "Gardener").await;
        let path = format!("/details/{id}/card.png");
        let bytes = |answer: reqwest::Response| answer.bytes();
        let first = app.request(Method::GET, &path).send().await.expect("an answer");
        let first = bytes(first).await.expect("a picture");
        assert_eq!(&first[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(first[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((number(16), number(20)), (1200, 630));
        app.send_json(Method::PATCH, &format!("/api/v1/jobs/{id}"), Some(&ada), &json!({"title": "Forester"}))
            .await
            .expect(200);
        let second = app.request(Method::GET, &path).send().await.expect("an answer");
        assert_ne!(bytes(second).await.expect("a picture"), first);
    }

    async fn the_picture_of_a_job_is_there_as_long_as_the_job(app: TestApp) {
        let ada = app.person("ada").await;
        let draft = app.post_job(&ada, &job_with("state", json!("draft"))).await;
        app.get(&format!("/details/{draft}/card.png")).await.expect(404);
        let id = app.job(&ada, "Gardener").await;
        app.get(&format!("/details/{id}/card.png")).await.expect(200);
        let step = json!({"step": "fill"});
        app.send_json(Method::POST, &format!("/api/v1/jobs/{id}/transitions"), Some(&ada), &step)
            .await
            .expect(200);
        app.get(&format!("/details/{id}/card.png")).await.expect(410);
        app.get("/details/999/card.png").await.expect(404);
        app.get("/details/x/card.png").await.expect(404);
        let own = app.page_as(&ada, &format!("/details/{draft}")).await.expect(200).body;
        assert!(!own.contains("og:title"), "a draft is not shared: {own}");
    }

    async fn titles_in_any_script_have_a_picture(app: TestApp) {
        let ada = app.person("ada").await;
        for title in ["مهندس برمجيات", "软件工程师", "מהנדסת תוכנה", "エンジニア", "🎉", "\u{301}", "A"] {
            let id = app.job(&ada, title).await;
            app.get(&format!("/details/{id}/card.png?language=de")).await.expect(200);
        }
        let long = "Donaudampfschifffahrtsgesellschaft".repeat(5);
        let id = app.job(&ada, &long).await;
        app.get(&format!("/details/{id}/card.png?v=1&language=xx&more=1")).await.expect(200);
    }
}

#[tokio::test]
async fn the_front_page_has_one_address_and_a_part_of_the_list_is_not_shared() {
    let app = TestApp::on(Backend::Sqlite).await;
    let canonical = format!(r#"<link rel="canonical" href="{}/">"#, app.base);
    assert!(app.get("/").await.expect(200).body.contains(&canonical));
    assert!(
        app.get("/?msg=signed-out")
            .await
            .expect(200)
            .body
            .contains(&canonical)
    );
    for part in ["/?workplace=remote", "/?after=20240604.17"] {
        let page = app.get(part).await.expect(200).body;
        assert!(
            !page.contains("canonical") && page.contains("noindex"),
            "{part}: {page}"
        );
    }
}

#[tokio::test]
async fn addresses_that_are_read_elsewhere_are_those_of_the_public_url() {
    let app = TestApp::with(
        Backend::Sqlite,
        &[
            ("PUBLIC_URL", "https://jobs.example.org"),
            ("PLAIN_HTTP", "true"),
        ],
    )
    .await;
    let ada = app.person("ada").await;
    let id = app.job(&ada, "Gardener").await;
    let page = app.get(&format!("/details/{id}")).await.expect(200).body;
    assert_eq!(
        property(&page, "og:url"),
        format!("https://jobs.example.org/details/{id}")
    );
    assert!(property(&page, "og:image").starts_with("https://jobs.example.org/details/"));
    let home = app.get("/").await.expect(200).body;
    assert_eq!(property(&home, "og:url"), "https://jobs.example.org/");
}
