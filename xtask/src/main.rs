//! The project's own tools.

mod bench;
mod board;
mod http;
mod layers;
mod look;
mod machine;
mod parts;
mod postgres;
mod process;
mod scan;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "The project's own tools")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every test on both databases, installing what they need where that is possible
    Test {
        /// Passed on to the test runner: a part of a test's name, say
        arguments: Vec<String>,
    },
    /// Check that no crate uses another that it must not know
    Layers,
    /// Measure the board against a bare handler in the same run
    Bench(bench::Options),
    /// Take pictures of every page, or measure the main ones with Lighthouse
    Look(look::Options),
    /// Try to break the board with Schemathesis, sqlmap and wapiti, on both databases
    Scan(scan::Options),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Test { arguments } => test::run(&arguments),
        Command::Layers => layers::check(),
        Command::Bench(options) => bench::run(&options),
        Command::Look(options) => look::run(&options),
        Command::Scan(options) => scan::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes a line about what is going on.
#[expect(clippy::print_stdout, reason = "a tool for a terminal")]
fn say(line: &str) {
    println!("{line}");
}
