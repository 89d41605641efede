//! The board as its users meet it: a real server on a free port, each test with a database of its
//! own, everything on SQLite and on PostgreSQL.

#[macro_use]
mod support;
mod texts;

mod accounts;
mod bad_input;
mod browser;
mod cli;
mod defects;
mod headers;
mod input;
mod life;
mod mail;
mod matrix;
mod migrations;
mod openapi;
mod origin;
mod overload;
mod pages;
mod python;
mod recovery;
mod settings;
mod site;
mod speed;
mod start;
mod tokens;
mod tutorial;
mod v1;
