//! The log, on standard error.

use std::io::{IsTerminal, stderr};

use jobboard_core::config::{LogFormat, Settings};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

/// Starts the log as the settings want it. A second call changes nothing.
///
/// # Errors
/// When `LOG_LEVEL` is not a valid filter.
pub(crate) fn start(settings: &Settings) -> Result<(), ParseError> {
    let filter = EnvFilter::builder().parse(&settings.log_filter)?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    // A log that runs already is as good.
    let _ = match settings.log_format {
        LogFormat::Json => log.json().flatten_event(true).try_init(),
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).try_init(),
    };
    Ok(())
}
