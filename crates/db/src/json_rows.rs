//! Rows that are stored by one statement. The database is given them as one JSON text, so that the
//! statement is the same for any number of them, and planned once; diesel's own statement for several
//! rows has a parameter for each of their columns and is planned anew each time.

use diesel::RunQueryDsl;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{Error, QueryResult};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use serde::Serialize;
use serde_json::Value;

/// Rows for a table, whose fields are called as its columns are. On SQLite a value is stored as it is
/// written in JSON, which instants are not: only texts and numbers may be among them.
#[derive(Debug, Clone)]
pub(crate) struct JsonRows {
    table: &'static str,
    columns: Vec<String>,
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
        Ok(Some(Self {
            table,
            columns: first.keys().map(|name| format!("\"{name}\"")).collect(),
            rows: serde_json::to_string(rows).map_err(written)?,
        }))
    }
}

impl QueryId for JsonRows {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Connection> RunQueryDsl<Connection> for JsonRows {}

impl QueryFragment<Pg> for JsonRows {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (table, columns) = (self.table, self.columns.join(", "));
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

impl QueryFragment<Sqlite> for JsonRows {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let columns = self.columns.iter();
        let values: Vec<String> = columns
            .map(|name| format!("value ->> '$.{name}'"))
            .collect();
        let (columns, values) = (self.columns.join(", "), values.join(", "));
        out.push_sql(&format!(
            "INSERT INTO {} ({columns}) SELECT {values} FROM json_each(",
            self.table
        ));
        out.push_bind_param::<Text, _>(&self.rows)?;
        out.push_sql(")");
        Ok(())
    }
}
