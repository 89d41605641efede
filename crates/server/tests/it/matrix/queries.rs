//! How many queries a request takes: as many as `queries.txt` says for its route, however much
//! there is to show. A query for each row of a list would show at once.

use std::collections::BTreeMap;
use std::fmt::Write;

use jobboard_api::route::{Person, Route, RouteTable};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{People, as_somebody, good_request, number_for, path_for};
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::{Person as Account, job_with};
use crate::support::queries::Queries;

/// Jobs, companies, accounts and so on that there are, more than fit on a page of twenty.
const THINGS: usize = 24;

/// Parameters in which a title is looked for.
const TITLES: [&str; 3] = ["title", "term", "query"];

/// A title with many parts, each of which is looked up.
const LONG_TITLE: &str = "gardener+of+quiet+parks+and+public+orchards+by+the+river";

/// Where the numbers are written down.
const STATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/matrix/queries.txt");

/// A board with many of everything, so that a query for each shows.
async fn fill(app: &TestApp, people: &People) {
    let owner = &people.owner;
    let admin = app.sign_in(&people.admin.email).await;
    for number in 0..THINGS {
        let category = format!("Category {number}");
        let made = json!({"name": category});
        let made = app.send_json(
            Method::POST,
            "/api/v1/admin/categories",
            Some(&admin),
            &made,
        );
        made.await.expect(201);
        let mut body = job_with("company", json!(format!("Company {number}")));
        body["category"] = json!(category);
        body["tags"] = json!([format!("tag {number}"), "gardens", "trees"]);
        body["places"] = json!([{"city": "Ghent", "country": "BE"}]);
        let id = app.post_job(owner, &body).await;
        let saved = format!("/api/v1/users/me/saved-jobs/{id}");
        let saved = app.send_json(Method::PUT, &saved, Some(owner), &json!(null));
        saved.await.expect(204);
        app.person(&format!("member-{number}")).await;
        if number < 12 {
            app.sign_in(&owner.email).await;
            let report = format!("/api/v1/jobs/{id}/reports");
            let reason = json!({"reason": "spam"});
            let report = app.send_json(Method::POST, &report, None, &reason);
            report.await.expect(202);
        }
    }
}

/// Many of everything around one job.
async fn surround(app: &TestApp, people: &People, route: &Route, id: i64) {
    let is_about = |part| route.path.contains("{id}") && route.path.contains(part);
    if is_about("companies") {
        let company = app.get(&format!("/api/v1/companies/{id}")).await.json();
        for number in 0..THINGS {
            let mut body = job_with("company", company["name"].clone());
            body["title"] = json!(format!("Gardener {number}"));
            app.post_job(&people.owner, &body).await;
        }
        return;
    }
    if !is_about("job") && !is_about("details") {
        return;
    }
    for number in 0..5 {
        let comment = json!({"body": format!("Comment {number}")});
        let comments = format!("/api/v1/jobs/{id}/comments");
        app.send_json(Method::POST, &comments, Some(&people.owner), &comment)
            .await;
        let title = json!({"title": format!("Gardener {number}")});
        let job = format!("/api/v1/jobs/{id}");
        app.send_json(Method::PATCH, &job, Some(&people.owner), &title)
            .await;
    }
}

/// What requests take.
struct Measurement<'a> {
    app: &'a TestApp,
    queries: BTreeMap<String, usize>,
}

impl Measurement<'_> {
    /// Sends a request and notes how many queries it took.
    async fn send(&mut self, what: String, request: RequestBuilder) -> Answer {
        let queries = Queries::of(self.app);
        let answer = self.app.send(request).await;
        assert!(answer.status < 500, "{what}: {}", answer.body);
        self.queries.insert(what, queries.count());
        answer
    }

    /// Reads a page as somebody who is not signed in, after a change that makes whatever is kept of
    /// it out of date.
    async fn read_by_anybody(&mut self, what: String, path: &str, owner: &Account) -> Answer {
        self.app.job(owner, "Gardener").await;
        let answer = self.send(what, self.app.request(Method::GET, path)).await;
        assert!(answer.status == 200, "{path}: {}", answer.body);
        answer
    }
}

