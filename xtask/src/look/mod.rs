//! The board as people see it: pictures of every page, and what Lighthouse says of the main ones.
//!
//! Both look at a board that is made for it, filled with what pages break on. What drives the
//! browser is JavaScript in `xtask/look`; what is on the board, and what counts as good enough, is
//! decided here.

mod client;
mod content;
mod jobs;
mod life;
mod lighthouse;
mod mails;
mod node;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::board::{self, Board, PASSWORD, Settings};
use crate::machine::{find_on_path, workspace_root};
use crate::parts::{self, CHROMIUM, NODE};
use content::Content;
use node::Node;

/// What to look at, and how.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Measure the main pages with Lighthouse instead of taking pictures
    #[arg(long, conflicts_with_all = ["width", "theme", "language"])]
    lighthouse: bool,
    /// A board that is built already, instead of the release build of now
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// The postings on the board, as for `jobboard import listings`; examples/community-2024.json if
    /// not said. Invented ones come beside them
    #[arg(long, value_name = "FILE")]
    listings: Option<PathBuf>,
    /// Only pages with this word in their name
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
    /// Only at this width
    #[arg(long, value_parser = ["360", "768", "1440"])]
    width: Option<String>,
    /// Only in this theme
    #[arg(long, value_enum)]
    theme: Option<Theme>,
    /// Every page in this language; if not said, every page in English and the main ones in German
    #[arg(long, value_parser = ["en", "de"])]
    language: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Fills a board and looks at it.
///
/// # Errors
/// When something cannot be started, a page is not what it should be, or Lighthouse finds less
/// than is asked for.
pub(crate) fn run(options: &Options) -> Result<()> {
    parts::install_missing("the pictures", &[CHROMIUM, NODE])?;
    let node = Node::install()?;
    let program = match &options.program {
        Some(path) => std::fs::canonicalize(path).with_context(|| path.display().to_string())?,
        None => board::build_board()?,
    };
    let started = Instant::now();
    let settings = Settings::new(&program, None, 2)?
        // So that what reads and reports may come from many networks.
        .with("TRUSTED_PROXIES", "127.0.0.1")
        .with("SIGN_UPS_PER_HOUR", "0");
    content::load(&settings, &listings(options)?)?;
    let board = Board::start(&settings)?;
    let content = content::fill(&board, &settings)?;
    crate::say(&format!(
        "the board is filled, after {} s",
        started.elapsed().as_secs()
    ));
    let output = workspace_root().join("target/look");
    std::fs::create_dir_all(&output)?;
    let mut plan = plan(options, &board, &settings, &content, &output)?;
    if options.lighthouse {
        plan["runs"] = json!(lighthouse::RUNS);
        let found = node.run("lighthouse.mjs", &plan, settings.folder())?;
        return lighthouse::judge(&found, &output);
    }
    let found = node.run("pictures.mjs", &plan, settings.folder())?;
    crate::say(&format!(
        "{} pictures of {} pages, after {} s; all of them are in {}",
        found["pictures"],
        found["pages"],
        started.elapsed().as_secs(),
        output.join("index.html").display()
    ));
    report(&found)
}

/// Says what was odd about pages.
///
/// # Errors
/// When one was not what it should be.
fn report(found: &Value) -> Result<()> {
    let list = |name: &str| -> Vec<&str> {
        let all = found[name].as_array().into_iter().flatten();
        all.filter_map(Value::as_str).collect()
    };
    for absent in list("absent") {
        crate::say(&format!("is not there: {absent}"));
    }
    for remark in list("remarks") {
        crate::say(&format!("remark: {remark}"));
    }
    let failed = list("failed");
    if !failed.is_empty() {
        bail!("not as they should be: {}", failed.join("; "));
    }
    Ok(())
}

fn listings(options: &Options) -> Result<PathBuf> {
    match &options.listings {
        Some(path) => std::fs::canonicalize(path).with_context(|| path.display().to_string()),
        None => Ok(workspace_root().join("examples/community-2024.json")),
    }
}

/// What the browser is to do, for the scripts.
fn plan(
    options: &Options,
    board: &Board,
    settings: &Settings,
    content: &Content,
    output: &Path,
) -> Result<Value> {
    let chromium = find_on_path("chromium").context("Chromium is not on the path")?;
    Ok(json!({
        "base": format!("http://{}", board.address),
        "chromium": chromium,
        "profile": settings.folder().join("browser"),
        "output": output,
        "mails": content::mail_folder(settings),
        "password": PASSWORD,
        "people": content::PEOPLE.iter().map(|one| (one.name, one.email)).collect::<Vec<_>>(),
        "content": content,
        "only": options.only,
        "width": options.width.as_deref().map(str::parse::<u32>).transpose()?,
        "theme": options.theme.map(Theme::name),
        "language": options.language,
    }))
}
