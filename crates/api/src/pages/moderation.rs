//! What moderators have to look at.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_services::{moderation, reports};

use super::cards::JobRow;
use super::instant::Instant;
use super::layout::Layout;
use super::page;
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::Query;
use crate::site::SiteData;
use crate::v1::number_query::NumberQuery;

#[derive(Template)]
#[template(path = "moderation.html")]
struct ModerationPage {
    layout: Layout,
    /// Whether these are the reported jobs, and not those in review.
    reported: bool,
    rows: Vec<Row>,
    newer: Option<String>,
    first: bool,
}

/// A job to look at.
struct Row {
    job: JobRow,
    /// Who posted it.
    poster: Option<String>,
    /// Since when it waits.
    since: Option<Instant>,
    /// How many reports are open.
    reports: i64,
}

impl ModerationPage {
    fn path(&self) -> &'static str {
        match self.reported {
            true => "/moderation/reports/",
            false => "/moderation/",
        }
    }
}

/// `GET /moderation`
pub(crate) async fn queue_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let context = site.context();
    let queue = moderation::queue(context, after, limit).await?;
    let (now, today) = (context.now(), context.today());
    let rows = queue.items.into_iter().map(|waiting| Row {
        job: JobRow::new(waiting.job, now, today),
        poster: Some(waiting.poster),
        since: Some(waiting.since.into()),
        reports: 0,
    });
    let queue_page = ModerationPage {
        layout: Layout::for_user(&site, &user).with_notice(query.0.get("msg")),
        reported: false,
        rows: rows.collect(),
        newer: queue.next.map(|next| format!("/moderation/?after={next}")),
        first: after.is_none(),
    };
    page(&request, &queue_page)
}

/// `GET /moderation/reports`
pub(crate) async fn reported_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let NumberQuery { after, limit } = NumberQuery::parse(&query.0)?;
    let context = site.context();
    let reported = reports::waiting(context, after, limit).await?;
    let (now, today) = (context.now(), context.today());
    let rows = reported.items.into_iter().map(|reported| Row {
        job: JobRow::new(reported.job, now, today),
        poster: None,
        since: None,
        reports: reported.reports,
    });
    let reported_page = ModerationPage {
        layout: Layout::for_user(&site, &user),
        reported: true,
        rows: rows.collect(),
        newer: reported
            .next
            .map(|next| format!("/moderation/reports/?after={next}")),
        first: after.is_none(),
    };
    page(&request, &reported_page)
}
