//! What is written in JavaScript, because what it drives is: `xtask/look`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::machine::{finish, workspace_root};

/// The folder of the scripts, with the packages that they use.
#[derive(Debug)]
pub(super) struct Node(PathBuf);

impl Node {
    /// Installs the packages of the lock file, unless they are there.
    ///
    /// # Errors
    /// When that does not work, for want of a network say.
    pub(super) fn install() -> Result<Self> {
        let folder = workspace_root().join("xtask/look");
        let changed = |file: &str| -> Option<SystemTime> {
            std::fs::metadata(folder.join(file)).ok()?.modified().ok()
        };
        let installed = changed("node_modules/.package-lock.json");
        if installed < changed("package-lock.json") {
            crate::say("installing what the scripts use, with npm");
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
            finish(npm.current_dir(&folder).stdout(Stdio::null()))
                .context("npm could not install what package-lock.json names")?;
        }
        Ok(Self(folder))
    }

    /// Runs a script, which reads the plan from one file and writes what it found to another.
    ///
    /// # Errors
    /// When it fails.
    pub(super) fn run(&self, script: &str, plan: &Value, folder: &Path) -> Result<Value> {
        let (input, output) = (folder.join("plan.json"), folder.join("found.json"));
        std::fs::write(&input, plan.to_string())?;
        finish(
            Command::new("node")
                .arg(self.0.join(script))
                .args([&input, &output])
                .current_dir(folder)
                // For what Chromium leaves behind.
                .env("TMPDIR", folder),
        )
        .with_context(|| format!("xtask/look/{script}"))?;
        let found = std::fs::read(&output).context("it has left nothing behind")?;
        Ok(serde_json::from_slice(&found)?)
    }
}
