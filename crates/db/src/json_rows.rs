//! Rows that are stored, and keys that are looked for, by one statement. The database is given them as
//! one JSON text, so that the statement is the same for any number of them, and planned once; diesel's
//! own statement for several rows has a parameter for each of their columns and is planned anew each
//! time, and so is one with an array, whose length PostgreSQL looks at.

use diesel::RunQueryDsl;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{Error, QueryResult};
use diesel::sql_types::Text;
use serde::Serialize;
use serde_json::Value;

/// Rows for a table of PostgreSQL. Their fields are called as its columns are.
#[derive(Debug, Clone)]
pub(crate) struct JsonRows {
    table: &'static str,
    columns: String,
    rows: String,
}

impl JsonRows {
    /// These rows, unless there are none.
    ///
    /// # Errors
    /// When they are not objects that can be written as JSON.
    pub(crate) fn of<T: Serialize>(table: &'static str, rows: &[T]) -> QueryResult<Option<Self>> {
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let written = |error| Error::SerializationError(Box::new(error));
        let Value::Object(first) = serde_json::to_value(first).map_err(written)? else {
            let reason = format!("a row for {table} has no columns");
            return Err(Error::SerializationError(reason.into()));
        };
        let columns: Vec<String> = first.keys().map(|name| format!("\"{name}\"")).collect();
        Ok(Some(Self {
            table,
            columns: columns.join(", "),
            rows: serde_json::to_string(rows).map_err(written)?,
        }))
    }
}

/// That a column is one of some keys, which are one JSON text, on PostgreSQL. They are made an array
/// first, by which an index is looked through; a table of few rows would be joined row by row instead,
/// and still so when it has grown.
macro_rules! among_json {
    ($column:literal, $keys:expr) => {
        $crate::fixed_sql::FixedSql::<diesel::sql_types::Bool>::around::<diesel::sql_types::Text, _>(
            concat!(
                "(",
                $column,
                " = ANY (ARRAY(SELECT json_array_elements_text(("
            ),
            $keys,
            ")::json))))",
        )
    };
}

pub(crate) use among_json;

/// Keys as one JSON text.
///
/// # Errors
/// When they cannot be written as JSON.
pub(crate) fn json_list(keys: &[impl Serialize]) -> QueryResult<String> {
    serde_json::to_string(keys).map_err(|error| Error::SerializationError(Box::new(error)))
}

impl QueryId for JsonRows {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Connection> RunQueryDsl<Connection> for JsonRows {}

impl QueryFragment<Pg> for JsonRows {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { table, columns, .. } = self;
        // The numbers of the rows are given in the order of the text.
        out.push_sql(&format!(
            "INSERT INTO {table} ({columns}) SELECT {columns} \
             FROM json_populate_recordset(NULL::{table}, "
        ));
        out.push_bind_param::<Text, _>(&self.rows)?;
        out.push_sql("::json)");
        Ok(())
    }
}
