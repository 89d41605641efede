//! The composition root: settings, telemetry, command line, start and stop.

pub mod application;
pub mod cli;
mod command;
mod telemetry;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use jobboard_core::config::Settings;

use cli::{Cli, Command};

/// The exit code of a run that could not start for its settings.
const BAD_SETTINGS: u8 = 2;

/// Runs the program with the arguments of the process, in the current folder.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Some(Command::Secret) = cli.command {
        return outcome(command::print_secret());
    }
    let settings = match Settings::load(Path::new(".")) {
        Ok(settings) => settings,
        Err(invalid) => {
            complain(&invalid.to_string());
            return ExitCode::from(BAD_SETTINGS);
        }
    };
    telemetry::start(&settings);
    let command = cli.command.unwrap_or(Command::Serve);
    outcome(actix_web::rt::System::new().block_on(command::run(command, &settings)))
}

fn outcome(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "the last word before the program ends")]
fn complain(message: &str) {
    eprintln!("jobboard: {message}");
}
