//! Runs every test, having made sure of the real parts that they need.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::machine::{finish, on_path, postgres_binary, runs, workspace_root};

/// A part that tests need and that is not a crate.
struct Part {
    what: &'static str,
    /// Debian's packages that hold it.
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

const PARTS: [Part; 3] = [
    Part {
        what: "a PostgreSQL server",
        packages: &["postgresql"],
        is_there: || postgres_binary("initdb").is_some(),
    },
    Part {
        what: "Chromium and its driver",
        packages: &["chromium", "chromium-driver"],
        is_there: || on_path("chromium") && on_path("chromedriver"),
    },
    Part {
        what: "Python with virtual environments",
        packages: &["python3", "python3-venv", "python3-pip"],
        is_there: || runs(Command::new("python3").args(["-c", "import venv, ensurepip"])),
    },
];

/// Installs what is missing where that is possible, then runs the tests.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let root = workspace_root();
    install_missing_parts()?;
    let python = python_environment(&root)?;
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
            .current_dir(&root),
    )
}

fn install_missing_parts() -> Result<()> {
    let missing: Vec<&Part> = PARTS.iter().filter(|part| !(part.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let whats: Vec<_> = missing.iter().map(|part| part.what).collect();
    let packages: Vec<_> = missing.iter().flat_map(|part| part.packages).collect();
    let wanted = packages
        .iter()
        .map(|name| **name)
        .collect::<Vec<_>>()
        .join(" ");
    super::say(&format!("the tests need {}", whats.join(", ")));
    let may_install =
        runs(Command::new("sh").args(["-c", "test $(id -u) = 0 && command -v apt-get"]));
    if !may_install {
        bail!("please install it first; on Debian: sudo apt-get install {wanted}");
    }
    finish(Command::new("apt-get").args(["update", "-qq"]))?;
    finish(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null()),
    )?;
    if let Some(part) = missing.iter().find(|part| !(part.is_there)()) {
        bail!("{} was installed and cannot be found", part.what);
    }
    Ok(())
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