/// Where a list goes on, by its `Link` or a link in the page.
fn later_page(answer: &Answer) -> Option<String> {
    let header = answer.header("link");
    if let Some((link, _)) = header.split_once(">; rel=\"next\"") {
        return link.rsplit_once('<').map(|(_, path)| path.to_owned());
    }
    let (before, after) = answer.body.split_once("after=")?;
    let path = before.rsplit_once("href=\"")?.1;
    let cursor = after.split_once('"')?.0;
    Some(format!("{path}after={cursor}").replace("&amp;", "&"))
}

/// Somebody whom a route lets in: its owner, where anybody has an account.
fn caller(route: &Route) -> Person {
    let by_choice = [
        Person::Owner,
        Person::Moderator,
        Person::Admin,
        Person::Anonymous,
    ];
    let let_in = by_choice
        .into_iter()
        .find(|person| route.access.admits(*person));
    let_in.expect("somebody")
}

fn stated() -> BTreeMap<String, usize> {
    let text = std::fs::read_to_string(STATED).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let line = |line: &str| {
        let (route, queries) = line.rsplit_once(' ').expect("a route and a number");
        (route.trim().to_owned(), queries.parse().expect("a number"))
    };
    lines.map(line).collect()
}

fn write_down(measured: &BTreeMap<String, usize>) {
    let mut text = "# Queries that a request takes at the most, transactions begun and ended among them, when nothing\n\
                    # that it asks for is kept in memory: as its owner, or as whoever else may ask, and where the\n\
                    # answer is kept for everybody, as somebody who is not signed in; and where a title is looked\n\
                    # for, with one of many parts; and the second page of a list. Kept up to date by\n\
                    # UPDATE_DOCS=1 and the test beside it, on both databases.\n"
        .to_owned();
    let known = stated();
    for (route, queries) in measured {
        let most = known.get(route).copied().unwrap_or_default().max(*queries);
        let _ = writeln!(text, "{route} {most}");
    }
    std::fs::write(STATED, text).expect("to write them down");
}

on_both_databases! {
    async fn no_route_takes_more_queries_than_it_says(app: TestApp) {
        let people = People::of(&app).await;
        fill(&app, &people).await;
        let mut measured = Measurement { app: &app, queries: BTreeMap::new() };
        let routes = RouteTable::new();
        // Lists first, while there is much in them: others delete accounts with all their jobs.
        let (reads, writes): (Vec<_>, Vec<_>) = routes.iter().partition(|route| route.method == "GET");
        for route in reads.into_iter().chain(writes) {
            let who = caller(route);
            let owner = people.account(&app, Person::Owner).await.expect("the owner");
            let id = number_for(&app, route, &owner).await;
            surround(&app, &People { owner: owner.clone(), ..people.clone() }, route, id).await;
            let account = people.account(&app, who).await;
            let path = path_for(route, id, account.as_ref());
            let named = |how: &str| format!("{} {}{how}", route.method, route.path);
            let request = good_request(&app, route, &path, &owner.refresh_token);
            let request = as_somebody(&app, route, request, account.as_ref());
            let first = measured.send(named(""), request).await;
            let later = later_page(&first).filter(|_| route.method == "GET");
            if let Some(later) = &later {
                let request = app.request(Method::GET, later);
                let request = as_somebody(&app, route, request, account.as_ref());
                let answer = measured.send(named(" on a later page"), request).await;
                assert!(answer.status == 200, "{later}: {}", answer.body);
            }
            if route.public_parameters().is_some() {
                measured.read_by_anybody(named(" for everybody"), &path, &owner).await;
                if let Some(later) = &later {
                    measured.read_by_anybody(named(" on a later page for everybody"), later, &owner).await;
                }
            }
            // What is in a title is looked for by many lines.
            let parameters = route.public_parameters().unwrap_or_default();
            if let Some(name) = parameters.iter().find(|name| TITLES.contains(name)) {
                let path = format!("{path}?{name}={LONG_TITLE}");
                measured.read_by_anybody(named(" with a long title"), &path, &owner).await;
            }
        }
        let measured = measured.queries;
        if std::env::var_os("UPDATE_DOCS").is_some() {
            write_down(&measured);
        }
        let stated = stated();
        let unsaid: Vec<_> = measured
            .iter()
            .filter(|(route, queries)| stated.get(*route).is_none_or(|most| *queries > most))
            .collect();
        assert!(unsaid.is_empty(), "more queries than stated: {unsaid:?}");
        let gone: Vec<_> = stated.keys().filter(|route| !measured.contains_key(*route)).collect();
        assert!(gone.is_empty(), "stated, but no route: {gone:?}");
    }
}
