use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use jobboard_core::config::Settings;
use jobboard_core::user::EmailAddress;
use jobboard_services::{accounts, demo};

use super::{context, in_words, say};

/// Jobs that are stored together.
const BATCH: u64 = 2_000;

/// Loads invented jobs.
pub(super) async fn run(jobs: u64, owner: EmailAddress, settings: &Settings) -> Result<ExitCode> {
    let context = context(settings)?;
    let owner = accounts::find_or_create_without_password(&context, owner)
        .await
        .map_err(in_words)?;
    let style = "{bar:40} {pos}/{len} jobs, {elapsed}, {eta} to go";
    let bar = ProgressBar::new(jobs).with_style(ProgressStyle::with_template(style)?);
    let mut added = 0;
    let mut from = 0;
    while from < jobs {
        let to = (from + BATCH).min(jobs);
        let stored = demo::load(&context, owner.id, from..to, jobs).await;
        added += stored.map_err(in_words)?;
        bar.set_position(to);
        from = to;
    }
    bar.finish_and_clear();
    say(format!(
        "{added} added, {} there already; the owner is {}",
        jobs.saturating_sub(u64::try_from(added).unwrap_or(jobs)),
        owner.email
    ));
    Ok(ExitCode::SUCCESS)
}
