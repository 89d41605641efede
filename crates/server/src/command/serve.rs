use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use jobboard_core::clock::SystemClock;
use jobboard_core::config::{Environment, Settings};
use jobboard_services::first_admin;
use tokio::signal::unix::{SignalKind, signal};

use super::say;
use crate::application::{Application, Stopper};

/// Serves until a signal comes.
pub(super) async fn run(settings: &Settings) -> Result<ExitCode> {
    let application = Application::build(settings, Arc::new(SystemClock))?;
    if settings.plain_http {
        tracing::warn!(
            "sign-in works over plain http here (PLAIN_HTTP): fine on one's own machine, unsafe \
             across a network"
        );
    }
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        environment = settings.environment.as_str(),
        database = %settings.database,
        "started"
    );
    say(format!(
        "{} listens on http://{}",
        settings.project_name,
        application.address()
    ));
    if let Some(code) = first_admin::code(application.context()).await? {
        say(format!(
            "There is no admin yet. Register, sign in, and open /claim-admin/ with this code, which \
             is good for a day: {}",
            code.expose()
        ));
    }
    if settings.environment == Environment::Development {
        say("Press Ctrl+C to stop it.");
    }
    let stopper = application.stopper();
    actix_web::rt::spawn(stop_on_signal(stopper));
    application.run().await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The first SIGTERM or SIGINT lets requests under way end; the second does not.
async fn stop_on_signal(stopper: Stopper) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be received");
        return;
    };
    let mut received = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    received().await;
    tracing::info!("stopping");
    tokio::select! {
        () = stopper.stop() => {}
        () = received() => std::process::exit(1),
    }
}
