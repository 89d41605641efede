//! The HTTP surface of the job board. The only crate that knows HTTP.
//!
//! Three surfaces stand on the same services: [`v1`] (the JSON API), [`tutorial`] (the routes of
//! the tutorial that the board grew from) and [`pages`] (the web site). Every route is an entry of
//! [`route::RouteTable`]; every error is an [`error::ApiError`], which the [`door`] writes in the
//! surface's own form.

mod access;
mod answers;
mod assets;
mod auth;
mod caller;
mod conditional;
mod cookie;
mod device;
mod docs;
mod door;
mod encoding;
mod error;
mod extract;
#[doc(hidden)]
pub mod fuzzing;
mod health;
mod mails;
mod markdown;
pub mod pages;
mod pictures;
pub mod route;
pub mod server;
mod site;
#[cfg(test)]
mod test_site;
pub mod tutorial;
pub mod v1;
mod visit;

pub use docs::openapi_json;
pub use mails::BoardMails;
pub use site::{Site, SiteConfig};
