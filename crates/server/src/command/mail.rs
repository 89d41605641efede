use std::process::ExitCode;

use anyhow::Result;
use jobboard_core::config::Settings;
use jobboard_services::{ServiceError, mail};

use super::{context, in_words, say};
use crate::cli::MailCommand;

pub(super) async fn run(command: MailCommand, settings: &Settings) -> Result<ExitCode> {
    let context = context(settings)?;
    match command {
        MailCommand::List { state } => {
            for mail in mail::list(&context, state).await.map_err(in_words)? {
                let ordered = mail.created_at.format("%Y-%m-%d %H:%M:%S");
                let error = mail.last_error.unwrap_or_default();
                let (id, state, tries) = (mail.id, mail.state, mail.attempts);
                let line = format!(
                    "{id:>6}  {state:<7}  {tries}  {ordered}  {}  {error}",
                    mail.recipient
                );
                say(line.trim_end());
            }
        }
        MailCommand::Retry { id } => {
            mail::retry(&context, id)
                .await
                .map_err(|error| match error {
                    ServiceError::NotFound => anyhow::anyhow!("there is no dead mail {id}"),
                    other => in_words(other),
                })?;
            say(format!("mail {id} waits again"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
