//! The settings: read from their layers, checked as a whole, never half valid.

mod brand;
mod database;
mod layers;
mod mail;
mod public_url;
mod reader;
mod summary;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::TimeDelta;
pub use ipnet::IpNet;
pub use jsonwebtoken::Algorithm;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::filter::{LevelFilter, Targets};
use url::Url;

pub use database::DatabaseUrl;
pub use layers::Layers;
pub use mail::{MailSettings, Sender, SmtpSecurity, SmtpServer};

use crate::board_rules::BoardRules;
use crate::brand::Brand;
use crate::language::Language;
use crate::security::hashing::COSTS;
use crate::security::keys::Secrets;
use crate::security::secret_key::{self, KeyFileError};
use crate::security::token::ALGORITHMS;
use crate::time_zone::SiteTimeZone;
use crate::user::PasswordPolicy;
use reader::Reader;

/// Where the board runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// On somebody's own machine: what is missing is made.
    Development,
    /// For the public: what is missing or weak is refused.
    Production,
}

impl Environment {
    /// The environment's name, as `APP_ENV` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }
}

impl FromStr for Environment {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "development" => Ok(Self::Development),
            "production" => Ok(Self::Production),
            _ => Err(()),
        }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs, an object a line.
    Json,
}

/// All settings, valid together.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `APP_ENV`.
    pub environment: Environment,
    /// `HOST`.
    pub host: IpAddr,
    /// `PORT`; 0 means any free one.
    pub port: u16,
    /// `WORKERS`; without it one per core.
    pub workers: Option<usize>,
    /// `PUBLIC_URL`.
    pub public_url: Option<Url>,
    /// `PLAIN_HTTP`: whether the sign-in cookie travels without TLS.
    pub plain_http: bool,
    /// `PROJECT_NAME`.
    pub project_name: String,
    /// `DEFAULT_LANGUAGE`, for readers who understand none that the board speaks.
    pub default_language: Language,
    /// `BRAND_LOGO`, `BRAND_ACCENT`, `BRAND_CSS` and `FOOTER_LINKS`.
    pub brand: Brand,
    /// `PROJECT_VERSION`.
    pub project_version: String,
    /// `DATA_DIR`.
    pub data_dir: PathBuf,
    /// `DATABASE_URL`, or what the other variables come to.
    pub database: DatabaseUrl,
    /// `DB_POOL_SIZE`.
    pub db_pool_size: u32,
    /// `CACHE_MEGABYTES`.
    pub cache_megabytes: u32,
    /// `SECRET_KEY`; without it the key file of [`secret_key`](Self::secret_key).
    configured_key: Option<SecretString>,
    /// `SECRET_KEY_PREVIOUS`.
    previous_keys: Vec<SecretString>,
    /// `ALGORITHM`.
    pub algorithm: Algorithm,
    /// `ACCESS_TOKEN_EXPIRE_MINUTES`.
    pub access_token_life: TimeDelta,
    /// `BCRYPT_COST`.
    pub bcrypt_cost: u32,
    /// `PASSWORD_MIN_LENGTH` and `PASSWORD_REJECT_COMMON`.
    pub password_policy: PasswordPolicy,
    /// `SIGN_UPS_PER_HOUR`; none for 0.
    pub sign_ups_per_hour: Option<i64>,
    /// `SITE_TIME_ZONE`, in which closing dates are meant.
    pub site_time_zone: SiteTimeZone,
    /// `JOB_OPEN_DAYS`, `REVIEW_JOBS`, `SALARY_REQUIRED` and `REPORTS_TO_HIDE`: what holds until
    /// an admin changes it.
    pub board: BoardRules,
    /// `TRUSTED_PROXIES`.
    pub trusted_proxies: Vec<IpNet>,
    /// `SMTP_URL` and `MAIL_FROM`.
    pub mail: MailSettings,
    /// `LOG_LEVEL`: which parts of the program log what.
    pub log_filter: Targets,
    /// `LOG_FORMAT`.
    pub log_format: LogFormat,
}

