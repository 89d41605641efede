//! `/api/v1/jobs/{id}/comments`.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_services::comments::{self, JobComment};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::SignedIn;
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::extract::{JobNumber, JsonBody, TextField};
use crate::site::SiteData;

/// Something that the poster and the moderators say to each other.
#[derive(Serialize, ToSchema)]
pub(crate) struct CommentView {
    /// The number.
    id: i64,
    /// Who said it; null when the account is gone.
    #[schema(example = "ada")]
    by: Option<String>,
    /// Whether a moderator said it.
    is_from_moderator: bool,
    /// What was said.
    body: String,
    /// When.
    at: DateTime<Utc>,
}

impl CommentView {
    fn new(comment: JobComment, by: Option<String>) -> Self {
        Self {
            id: comment.id,
            by,
            is_from_moderator: comment.is_from_moderator,
            body: comment.body,
            at: comment.created_at,
        }
    }
}

/// What was said about a job.
#[derive(Serialize, ToSchema)]
pub(crate) struct Comments {
    /// The earliest first; 200 at the most.
    items: Vec<CommentView>,
}

/// Something to be said.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentBody {
    /// What.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    #[serde(default)]
    body: TextField,
}

/// Read the comments on a job
///
/// What its poster and the moderators say to each other. For them alone.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/comments", operation_id = "list_comments", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    responses(
        (status = 200, description = "They.", body = Comments),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
    )
)]
pub(crate) async fn list_comments(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let comments = comments::list(site.context(), &user.0, id.existing()?).await?;
    let items = comments.into_iter();
    let items = items.map(|(comment, by)| CommentView::new(comment, by));
    Ok(HttpResponse::Ok().json(Comments {
        items: items.collect(),
    }))
}

/// Comment on a job
///
/// Its poster says something to the moderators, or a moderator to its poster. The other side gets
/// a mail.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/comments", operation_id = "create_comment", tag = "jobs",
    security(("bearer" = [])),
    params(("id" = i64, Path, description = "The job's number.")),
    request_body = CommentBody,
    responses(
        (status = 201, description = "It is said.", body = CommentView),
        (status = 401, description = "Not signed in.", body = Problem),
        (status = 403, description = "It is somebody else's job.", body = Problem),
        (status = 404, description = "There is no such job.", body = Problem),
        (status = 409, description = "There are 200 already.", body = Problem),
        (status = 422, description = "Fields that cannot be taken.", body = Problem),
        (status = 429, description = "More than 60 in an hour.", body = Problem),
    )
)]
pub(crate) async fn create_comment(
    site: SiteData,
    user: SignedIn,
    id: JobNumber,
    body: JsonBody<CommentBody>,
) -> Result<HttpResponse, ApiError> {
    let mut errors = FieldErrors::new();
    let Some(said) = body.0.body.required("body", &mut errors) else {
        return Err(errors.into());
    };
    let comment = comments::say(site.context(), &user.0, id.existing()?, Some(&said)).await?;
    let by = user.0.account().username.clone();
    Ok(HttpResponse::Created().json(CommentView::new(comment, Some(by))))
}
