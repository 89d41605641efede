//! Where settings come from.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The defaults, compiled in.
pub(super) const DEFAULTS: &str = include_str!("../../../../config/default.toml");

/// Settings by the name of their environment variable.
pub(super) type Variables = HashMap<String, String>;

/// What there is to read settings from, beside the compiled-in defaults.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The folder with the file of each environment.
    pub config_dir: PathBuf,
    /// What `.env` says.
    pub dot_env: Variables,
    /// What the environment says; it wins.
    pub variables: Variables,
    /// What could not be read.
    pub problems: Vec<String>,
}

impl Layers {
    /// The layers of this process started in `folder`.
    pub fn of_process(folder: &Path) -> Self {
        let mut problems = Vec::new();
        let dot_env = read_dot_env(&folder.join(".env"), &mut problems);
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self {
            config_dir: folder.join("config"),
            dot_env,
            variables,
            problems,
        }
    }
}

/// Reads `.env` without touching the process's environment. An absent file is empty.
fn read_dot_env(path: &Path, problems: &mut Vec<String>) -> Variables {
    let entries = match dotenvy::from_path_iter(path) {
        Ok(entries) => entries,
        Err(error) if error.not_found() => return Variables::new(),
        Err(_) => {
            problems.push(format!("{} cannot be read", path.display()));
            return Variables::new();
        }
    };
    let mut variables = Variables::new();
    for (index, entry) in entries.enumerate() {
        match entry {
            Ok((name, value)) => {
                variables.insert(name, value);
            }
            // The error would show the line, and with it perhaps a secret.
            Err(_) => {
                let entry = index + 1;
                problems.push(format!(
                    "{}: entry {entry} is not NAME=value (quote a value with spaces)",
                    path.display()
                ));
                break;
            }
        }
    }
    variables
}
