//! sqlmap: whether a parameter or a field becomes SQL.

use std::process::Command;

use anyhow::Result;
use serde_json::json;

use super::tools::Tools;
use super::{Finding, Outcome, Target, Weight};
use crate::board::PASSWORD;

/// What is tried: a path, and the JSON body if there is one.
struct Place {
    name: &'static str,
    path: &'static str,
    body: Option<serde_json::Value>,
    signed_in: bool,
}

fn places() -> Vec<Place> {
    let read = |name, path| Place {
        name,
        path,
        body: None,
        signed_in: false,
    };
    let write = |name, path, body| Place {
        name,
        path,
        body: Some(body),
        signed_in: false,
    };
    vec![
        read("list", "/api/v1/jobs?title=gardener&limit=20&after="),
        read("search", "/search?q=gardener"),
        read("suggest", "/api/v1/jobs/suggest?title=gard"),
        read("autocomplete", "/jobs/autocomplete?term=gard"),
        read("job", "/api/v1/jobs/1*"),
        write(
            "login",
            "/api/v1/auth/login",
            // Not the account that signs in below: this one is closed soon.
            json!({"email": "grace@scan.example.org", "password": "wrong"}),
        ),
        write(
            "register",
            "/api/v1/users",
            json!({"username": "alan", "email": "alan@scan.example.org", "password": PASSWORD}),
        ),
        write(
            "forgot-password",
            "/api/v1/auth/forgot-password",
            json!({"email": "ada@scan.example.org"}),
        ),
        Place {
            name: "create-job",
            path: "/api/v1/jobs",
            body: Some(json!({
                "title": "Gardener",
                "company": "City Parks",
                "company_url": "https://parks.example.org",
                "location": "Ghent",
                "description": "Looks after the trees.",
            })),
            signed_in: true,
        },
    ]
}

/// Tries every place.
///
/// # Errors
/// When it cannot be run.
pub(super) fn run(target: &mut Target, tools: &Tools) -> Result<Outcome> {
    let mut findings = Vec::new();
    for place in places() {
        crate::say(&format!("  sqlmap, {}", place.name));
        let name = format!("{}-sqlmap-{}.txt", target.kind.name(), place.name);
        let mut command = command(target, tools, &place)?;
        let said = tools.listen(&mut command, &name)?;
        findings.extend(verdict(&place, &said));
    }
    let answers = target.log.answers()?;
    findings.extend(answers.findings());
    Ok(Outcome {
        database: target.kind.name(),
        tool: "sqlmap",
        answers,
        findings,
    })
}

fn command(target: &Target, tools: &Tools, place: &Place) -> Result<Command> {
    let mut command = tools.command("sqlmap");
    command
        .args(["--batch", "--flush-session", "--disable-coloring"])
        .args(["--level", "3", "--risk", "2", "--time-sec", "2"])
        // Answers that refuse are answers to compare, not a reason to stop.
        .args(["--ignore-code", "*", "--timeout", "10"])
        // Each request from another network: the limits on guessing do not stop it early.
        .args(["--tamper", "xforwardedfor"])
        .args([
            "--dbms",
            match target.kind {
                super::Kind::Sqlite => "SQLite",
                super::Kind::Postgres => "PostgreSQL",
            },
        ])
        .arg("--output-dir")
        .arg(tools.reports.join("sqlmap"))
        .arg("--url")
        .arg(format!("{}{}", target.url(), place.path));
    if let Some(body) = &place.body {
        command.args(["--data", &body.to_string()]);
        command.args(["--headers", "Content-Type: application/json"]);
    }
    if place.signed_in {
        let token = super::owners_token(&target.board)?;
        command.args(["--auth-type", "Bearer", "--auth-cred", &token]);
    }
    Ok(command)
}

/// `None` when it has looked and found nothing.
fn verdict(place: &Place, said: &str) -> Option<Finding> {
    let injection = ["identified the following injection point", "is vulnerable"];
    if injection.iter().any(|words| said.contains(words)) {
        return Some(Finding {
            weight: Weight::Defect,
            what: format!("{}: SQL can be injected", place.name),
        });
    }
    let looked = said.contains("do not appear to be injectable");
    (!looked).then(|| Finding {
        weight: Weight::Remark,
        what: format!("{}: it did not come to an end", place.name),
    })
}
