//! Parts that are no crates and that come from the system: what is missing is installed where that
//! is possible.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::machine::{finish, on_path, postgres_binary, runs};

/// A part that a tool of the project's needs.
pub(crate) struct Part {
    what: &'static str,
    /// Debian's packages that hold it.
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

pub(crate) const POSTGRES: Part = Part {
    what: "a PostgreSQL server",
    packages: &["postgresql"],
    is_there: || postgres_binary("initdb").is_some(),
};

pub(crate) const CHROMIUM: Part = Part {
    what: "Chromium and its driver",
    packages: &["chromium", "chromium-driver"],
    is_there: || on_path("chromium") && on_path("chromedriver"),
};

pub(crate) const PYTHON: Part = Part {
    what: "Python with virtual environments",
    packages: &["python3", "python3-venv", "python3-pip"],
    is_there: || runs(Command::new("python3").args(["-c", "import venv, ensurepip"])),
};

pub(crate) const NODE: Part = Part {
    what: "Node.js with npm",
    packages: &["nodejs", "npm"],
    is_there: || on_path("node") && on_path("npm"),
};

/// Installs those of these parts that are missing, as root on Debian.
///
/// # Errors
/// When that is not possible; the message says what to install.
pub(crate) fn install_missing(who: &str, parts: &[Part]) -> Result<()> {
    let missing: Vec<&Part> = parts.iter().filter(|part| !(part.is_there)()).collect();
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
    crate::say(&format!("{who} need {}", whats.join(", ")));
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
