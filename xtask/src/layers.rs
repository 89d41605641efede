//! The crates know only what `docs/ARCHITECTURE.md` lets them know.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// A package, what it must not depend on at any depth, and what it must not name itself.
struct Layer {
    package: &'static str,
    never: &'static [&'static str],
    not_directly: &'static [&'static str],
}

const LAYERS: [Layer; 5] = [
    Layer {
        package: "jobboard-core",
        never: &[
            "actix-web",
            "diesel",
            "tokio",
            "jobboard-db",
            "jobboard-services",
        ],
        not_directly: &[],
    },
    Layer {
        package: "jobboard-db",
        never: &["actix-web", "tokio", "jobboard-services", "jobboard-api"],
        not_directly: &[],
    },
    Layer {
        package: "jobboard-services",
        never: &["actix-web", "askama", "jobboard-api"],
        not_directly: &["diesel"],
    },
    Layer {
        package: "jobboard-share-card",
        never: &["actix-web", "diesel", "tokio", "jobboard-core"],
        not_directly: &[],
    },
    Layer {
        package: "jobboard-api",
        never: &["jobboard"],
        not_directly: &["diesel", "jobboard-db", "bcrypt", "jsonwebtoken"],
    },
];

/// Checks every layer.
pub(crate) fn check() -> Result<()> {
    let mut broken = Vec::new();
    for layer in &LAYERS {
        let all = dependencies(layer.package, &[])?;
        let direct = dependencies(layer.package, &["--depth", "1"])?;
        for name in layer
            .never
            .iter()
            .filter(|name| all.iter().any(|d| d == *name))
        {
            broken.push(format!("{} must never use {name}", layer.package));
        }
        for name in layer
            .not_directly
            .iter()
            .filter(|name| direct.iter().any(|d| d == *name))
        {
            broken.push(format!("{} must not name {name}", layer.package));
        }
    }
    if !broken.is_empty() {
        bail!("layers are broken:\n  {}", broken.join("\n  "));
    }
    super::say("the layers hold");
    Ok(())
}

/// The packages that a package depends on, without itself.
fn dependencies(package: &str, more: &[&str]) -> Result<Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p}", "--package", package])
        .args(more)
        .output()
        .context("cargo tree cannot be run")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    }
    let tree = String::from_utf8(output.stdout)?;
    Ok(tree
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect())
}
