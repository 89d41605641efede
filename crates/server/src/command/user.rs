use std::io::{self, BufRead};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use jobboard_core::config::Settings;
use jobboard_core::user::Role;
use jobboard_services::ServiceError;
use jobboard_services::accounts::{self, UserInput};

use super::{context, in_words, say};
use crate::cli::{UserCommand, UserCreate};

pub(super) async fn run(command: UserCommand, settings: &Settings) -> Result<ExitCode> {
    match command {
        UserCommand::Create(create) => make(create, settings).await,
        UserCommand::Promote { email, role } => {
            let user = accounts::set_role(&context(settings)?, &email, role)
                .await
                .map_err(|error| unknown(error, &email))?;
            say(format!("{} is {} now", user.email, user.role));
            Ok(ExitCode::SUCCESS)
        }
        UserCommand::Deactivate { email, undo } => {
            let user = accounts::set_active(&context(settings)?, &email, undo)
                .await
                .map_err(|error| unknown(error, &email))?;
            let state = if user.is_active {
                "in use"
            } else {
                "out of use"
            };
            say(format!("{} is {state} now", user.email));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn unknown(error: ServiceError, email: &str) -> anyhow::Error {
    match error {
        ServiceError::NotFound => anyhow::anyhow!("no account has the address {email}"),
        other => in_words(other),
    }
}

async fn make(create: UserCreate, settings: &Settings) -> Result<ExitCode> {
    let context = context(settings)?;
    let password = if create.password_stdin {
        first_line()?
    } else {
        ask()?
    };
    let role = if create.admin {
        Role::Admin
    } else {
        create.role
    };
    let input = UserInput {
        username: Some(create.username.unwrap_or_else(|| create.email.clone())),
        email: Some(create.email),
        password: Some(password),
    };
    let user = accounts::create_with_role(&context, &input, role)
        .await
        .map_err(in_words)?;
    say(format!("made {} ({})", user.email, user.role));
    Ok(ExitCode::SUCCESS)
}

fn first_line() -> Result<String> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .context("standard input holds no password")?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

fn ask() -> Result<String> {
    let no_terminal = "there is no terminal to ask for the password on; use --password-stdin";
    let password = rpassword::prompt_password("Password: ").context(no_terminal)?;
    let again = rpassword::prompt_password("Once more: ").context(no_terminal)?;
    if password != again {
        bail!("the two passwords differ; nothing was made");
    }
    Ok(password)
}
