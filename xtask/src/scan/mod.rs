//! Programs that try to break the board: Schemathesis, sqlmap and wapiti, against the release
//! build on both databases. They are downloaded and take their time, so no change waits for them.

mod log;
mod schemathesis;
mod sqlmap;
mod tools;
mod wapiti;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::board::{self, Board, EMAIL, PASSWORD, Settings};
use crate::http::Request;
use crate::postgres::Cluster;
use log::{Answers, Log};
use tools::Tools;

/// A mark for Schemathesis: cases on each database, with and without a token together.
const LEAST_CASES: u64 = 2000;

/// What to try.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only on this database
    #[arg(long, value_enum)]
    database: Option<Kind>,
    /// Only with this tool
    #[arg(long, value_enum)]
    tool: Option<Tool>,
    /// Cases that Schemathesis makes up for each operation, beside its fixed ones
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    cases: u32,
    /// The seed of Schemathesis' cases
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// The most seconds that wapiti may take on a database
    #[arg(long, default_value_t = 240)]
    wapiti_seconds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tool {
    Schemathesis,
    Sqlmap,
    Wapiti,
}

/// How bad something is that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// A defect: an answer with 5xx, or text that became code.
    Defect,
    /// To be judged by a person.
    Remark,
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Defect => "DEFECT",
            Self::Remark => "remark",
        })
    }
}

/// Something that a tool has found.
#[derive(Debug)]
struct Finding {
    weight: Weight,
    what: String,
}

/// What a tool did on one database.
#[derive(Debug)]
struct Outcome {
    database: &'static str,
    tool: &'static str,
    answers: Answers,
    findings: Vec<Finding>,
}

/// A board that is tried, and the log that it writes.
struct Target {
    board: Board,
    log: Log,
    kind: Kind,
}

impl Target {
    fn url(&self) -> String {
        format!("http://{}", self.board.address)
    }
}

/// Builds, tries everything and prints what was found.
///
/// # Errors
/// When something cannot be started, an answer was a 5xx that is no plain "too busy", or text
/// became code.
pub(crate) fn run(options: &Options) -> Result<()> {
    let tools = Tools::install()?;
    let program = board::build_board()?;
    let mut outcomes = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if options.database.is_none_or(|only| only == kind) {
            try_on(kind, &program, &tools, options, &mut outcomes)?;
        }
    }
    crate::say(&table(&outcomes));
    crate::say(&format!(
        "\nwhat the tools said is in {}",
        tools.reports.display()
    ));
    let defects = outcomes.iter().flat_map(|outcome| &outcome.findings);
    match defects
        .filter(|found| found.weight == Weight::Defect)
        .count()
    {
        0 => Ok(()),
        count => bail!("{count} defects"),
    }
}

fn try_on(
    kind: Kind,
    program: &Path,
    tools: &Tools,
    options: &Options,
    outcomes: &mut Vec<Outcome>,
) -> Result<()> {
    crate::say(&format!("{}: preparing", kind.name()));
    let cluster = match kind {
        Kind::Sqlite => None,
        Kind::Postgres => Some(Cluster::start()?),
    };
    let settings = Settings::new(program, cluster.as_ref().map(Cluster::url), 2)?
        // What is looked for are defects, not the strength of hashes; this makes room for more.
        .with("BCRYPT_COST", "4")
        .with("SIGN_UPS_PER_HOUR", "0")
        .with("TRUSTED_PROXIES", "127.0.0.1")
        .with("LOG_FORMAT", "json")
        .with("LOG_LEVEL", "info,jobboard_api::door=debug");
    settings.fill(&postings())?;
    let mut target = Target {
        board: Board::start(&settings)?,
        log: Log::of(&settings.log_file()),
        kind,
    };
    make_accounts(&target.board)?;
    target.log.answers()?;

    let wanted = |tool| options.tool.is_none_or(|only| only == tool);
    if wanted(Tool::Schemathesis) {
        outcomes.push(schemathesis::run(&mut target, tools, options)?);
    }
    if wanted(Tool::Sqlmap) {
        outcomes.push(sqlmap::run(&mut target, tools)?);
    }
    if wanted(Tool::Wapiti) {
        outcomes.push(wapiti::run(&mut target, tools, options)?);
    }
    // Whatever has happened, it still serves.
    Request::get("/health/ready")
        .send(target.board.address)?
        .json(200)?;
    let log = tools.reports.join(format!("{}-board.log", kind.name()));
    std::fs::copy(settings.log_file(), log)?;
    Ok(())
}

fn postings() -> Value {
    (0..40)
        .map(|number| {
            json!({
                "title": format!("Gardener {number}"),
                "company": "City Parks",
                "company_url": "https://parks.example.org",
                "apply_url": format!("https://parks.example.org/jobs/{number}"),
                "locations": ["Ghent, Belgium"],
                "date_posted": format!("2024-06-{:02}", 1 + number % 28),
                "active": true,
                "sponsorship": "Other",
            })
        })
        .collect()
}

/// Some people beside the one whom the board was filled by, each with a job.
fn make_accounts(board: &Board) -> Result<()> {
    for name in ["ada", "grace"] {
        let email = format!("{name}@scan.example.org");
        let account = json!({"username": name, "email": email, "password": PASSWORD});
        Request::post("/api/v1/users", &account)
            .send(board.address)?
            .json(201)?;
        let token = token(board, &email)?;
        board::create(token).send(board.address)?.json(201)?;
    }
    Ok(())
}

fn token(board: &Board, email: &str) -> Result<String> {
    let mut login = board::login(email, PASSWORD);
    // From a network of its own: the tools use up what others have.
    login.forwarded_for = Some("192.0.2.1".to_owned());
    let tokens = login.send(board.address)?.json(200)?;
    Ok(tokens["access_token"]
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn owners_token(board: &Board) -> Result<String> {
    token(board, EMAIL)
}

fn table(outcomes: &[Outcome]) -> String {
    let mut lines = vec![format!(
        "\n{:<12}{:<14}{:>9}{:>8}{:>8}{:>8}{:>6}{:>6}  found",
        "database", "tool", "requests", "2xx/3xx", "4xx", "429", "503", "5xx"
    )];
    for outcome in outcomes {
        let answers = &outcome.answers;
        lines.push(format!(
            "{:<12}{:<14}{:>9}{:>8}{:>8}{:>8}{:>6}{:>6}  {}",
            outcome.database,
            outcome.tool,
            answers.all(),
            answers.fine,
            answers.refused,
            answers.throttled,
            answers.busy,
            answers.defects.len(),
            outcome.findings.len()
        ));
    }
    for outcome in outcomes {
        for found in &outcome.findings {
            lines.push(format!(
                "  {} {} {}: {}",
                found.weight, outcome.database, outcome.tool, found.what
            ));
        }
    }
    lines.join("\n")
}
