//! The API's description as one page to read.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde_json::Value;

use super::description;
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::pages::{self, Layout};
use crate::site::SiteData;

#[derive(Template)]
#[template(path = "reference.html")]
struct ReferencePage {
    layout: Layout,
    description: String,
    groups: Vec<Group>,
}

/// The operations with one tag.
struct Group {
    name: String,
    description: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    needs_sign_in: bool,
    inputs: Vec<Input>,
    answers: Vec<Answer>,
}

/// A parameter, or a field of the body.
struct Input {
    name: String,
    place: String,
    kind: String,
    required: bool,
    description: String,
}

struct Answer {
    status: String,
    description: String,
}

/// `GET /redoc`
pub(crate) async fn reference_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
) -> Result<HttpResponse, ApiError> {
    let config = site.config();
    let document = serde_json::to_value(description(&config.project_name, &config.project_version))
        .map_err(|error| ApiError::Internal(error.to_string()))?;
    let reference = ReferencePage {
        layout: Layout::new(&site, &visitor),
        description: text(&document["info"]["description"]),
        groups: groups(&document),
    };
    pages::page(&request, &reference)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn groups(document: &Value) -> Vec<Group> {
    items(&document["tags"])
        .iter()
        .map(|tag| Group {
            name: text(&tag["name"]),
            description: text(&tag["description"]),
            operations: operations(document, &tag["name"]),
        })
        .collect()
}

fn operations(document: &Value, tag: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in entries(&document["paths"]) {
        for (method, operation) in entries(methods) {
            if items(&operation["tags"]).contains(tag) {
                operations.push(Operation::new(document, path, method, operation));
            }
        }
    }
    operations
}

impl Operation {
    fn new(document: &Value, path: &str, method: &str, operation: &Value) -> Self {
        let parameters = items(&operation["parameters"])
            .iter()
            .map(|parameter| Input {
                name: text(&parameter["name"]),
                place: text(&parameter["in"]),
                kind: kind(&parameter["schema"]),
                required: parameter["required"] == true,
                description: text(&parameter["description"]),
            });
        let answers = entries(&operation["responses"])
            .map(|(status, answer)| Answer {
                status: status.clone(),
                description: text(&answer["description"]),
            })
            .collect();
        Self {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            description: text(&operation["description"]),
            needs_sign_in: !items(&operation["security"]).is_empty(),
            inputs: parameters.chain(body_fields(document, operation)).collect(),
            answers,
        }
    }
}

fn body_fields(document: &Value, operation: &Value) -> Vec<Input> {
    let content = &operation["requestBody"]["content"];
    let Some((_, body)) = entries(content).next() else {
        return Vec::new();
    };
    let reference = text(&body["schema"]["$ref"]);
    let schema = document
        .pointer(reference.trim_start_matches('#'))
        .unwrap_or(&Value::Null);
    let required = items(&schema["required"]);
    entries(&schema["properties"])
        .map(|(name, property)| Input {
            name: name.clone(),
            place: "body".to_owned(),
            kind: kind(property),
            required: required.contains(&Value::String(name.clone())),
            description: text(&property["description"]),
        })
        .collect()
}

/// A type in words: `string`, `string (date)`, `string or null`.
fn kind(schema: &Value) -> String {
    let name = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        kind => text(kind),
    };
    match schema["format"].as_str() {
        Some(format) => format!("{name} ({format})"),
        None => name,
    }
}
