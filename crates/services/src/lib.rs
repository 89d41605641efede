//! What a person can do on the job board: each use case once, for the JSON API, the pages, the
//! command line and background work alike.
//!
//! Knows no HTTP. A use case is an async function that takes the [`Context`] and, where it
//! matters, who asks ([`sessions::CurrentUser`]).

pub mod account_security;
pub mod accounts;
pub mod audit;
pub mod board_settings;
pub mod caller;
pub mod categories;
pub mod comments;
pub mod companies;
pub mod context;
pub mod demo;
pub mod duplicates;
pub mod error;
pub mod first_admin;
pub mod freshness;
mod hashing_pool;
pub mod health;
pub mod job_index;
pub mod jobs;
pub mod listings;
pub mod login;
pub mod mail;
pub mod moderation;
pub mod one_time;
mod password_hasher;
pub mod reauthentication;
pub mod recovery;
pub mod refresh;
mod reminders;
pub mod reports;
pub mod saved_jobs;
pub mod sessions;
mod shared_reads;
mod throttle;
pub mod tidy;
mod together;
mod turns;
pub mod user_admin;
pub mod views;
mod worker_reads;
mod write_queue;

pub use caller::Caller;
pub use context::{Context, Rules};
pub use error::ServiceError;
