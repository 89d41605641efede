//! The API's description.

use std::collections::BTreeSet;

use jobboard_api::route::{RouteTable, Surface};
use serde_json::Value;

fn description() -> Value {
    let json = jobboard_api::openapi_json("Job Board", "1.0.0").expect("a description");
    serde_json::from_str(&json).expect("JSON")
}

#[test]
fn the_description_is_the_one_that_was_agreed_on() {
    let json = jobboard_api::openapi_json("Job Board", "1.0.0").expect("a description");
    insta::assert_snapshot!(json);
}

#[test]
fn every_json_route_is_described_and_nothing_else_is() {
    let routes: BTreeSet<_> = RouteTable::new()
        .iter()
        .filter(|route| route.surface != Surface::Page && route.path != "/openapi.json")
        .map(|route| {
            (
                route.method.to_string(),
                route.path.to_owned(),
                route.operation.to_owned(),
            )
        })
        .collect();
    let mut described = BTreeSet::new();
    for (path, methods) in description()["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an id");
            let path = path.trim_end_matches('/').to_owned();
            described.insert((method.to_uppercase(), path, id.to_owned()));
        }
    }
    assert_eq!(described, routes);
}

#[test]
fn a_route_that_needs_a_sign_in_says_so() {
    let description = description();
    for route in RouteTable::new().iter() {
        let slashed = format!("{}/", route.path);
        let operation = [route.path, &slashed]
            .iter()
            .map(|path| &description["paths"][*path][route.method.as_str().to_lowercase()])
            .find(|operation| !operation.is_null());
        if let Some(operation) = operation {
            let open = matches!(
                route.access,
                jobboard_api::route::Access::Anyone | jobboard_api::route::Access::Visitor
            );
            assert_eq!(operation["security"].is_null(), open, "{route:?}");
        }
    }
}
