//! One error, three faces: problem+json, the tutorial's `detail`, a page.

use actix_web::HttpMessage;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use jobboard_core::field::FieldError;
use jobboard_core::phrase;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::asked::Asked;
use super::request_id::RequestId;
use crate::auth::Visitor;
use crate::error::ApiError;
use crate::pages::{self, KeptForm};
use crate::route::Surface;

/// An error as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What kind of problem; `about:blank` when the status says it all.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The status in words.
    #[schema(example = "Unprocessable Entity")]
    title: &'static str,
    /// The status.
    #[schema(example = 422)]
    status: u16,
    /// What happened, in a sentence.
    detail: String,
    /// The request that it happened to.
    #[schema(example = "/api/v1/jobs")]
    instance: String,
    /// The id to find it in the log by.
    request_id: String,
    /// For a token that cannot be used: the word of RFC 6749 § 5.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "invalid_grant")]
    error: Option<&'static str>,
    /// For 409 and 422: the fields that cannot be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<ProblemField>>,
}

/// A field that cannot be taken.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemField {
    /// The field's name.
    #[schema(example = "title")]
    field: String,
    /// A stable word for programs.
    #[schema(example = "required")]
    code: &'static str,
    /// A sentence for people.
    #[schema(example = "This field is required.")]
    message: String,
}

/// Replaces the empty body of an error by its face on the surface that was asked. Anything else
/// passes unchanged.
pub(crate) fn write_error(
    response: ServiceResponse,
    asked: &mut Asked,
    id: &RequestId,
) -> ServiceResponse {
    let status = response.status();
    let Some(error) = response.response().error() else {
        return response;
    };
    let error = api_error(error, status);
    asked.visitor = Visitor::of(response.request());
    asked.kept = response.request().extensions_mut().remove::<KeptForm>();
    let (request, bare) = response.into_parts();
    let mut written = face(&error, asked, id);
    for (name, value) in bare.headers() {
        written.headers_mut().append(name.clone(), value.clone());
    }
    ServiceResponse::new(request, written)
}

/// An error's face on the surface that was asked. Its cause is for the log.
pub(crate) fn face(error: &ApiError, asked: &Asked, id: &RequestId) -> HttpResponse {
    if let ApiError::Internal(cause) = error {
        tracing::error!(%cause, "internal error");
    }
    match asked.surface() {
        Surface::Api => problem(error, asked, id),
        Surface::Tutorial => tutorial_detail(error, &asked.method),
        Surface::Page => pages::error_page(error, asked, id),
    }
}

/// What a handler, an extractor or the framework failed with.
pub(crate) fn api_error(error: &actix_web::Error, status: StatusCode) -> ApiError {
    match error.as_error::<ApiError>() {
        Some(error) => error.clone(),
        None if status.is_client_error() => ApiError::Malformed(phrase!("error-request")),
        None => ApiError::Internal(error.to_string()),
    }
}

/// A response with the headers that belong to the error.
pub(crate) fn builder(error: &ApiError) -> HttpResponseBuilder {
    let mut builder = HttpResponse::build(error.status_code());
    match error {
        ApiError::NotSignedIn => {
            builder.insert_header((header::WWW_AUTHENTICATE, r#"Bearer realm="jobboard""#));
        }
        ApiError::BadToken => {
            builder.insert_header((
                header::WWW_AUTHENTICATE,
                r#"Bearer realm="jobboard", error="invalid_token""#,
            ));
        }
        ApiError::MethodNotAllowed(allowed) => {
            builder.insert_header((header::ALLOW, allowed.as_str()));
        }
        ApiError::TooManyRequests(seconds) => {
            builder.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        ApiError::BodyTooSlow => {
            builder.force_close();
        }
        ApiError::Unavailable | ApiError::NoDatabase | ApiError::DiskFull => {
            builder.insert_header((header::RETRY_AFTER, "1"));
        }
        _ => {}
    }
    builder
}

fn problem(error: &ApiError, asked: &Asked, id: &RequestId) -> HttpResponse {
    let status = error.status_code();
    let errors = error.fields().map(|fields| {
        fields
            .iter()
            .map(|field| ProblemField {
                field: field.field.to_string(),
                code: field.code,
                message: field.message.to_string(),
            })
            .collect()
    });
    let problem = Problem {
        kind: "about:blank",
        title: title_of(status),
        status: status.as_u16(),
        detail: error.detail().to_string(),
        instance: asked.path().to_owned(),
        request_id: id.to_string(),
        error: matches!(error, ApiError::InvalidGrant).then_some("invalid_grant"),
        errors,
    };
    builder(error)
        .content_type("application/problem+json")
        .body(serde_json::to_vec(&problem).unwrap_or_default())
}

fn tutorial_detail(error: &ApiError, method: &Method) -> HttpResponse {
    let detail = match error {
        ApiError::Invalid(fields) => fields
            .iter()
            .map(|field| {
                let place = tutorial_place(field, method);
                json!({"loc": [place, field.field], "msg": field.message.to_string(), "type": field.code})
            })
            .collect(),
        ApiError::Conflict(fields) => {
            let messages: Vec<_> = fields
                .iter()
                .map(|field| field.message.to_string())
                .collect();
            json!(messages.join(" "))
        }
        ApiError::BadCredentials => json!("Incorrect username or password"),
        other => json!(other.detail().to_string()),
    };
    builder(error).json(json!({ "detail": detail }))
}

/// Where the tutorial's clients look for a field: in the path, the query or the body.
fn tutorial_place(field: &FieldError, method: &Method) -> &'static str {
    match (&*field.field, field.code) {
        ("id", "invalid") => "path",
        _ if method.is_safe() => "query",
        _ => "body",
    }
}

/// The status in words.
pub(crate) fn title_of(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}
