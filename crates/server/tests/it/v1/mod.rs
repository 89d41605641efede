//! The JSON API.

mod auth;
mod jobs;
mod listing;
mod users;
