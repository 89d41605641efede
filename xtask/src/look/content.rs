//! What is on the board that is looked at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::{Value, json};

use super::client::Client;
use super::{jobs, life, mails};
use crate::board::{Board, EMAIL, Settings};

/// Invented jobs beside the postings.
const INVENTED: &str = "800";

/// Somebody with an account.
#[derive(Debug)]
pub(super) struct Person {
    /// What they do; a page names who sees it.
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    username: &'static str,
    role: &'static str,
}

/// Those who look at pages.
pub(super) const PEOPLE: [Person; 4] = [
    person("poster", EMAIL, "Ada Lovelace", "member"),
    // A poster whose forms are refused: what could not be posted comes back in the next one.
    person("author", "author@example.org", "Åse Öberg", "member"),
    person("moderator", "moderator@example.org", "Grace", "moderator"),
    person("admin", "admin@example.org", "Katherine", "admin"),
];

const fn person(
    name: &'static str,
    email: &'static str,
    username: &'static str,
    role: &'static str,
) -> Person {
    Person {
        name,
        email,
        username,
        role,
    }
}

/// What the board holds, for pages that name it in their address.
#[derive(Debug, Default, Serialize)]
pub(super) struct Content {
    /// Numbers of jobs.
    pub(super) jobs: BTreeMap<&'static str, i64>,
    /// The number of a company with a page of its own.
    company: i64,
    /// The number of an account.
    user: i64,
    /// Addresses of mails whose links were not used yet.
    pub(super) links: BTreeMap<&'static str, String>,
}

/// Where the board puts its mails.
pub(super) fn mail_folder(settings: &Settings) -> PathBuf {
    settings.folder().join("data/mail")
}

/// What is there before the board starts: accounts and many jobs.
///
/// # Errors
/// When the board refuses them.
pub(super) fn load(settings: &Settings, listings: &Path) -> Result<()> {
    for person in &PEOPLE {
        let options = ["--username", person.username, "--role", person.role];
        settings.create_account(person.email, &options)?;
    }
    settings.import(listings)?;
    settings.run(&["demo", "--jobs", INVENTED])
}

/// What people do on the board while it runs.
///
/// # Errors
/// When the board refuses it.
pub(super) fn fill(board: &Board, settings: &Settings) -> Result<Content> {
    let [poster, author, moderator, admin] = sign_in(board)?;
    let mut content = Content::default();
    let mail = mails::Folder::new(mail_folder(settings));
    mails::confirm_address(&poster, EMAIL, &mail)?;

    let closes_on = post_hard_jobs(&poster, &author, &mut content)?;
    let mut plain = jobs::plain();
    plain["closes_on"] = closes_on;
    let plain = poster.post_job(&plain)?;
    content.jobs.insert("plain", number(&plain, "id")?);
    content.company = describe_company(&poster, &plain)?;
    life::live(board, &poster, &moderator, &admin, &mut content)?;
    mails::order(board, &mail, &mut content)?;

    let found = admin.get(&format!("/api/v1/admin/users?query={EMAIL}"))?;
    content.user = number(&found["items"][0], "id")?;
    Ok(content)
}

fn sign_in(board: &Board) -> Result<[Client; 4]> {
    let [poster, author, moderator, admin] = &PEOPLE;
    Ok([
        Client::sign_in(board, poster.email)?,
        Client::sign_in(board, author.email)?,
        Client::sign_in(board, moderator.email)?,
        Client::sign_in(board, admin.email)?,
    ])
}

/// Posts them and gives back the date on which a job closes when nobody says.
fn post_hard_jobs(poster: &Client, author: &Client, content: &mut Content) -> Result<Value> {
    let mut closes_on = Value::Null;
    for (name, job) in jobs::hard() {
        let posted = poster.post_job(&job)?;
        content.jobs.insert(name, number(&posted, "id")?);
        closes_on = posted["closes_on"].clone();
    }
    let draft = author.post_job(&jobs::draft())?;
    content.jobs.insert("other-draft", number(&draft, "id")?);
    Ok(closes_on)
}

fn describe_company(poster: &Client, job: &Value) -> Result<i64> {
    let company = number(job, "company_id")?;
    let said = json!({
        "web_site": "https://parks.example.org",
        "description": jobs::COMPANY,
    });
    poster.patch(&format!("/api/v1/companies/{company}"), &said)?;
    Ok(company)
}

/// A number that is in an answer.
pub(super) fn number(answer: &Value, name: &str) -> Result<i64> {
    answer[name]
        .as_i64()
        .with_context(|| format!("{answer} has no {name}"))
}
