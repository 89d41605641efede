//! The queries, one file per family of tables.
//!
//! A row with a unique key is read with `get_result` and not with `first`, whose bound `LIMIT`
//! makes SQLite plan the statement again each time (docs/PERFORMANCE.md).

pub mod auth_events;
pub mod categories;
pub mod companies;
pub mod idempotency_keys;
pub mod job_events;
pub mod job_terms;
pub mod jobs;
pub mod mails;
pub mod one_time_tokens;
pub mod sessions;
pub mod throttles;
pub mod tidy;
pub mod users;
