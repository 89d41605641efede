//! `/api/v1/tags`.

use jobboard_core::search::SearchTerm;
use jobboard_services::jobs;
use serde::Serialize;
use utoipa::ToSchema;

use super::companies::NameQuery;
use super::next_page::{in_address, narrowed_by, next_link};
use crate::answers::{PublicAnswer, PublicView, Question, Reply};
use crate::door::face::Problem;
use crate::error::ApiError;
use crate::site::SiteData;

/// A page of tags.
#[derive(Serialize, ToSchema)]
pub(crate) struct TagPage {
    /// As somebody typed them first, in alphabetical order.
    #[schema(example = json!(["C++", "Rust"]))]
    items: Vec<String>,
    /// Where the next page starts (`after`); null on the last one.
    #[schema(example = "rust")]
    next: Option<String>,
}

impl PublicView for TagPage {}

/// List tags
///
/// Those of listed jobs, in alphabetical order; `/api/v1/jobs?tag=` lists the jobs of one.
#[utoipa::path(
    get, path = "/api/v1/tags", operation_id = "list_tags", tag = "jobs",
    params(
        ("beginning" = Option<String>, Query, description = "Only tags that begin with this text, whatever its case. At most 100 characters."),
        ("after" = Option<String>, Query, description = "Where the page starts: the `next` of the page before."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Tags on the page, 1 to 100; 20 if absent."),
    ),
    responses(
        (status = 200, description = "A page.", body = TagPage),
        (status = 304, description = "The page is as it was (If-None-Match)."),
        (status = 422, description = "Parameters that cannot be taken.", body = Problem),
    )
)]
pub(crate) async fn list_tags(site: SiteData, question: Question) -> Result<Reply, ApiError> {
    let NameQuery { after, limit } = NameQuery::parse(&question.parameters)?;
    let beginning = question.parameters.get("beginning").unwrap_or_default();
    let beginning = SearchTerm::parse("beginning", beginning)?;
    let narrowed = beginning
        .as_ref()
        .map(|term| narrowed_by("beginning", term.as_typed()));
    let path = format!("/api/v1/tags?{}", narrowed.unwrap_or_default());
    let page = jobs::list_tags(site.context(), beginning, after, limit).await?;
    let next = page.next.as_deref().map(in_address);
    let link = next.map(|next| next_link(&path, &next, limit));
    let view = TagPage {
        items: page.items.into_iter().map(|(_, name)| name).collect(),
        next: page.next,
    };
    Ok(Reply::Everybody(
        PublicAnswer::json(&view)?.with_links(link),
    ))
}
