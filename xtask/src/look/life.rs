//! What happens to jobs on the board that is looked at: they are reviewed, filled, closed,
//! reported, talked about and kept in mind.

use anyhow::Result;
use serde_json::json;

use super::client::Client;
use super::content::{Content, number};
use super::jobs;
use crate::board::Board;

/// How often the page of the plain job was read.
const READERS: u8 = 12;

/// Lets it happen.
///
/// # Errors
/// When the board refuses something.
pub(super) fn live(
    board: &Board,
    poster: &Client,
    moderator: &Client,
    admin: &Client,
    content: &mut Content,
) -> Result<()> {
    end_some(poster, moderator, content)?;
    review_some(poster, moderator, admin, content)?;
    report_some(board, poster, content)?;
    let plain = content.jobs["plain"];
    talk(poster, moderator, plain)?;
    for name in ["arabic", "places", "filled"] {
        poster.put(&format!(
            "/api/v1/users/me/saved-jobs/{}",
            content.jobs[name]
        ))?;
    }
    poster.step(content.jobs["filled"], "fill", None)?;
    for number in 1..=READERS {
        Client::stranger(board, number).get(&format!("/details/{plain}"))?;
    }
    Ok(())
}

fn post(poster: &Client, content: &mut Content, name: &'static str, title: &str) -> Result<i64> {
    let id = number(&poster.post_job(&jobs::small(title))?, "id")?;
    content.jobs.insert(name, id);
    Ok(id)
}

fn end_some(poster: &Client, moderator: &Client, content: &mut Content) -> Result<()> {
    // It is filled once somebody has kept it in mind.
    post(poster, content, "filled", "Baker of the night shift")?;
    let closed = post(poster, content, "closed", "Piano tuner")?;
    poster.step(closed, "close", None)?;
    let removed = post(poster, content, "removed", "Get rich from home")?;
    moderator.step(removed, "remove", Some("It asks applicants for money."))?;
    let mut draft = jobs::small("Lighthouse keeper");
    draft["state"] = json!("draft");
    let draft = number(&poster.post_job(&draft)?, "id")?;
    content.jobs.insert("draft", draft);
    Ok(())
}

/// Jobs that come while the board wants to see them first, two of which are left in the queue.
fn review_some(
    poster: &Client,
    moderator: &Client,
    admin: &Client,
    content: &mut Content,
) -> Result<()> {
    let rules = |review: bool| json!({"review_jobs": review});
    admin.patch("/api/v1/admin/settings", &rules(true))?;
    let approved = post(poster, content, "approved", "Map maker")?;
    moderator.step(approved, "approve", None)?;
    let rejected = post(poster, content, "rejected", "Tram driver")?;
    let reason = "Please say which line, and what it pays.";
    moderator.step(rejected, "reject", Some(reason))?;
    post(poster, content, "review", "Bell ringer")?;
    let again = poster.post_job(&jobs::plain())?;
    content.jobs.insert("duplicate", number(&again, "id")?);
    admin.patch("/api/v1/admin/settings", &rules(false))?;
    Ok(())
}

/// One job with reports, and one with so many that it is hidden.
fn report_some(board: &Board, poster: &Client, content: &mut Content) -> Result<()> {
    let notes = [
        ("fraud", "They asked me for a deposit before the interview."),
        ("wrong", "The address does not exist."),
        ("other", "مكرر"),
    ];
    let reported = post(poster, content, "reported", "Private secretary")?;
    let hidden = post(poster, content, "hidden", "Crypto evangelist")?;
    for (job, readers) in [(reported, 2), (hidden, 3)] {
        for (number, (reason, note)) in (100..).zip(&notes[..readers]) {
            let report = json!({"reason": reason, "note": note});
            let path = format!("/api/v1/jobs/{job}/reports");
            Client::stranger(board, number).post(&path, &report)?;
        }
    }
    Ok(())
}

fn talk(poster: &Client, moderator: &Client, job: i64) -> Result<()> {
    poster.comment(
        job,
        "The salary is for a full week; half a week is half of it.",
    )?;
    let question = "Thank you. Is the driving licence really needed?\n\nSeveral readers asked.";
    moderator.comment(job, question)?;
    poster.comment(job, "No. It is out of the text now.")?;
    Ok(())
}
