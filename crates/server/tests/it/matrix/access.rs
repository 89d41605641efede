//! Who may call what.

use jobboard_api::route::{Person, RouteTable};
use reqwest::Method;
use serde_json::json;

use super::{People, as_somebody, good_request, number_for, path_for};

on_both_databases! {
    async fn m22_every_route_lets_in_whom_the_table_says_and_nobody_else(app: TestApp) {
        let people = People::of(&app).await;
        for route in RouteTable::new().iter() {
            for who in Person::ALL {
                let owner = people.account(&app, Person::Owner).await.expect("the owner");
                let id = number_for(&app, route, &owner).await;
                let account = people.account(&app, who).await;
                let path = path_for(route, id, account.as_ref());
                let request = good_request(&app, route, &path, &owner.refresh_token);
                let request = as_somebody(&app, route, request, account.as_ref());
                let answer = app.send(request).await;
                let to_sign_in = answer.header("location").starts_with("/login/?next=");
                let let_in = match answer.status {
                    401 | 403 => false,
                    303 => !to_sign_in,
                    400 => answer.body.contains("link"),
                    404 => route.path == "/assets/{name}",
                    status => (200..400).contains(&status),
                };
                assert_eq!(
                    let_in,
                    route.access.admits(who),
                    "{who}: {route:?} said {} {}",
                    answer.status,
                    answer.body
                );
            }
        }
    }

    async fn a_route_that_is_refused_changes_nothing(app: TestApp) {
        let people = People::of(&app).await;
        let owner = people.account(&app, Person::Owner).await.expect("the owner");
        let id = app.job(&owner, "Gardener").await;
        let before = app.get(&format!("/api/v1/jobs/{id}")).await.body;
        for who in [Person::Anonymous, Person::Other, Person::Deactivated] {
            let account = people.account(&app, who).await;
            for (method, path) in [
                (Method::PATCH, format!("/api/v1/jobs/{id}")),
                (Method::DELETE, format!("/api/v1/jobs/{id}")),
                (Method::PUT, format!("/jobs/update/{id}")),
                (Method::DELETE, format!("/jobs/delete/{id}")),
            ] {
                let body = json!({"title": "Mine", "company": "x", "location": "x", "description": "x"});
                let answer = app.send_json(method, &path, account.as_ref(), &body).await;
                assert!(matches!(answer.status, 401 | 403), "{path}: {}", answer.status);
            }
        }
        assert_eq!(app.get(&format!("/api/v1/jobs/{id}")).await.body, before);
    }
}

#[test]
fn the_table_in_the_documents_is_the_one_that_guards() {
    let path = format!("{}/../../docs/ACCESS.md", env!("CARGO_MANIFEST_DIR"));
    let table = RouteTable::new().to_markdown();
    let text = std::fs::read_to_string(&path).expect("the document");
    let intro = text
        .split_once("\n| route")
        .map(|(intro, _)| intro)
        .expect("a table");
    let wanted = format!("{intro}\n{table}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &wanted).expect("to write the document");
    }
    assert!(
        text == wanted,
        "docs/ACCESS.md is behind: run this test with UPDATE_DOCS=1"
    );
}
