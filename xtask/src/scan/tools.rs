//! The tools, in a Python environment of their own.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::machine::{finish, runs, workspace_root};

/// Where the tools are.
#[derive(Debug)]
pub(super) struct Tools {
    environment: PathBuf,
    /// Where what they say is kept.
    pub(super) reports: PathBuf,
}

impl Tools {
    /// Installs what is not there yet.
    ///
    /// # Errors
    /// When that does not work, for want of a network say.
    pub(super) fn install() -> Result<Self> {
        let root = workspace_root();
        let tools = Self {
            environment: root.join("target/scan/python"),
            reports: root.join("target/scan/reports"),
        };
        std::fs::create_dir_all(&tools.reports)?;
        let pip = || {
            let mut pip = tools.command("python");
            pip.args(["-m", "pip", "--disable-pip-version-check"]);
            pip
        };
        if !runs(pip().arg("--version")) {
            finish(
                Command::new("python3")
                    .args(["-m", "venv", "--clear"])
                    .arg(&tools.environment),
            )?;
        }
        finish(
            pip()
                .args(["install", "--quiet", "--requirement"])
                .arg(root.join("xtask/scan/requirements.txt")),
        )?;
        Ok(tools)
    }

    /// A tool's command.
    pub(super) fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.environment.join("bin").join(name));
        command.stdin(Stdio::null());
        command
    }

    /// Runs a tool, whatever it ends with, and gives back what it said, which is also kept as a
    /// file of this name.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn listen(&self, command: &mut Command, name: &str) -> Result<String> {
        let path = self.reports.join(name);
        let file = File::create(&path)?;
        command
            .stdout(file.try_clone()?)
            .stderr(file)
            .status()
            .with_context(|| format!("{:?} cannot be run", command.get_program()))?;
        Ok(String::from_utf8_lossy(&std::fs::read(path)?).into_owned())
    }
}
