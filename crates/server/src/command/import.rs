use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use jobboard_core::config::Settings;
use jobboard_core::listing::{Listing, parse_listings};
use jobboard_core::user::EmailAddress;
use jobboard_services::accounts;
use jobboard_services::listings::{Imported, import_batch};

use super::{context, in_words, say};

/// Postings that are stored together.
const BATCH: usize = 100;

/// Loads a file of postings. Exits with 1 when some could not be taken; the others are stored.
pub(super) async fn run(file: &Path, owner: EmailAddress, settings: &Settings) -> Result<ExitCode> {
    let text =
        fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let context = context(settings)?;
    let entries =
        parse_listings(&text, context.today()).with_context(|| format!("{}", file.display()))?;
    let owner = accounts::find_or_create_without_password(&context, owner)
        .await
        .map_err(in_words)?;

    let bar = ProgressBar::new(entries.len() as u64).with_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} postings, {elapsed}",
    )?);
    let mut refused = 0;
    let mut total = Imported::default();
    let mut batch: Vec<Listing> = Vec::with_capacity(BATCH);
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        bar.inc(1);
        match entry.listing {
            Ok(listing) => batch.push(listing),
            Err(errors) => {
                refused += 1;
                bar.suspend(|| say(format!("{}:{}: {errors}", file.display(), entry.line)));
            }
        }
        if batch.len() == BATCH || entries.peek().is_none() {
            let stored = import_batch(&context, owner.id, std::mem::take(&mut batch))
                .await
                .map_err(in_words)?;
            total.added += stored.added;
            total.known += stored.known;
        }
    }
    bar.finish_and_clear();
    say(format!(
        "{} added, {} there already, {refused} refused; the owner is {}",
        total.added, total.known, owner.email
    ));
    Ok(if refused == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
