//! The queries, one file per family of tables.
//!
//! A row with a unique key is read with `get_result` and not with `first`, whose bound `LIMIT`
//! makes SQLite plan the statement again each time (docs/PERFORMANCE.md).

pub mod auth_events;
pub mod board_settings;
pub mod categories;
pub mod companies;
pub mod idempotency_keys;
pub mod job_comments;
pub mod job_events;
pub mod job_lists;
pub mod job_reminders;
pub mod job_reports;
pub mod job_reviews;
pub mod job_terms;
pub mod job_views;
pub mod jobs;
pub mod mails;
pub mod one_time_tokens;
pub mod public_version;
pub mod saved_jobs;
pub mod sessions;
mod stretch;
pub mod tags;
pub mod term_counts;
pub mod throttles;
pub mod tidy;
pub mod unfinished_jobs;
pub mod users;
