//! Rows that are looked for by several keys. The database is given the keys as one JSON text, so that
//! the statement is the same for any number of them, and planned once: diesel's `eq_any` is another
//! statement for each number of keys on SQLite, and on PostgreSQL has an array, whose length the planner
//! looks at anew each time.

use std::borrow::Borrow;

use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{Error, QueryResult};
use diesel::sql_types::{Bool, Text};
use diesel::sqlite::Sqlite;
use serde::Serialize;

/// That a column is one of some keys.
#[derive(Debug, Clone)]
pub(crate) struct Among {
    column: &'static str,
    /// What the column holds, as PostgreSQL calls it.
    element: &'static str,
    keys: String,
}

impl Among {
    /// A column of texts, by its full name.
    ///
    /// # Errors
    /// When the keys cannot be written as JSON.
    pub(crate) fn texts(column: &'static str, keys: &[impl AsRef<str>]) -> QueryResult<Self> {
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        Ok(Self {
            column,
            element: "text",
            keys: json_list(&keys)?,
        })
    }

    /// A column of numbers, by its full name.
    ///
    /// # Errors
    /// When the keys cannot be written as JSON.
    pub(crate) fn numbers(
        column: &'static str,
        keys: impl IntoIterator<Item = impl Borrow<i64>>,
    ) -> QueryResult<Self> {
        let keys: Vec<i64> = keys.into_iter().map(|key| *key.borrow()).collect();
        Ok(Self {
            column,
            element: "bigint",
            keys: json_list(&keys)?,
        })
    }
}

/// Values as one JSON text.
///
/// # Errors
/// When they cannot be written as JSON.
pub(crate) fn json_list(values: &[impl Serialize]) -> QueryResult<String> {
    serde_json::to_string(values).map_err(|error| Error::SerializationError(Box::new(error)))
}

impl Expression for Among {
    type SqlType = Bool;
}

impl<QS> SelectableExpression<QS> for Among {}

impl<QS> AppearsOnTable<QS> for Among {}

impl<GB> ValidGrouping<GB> for Among {
    type IsAggregate = is_aggregate::Never;
}

impl QueryId for Among {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for Among {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // They are made an array first, by which an index is looked through; a table of few rows would
        // be joined row by row instead, and still so when it has grown.
        out.push_sql("(");
        out.push_sql(self.column);
        out.push_sql(" = ANY (ARRAY(SELECT json_array_elements_text((");
        out.push_bind_param::<Text, _>(&self.keys)?;
        out.push_sql(")::json)::");
        out.push_sql(self.element);
        out.push_sql(")))");
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Among {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql("(");
        out.push_sql(self.column);
        out.push_sql(" IN (SELECT value FROM json_each(");
        out.push_bind_param::<Text, _>(&self.keys)?;
        out.push_sql(")))");
        Ok(())
    }
}
