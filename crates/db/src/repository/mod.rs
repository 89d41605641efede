//! The queries, one file per family of tables.

pub mod jobs;
pub mod sessions;
pub mod users;
