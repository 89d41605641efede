//! What Lighthouse says, and whether that is good enough.

use std::path::Path;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Runs of each page that its figures are the medians of.
pub(super) const RUNS: usize = 3;

/// The least that a page's speed may score, of 100.
const PERFORMANCE_MARK: f64 = 98.0;

/// A page in all its runs.
#[derive(Debug, Deserialize)]
struct Page {
    name: String,
    path: String,
    /// What the page says to robots.
    robots: Option<String>,
    runs: Vec<Run>,
}

/// Figures of one run; scores are of 100.
#[derive(Debug, Clone, Deserialize, Serialize)]
struct Run {
    performance: f64,
    accessibility: f64,
    best_practices: f64,
    seo: f64,
    /// How far things jump while the page loads.
    cls: f64,
    /// When the largest thing stands there, in milliseconds.
    lcp: f64,
    /// All that is loaded by a browser that has nothing yet.
    bytes: f64,
    /// How fast this machine was meanwhile, by Lighthouse's own measure.
    benchmark: f64,
    /// Audits that a page does not pass in full.
    failing: Vec<Audit>,
    /// What Lighthouse says of the run itself.
    warnings: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
struct Audit {
    category: String,
    id: String,
    title: String,
    /// Its figure, in words.
    value: String,
    /// Whether the score of its category depends on it.
    counts: bool,
    /// Where on the page.
    places: Vec<String>,
}

/// A page as it is written down.
#[derive(Debug, Serialize)]
struct Judged {
    name: String,
    path: String,
    /// Whether search engines are meant to find it.
    indexed: bool,
    /// How we know.
    reason: String,
    medians: Run,
    runs: Vec<Run>,
    /// What is not good enough.
    missed: Vec<String>,
}

/// Prints a table and what is behind it, and writes all of it down.
///
/// # Errors
/// When a page is not good enough.
pub(super) fn judge(found: &Value, output: &Path) -> Result<()> {
    let pages: Vec<Page> = serde_json::from_value(found["pages"].clone())?;
    let pages: Vec<Judged> = pages.into_iter().map(Judged::from).collect();
    crate::say(&table(&pages));
    for page in &pages {
        crate::say(&remarks(page));
    }
    let file = output.join("lighthouse.json");
    std::fs::write(&file, serde_json::to_string_pretty(&pages)? + "\n")?;
    crate::say(&format!("written to {}", file.display()));
    let missed: Vec<_> = pages
        .iter()
        .flat_map(|page| {
            page.missed
                .iter()
                .map(move |what| format!("{}: {what}", page.name))
        })
        .collect();
    if !missed.is_empty() {
        bail!("not good enough: {}", missed.join("; "));
    }
    Ok(())
}

impl From<Page> for Judged {
    fn from(page: Page) -> Self {
        let medians = medians(&page.runs);
        let robots = page.robots.unwrap_or_default();
        let indexed = !robots.contains("noindex");
        let reason = match robots.as_str() {
            "" => "the page says nothing to robots".to_owned(),
            said => format!("the page says \"{said}\" to robots"),
        };
        let mut missed = Vec::new();
        let mut ask = |what: &str, score: f64, mark: f64| {
            if score < mark {
                missed.push(format!("{what} {score:.0}"));
            }
        };
        ask("performance", medians.performance, PERFORMANCE_MARK);
        ask("accessibility", medians.accessibility, 100.0);
        ask("best practices", medians.best_practices, 100.0);
        if indexed {
            ask("SEO", medians.seo, 100.0);
        }
        Self {
            name: page.name,
            path: page.path,
            indexed,
            reason,
            medians,
            runs: page.runs,
            missed,
        }
    }
}

/// The median of each figure, and every audit that failed in any run.
fn medians(runs: &[Run]) -> Run {
    let of = |figure: fn(&Run) -> f64| {
        let mut figures: Vec<_> = runs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or_default()
    };
    let mut failing: Vec<Audit> = Vec::new();
    let mut warnings: Vec<String> = Vec::new();
    for run in runs {
        for audit in &run.failing {
            if !failing.iter().any(|known| known.id == audit.id) {
                failing.push(audit.clone());
            }
        }
        warnings.extend(run.warnings.iter().cloned());
    }
    warnings.sort();
    warnings.dedup();
    Run {
        performance: of(|run| run.performance),
        accessibility: of(|run| run.accessibility),
        best_practices: of(|run| run.best_practices),
        seo: of(|run| run.seo),
        cls: of(|run| run.cls),
        lcp: of(|run| run.lcp),
        bytes: of(|run| run.bytes),
        benchmark: of(|run| run.benchmark),
        failing,
        warnings,
    }
}

fn table(pages: &[Judged]) -> String {
    let mut lines = vec![format!(
        "\n{:<12}{:>12}{:>14}{:>15}{:>5}{:>7}{:>9}{:>10}",
        "page", "performance", "accessibility", "best practices", "SEO", "CLS", "LCP", "bytes"
    )];
    for page in pages {
        let figures = &page.medians;
        let mark = if page.indexed { ' ' } else { '*' };
        lines.push(format!(
            "{:<12}{:>12.0}{:>14.0}{:>15.0}{:>4.0}{mark}{:>7.3}{:>6.0} ms{:>10.0}",
            page.name,
            figures.performance,
            figures.accessibility,
            figures.best_practices,
            figures.seo,
            figures.cls,
            figures.lcp,
            figures.bytes
        ));
    }
    lines.push(format!("medians of {RUNS} runs; * is not asked for"));
    lines.join("\n")
}

fn remarks(page: &Judged) -> String {
    let mut lines = vec![format!("\n{} ({})", page.name, page.path)];
    let asked = if page.indexed { "is" } else { "is not" };
    lines.push(format!("  SEO {asked} asked for: {}", page.reason));
    for audit in &page.medians.failing {
        let weight = if audit.counts { "" } else { ", without weight" };
        lines.push(format!(
            "  {}{weight}: {} ({}) {}",
            audit.category, audit.title, audit.id, audit.value
        ));
        lines.extend(audit.places.iter().map(|place| format!("      {place}")));
    }
    lines.extend(page.medians.warnings.iter().map(|said| format!("  {said}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(robots: Option<&str>, performances: &[f64]) -> Judged {
        let run = |performance: &f64| {
            json!({
                "performance": performance, "accessibility": 100, "best_practices": 100,
                "seo": 66, "cls": 0.0, "lcp": 900.0, "bytes": 20_000, "benchmark": 900, "warnings": [],
                "failing": [{
                    "category": "SEO", "id": "is-crawlable", "title": "Blocked", "value": "",
                    "counts": true, "places": [],
                }],
            })
        };
        let runs: Vec<_> = performances.iter().map(run).collect();
        let page = json!({"name": "list", "path": "/search/", "robots": robots, "runs": runs});
        Judged::from(serde_json::from_value::<Page>(page).unwrap())
    }

    #[test]
    fn a_page_that_robots_leave_alone_needs_no_good_word_for_them() {
        assert!(judged(Some("noindex"), &[98.0]).missed.is_empty());
        assert_eq!(judged(None, &[98.0]).missed, ["SEO 66"]);
    }

    #[test]
    fn the_median_counts_and_an_audit_is_named_once() {
        let page = judged(Some("noindex"), &[99.0, 50.0, 97.0]);
        assert_eq!(page.missed, ["performance 97"]);
        assert_eq!(page.medians.failing.len(), 1);
    }
}
