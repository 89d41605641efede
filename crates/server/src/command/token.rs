use std::io::Read;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::clock::{Clock, SystemClock};
use jobboard_core::config::{DatabaseUrl, Settings};
use jobboard_core::limits::TOKEN_MAX_BYTES;
use jobboard_core::security::token::{Claims, TokenKind, TokenParts};
use jobboard_services::{ServiceError, sessions};
use serde_json::Value;

use super::{context, say};
use crate::application::keys;
use crate::cli::{TokenCommand, TokenCreate};

pub(super) async fn run(command: TokenCommand, settings: &Settings) -> Result<ExitCode> {
    match command {
        TokenCommand::Create(create) => make(create, settings),
        TokenCommand::Inspect { token } => inspect(&read_token(token)?, settings).await,
    }
}

fn make(create: TokenCreate, settings: &Settings) -> Result<ExitCode> {
    let mut data = Claims::new();
    for (name, value) in create.claims {
        if data.insert(name.clone(), Value::String(value)).is_some() {
            bail!("the claim {name} is there twice");
        }
    }
    let token = keys(settings)?.access.key().create_access_token(
        TokenKind::Plain,
        &data,
        create.expires_minutes.map(TimeDelta::minutes),
        SystemClock.now(),
    )?;
    say(token);
    Ok(ExitCode::SUCCESS)
}

fn read_token(argument: String) -> Result<String> {
    if argument != "-" {
        return Ok(argument);
    }
    let mut token = String::new();
    let limit = TOKEN_MAX_BYTES as u64 + 2;
    std::io::stdin()
        .take(limit)
        .read_to_string(&mut token)
        .context("standard input holds no token")?;
    Ok(token.trim().to_owned())
}

async fn inspect(token: &str, settings: &Settings) -> Result<ExitCode> {
    let now = SystemClock.now();
    let tokens = keys(settings)?.access;
    match TokenParts::split(token) {
        Ok(parts) => {
            show("header", parts.header().ok().as_deref());
            let payload = parts.payload().ok();
            show("claims", payload.as_deref());
            if let Some(payload) = payload {
                show_times(&payload, now);
            }
        }
        Err(refusal) => say(format!("refused    {refusal}")),
    }
    let mut outcomes = tokens.keys().map(|key| key.verified_payload(token));
    let signature = match outcomes.next() {
        Some(Ok(_)) => "genuine: signed with this board's key".to_owned(),
        _ if outcomes.any(|outcome| outcome.is_ok()) => {
            "genuine: signed with a key of SECRET_KEY_PREVIOUS".to_owned()
        }
        Some(Err(refusal)) => format!("not genuine: {refusal}"),
        None => "not known".to_owned(),
    };
    say(format!("signature  {signature}"));
    match tokens.verify(token, now) {
        Ok(_) => session(token, settings).await,
        Err(refusal) => {
            say(format!("sign-in    refused: {refusal}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn show(name: &str, part: Option<&[u8]>) {
    let json = part.and_then(|part| serde_json::from_slice::<Value>(part).ok());
    match json {
        Some(json) => say(format!("{name:<10} {json}")),
        None => say(format!("{name:<10} (not JSON)")),
    }
}

fn show_times(payload: &[u8], now: DateTime<Utc>) {
    let Ok(claims) = serde_json::from_slice::<Value>(payload) else {
        return;
    };
    let time = |name: &str| {
        claims[name]
            .as_i64()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
    };
    if let Some(made) = time("iat") {
        say(format!("made       {made}"));
    }
    match time("exp") {
        Some(end) if end > now => {
            let left = in_words(end - now);
            say(format!("ends       {end}, in {left}"));
        }
        Some(end) => say(format!("ended      {end}, {} ago", in_words(now - end))),
        None => say("ends       never says when"),
    }
}

fn in_words(time: TimeDelta) -> String {
    match time.num_seconds() {
        seconds @ ..120 => format!("{seconds} seconds"),
        seconds @ 120..7_200 => format!("{} minutes", seconds / 60),
        seconds @ 7_200..172_800 => format!("{} hours", seconds / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

/// What only the database knows: whether the token's session still runs.
async fn session(token: &str, settings: &Settings) -> Result<ExitCode> {
    if let DatabaseUrl::Sqlite(path) = &settings.database
        && !path.exists()
    {
        say("sign-in    not known: there is no database here to look its session up in");
        return Ok(ExitCode::FAILURE);
    }
    match sessions::authenticate(&context(settings)?, token).await {
        Ok(user) => {
            let account = user.account();
            say(format!(
                "sign-in    accepted: {} ({})",
                account.username, account.role
            ));
            Ok(ExitCode::SUCCESS)
        }
        Err(ServiceError::BadToken(reason)) => {
            say(format!("sign-in    refused: {reason}"));
            Ok(ExitCode::FAILURE)
        }
        Err(other) => Err(other.into()),
    }
}
