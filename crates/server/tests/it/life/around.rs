//! What posters and readers do around a job: views, reminders, copies, previews, saved jobs,
//! companies, tags.

use std::time::Duration;

use chrono::TimeDelta;
use jobboard_core::clock::Clock;
use jobboard_services::views;
use reqwest::Method;
use serde_json::{Value, json};

use super::{job_of, mail, step, verify};
use crate::mail::{eventually, files_to};
use crate::support::TestApp;
use crate::support::app::{Person, job};

async fn views_today(app: &TestApp, person: &Person, id: i64) -> i64 {
    let path = format!("/api/v1/jobs/{id}/views");
    let seen = app.get_as(person, &path).await.expect(200).json();
    let days = seen["items"].as_array().expect("days");
    assert_eq!(days.len(), 30);
    days.last()
        .and_then(|day| day["views"].as_i64())
        .expect("a number")
}

fn names(items: &Value) -> Vec<String> {
    let items = items["items"].as_array().expect("a list");
    let name = |item: &Value| match item {
        Value::String(name) => name.clone(),
        other => other["name"].as_str().expect("a name").to_owned(),
    };
    items.iter().map(name).collect()
}

on_both_databases! {
    async fn readers_of_a_page_are_counted_and_robots_and_the_poster_are_not(app: TestApp) {
        let mut app = app;
        let (ada, eve) = (app.person("ada").await, app.person("eve").await);
        let id = app.post_job(&ada, &job()).await;
        let page = format!("/details/{id}");
        for _ in 0..3 {
            let answer = app.get(&page).await.expect(200);
            assert!(answer.headers.get("set-cookie").is_none(), "a cookie");
        }
        app.page_as(&eve, &page).await.expect(200);
        app.page_as(&ada, &page).await.expect(200);
        let robot = app.request(Method::GET, &page).header("user-agent", "Somebot/1.0");
        app.send(robot).await.expect(200);
        let early = app.request(Method::GET, &page).header("sec-purpose", "prefetch");
        app.send(early).await.expect(200);
        app.send(app.request(Method::HEAD, &page)).await.expect(200);
        assert_eq!(views_today(&app, &ada, id).await, 4);
        // They are there after a restart, and on another board.
        app.restart();
        assert_eq!(views_today(&app, &ada, id).await, 4);
        app.get(&page).await.expect(200);
        views::write_down(&app.context).await.expect("to write");
        app.get(&page).await.expect(200);
        assert_eq!(views_today(&app, &ada, id).await, 6);
        let board = app.page_as(&ada, "/my-jobs/").await.expect(200).body;
        assert!(board.contains("Read 6 times in the last 30 days, 6 times today"), "{board}");
        app.get_as(&eve, &format!("/api/v1/jobs/{id}/views")).await.expect(403);
        // A job that goes meanwhile takes its views with it, and no others.
        let other = app.post_job(&ada, &job()).await;
        app.get(&page).await.expect(200);
        app.get(&format!("/details/{other}")).await.expect(200);
        app.send_json(Method::DELETE, &format!("/api/v1/jobs/{id}"), Some(&ada), &json!({})).await.expect(204);
        views::write_down(&app.context).await.expect("to write");
        assert_eq!(views_today(&app, &ada, other).await, 1);
    }

    async fn a_poster_is_reminded_three_days_before_the_end_and_once_for_each_end(app: TestApp) {
        let mut app = app;
        let now = app.clock.now();
        let today = now.date_naive() + TimeDelta::days(1);
        let noon = today.and_hms_opt(12, 0, 0).expect("a noon").and_utc();
        app.clock.advance(noon - now);
        let ada = app.person("ada").await;
        verify(&app, &ada).await;
        let closing = |days| job_of(&json!({"closes_on": (today + TimeDelta::days(days)).to_string()}));
        let id = app.post_job(&ada, &closing(10)).await;
        app.post_job(&ada, &job_of(&json!({"title": "Short one", "closes_on": (today + TimeDelta::days(2)).to_string()}))).await;
        let told = |app: &TestApp| files_to(app, &ada.email, "leaves the list soon").len();
        app.clock.advance(TimeDelta::days(7) - TimeDelta::hours(3));
        app.restart();
        // The sweep has run when what it notes of the short one is there.
        let history = |id: i64| format!("/api/v1/jobs/{id}/history");
        let ada = app.sign_in(&ada.email).await;
        for _ in 0..100 {
            let seen = app.get_as(&ada, &history(id + 1)).await.expect(200).body;
            if seen.contains("expire") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(told(&app), 0, "too early, and whoever posts for two days knows");
        app.clock.advance(TimeDelta::days(1));
        mail(&app, &ada, "leaves the list soon").await;
        app.clock.advance(TimeDelta::hours(2));
        app.restart();
        let ada = app.sign_in(&ada.email).await;
        // A new end has a reminder of its own.
        step(&app, &ada, id, "renew").await.expect(200);
        app.clock.advance(TimeDelta::days(58));
        app.restart();
        eventually("the second reminder", || (told(&app) == 2).then_some(())).await;
    }

    async fn a_preview_shows_the_job_and_stores_nothing(app: TestApp) {
        let ada = app.person("ada").await;
        let fields = [
            ("title", "Gardener"), ("company", "City Parks"), ("location", "Ghent"),
            ("description", "Looks after **all** the trees."), ("intent", "preview"),
        ];
        let page = app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(200).body;
        assert!(page.contains("Nothing is saved yet") && page.contains("<strong>all</strong>"), "{page}");
        assert!(page.contains(r#"name="title" value="Gardener""#), "{page}");
        assert!(!page.contains(r#"name="intent" value="preview""#), "{page}");
        assert_eq!(app.listed().await, 0);
        let mut back = fields;
        back[4] = ("intent", "edit");
        let form = app.send_form("/post-a-job/", Some(&ada), &back).await.expect(200).body;
        assert!(form.contains("Looks after **all** the trees."), "{form}");
        back[0] = ("title", "");
        back[4] = ("intent", "preview");
        let form = app.send_form("/post-a-job/", Some(&ada), &back).await.expect(422).body;
        assert!(form.contains("title-error"), "{form}");
        // That of an edit is the same.
        let id = app.post_job(&ada, &job()).await;
        let edit = format!("/edit-job/{id}/");
        let page = app.send_form(&edit, Some(&ada), &fields).await.expect(200).body;
        assert!(page.contains("<strong>all</strong>") && page.contains("Save changes"), "{page}");
        let stored = app.get(&format!("/api/v1/jobs/{id}")).await.json();
        assert_eq!(stored["description"], job()["description"]);
        let eve = app.person("eve").await;
        app.send_form(&edit, Some(&eve), &fields).await.expect(403);
    }

    async fn what_could_not_be_posted_is_kept_until_it_can_be(app: TestApp) {
        let (ada, eve) = (app.person("ada").await, app.person("eve").await);
        let mut fields = vec![
            ("title", "Gardener"), ("company", "City Parks"), ("location", "Ghent"),
            ("description", "Looks after all the trees."), ("salary_min", "lots"),
            ("salary_max", ""), ("salary_currency", "EUR"), ("salary_period", "YEAR"),
            ("employment_types", "FULL_TIME"), ("employment_types", "INTERN"),
        ];
        app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(422);
        let form = app.page_as(&ada, "/post-a-job/").await.expect(200).body;
        for kept in ["This is what you wrote on", "Looks after all the trees.", r#"value="lots""#, r#"value="INTERN" checked"#] {
            assert!(form.contains(kept), "{kept}: {form}");
        }
        let other = app.page_as(&eve, "/post-a-job/").await.expect(200).body;
        assert!(!other.contains("trees"), "{other}");
        fields[4] = ("salary_min", "40000");
        app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(303);
        let form = app.page_as(&ada, "/post-a-job/").await.expect(200).body;
        assert!(!form.contains("trees") && !form.contains("start anew"), "{form}");
        fields[0] = ("title", "");
        app.send_form("/post-a-job/", Some(&ada), &fields).await.expect(422);
        app.send_form("/post-a-job/forget/", Some(&ada), &[]).await.expect(303);
        let form = app.page_as(&ada, "/post-a-job/").await.expect(200).body;
        assert!(!form.contains("trees"), "{form}");
    }

    async fn a_copy_begins_with_what_the_job_says_and_with_dates_of_its_own(app: TestApp) {
        let ada = app.person("ada").await;
        let eve = app.person("eve").await;
        let id = app.post_job(&ada, &job_of(&json!({"tags": ["C++"], "closes_on": (app.clock.now().date_naive() + TimeDelta::days(9)).to_string()}))).await;
        let form = app.page_as(&ada, &format!("/post-a-job/?from={id}")).await.expect(200).body;
        assert!(form.contains(r#"value="Gardener""#) && form.contains(r#"value="C++""#), "{form}");
        assert!(form.contains(r#"name="closes_on" type="date" value="""#), "{form}");
        app.page_as(&eve, &format!("/post-a-job/?from={id}")).await.expect(403);
        app.page_as(&ada, "/post-a-job/?from=none").await.expect(404);
    }

    async fn ones_own_jobs_stand_by_their_states(app: TestApp) {
        let ada = app.person("ada").await;
        app.post_job(&ada, &job_of(&json!({"title": "Draft", "state": "draft"}))).await;
        let closed = app.job(&ada, "Closed").await;
        step(&app, &ada, closed, "close").await.expect(200);
        let today = app.clock.now().date_naive();
        app.post_job(&ada, &job_of(&json!({"title": "Ended", "closes_on": today.to_string()}))).await;
        app.job(&ada, "Open").await;
        app.clock.advance(TimeDelta::days(1));
        let ada = app.sign_in(&ada.email).await;
        for (state, title) in [("draft", "Draft"), ("closed", "Closed"), ("expired", "Ended"), ("published", "Open")] {
            let page = app.get_as(&ada, &format!("/api/v1/users/me/jobs?state={state}")).await.expect(200).json();
            let items = page["items"].as_array().expect("jobs");
            assert_eq!((items.len(), items[0]["title"].as_str()), (1, Some(title)), "{state}");
            let page = app.page_as(&ada, &format!("/my-jobs/?state={state}")).await.expect(200).body;
            assert_eq!(page.matches("<tr>").count(), 2, "{state}: {page}");
        }
        let first = app.get_as(&ada, "/api/v1/users/me/jobs?state=draft&limit=1").await.expect(200);
        assert_eq!(first.header("link"), "", "there is one draft");
        app.get_as(&ada, "/api/v1/users/me/jobs?state=flying").await.expect(422);
        let page = app.page_as(&ada, "/my-jobs/").await.expect(200).body;
        for tab in ["All <span class=\"muted\">4", "Draft <span class=\"muted\">1", "Expired <span class=\"muted\">1"] {
            assert!(page.contains(tab), "{tab}: {page}");
        }
    }

    async fn the_link_of_each_page_of_ones_own_jobs_leads_to_the_next_one(app: TestApp) {
        let ada = app.person("ada").await;
        let mut posted = Vec::new();
        for number in 0..5 {
            posted.push(app.job(&ada, &format!("Gardener {number}")).await);
        }
        app.post_job(&ada, &job_of(&json!({"state": "draft"}))).await;
        posted.reverse();
        let (mut path, mut seen) = ("/api/v1/users/me/jobs?state=published&limit=2".to_owned(), Vec::new());
        loop {
            let page = app.get_as(&ada, &path).await.expect(200);
            let items = page.json()["items"].as_array().expect("jobs").clone();
            seen.extend(items.iter().map(|job| job["id"].as_i64().expect("a number")));
            match page.header("link").strip_suffix(">; rel=\"next\"") {
                Some(next) => next.trim_start_matches('<').clone_into(&mut path),
                None => break,
            }
        }
        assert_eq!(seen, posted, "each once, newest first");
    }

    async fn a_saved_job_is_kept_and_says_nothing_once_it_has_ended(app: TestApp) {
        let (ada, reader) = (app.person("ada").await, app.person("reader").await);
        let (one, two) = (app.job(&ada, "First").await, app.job(&ada, "Second").await);
        let draft = app.post_job(&ada, &job_of(&json!({"state": "draft"}))).await;
        let put = async |id: i64| {
            let path = format!("/api/v1/users/me/saved-jobs/{id}");
            app.send_json(Method::PUT, &path, Some(&reader), &json!({})).await.status
        };
        assert_eq!((put(one).await, put(two).await, put(one).await), (204, 204, 204));
        assert_eq!((put(draft).await, put(4711).await), (404, 404));
        let list = app.get_as(&reader, "/api/v1/users/me/saved-jobs").await.expect(200).json();
        let titles: Vec<_> = list["items"].as_array().expect("jobs").iter().map(|s| s["job"]["title"].to_string()).collect();
        assert_eq!(titles, [r#""Second""#, r#""First""#]);
        let page = app.page_as(&reader, &format!("/details/{one}")).await.expect(200).body;
        assert!(page.contains("Saved: forget it"), "{page}");
        step(&app, &ada, one, "fill").await.expect(200);
        let list = app.get_as(&reader, "/api/v1/users/me/saved-jobs").await.expect(200).json();
        assert_eq!(list["items"][1], json!({"id": one, "job": null}));
        let page = app.page_as(&reader, "/saved/").await.expect(200).body;
        assert!(page.contains("no longer open") && !page.contains("First"), "{page}");
        assert_eq!(put(one).await, 410);
        let gone = app.send_form(&format!("/saved/{one}/forget/"), Some(&reader), &[]).await.expect(303);
        assert_eq!(gone.header("location"), "/saved/?msg=job-forgotten");
        let list = app.get_as(&reader, "/api/v1/users/me/saved-jobs").await.expect(200).json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        // Everybody has a list of their own.
        let list = app.get_as(&ada, "/api/v1/users/me/saved-jobs").await.expect(200).json();
        assert_eq!(list["items"], json!([]));
    }

    async fn companies_are_listed_while_they_hire_and_say_who_they_are(app: TestApp) {
        let (ada, eve) = (app.person("ada").await, app.person("eve").await);
        let of = |company: &str| job_of(&json!({"company": company, "company_url": "https://parks.example.org"}));
        let id = app.post_job(&ada, &of("City Parks")).await;
        app.post_job(&eve, &of("city  parks")).await;
        app.post_job(&eve, &of("Bakery")).await;
        let mut draft = of("Secret Start-up");
        draft["state"] = json!("draft");
        let hidden = app.post_job(&eve, &draft).await;
        let all = app.get("/api/v1/companies").await.expect(200).json();
        assert_eq!(names(&all), ["Bakery", "City Parks"]);
        let first = app.get("/api/v1/companies?limit=1").await.expect(200).json();
        let next = first["next"].as_str().expect("more");
        let second = app.get(&format!("/api/v1/companies?limit=1&after={next}")).await.expect(200).json();
        assert_eq!((names(&second), &second["next"]), (vec!["City Parks".to_owned()], &Value::Null));
        let company = app.get(&format!("/api/v1/jobs/{id}")).await.json()["company_id"].clone();
        let path = format!("/api/v1/companies/{company}");
        let seen = app.get(&path).await.expect(200);
        assert_eq!(seen.json()["web_site"], "https://parks.example.org");
        let edit = json!({"web_site": "parks.example.net", "description": "We **plant**.<script>"});
        app.send_json(Method::PATCH, &path, Some(&eve), &edit).await.expect(403);
        let changed = app.send_json(Method::PATCH, &path, Some(&ada), &edit).await.expect(200).json();
        assert_eq!((&changed["web_site"], &changed["version"]), (&json!("https://parks.example.net"), &json!(2)));
        let stale = app.request(Method::PATCH, &path).bearer_auth(&ada.token).header("if-match", seen.header("etag")).json(&edit);
        app.send(stale).await.expect(412);
        let wrong = json!({"web_site": "javascript:alert(1)", "description": "x".repeat(5001)});
        let wrong = app.send_json(Method::PATCH, &path, Some(&ada), &wrong).await.expect(422);
        assert_eq!(wrong.fields(), ["web_site", "description"]);
        let page = app.get(&format!("/companies/{company}/")).await.expect(200).body;
        assert!(page.contains("<strong>plant</strong>") && !page.contains("<script>"), "{page}");
        assert_eq!(page.matches("class=\"card\"").count(), 2, "{page}");
        // What nobody has published is nobody else's business.
        let secret = app.get_as(&eve, &format!("/api/v1/jobs/{hidden}")).await.json()["company_id"].clone();
        app.get(&format!("/api/v1/companies/{secret}")).await.expect(404);
        app.get(&format!("/companies/{secret}/")).await.expect(404);
        app.get_as(&eve, &format!("/api/v1/companies/{secret}")).await.expect(200);
        app.get("/api/v1/companies/none").await.expect(404);
        step(&app, &ada, id, "close").await.expect(200);
        app.clock.advance(TimeDelta::days(70));
        assert_eq!(names(&app.get("/api/v1/companies").await.json()), Vec::<String>::new());
        app.get(&format!("/companies/{company}/")).await.expect(200);
    }

    async fn tags_are_those_of_listed_jobs_as_somebody_typed_them(app: TestApp) {
        let ada = app.person("ada").await;
        let id = app.post_job(&ada, &job_of(&json!({"tags": ["C++", "Rust", ".NET"]}))).await;
        app.post_job(&ada, &job_of(&json!({"tags": ["rust", "Ruby"]}))).await;
        app.post_job(&ada, &job_of(&json!({"tags": ["Secret"], "state": "draft"}))).await;
        let all = names(&app.get("/api/v1/tags").await.expect(200).json());
        let mut sorted = all.clone();
        sorted.sort();
        assert_eq!(sorted, [".NET", "C++", "Ruby", "Rust"], "{all:?}");
        let some = names(&app.get("/api/v1/tags?beginning=RU").await.expect(200).json());
        assert_eq!(some, ["Ruby", "Rust"]);
        let first = app.get("/api/v1/tags?limit=3").await.expect(200).json();
        let next: String = first["next"].as_str().expect("more").to_owned();
        let rest = app.get(&format!("/api/v1/tags?limit=3&after={next}")).await.expect(200).json();
        assert_eq!([names(&first), names(&rest)].concat(), all);
        step(&app, &ada, id, "close").await.expect(200);
        assert_eq!(names(&app.get("/api/v1/tags").await.json()), ["Ruby", "Rust"]);
        app.get("/api/v1/tags?limit=0").await.expect(422);
    }

    async fn filters_are_links_that_add_up_and_can_be_taken_away(app: TestApp) {
        let ada = app.person("ada").await;
        app.post_job(&ada, &job_of(&json!({"title": "Gardener", "location": "Ghent", "tags": ["C++"]}))).await;
        app.post_job(&ada, &job_of(&json!({"title": "Coder", "location": "Remote in Belgium", "tags": ["C++"]}))).await;
        let page = app.get("/search/?place=Belgium&workplace=remote").await.expect(200).body;
        assert!(page.contains("Coder") && !page.contains("Gardener"), "{page}");
        for link in [
            // To add, to replace, to take away.
            "/search/?place=Belgium&#38;workplace=remote&#38;type=FULL%5FTIME",
            "/search/?place=Belgium&#38;workplace=hybrid",
            "/search/?place=Belgium\"",
            "/search/?workplace=remote\"",
            "/search/?place=Belgium&#38;workplace=remote&#38;tag=C%2B%2B",
        ] {
            assert!(page.contains(link), "{link}: {page}");
        }
        // The form's two fields become one parameter, so that one filter has one address.
        let moved = app.get("/search/?workplace=remote&pay=50%20000&currency=EUR").await.expect(303);
        assert_eq!(moved.header("location"), "/search/?workplace=remote&salary=50000%2DEUR");
        let moved = app.get("/search/?workplace=remote&salary=50000-EUR&pay=&currency=EUR").await.expect(303);
        assert_eq!(moved.header("location"), "/search/?workplace=remote");
        let wrong = app.get("/search/?workplace=remote&place=Ghent&pay=much&currency=EUR").await.expect(422).body;
        for kept in [r#"value="much""#, r#"value="Ghent""#, "pay-error", r#"href="/search/?place=Ghent""#] {
            assert!(wrong.contains(kept), "{kept}: {wrong}");
        }
        let moved = app.get("/search/?pay=50.000&currency=EUR").await.expect(303);
        assert_eq!(moved.header("location"), "/search/?salary=50000%2DEUR");
        let moved = app.get("/search/?pay=5.5&currency=EUR").await.expect(303);
        assert_eq!(moved.header("location"), "/search/?salary=6%2DEUR");
        let none = app.get("/search/?tag=Fortran").await.expect(200).body;
        assert!(none.contains("No jobs match"), "{none}");
    }
}
