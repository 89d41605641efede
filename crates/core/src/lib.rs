//! Configuration, security and the rules of the job board, as pure code.
//!
//! Nothing in here knows HTTP, SQL or an async runtime. A value of one of these types that exists
//! is valid: [`user::EmailAddress`], [`user::Password`], [`web_url::WebUrl`] and
//! [`job::JobDraft`] have one constructor each, and it answers with a [`field::FieldError`].

pub mod apply;
pub mod board_rules;
pub mod brand;
pub mod clock;
pub mod config;
pub mod country;
pub mod employment;
pub mod field;
pub mod filter;
pub mod job;
pub mod language;
pub mod limits;
pub mod listing;
pub mod network;
pub mod paging;
pub mod place;
pub mod report;
pub mod salary;
pub mod search;
pub mod security;
pub mod tag;
pub mod text;
pub mod time_zone;
pub mod user;
pub mod web_url;
