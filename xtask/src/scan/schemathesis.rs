//! Schemathesis: requests made up from the API's description, good ones and bad ones.

use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tools::Tools;
use super::{Finding, LEAST_CASES, Options, Outcome, Target, Weight};
use crate::board::{EMAIL, PASSWORD};
use crate::machine::workspace_root;

#[derive(Deserialize)]
struct Report {
    complete: bool,
    test_cases: Cases,
    failures: Vec<Failure>,
    errors: Vec<Problem>,
}

#[derive(Deserialize)]
struct Cases {
    generated: u64,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
    title: String,
    count: u64,
    operations: Vec<String>,
}

#[derive(Deserialize)]
struct Problem {
    title: String,
    count: u64,
}

/// Runs it without and with a token.
///
/// # Errors
/// When it cannot be run.
pub(super) fn run(target: &mut Target, tools: &Tools, options: &Options) -> Result<Outcome> {
    let mut cases = 0;
    let mut findings = Vec::new();
    for signed_in in [false, true] {
        let report = once(target, tools, options, signed_in)?;
        cases += report.test_cases.generated;
        findings.extend(findings_of(&report, signed_in));
    }
    crate::say(&format!("  Schemathesis: {cases} cases"));
    if cases < LEAST_CASES {
        findings.push(Finding {
            weight: Weight::Remark,
            what: format!("only {cases} cases of {LEAST_CASES}; ask for more with --cases"),
        });
    }
    let answers = target.log.answers()?;
    findings.extend(answers.findings());
    Ok(Outcome {
        database: target.kind.name(),
        tool: "Schemathesis",
        answers,
        findings,
    })
}

fn once(target: &Target, tools: &Tools, options: &Options, signed_in: bool) -> Result<Report> {
    let who = if signed_in { "token" } else { "anonymous" };
    crate::say(&format!("  Schemathesis, {who}"));
    let name = format!("{}-schemathesis-{who}", target.kind.name());
    let json = tools.reports.join(format!("{name}.json"));
    let mut command: Command = tools.command("st");
    command
        .arg("run")
        .arg(format!("{}/openapi.json", target.url()))
        .args(["--checks", "all", "--continue-on-failure", "--no-color"])
        .args(["--max-examples", &options.cases.to_string()])
        .args(["--seed", &options.seed.to_string()])
        .args(["--suppress-health-check", "all"])
        .args(["--report", "json", "--report-json-path"])
        .arg(&json)
        .current_dir(&tools.reports)
        .env("SCAN_BOARD", target.url())
        .env("SCAN_EMAIL", EMAIL)
        .env("SCAN_PASSWORD", PASSWORD);
    if signed_in {
        command.env("SCHEMATHESIS_HOOKS", "sign_in");
        command.env("PYTHONPATH", workspace_root().join("xtask/scan"));
        command.env("PYTHONDONTWRITEBYTECODE", "1");
    }
    let said = tools.listen(&mut command, &format!("{name}.txt"))?;
    let report = std::fs::read_to_string(&json).with_context(|| said.clone())?;
    serde_json::from_str(&report).context(said)
}

fn findings_of(report: &Report, signed_in: bool) -> Vec<Finding> {
    let who = if signed_in { "with" } else { "without" };
    let mut findings: Vec<_> = report
        .failures
        .iter()
        .map(|failure| Finding {
            // The log tells a defect from a board that is busy.
            weight: Weight::Remark,
            what: format!(
                "{who} a token: {} ({}) {} times: {}",
                failure.title,
                failure.code,
                failure.count,
                failure.operations.join(", ")
            ),
        })
        .collect();
    findings.extend(report.errors.iter().map(|problem| Finding {
        weight: Weight::Remark,
        what: format!(
            "{who} a token: the tool itself failed, {} ({} times)",
            problem.title, problem.count
        ),
    }));
    if !report.complete {
        findings.push(Finding {
            weight: Weight::Remark,
            what: format!("{who} a token: the run was not complete"),
        });
    }
    findings
}
