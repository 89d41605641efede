//! Queries on `tags`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamp};
use jobboard_core::tag::Tag;
use serde::Serialize;

use super::job_lists::escape_like;
use crate::among::Among;
use crate::connection::{DbConnection, on_either};
use crate::fixed_sql::FixedSql;
use crate::json_rows::JsonRows;
use crate::schema::tags;

/// Remembers how tags are spelled, those that are new.
///
/// # Errors
/// When a query fails; a unique violation when somebody else uses one for the first time at the
/// same moment.
pub fn remember<'a>(
    connection: &mut DbConnection,
    tags: impl IntoIterator<Item = &'a Tag>,
) -> QueryResult<()> {
    // One order for everybody: else two wait for each other.
    let mut new: BTreeMap<&str, &Tag> = BTreeMap::new();
    for tag in tags {
        new.entry(tag.key()).or_insert(tag);
    }
    for key in known(connection, new.keys().copied())? {
        new.remove(&*key);
    }
    let new = new.into_iter().map(|(tag_key, tag)| NewTag {
        tag_key,
        name: tag.as_typed(),
    });
    if let Some(rows) = JsonRows::of("tags", &new.collect::<Vec<_>>())? {
        on_either!(connection, database => rows.execute(database))?;
    }
    Ok(())
}

/// How a tag is spelled.
#[derive(Serialize)]
struct NewTag<'a> {
    tag_key: &'a str,
    name: &'a str,
}

/// Which of these are remembered.
fn known<'a>(
    connection: &mut DbConnection,
    keys: impl ExactSizeIterator<Item = &'a str>,
) -> QueryResult<Vec<String>> {
    if keys.len() == 0 {
        return Ok(Vec::new());
    }
    let among = Among::texts("tags.tag_key", &keys.collect::<Vec<_>>())?;
    on_either!(connection, database => {
        tags::table.filter(among).select(tags::tag_key).load(database)
    })
}

/// The tags of listed jobs that begin with a text, in alphabetical order, after one of them: each
/// with its key.
///
/// # Errors
/// When the query fails.
pub fn listed(
    connection: &mut DbConnection,
    beginning: &str,
    after: Option<&str>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(String, String)>> {
    let used = FixedSql::<Bool>::around::<Timestamp, _>(
        "EXISTS (SELECT 1 FROM job_terms JOIN jobs ON jobs.id = job_terms.job_id \
         WHERE job_terms.term = 'tag:' || tags.tag_key AND jobs.state = 'published' \
         AND jobs.expires_at > ",
        now.naive_utc(),
        ")",
    );
    let mut query = tags::table
        .filter(used)
        .order(tags::tag_key)
        .limit(limit)
        .select((tags::tag_key, tags::name))
        .into_boxed();
    if !beginning.is_empty() {
        let pattern = format!("{}%", escape_like(beginning));
        query = query.filter(tags::tag_key.like(pattern).escape('\\'));
    }
    if let Some(after) = after {
        query = query.filter(tags::tag_key.gt(after.to_owned()));
    }
    query.load(connection)
}

/// Forgets tags that no listed job has.
///
/// # Errors
/// When the query fails.
pub fn delete_unused(connection: &mut DbConnection) -> QueryResult<usize> {
    let used = FixedSql::<Bool>::new(
        "NOT EXISTS (SELECT 1 FROM job_terms WHERE job_terms.term = 'tag:' || tags.tag_key)",
    );
    diesel::delete(tags::table.filter(used)).execute(connection)
}
