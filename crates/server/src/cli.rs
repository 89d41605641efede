//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jobboard_core::user::{EmailAddress, Role};
use jobboard_services::demo::JOBS_MAX;
use jobboard_services::mail::MailState;

/// A self-hosted job board: a JSON API and a web site in one program.
///
/// Started in an empty folder with nothing set, it works: it makes a data folder with an SQLite
/// file and a key, and prints where it listens. Settings come from config/<environment>.toml,
/// .env and the environment; `jobboard check-config` shows them.
#[derive(Debug, Parser)]
#[command(name = "jobboard", version, propagate_version = true)]
pub struct Cli {
    /// What to do; nothing said, it serves.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the board (what happens without a command)
    Serve,
    /// Print a good SECRET_KEY
    ///
    /// To change the key without signing anybody out: set the new one as SECRET_KEY and the old
    /// one as SECRET_KEY_PREVIOUS, and take the old one away after 30 days. With several programs
    /// on one database, give all of them the new key as SECRET_KEY_PREVIOUS first.
    Secret,
    /// Make tokens and look into them
    #[command(subcommand)]
    Token(TokenCommand),
    /// Manage accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Look into the queue of mails
    #[command(subcommand)]
    Mail(MailCommand),
    /// Bring the database's tables up to date
    ///
    /// The server does this at every start; this command is for those who want to do it before.
    Migrate,
    /// Check the settings and show them, without secrets
    ///
    /// Names every problem at once, without showing values, and exits with 2 if there is one.
    CheckConfig,
    /// Load invented jobs, to try a board with many
    ///
    /// They are always the same. Running it again adds only those that are missing. They belong to
    /// an account that nobody can sign in with.
    Demo {
        /// How many jobs there shall be
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..=JOBS_MAX))]
        jobs: u64,
        /// Whose they are
        #[arg(long, value_name = "ADDRESS", default_value = "demo@jobboard.example", value_parser = parse_email)]
        owner: EmailAddress,
    },
    /// Load postings from elsewhere
    #[command(subcommand)]
    Import(ImportCommand),
}

/// `jobboard token …`
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Sign a token with claims of your choice and print it
    ///
    /// The token is signed with SECRET_KEY and ends after ACCESS_TOKEN_EXPIRE_MINUTES. Any library
    /// for JSON Web Tokens reads it with that key. It is no sign-in: the board takes only tokens
    /// that belong to a session, which a login gives out.
    ///
    /// Example: jobboard token create --claim sub="Hello world"
    Create(TokenCreate),
    /// Explain a token: its claims, the time it has left, or why it is refused
    ///
    /// Exits with 0 if the board accepts it as a sign-in, else with 1.
    Inspect {
        /// The token; - reads it from standard input, where no other user of the machine sees it
        token: String,
    },
}

/// `jobboard token create …`
#[derive(Debug, Args)]
pub struct TokenCreate {
    /// A claim to put into the token; may be said several times
    #[arg(long = "claim", value_name = "NAME=VALUE", value_parser = parse_claim)]
    pub claims: Vec<(String, String)>,
    /// Minutes until it ends, instead of ACCESS_TOKEN_EXPIRE_MINUTES
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(i64).range(1..=525_600))]
    pub expires_minutes: Option<i64>,
}

fn parse_email(raw: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(Some(raw)).map_err(|error| error.message.to_string())
}

fn parse_claim(raw: &str) -> Result<(String, String), String> {
    match raw.split_once('=') {
        Some(("", _)) | None => Err("a claim is NAME=VALUE, such as sub=ada".to_owned()),
        Some(("exp", _)) => Err("exp is set by --expires-minutes".to_owned()),
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
    }
}

/// `jobboard user …`
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account
    ///
    /// Asks for the password, twice, without showing it. In a script: --password-stdin.
    Create(UserCreate),
    /// Give an account another role
    ///
    /// Ends the account's sessions: its owner signs in again and is what you made them.
    Promote {
        /// The account's e-mail address
        email: String,
        /// What it becomes: member, moderator or admin
        #[arg(long, default_value = "admin")]
        role: Role,
    },
    /// Put an account out of use, at once and everywhere
    ///
    /// Its sessions end and its owner cannot sign in. Its jobs stay.
    Deactivate {
        /// The account's e-mail address
        email: String,
        /// Put it back into use instead
        #[arg(long)]
        undo: bool,
    },
}

/// `jobboard user create …`
#[derive(Debug, Args)]
pub struct UserCreate {
    /// The e-mail address to sign in with
    pub email: String,
    /// The user name; the address if not said
    #[arg(long)]
    pub username: Option<String>,
    /// What the account may do: member, moderator or admin
    #[arg(long, default_value = "member")]
    pub role: Role,
    /// The same as --role admin
    #[arg(long, conflicts_with = "role")]
    pub admin: bool,
    /// Read the password from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
}

/// `jobboard mail …`
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// List the latest 100 mails: number, state, tries, time of the order, recipient, last failure
    List {
        /// Only those in this state: waiting, sending, sent or dead
        #[arg(long)]
        state: Option<MailState>,
    },
    /// Let a dead mail be tried again
    ///
    /// Where the failure says that it may have arrived, it may arrive a second time.
    Retry {
        /// The mail's number
        id: i64,
    },
}

/// `jobboard import …`
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Load a JSON file of postings
    ///
    /// The format is described in docs/IMPORT.md, with an example in examples/listings.json.
    /// Names each posting that it cannot take, with its line and the reason, and takes the others.
    /// Loading a file again adds nothing.
    Listings {
        /// The file
        file: PathBuf,
        /// The e-mail address of the account that owns the jobs; made, without a password, if
        /// there is none
        #[arg(long, default_value = "import@jobboard.example", value_parser = parse_email)]
        owner: EmailAddress,
    },
}
