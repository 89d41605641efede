//! Reads settings one by one and gathers what is wrong with them.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::Path;

use config::{Config, ConfigError, File, FileFormat, Map, Value};
use secrecy::SecretString;

use super::Environment;
use super::layers::{DEFAULTS, Layers, Variables};
use crate::board_rules::{BoardRules, REPORTS_TO_HIDE_MAX};
use crate::job::LONGEST_OPEN;

/// The names of the settings that have no default.
const WITHOUT_DEFAULT: [&str; 18] = [
    "workers",
    "public_url",
    "plain_http",
    "database_url",
    "postgres_user",
    "postgres_password",
    "postgres_server",
    "postgres_port",
    "postgres_db",
    "secret_key",
    "secret_key_previous",
    "trusted_proxies",
    "smtp_url",
    "mail_from",
    "brand_logo",
    "brand_accent",
    "brand_css",
    "footer_links",
];

/// The merged layers, and the problems found so far.
pub(super) struct Reader {
    environment: Environment,
    config: Config,
    problems: Vec<String>,
}

impl Reader {
    /// Merges the layers.
    pub(super) fn new(layers: &Layers) -> Self {
        let mut problems = layers.problems.clone();
        let environment = environment_of(layers, &mut problems);
        let file = layers
            .config_dir
            .join(format!("{}.toml", environment.as_str()));
        let known = known_names();
        let config = merge(layers, &known, Some(&file))
            .inspect(|config| unknown_names(config, &known, &file, &mut problems))
            .or_else(|error| {
                problems.push(file_problem(&file, &error));
                merge(layers, &known, None)
            })
            .unwrap_or_default();
        Self {
            environment,
            config,
            problems,
        }
    }

    /// Where the board runs.
    pub(super) fn environment(&self) -> Environment {
        self.environment
    }

    /// Adds a problem.
    pub(super) fn problem(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    /// The problems found.
    pub(super) fn into_problems(self) -> Vec<String> {
        self.problems
    }

    /// A text; an empty one counts as unset.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.config.get_string(name) {
            Ok(text) => Some(text).filter(|text| !text.is_empty()),
            Err(ConfigError::NotFound(_)) => None,
            Err(_) => {
                let name = name.to_uppercase();
                self.problem(format!("{name} must be one value, not a list or a table"));
                None
            }
        }
    }

    /// A text that no message may show.
    pub(super) fn secret(&mut self, name: &str) -> Option<SecretString> {
        self.text(name).map(SecretString::from)
    }

    /// A value read by `parse`; `expected` says what it should look like.
    pub(super) fn parsed<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = parse(&text);
        if value.is_none() {
            let name = name.to_uppercase();
            self.problem(format!("{name} must be {expected}"));
        }
        value
    }

    /// A whole number within `range`.
    pub(super) fn number<N: TryFrom<i64>>(
        &mut self,
        name: &str,
        range: RangeInclusive<impl Into<i64> + Display + Copy>,
    ) -> Option<N> {
        let (first, last) = (*range.start(), *range.end());
        let expected = format!("a whole number from {first} to {last}");
        self.parsed(name, &expected, |raw| {
            raw.parse::<i64>()
                .ok()
                .filter(|n| (first.into()..=last.into()).contains(n))
                .and_then(|n| N::try_from(n).ok())
        })
    }

    /// What holds until an admin changes it.
    pub(super) fn board_rules(&mut self) -> BoardRules {
        BoardRules {
            job_open_days: self
                .number("job_open_days", 1..=LONGEST_OPEN.num_days())
                .unwrap_or(60),
            review_jobs: self.boolean("review_jobs").unwrap_or_default(),
            salary_required: self.boolean("salary_required").unwrap_or_default(),
            reports_to_hide: self
                .number("reports_to_hide", 0..=REPORTS_TO_HIDE_MAX.cast_signed())
                .unwrap_or_default(),
        }
    }

    /// `true` or `false`, in the spellings that the tutorial's settings take.
    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        self.parsed(name, "true or false", |raw| {
            match raw.to_lowercase().as_str() {
                "true" | "1" | "yes" | "on" => Some(true),
                "false" | "0" | "no" | "off" => Some(false),
                _ => None,
            }
        })
    }
}

fn environment_of(layers: &Layers, problems: &mut Vec<String>) -> Environment {
    let named = [&layers.variables, &layers.dot_env]
        .into_iter()
        .filter_map(|variables| variables.get("APP_ENV"))
        .find(|name| !name.is_empty());
    match named.map(|name| name.parse()) {
        None => Environment::Development,
        Some(Ok(environment)) => environment,
        Some(Err(())) => {
            problems.push("APP_ENV must be development or production".to_owned());
            Environment::Development
        }
    }
}

fn merge(layers: &Layers, known: &[String], file: Option<&Path>) -> Result<Config, ConfigError> {
    let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
    if let Some(file) = file {
        builder = builder.add_source(File::from(file).required(false));
    }
    for variables in [&layers.dot_env, &layers.variables] {
        builder = builder.add_source(variables_source(variables, known));
    }
    builder.build()
}

/// The known settings among some variables; an empty value counts as unset.
fn variables_source(variables: &Variables, known: &[String]) -> config::Environment {
    let source: Map<String, String> = known
        .iter()
        .filter_map(|name| {
            let value = variables.get(&name.to_uppercase())?;
            Some((name.clone(), value.clone()))
        })
        .collect();
    config::Environment::default()
        .ignore_empty(true)
        .source(Some(source))
}

fn known_names() -> Vec<String> {
    let defaults = Config::builder()
        .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
        .build()
        .and_then(|defaults| defaults.try_deserialize::<Map<String, Value>>())
        .unwrap_or_default();
    defaults
        .into_keys()
        .chain(WITHOUT_DEFAULT.map(str::to_owned))
        .collect()
}

fn unknown_names(config: &Config, known: &[String], file: &Path, problems: &mut Vec<String>) {
    let merged: Map<String, Value> = config.clone().try_deserialize().unwrap_or_default();
    let mut unknown: Vec<_> = merged
        .into_keys()
        .filter(|name| !known.contains(name))
        .collect();
    unknown.sort();
    for name in unknown {
        problems.push(format!(
            "{} has a setting `{name}` that does not exist",
            file.display()
        ));
    }
}

/// Says where a file is not TOML. The library's own message would show the line.
fn file_problem(file: &Path, error: &ConfigError) -> String {
    let place = match error {
        ConfigError::FileParse { cause, .. } => cause
            .to_string()
            .lines()
            .next()
            .filter(|line| line.starts_with("TOML parse error at"))
            .map(|line| line.trim_start_matches("TOML parse error").to_owned())
            .unwrap_or_default(),
        _ => String::new(),
    };
    format!("{} is not valid TOML{place}", file.display())
}
