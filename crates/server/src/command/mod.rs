//! What each command does.

mod demo;
mod import;
mod mail;
mod serve;
mod token;
mod user;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use jobboard_core::clock::SystemClock;
use jobboard_core::config::Settings;
use jobboard_core::security::secret_key;
use jobboard_db::migrations;
use jobboard_services::{Context, ServiceError};

use crate::application::{self, build_context};
use crate::cli::{Command, ImportCommand};

/// Runs a command.
pub(crate) async fn run(command: Command, settings: &Settings) -> Result<ExitCode> {
    match command {
        Command::Secret => print_secret(),
        Command::Serve => serve::run(settings).await,
        Command::Token(command) => token::run(command, settings).await,
        Command::User(command) => user::run(command, settings).await,
        Command::Mail(command) => mail::run(command, settings).await,
        Command::Migrate => migrate(settings),
        Command::CheckConfig => check_config(settings),
        Command::Demo { jobs, owner } => demo::run(jobs, owner, settings).await,
        Command::Import(ImportCommand::Listings { file, owner }) => {
            import::run(&file, owner, settings).await
        }
    }
}

/// Prints a good key. Works without valid settings, which may be what it is wanted for.
pub(crate) fn print_secret() -> Result<ExitCode> {
    writeln!(io::stdout(), "{}", secret_key::generate())?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a line of a command's result. A reader who has gone away is none of our business.
fn say(line: impl AsRef<str>) {
    let _ = writeln!(io::stdout(), "{}", line.as_ref());
}

fn context(settings: &Settings) -> Result<Context> {
    Ok(build_context(settings, Arc::new(SystemClock))?)
}

/// A service's error in words for the command line.
fn in_words(error: ServiceError) -> anyhow::Error {
    match error {
        ServiceError::Invalid(errors) => anyhow::anyhow!("{errors}"),
        ServiceError::Conflict(error) => anyhow::anyhow!("{error}"),
        other => other.into(),
    }
}

fn migrate(settings: &Settings) -> Result<ExitCode> {
    let database = application::open_database(settings)?;
    let run = migrations::run(&database)?;
    for name in &run {
        say(format!("migrated {name}"));
    }
    if run.is_empty() {
        say("the tables are up to date");
    }
    Ok(ExitCode::SUCCESS)
}

fn check_config(settings: &Settings) -> Result<ExitCode> {
    for (name, value) in settings.summary() {
        say(format!("{name:<28} {value}"));
    }
    Ok(ExitCode::SUCCESS)
}
