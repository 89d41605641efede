//! The job board.

use std::process::ExitCode;

fn main() -> ExitCode {
    jobboard::run()
}
