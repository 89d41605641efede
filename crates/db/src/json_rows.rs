//! Rows that are written by one statement. The database is given them as one JSON text, so that the
//! statement is the same for any number of them, and planned once; diesel's own statement for several
//! rows has a parameter for each of their columns and is planned anew each time.

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::expression::Expression;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::{Error, QueryResult};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use serde::Serialize;
use serde_json::Value;

/// Rows for a table, whose fields are called as its columns are. On SQLite a value is stored as it is
/// written in JSON: instants are to be written by [`as_stored`](crate::column::as_stored).
#[derive(Debug, Clone)]
pub(crate) struct JsonRows {
    table: &'static str,
    columns: Vec<String>,
    rows: String,
    /// What becomes of a row that is there already, as SQL says it after `ON CONFLICT`.
    conflict: Option<&'static str>,
}

impl JsonRows {
    /// These rows, unless there are none. All must have the fields of the first one.
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
            columns: first.keys().cloned().collect(),
            rows: serde_json::to_string(rows).map_err(written)?,
            conflict: None,
        }))
    }

    /// The same, and what becomes of a row that is there already: `(key) DO UPDATE SET …`.
    pub(crate) fn on_conflict(self, conflict: &'static str) -> Self {
        Self {
            conflict: Some(conflict),
            ..self
        }
    }

    /// The same, and columns of what was stored are given back. The numbers of the rows are in their
    /// order; nobody says in which one they come back.
    pub(crate) fn returning<S>(self, columns: S) -> Returning<S> {
        Returning {
            rows: self,
            columns,
        }
    }

    /// Writes the rows over those that have the same `id`.
    pub(crate) fn as_updates(&self) -> Updates<'_> {
        Updates(self)
    }

    /// The columns with something around each, and commas between them.
    fn columns(&self, around: impl Fn(&str) -> String) -> String {
        let columns: Vec<String> = self.columns.iter().map(|name| around(name)).collect();
        columns.join(", ")
    }

    fn push_conflict<DB: Backend>(&self, out: &mut AstPass<'_, '_, DB>) {
        if let Some(conflict) = self.conflict {
            out.push_sql(" ON CONFLICT ");
            out.push_sql(conflict);
        }
    }
}

impl QueryId for JsonRows {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Connection> RunQueryDsl<Connection> for JsonRows {}

impl QueryFragment<Pg> for JsonRows {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (table, columns) = (self.table, self.columns(|name| format!("\"{name}\"")));
        out.push_sql(&format!(
            "INSERT INTO {table} ({columns}) SELECT {columns} \
             FROM json_populate_recordset(NULL::{table}, "
        ));
        out.push_bind_param::<Text, _>(&self.rows)?;
        out.push_sql("::json)");
        self.push_conflict(&mut out);
        Ok(())
    }
}

impl QueryFragment<Sqlite> for JsonRows {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let columns = self.columns(|name| format!("\"{name}\""));
        let values = self.columns(|name| format!("value ->> '$.{name}'"));
        out.push_sql(&format!(
            "INSERT INTO {} ({columns}) SELECT {values} FROM json_each(",
            self.table
        ));
        out.push_bind_param::<Text, _>(&self.rows)?;
        // With a condition it is plain that ON CONFLICT is none of a join.
        out.push_sql(") WHERE true");
        self.push_conflict(&mut out);
        Ok(())
    }
}

/// Rows that are stored, and columns of them that are given back.
#[derive(Debug, Clone)]
pub(crate) struct Returning<S> {
    rows: JsonRows,
    columns: S,
}

impl<S> QueryId for Returning<S> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S: Expression> Query for Returning<S> {
    type SqlType = S::SqlType;
}

impl<S, Connection> RunQueryDsl<Connection> for Returning<S> {}

impl<S, DB> QueryFragment<DB> for Returning<S>
where
    DB: Backend,
    JsonRows: QueryFragment<DB>,
    S: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.rows.walk_ast(out.reborrow())?;
        out.push_sql(" RETURNING ");
        self.columns.walk_ast(out)
    }
}

/// Rows that are written over those with the same `id`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Updates<'a>(&'a JsonRows);

impl Updates<'_> {
    /// What each column becomes.
    fn assignments(&self, value: impl Fn(&str) -> String) -> String {
        let written = self.0.columns.iter().filter(|name| *name != "id");
        let written = written.map(|name| format!("\"{name}\" = {}", value(name)));
        written.collect::<Vec<_>>().join(", ")
    }
}

impl QueryId for Updates<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Connection> RunQueryDsl<Connection> for Updates<'_> {}

impl QueryFragment<Pg> for Updates<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let table = self.0.table;
        let assignments = self.assignments(|name| format!("new.\"{name}\""));
        out.push_sql(&format!(
            "UPDATE {table} SET {assignments} FROM json_populate_recordset(NULL::{table}, "
        ));
        out.push_bind_param::<Text, _>(&self.0.rows)?;
        out.push_sql(&format!("::json) AS new WHERE {table}.id = new.id"));
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Updates<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let table = self.0.table;
        let assignments = self.assignments(|name| format!("new.value ->> '$.{name}'"));
        out.push_sql(&format!("UPDATE {table} SET {assignments} FROM json_each("));
        out.push_bind_param::<Text, _>(&self.0.rows)?;
        out.push_sql(&format!(") AS new WHERE {table}.id = new.value ->> '$.id'"));
        Ok(())
    }
}
