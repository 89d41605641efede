//! What a person can do on the job board: each use case once, for the JSON API, the pages, the
//! command line and background work alike.
//!
//! Knows no HTTP. A use case is an async function that takes the [`Context`] and, where it
//! matters, who asks ([`sessions::CurrentUser`]).

pub mod account_security;
pub mod accounts;
pub mod audit;
pub mod caller;
mod companies;
pub mod context;
pub mod error;
pub mod first_admin;
mod hashing_pool;
pub mod health;
pub mod job_index;
pub mod jobs;
pub mod listings;
pub mod login;
pub mod mail;
pub mod one_time;
mod password_hasher;
pub mod reauthentication;
pub mod recovery;
pub mod refresh;
pub mod sessions;
mod throttle;
mod tidy;
mod turns;

pub use caller::Caller;
pub use context::{Context, Rules};
pub use error::ServiceError;
