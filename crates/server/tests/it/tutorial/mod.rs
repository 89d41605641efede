//! The tutorial's contract: its routes, its pages and its clients' habits.

mod api;
mod pages;
