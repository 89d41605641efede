//! The log, on standard error.

use std::io::{IsTerminal, stderr};

use jobboard_core::config::{LogFormat, Settings};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Starts the log as the settings want it. A second call changes nothing.
pub(crate) fn start(settings: &Settings) {
    let lines = fmt::layer().with_writer(stderr);
    let lines = match settings.log_format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).boxed(),
    };
    // A log that runs already is as good.
    let _ = tracing_subscriber::registry()
        .with(lines.with_filter(settings.log_filter.clone()))
        .try_init();
    // A panic stands in the log like all else, and with the request that it happened in.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str().unwrap_or("without a message");
        tracing::error!(place, panic = message, "panicked");
    }));
}