/// Everything that is wrong with the settings, in one message that names no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSettings {
    problems: Vec<String>,
}

impl InvalidSettings {
    /// The problems, a sentence each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for InvalidSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.len() {
            1 => f.write_str("the settings have 1 problem:")?,
            n => write!(f, "the settings have {n} problems:")?,
        }
        for problem in &self.problems {
            write!(f, "\n  - {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidSettings {}

impl Settings {
    /// Reads the settings from the layers of a folder: the compiled-in defaults,
    /// `config/<environment>.toml`, `.env` and the process's environment.
    ///
    /// # Errors
    /// Every problem of every setting, together.
    pub fn load(folder: &Path) -> Result<Self, InvalidSettings> {
        Self::from_layers(&Layers::of_process(folder))
    }

    /// Reads the settings from given layers.
    ///
    /// # Errors
    /// Every problem of every setting, together.
    pub fn from_layers(layers: &Layers) -> Result<Self, InvalidSettings> {
        let mut read = Reader::new(layers);
        let environment = read.environment();
        let production = environment == Environment::Production;

        let host = read
            .parsed("host", "an IP address such as 127.0.0.1", |raw| match raw {
                "localhost" => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
                other => other.parse().ok(),
            })
            .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let plain_http = read.boolean("plain_http");
        if production && plain_http == Some(true) {
            read.problem("PLAIN_HTTP may not be true in production");
        }
        let data_dir = PathBuf::from(read.text("data_dir").unwrap_or_default());
        let database = database::resolve(&mut read, &data_dir, production);
        let configured_key = read.secret("secret_key");
        match &configured_key {
            Some(key) => {
                if let Err(weakness) = secret_key::check(key.expose_secret()) {
                    read.problem(format!("SECRET_KEY {weakness}"));
                }
            }
            None if production => read.problem("SECRET_KEY must be set in production"),
            None => {}
        }
        let previous_keys = previous_keys(&mut read);
        let bcrypt_cost = read.number("bcrypt_cost", COSTS).unwrap_or_default();
        let password_min_length = read
            .number("password_min_length", 1..=72)
            .unwrap_or_default();
        let password_reject_common = read.boolean("password_reject_common").unwrap_or(true);
        if production && bcrypt_cost < 10 {
            read.problem("BCRYPT_COST must be 10 or more in production");
        }
        if production && password_min_length < 8 {
            read.problem("PASSWORD_MIN_LENGTH must be 8 or more in production");
        }
        if production && !password_reject_common {
            read.problem("PASSWORD_REJECT_COMMON may not be false in production");
        }
        let log_format = read.parsed("log_format", "auto, text or json", |raw| match raw {
            "auto" if production => Some(LogFormat::Json),
            "auto" | "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        });
        let public_url = read.parsed(
            "public_url",
            "an http or https address without a path, such as https://jobs.example.org",
            public_url::parse,
        );
        if production
            && public_url
                .as_ref()
                .is_some_and(|url| url.scheme() == "http")
        {
            read.problem("PUBLIC_URL must be an https address in production");
        }
        let mail = mail::resolve(&mut read, public_url.as_ref(), production);
        let project_name = read.parsed("project_name", "one line of text", |raw| {
            (!raw.contains(char::is_control)).then(|| raw.to_owned())
        });
        let settings = Self {
            environment,
            host,
            port: read.number("port", 0..=65535).unwrap_or_default(),
            workers: read.number("workers", 1..=1024),
            public_url,
            plain_http: plain_http.unwrap_or(!production && host.is_loopback()),
            project_name: project_name.unwrap_or_default(),
            default_language: read
                .parsed("default_language", "en or de", |raw| raw.parse().ok())
                .unwrap_or_default(),
            brand: brand::resolve(&mut read),
            project_version: read.text("project_version").unwrap_or_default(),
            data_dir,
            database,
            db_pool_size: read.number("db_pool_size", 1..=1000).unwrap_or_default(),
            cache_megabytes: read
                .number("cache_megabytes", 0..=16_384)
                .unwrap_or_default(),
            configured_key,
            previous_keys,
            algorithm: read
                .parsed("algorithm", "HS256, HS384 or HS512", |raw| {
                    raw.parse().ok().filter(|alg| ALGORITHMS.contains(alg))
                })
                .unwrap_or_default(),
            access_token_life: TimeDelta::minutes(
                read.number("access_token_expire_minutes", 1..=1440)
                    .unwrap_or_default(),
            ),
            bcrypt_cost,
            password_policy: PasswordPolicy {
                min_length: password_min_length,
                reject_common: password_reject_common,
            },
            sign_ups_per_hour: read
                .number("sign_ups_per_hour", 0..=1_000_000)
                .filter(|limit| *limit > 0),
            site_time_zone: read
                .parsed(
                    "site_time_zone",
                    "a name of the IANA time zone database, such as Europe/Brussels",
                    |raw| raw.parse().ok(),
                )
                .unwrap_or(SiteTimeZone::UTC),
            board: read.board_rules(),
            trusted_proxies: read
                .parsed(
                    "trusted_proxies",
                    "addresses or networks with commas between them, such as 10.0.0.0/8,::1",
                    parse_proxies,
                )
                .unwrap_or_default(),
            mail,
            log_filter: read
                .parsed(
                    "log_level",
                    "a level such as info, or a filter such as info,jobboard_api=debug",
                    parse_log_filter,
                )
                .unwrap_or_default(),
            log_format: log_format.unwrap_or(LogFormat::Text),
        };
        match read.into_problems() {
            problems if problems.is_empty() => Ok(settings),
            problems => Err(InvalidSettings { problems }),
        }
    }

    /// The key that signs tokens: the configured one, or the one kept in the data folder, which
    /// is made when it does not exist yet.
    ///
    /// # Errors
    /// When the key file cannot be read or made, or holds a weak key.
    pub fn secret_key(&self) -> Result<SecretString, KeyFileError> {
        match &self.configured_key {
            Some(key) => Ok(key.clone()),
            None => secret_key::load_or_create(&self.key_file()),
        }
    }

    /// The key that signs and those that still verify.
    ///
    /// # Errors
    /// As [`secret_key`](Self::secret_key).
    pub fn secrets(&self) -> Result<Secrets, KeyFileError> {
        Ok(Secrets {
            current: self.secret_key()?,
            previous: self.previous_keys.clone(),
        })
    }

    /// Where mails are written when there is no mail server.
    pub fn mail_folder(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// Where the key is kept when none is configured.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("secret_key")
    }
}

/// Reads a filter. A word by itself must be a level: else a slip such as `inof` would be taken for
/// a part of the program, and nothing would be logged.
fn parse_log_filter(raw: &str) -> Option<Targets> {
    let words = raw.split(',').filter(|word| !word.contains('='));
    let levels = words
        .map(str::trim)
        .all(|word| word.parse::<LevelFilter>().is_ok());
    levels.then(|| raw.parse().ok()).flatten()
}

fn parse_proxies(raw: &str) -> Option<Vec<IpNet>> {
    let words = raw
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    words
        .map(|word| {
            let address = word.parse::<IpAddr>().map(IpNet::from);
            word.parse().ok().or(address.ok())
        })
        .collect()
}

/// Keys that signed before, with commas between them.
fn previous_keys(read: &mut Reader) -> Vec<SecretString> {
    let Some(keys) = read.secret("secret_key_previous") else {
        return Vec::new();
    };
    let keys: Vec<_> = keys
        .expose_secret()
        .split(',')
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .map(str::to_owned)
        .collect();
    for key in &keys {
        if let Err(weakness) = secret_key::check(key) {
            read.problem(format!("a key in SECRET_KEY_PREVIOUS {weakness}"));
        }
    }
    keys.into_iter().map(SecretString::from).collect()
}

#[cfg(test)]
mod tests;
