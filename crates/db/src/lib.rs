//! The job board's database: SQLite or PostgreSQL behind one connection type.
//!
//! Knows neither HTTP nor the application's settings. SQL lives in [`repository`], one file per
//! family of tables; a repository function takes a connection and gives back models.

mod among;
pub mod column;
#[expect(missing_docs, reason = "diesel's derive writes undocumented items")]
pub mod connection;
pub mod database;
pub mod error;
pub mod file_reader;
mod fixed_sql;
mod json_rows;
pub mod migrations;
pub mod models;
pub mod public_watch;
pub mod repository;
#[expect(missing_docs, reason = "diesel's macro writes undocumented items")]
pub mod schema;

pub use connection::DbConnection;
pub use database::{Backend, Concurrency, Database, DatabaseConfig};
/// What a single query fails with.
pub use diesel::result::Error as QueryError;
pub use error::DbError;
