//! What is kept, for whom, and for how long.

use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};
use jobboard_api::route::RouteTable;
use reqwest::Method;
use serde_json::json;

use crate::support::app::job_with;
use crate::support::queries::Queries;
use crate::support::{Backend, TestApp};

/// The queries that a request takes.
async fn queries_of(app: &TestApp, path: &str) -> usize {
    let queries = Queries::of(app);
    app.get(path).await.expect(200);
    queries.count()
}

on_both_databases! {
    async fn what_was_answered_once_is_answered_again_without_the_database(app: TestApp) {
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        let job = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        let company = &job["company_id"];
        app.settled().await;
        for path in [
            "/",
            "/search/?query=gardener",
            &format!("/details/{id}/"),
            &format!("/details/{id}"),
            "/companies/",
            &format!("/companies/{company}/"),
            "/api/v1/jobs",
            "/api/v1/jobs?limit=5&title=gar",
            "/api/v1/jobs/suggest?title=gar",
            &format!("/api/v1/jobs/{id}"),
            "/api/v1/companies",
            &format!("/api/v1/companies/{company}"),
            "/api/v1/tags",
            "/api/v1/categories",
            "/jobs/all/",
            &format!("/jobs/get/{id}"),
            "/jobs/autocomplete?term=gar",
        ] {
            let first = app.get(path).await.expect(200);
            let queries = Queries::of(&app);
            let second = app.get(path).await.expect(200);
            assert_eq!(queries.count(), 0, "{path}");
            assert_eq!(second.body, first.body, "{path}");
            for (name, value) in &first.headers {
                let changes = ["date", "x-request-id"].contains(&name.as_str());
                assert!(changes || second.headers.get(name) == Some(value), "{path}: {name}");
            }
            assert_eq!(second.headers.len(), first.headers.len(), "{path}");
            let known = [("if-none-match", second.header("etag"))];
            let third = app.get_with(path, &known).await.expect(304);
            assert_eq!((queries.count(), third.length), (0, 0), "{path}");
            assert_eq!(third.header("etag"), second.header("etag"), "{path}");
        }
    }

    async fn each_coding_is_kept_with_a_tag_of_its_own(app: TestApp) {
        let owner = app.person("owner").await;
        for number in 0..5 {
            app.job(&owner, &format!("Gardener {number}")).await;
        }
        app.settled().await;
        for path in ["/", "/api/v1/jobs"] {
            let plain = app.get(path).await.expect(200);
            let mut tags = vec![plain.header("etag").to_owned()];
            for coding in ["gzip", "br"] {
                let accepts = [("accept-encoding", coding)];
                app.get_with(path, &accepts).await.expect(200);
                let queries = Queries::of(&app);
                let coded = app.get_with(path, &accepts).await.expect(200);
                assert_eq!(queries.count(), 0, "{path} in {coding}");
                assert_eq!(coded.header("content-encoding"), coding);
                assert!(coded.header("vary").contains("Accept-Encoding"), "{path}");
                assert!(coded.length < plain.length / 2, "{path} in {coding}");
                tags.push(coded.header("etag").to_owned());
            }
            tags.sort();
            tags.dedup();
            assert_eq!(tags.len(), 3, "{path}");
        }
    }

    async fn the_order_of_parameters_and_those_that_nobody_knows_make_no_other_answer(app: TestApp) {
        let owner = app.person("owner").await;
        app.job(&owner, "Head gardener").await;
        app.settled().await;
        let first = app.get("/search/?query=head+gardener&within=30").await.expect(200);
        for same in [
            "/search/?within=30&query=head+gardener",
            "/search?within=30&query=head%20gardener",
            "/search/?query=head%20gardener&utm_source=x&within=30&%75tm=y",
            "/search/?query=head+gardener&within=30&query=other&within=4",
        ] {
            let queries = Queries::of(&app);
            let answer = app.get(same).await.expect(200);
            assert_eq!(queries.count(), 0, "{same}");
            assert_eq!(answer.body, first.body, "{same}");
        }
        assert_ne!(app.get("/search/?query=head+gardener&within=31").await.body, first.body);
    }

    async fn whoever_is_signed_in_is_answered_for_themselves(app: TestApp) {
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        for path in ["/".to_owned(), format!("/details/{id}/"), "/companies/".to_owned()] {
            let strangers = app.get(&path).await.expect(200);
            let own = app.page_as(&owner, &path).await.expect(200);
            assert!(own.body.contains("owner") && !strangers.body.contains(">owner<"), "{path}");
            // What was made for them is sent to nobody else.
            let again = app.get(&path).await.expect(200);
            assert_eq!(again.body, strangers.body, "{path}");
            assert_eq!(again.header("set-cookie"), "");
        }
        let queries = Queries::of(&app);
        app.get_as(&owner, "/api/v1/jobs").await.expect(200);
        assert!(queries.count() > 0, "an answer for everybody was sent to somebody");
    }

    async fn a_language_a_host_and_a_choice_have_pages_of_their_own(app: TestApp) {
        let english = app.get("/").await.expect(200);
        let german = app.get_with("/", &[("accept-language", "de")]).await.expect(200);
        let chosen = app.get_with("/", &[("cookie", "language=de; theme=dark")]).await.expect(200);
        assert!(english.body.contains("lang=\"en\"") && german.body.contains("lang=\"de\""));
        assert_eq!(chosen.body, german.body);
        let elsewhere = app.get_with("/", &[("host", "jobs.example.org")]).await.expect(200);
        assert!(elsewhere.body.contains("http://jobs.example.org/"));
        assert!(!app.get("/").await.body.contains("jobs.example.org"));
        assert_eq!(app.get("/").await.body, english.body);
    }

    async fn a_notice_and_an_error_are_said_once(app: TestApp) {
        let noticed = app.get("/?msg=signed-out").await.expect(200);
        let plain = app.get("/").await.expect(200);
        assert_ne!(noticed.body, plain.body);
        app.get("/api/v1/jobs/1").await.expect(404);
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        app.get(&format!("/api/v1/jobs/{id}")).await.expect(200);
        app.get("/api/v1/jobs?limit=none").await.expect(422);
        app.get("/api/v1/jobs?limit=none").await.expect(422);
    }

    async fn an_answer_ends_with_the_next_job_and_with_the_day(app: TestApp) {
        let owner = app.person("owner").await;
        let today = app.context.today();
        let tomorrow = today.succ_opt().expect("a day");
        let id = app.post_job(&owner, &job_with("closes_on", json!(tomorrow))).await;
        let path = format!("/details/{id}/");
        let first = app.get(&path).await.expect(200);
        let end = |date: NaiveDate| {
            let midnight = date.succ_opt().expect("a day").and_hms_opt(0, 0, 0).expect("midnight");
            midnight.and_utc()
        };
        app.clock.stop_at(end(today) - TimeDelta::milliseconds(1));
        assert_eq!(app.get(&path).await.body, first.body);
        app.clock.stop_at(end(today));
        assert_ne!(app.get(&path).await.body, first.body, "it still says today");
        app.clock.stop_at(end(tomorrow) - TimeDelta::milliseconds(1));
        app.get(&path).await.expect(200);
        assert_eq!(app.listed().await, 1);
        app.clock.stop_at(end(tomorrow));
        app.get(&path).await.expect(410);
        assert_eq!(app.listed().await, 0);
        // Nor is anything kept from a time that a clock was ahead.
        app.clock.stop_at(end(today));
        app.get(&path).await.expect(200);
        assert_eq!(app.listed().await, 1);
    }

    async fn however_many_ask_at_once_it_is_asked_for_once(app: TestApp) {
        let owner = app.person("owner").await;
        app.job(&owner, "Gardener").await;
        app.settled().await;
        let alone = queries_of(&app, "/api/v1/jobs?limit=7").await;
        let queries = Queries::of(&app);
        let asked = (0..64).map(|_| app.get("/api/v1/jobs?limit=8"));
        for answer in futures_util::future::join_all(asked).await {
            answer.expect(200);
        }
        assert!(queries.count() <= alone, "{} queries", queries.count());
    }

    async fn a_job_that_is_gone_and_a_form_that_is_wrong_are_asked_for_once(app: TestApp) {
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        let steps = format!("/api/v1/jobs/{id}/transitions");
        let fill = json!({"step": "fill"});
        app.send_json(Method::POST, &steps, Some(&owner), &fill).await.expect(200);
        app.settled().await;
        for (path, status) in [
            (format!("/details/{id}/"), 410),
            ("/search/?query=gardener&pay=plenty&currency=EUR".to_owned(), 422),
        ] {
            let queries = Queries::of(&app);
            let first = app.get(&path).await.expect(status);
            let once = queries.count();
            for _ in 0..10 {
                let known = [("if-none-match", "*")];
                let again = app.get_with(&path, &known).await.expect(status);
                assert_eq!(again.header("etag"), "", "{path}");
                assert_eq!(again.body, first.body, "{path}");
            }
            assert_eq!(queries.count(), once, "{path}");
        }
        let relist = json!({"step": "relist"});
        app.send_json(Method::POST, &steps, Some(&owner), &relist).await.expect(200);
        app.get(&format!("/details/{id}/")).await.expect(200);
    }

    async fn a_view_counts_whoever_sends_the_page(app: TestApp) {
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        for _ in 0..5 {
            app.get(&format!("/details/{id}/")).await.expect(200);
        }
        let robot = [("user-agent", "examplebot/1.0")];
        app.get_with(&format!("/details/{id}/"), &robot).await.expect(200);
        let views = app.get_as(&owner, &format!("/api/v1/jobs/{id}/views")).await.json();
        let days = views["items"].as_array().expect("days");
        assert_eq!(days.last().expect("today")["views"], json!(5));
    }

    async fn a_kept_answer_has_each_header_once(app: TestApp) {
        let owner = app.person("owner").await;
        let id = app.job(&owner, "Gardener").await;
        for path in ["/", &format!("/details/{id}/"), "/api/v1/jobs", &format!("/api/v1/jobs/{id}")] {
            let asked = [("accept-encoding", "br"), ("x-request-id", "of-mine.1")];
            let first = app.get_with(path, &asked).await.expect(200);
            let kept = app.get_with(path, &asked).await.expect(200);
            let etag = kept.headers["etag"].to_str().expect("a tag");
            let known = [asked[0], asked[1], ("if-none-match", etag)];
            let known = app.get_with(path, &known).await.expect(304);
            for answer in [&first, &kept, &known] {
                assert_eq!(answer.headers.len(), answer.headers.keys_len(), "{path}");
                assert_eq!(answer.headers["x-request-id"], "of-mine.1");
            }
            assert_eq!(kept.headers.len(), first.headers.len(), "{path}");
        }
    }

    async fn what_another_program_changes_is_seen_within_a_second(app: TestApp) {
        let owner = app.person("owner").await;
        app.job(&owner, "Gardener").await;
        app.get("/api/v1/jobs").await.expect(200);
        app.command(&["demo", "--jobs", "3"]);
        let since = Instant::now();
        loop {
            let asked = since.elapsed();
            if app.listed().await == 4 {
                break;
            }
            assert!(asked < Duration::from_secs(1), "not seen");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn a_million_questions_forget_no_real_page() {
    // A hundredth of a million, for a hundredth of the memory.
    let app = TestApp::with(Backend::Sqlite, &[("CACHE_MEGABYTES", "1")]).await;
    let owner = app.person("owner").await;
    let id = app.job(&owner, "Gardener").await;
    let real = [
        "/".to_owned(),
        "/api/v1/jobs".to_owned(),
        format!("/details/{id}/"),
    ];
    let mut asked_again = 0;
    for number in 0..10_000 {
        let (path, status) = match number % 4 {
            0 => (
                format!("/api/v1/jobs?salary={number}&within=x&workplace=x&type=x"),
                422,
            ),
            1 => (format!("/api/v1/jobs/{}", 1_000 + number), 404),
            _ => (
                format!("/api/v1/jobs/suggest?title=nobody+is+a+{number}"),
                200,
            ),
        };
        app.get(&path).await.expect(status);
        if number % 20 == 0 {
            for path in &real {
                let queries = queries_of(&app, path).await;
                asked_again += usize::from(number > 0 && queries > 0);
            }
        }
    }
    assert!(
        asked_again <= 15,
        "of 1500 reads of real pages {asked_again} were not kept"
    );
}

#[tokio::test]
async fn a_board_without_a_cache_answers_the_same() {
    let app = TestApp::with(Backend::Sqlite, &[("CACHE_MEGABYTES", "0")]).await;
    let owner = app.person("owner").await;
    let id = app.job(&owner, "Gardener").await;
    for path in ["/".to_owned(), format!("/api/v1/jobs/{id}")] {
        let first = app.get(&path).await.expect(200);
        assert!(queries_of(&app, &path).await > 0, "{path}");
        assert_eq!(app.get(&path).await.body, first.body);
    }
}

/// A parameter that a route describes but does not know would be ignored.
#[test]
fn a_public_route_knows_every_parameter_that_it_describes() {
    let api = jobboard_api::openapi_json("Job Board", "1.0.0").expect("the description");
    let api: serde_json::Value = serde_json::from_str(&api).expect("JSON");
    for route in RouteTable::new()
        .iter()
        .filter(|route| route.method == Method::GET.as_str())
    {
        let Some(known) = route.public_parameters() else {
            continue;
        };
        let described = ["", "/"].into_iter().find_map(|slash| {
            let path = format!("{}{slash}", route.path);
            api["paths"][path]["get"]["parameters"].as_array()
        });
        for parameter in described
            .into_iter()
            .flatten()
            .filter(|it| it["in"] == "query")
        {
            let name = parameter["name"].as_str().expect("a name");
            assert!(known.contains(&name), "{route:?} does not know {name}");
        }
    }
}
