//! Runs every test, having made sure of the real parts that they need.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::machine::{finish, runs, workspace_root};
use crate::parts::{self, CHROMIUM, NODE, POSTGRES, PYTHON};

/// Installs what is missing where that is possible, then runs the tests.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let root = workspace_root();
    parts::install_missing("the tests", &[POSTGRES, CHROMIUM, PYTHON, NODE])?;
    let python = python_environment(&root)?;
    let axe = axe_core(&root)?;
    let nextest = runs(Command::new("cargo").args(["nextest", "--version"]));
    let mut tests = Command::new("cargo");
    if nextest {
        tests.args(["nextest", "run", "--workspace", "--locked"]);
    } else {
        tests.args(["test", "--workspace", "--locked"]);
        if !arguments.is_empty() {
            tests.arg("--");
        }
    }
    finish(
        tests
            .args(arguments)
            .env("JOBBOARD_TEST_PYTHON", python)
            .env("JOBBOARD_TEST_AXE", axe)
            .current_dir(&root),
    )
}

/// The file of axe-core, fetched once for each version.
fn axe_core(root: &Path) -> Result<PathBuf> {
    let (named, folder) = (
        root.join("crates/server/tests/axe"),
        root.join("target/axe"),
    );
    let lock = |folder: &Path| std::fs::read(folder.join("package-lock.json")).ok();
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.exists() || lock(&folder) != lock(&named) {
        std::fs::create_dir_all(&folder)?;
        for name in ["package.json", "package-lock.json"] {
            std::fs::copy(named.join(name), folder.join(name))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        finish(npm.current_dir(&folder).stdout(Stdio::null()))
            .context("npm could not fetch axe-core")?;
    }
    Ok(file)
}

/// An environment with the token libraries of the tutorial's clients, made once.
fn python_environment(root: &Path) -> Result<PathBuf> {
    let requirements = root.join("crates/server/tests/python/requirements.txt");
    let environment = root.join("target/python");
    let python = environment.join("bin/python");
    let imports = "import jose, jwt";
    if !runs(Command::new(&python).args(["-c", imports])) {
        finish(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&environment),
        )?;
        finish(
            Command::new(&python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .arg("--requirement")
                .arg(requirements),
        )?;
    }
    Ok(python)
}
