//! wapiti: follows the links of the pages and tries their forms and queries.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tools::Tools;
use super::{Finding, Options, Outcome, Target, Weight};

/// What is tried. Left out is what needs a server of the tool's makers in the internet.
const MODULES: &str = "sql,timesql,xss,permanentxss,exec,file,crlf,redirect,csp,cookieflags,csrf,http_headers,methods,backup";

/// What it calls text that became code, or that led elsewhere.
const INJECTIONS: [&str; 11] = [
    "SQL Injection",
    "Blind SQL Injection",
    "Reflected Cross Site Scripting",
    "Stored Cross Site Scripting",
    "Command execution",
    "Path Traversal",
    "CRLF Injection",
    "HTML Injection",
    "Stored HTML Injection",
    "Open Redirect",
    "XML External Entity",
];

#[derive(Deserialize)]
struct Report {
    vulnerabilities: BTreeMap<String, Vec<Entry>>,
    anomalies: BTreeMap<String, Vec<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    method: Option<String>,
    path: Option<String>,
    info: String,
}

/// Runs it as somebody who is signed in.
///
/// # Errors
/// When it cannot be run.
pub(super) fn run(target: &mut Target, tools: &Tools, options: &Options) -> Result<Outcome> {
    crate::say("  wapiti");
    let url = target.url();
    let name = format!("{}-wapiti", target.kind.name());
    let json = tools.reports.join(format!("{name}.json"));
    let session = tools.reports.join(format!("{name}-session"));
    let token = super::owners_token(&target.board)?;
    let mut command = tools.command("wapiti");
    command
        .args(["--url", &format!("{url}/")])
        .args(["--module", MODULES, "--scope", "domain"])
        .args(["--header", &format!("Cookie: access_token={token}")])
        // As a browser says it of a form on a page of the board's own.
        .args(["--header", "Sec-Fetch-Site: same-origin"])
        .args(["--exclude", &format!("{url}/logout")])
        // Somebody else's code.
        .args(["--exclude", &format!("{url}/docs/*")])
        .args(["--max-scan-time", &(options.wapiti_seconds / 2).to_string()])
        .args([
            "--max-attack-time",
            &(options.wapiti_seconds / 8).to_string(),
        ])
        .args(["--flush-session", "--no-bugreport", "--verify-ssl", "0"])
        .arg("--store-session")
        .arg(&session)
        .arg("--store-config")
        .arg(tools.reports.join("wapiti-config"))
        .args(["--format", "json", "--output"])
        .arg(&json);
    let said = tools.listen(&mut command, &format!("{name}.txt"))?;
    let report = std::fs::read_to_string(&json).with_context(|| said.clone())?;
    let report: Report = serde_json::from_str(&report).context(said)?;
    let answers = target.log.answers()?;
    let mut findings = findings_of(&report);
    findings.extend(answers.findings());
    Ok(Outcome {
        database: target.kind.name(),
        tool: "wapiti",
        answers,
        findings,
    })
}

fn findings_of(report: &Report) -> Vec<Finding> {
    let kinds = report.vulnerabilities.iter().chain(&report.anomalies);
    kinds
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(kind, entries)| {
            let mut places: Vec<_> = entries.iter().map(place).collect();
            places.sort();
            places.dedup();
            if let Some(more) = places.len().checked_sub(6).filter(|more| *more > 0) {
                places.truncate(6);
                places.push(format!("and {more} more"));
            }
            let injection = INJECTIONS.contains(&kind.as_str());
            Finding {
                weight: if injection {
                    Weight::Defect
                } else {
                    Weight::Remark
                },
                what: format!("{kind}, {} times: {}", entries.len(), places.join("; ")),
            }
        })
        .collect()
}

fn place(entry: &Entry) -> String {
    let method = entry.method.as_deref().unwrap_or_default();
    let path = entry.path.as_deref().unwrap_or_default();
    format!("{method} {path} {}", entry.info)
}
