//! Mail: what is ordered, how it leaves, and what its links do.

mod change;
mod command;
mod files;
mod post;
mod queue;
mod reset;
mod server;
mod stop;
mod tidy;
mod tls;

use std::fs;
use std::time::Duration;

use diesel::prelude::*;
use jobboard_core::network::Network;
use jobboard_db::models::{Mail, User};
use jobboard_db::schema::{auth_events, one_time_tokens};
use jobboard_db::{Database, repository};
use jobboard_services::{Caller, Context};
use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::app::PASSWORD;

/// The services on the database and with the clock of a board.
fn context(app: &TestApp) -> Context {
    jobboard::application::build_context(&app.settings, app.clock.clone()).expect("the services")
}

fn database(app: &TestApp) -> Database {
    app.open_database()
}

/// Somebody at home.
fn caller() -> Caller {
    Caller {
        language: None,
        network: Some(Network::of([203, 0, 113, 7].into())),
        user_agent: "a browser".to_owned(),
        request_id: "request-1".to_owned(),
    }
}

async fn sign_up(app: &TestApp, name: &str) -> Answer {
    let body = json!({
        "username": name,
        "email": format!("{name}@example.org"),
        "password": PASSWORD,
    });
    app.send_json(Method::POST, "/api/v1/users", None, &body)
        .await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> u16 {
    let body = json!({"email": email, "password": password});
    app.send_json(Method::POST, "/api/v1/auth/login", None, &body)
        .await
        .status
}

/// Waits for something to be there, 30 seconds at the most. Looks often at first: most things are
/// there at once.
pub(crate) async fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for round in 0..600 {
        if let Some(found) = look() {
            return found;
        }
        let pause = 50.min(1 << round.min(6));
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    panic!("waited in vain for {what}");
}

/// The mails in the folder, oldest first, as text without its encoding.
fn files(app: &TestApp) -> Vec<String> {
    let Ok(folder) = fs::read_dir(app.settings.mail_folder()) else {
        return Vec::new();
    };
    let number = |path: &std::path::Path| {
        let stem = path.file_stem()?.to_str()?.rsplit_once('-')?;
        stem.1.parse::<i64>().ok()
    };
    let mut paths: Vec<_> = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    paths.sort_by_key(|path| number(path));
    paths
        .iter()
        .map(|path| decoded(&fs::read_to_string(path).expect("a mail")))
        .collect()
}

/// Quoted-printable text, decoded as far as ASCII goes.
fn decoded(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=")
}

/// The mails to an address with a certain link in them, or word.
pub(crate) fn files_to(app: &TestApp, recipient: &str, word: &str) -> Vec<String> {
    let head = format!("To: {recipient}\r\n");
    files(app)
        .into_iter()
        .filter(|mail| mail.contains(&head) && mail.contains(word))
        .collect()
}

/// The token of the latest mail to an address with a link to `path`, once there are `count`.
pub(crate) async fn mailed_token(
    app: &TestApp,
    recipient: &str,
    path: &str,
    count: usize,
) -> String {
    let mails = eventually(&format!("{count} mails to {recipient} for {path}"), || {
        Some(files_to(app, recipient, path)).filter(|mails| mails.len() >= count)
    })
    .await;
    token_in(mails.last().expect("a mail"), path)
}

#[track_caller]
fn token_in(mail: &str, path: &str) -> String {
    let (_, rest) = mail
        .split_once(&format!("/{path}/?token="))
        .unwrap_or_else(|| panic!("no link to {path} in {mail}"));
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}

/// The queue, latest first.
pub(crate) fn queue(app: &TestApp) -> Vec<Mail> {
    database(app)
        .read(|db| repository::mails::list(db, None, 100))
        .expect("the queue")
}

/// The only entry of the queue, once it is in a state.
async fn settled(app: &TestApp, state: &str) -> Mail {
    eventually(&format!("a mail that is {state}"), || {
        queue(app).into_iter().find(|mail| mail.state == state)
    })
    .await
}

fn user(app: &TestApp, email: &str) -> Option<User> {
    database(app)
        .read(|db| repository::users::by_email_key(db, email))
        .expect("the query to run")
}

/// Every text in the tables that have to do with tokens.
fn everything_stored(app: &TestApp) -> String {
    let tokens: Vec<(String, String, Option<String>, Option<String>)> = database(app)
        .read(|db| {
            one_time_tokens::table
                .select((
                    one_time_tokens::token_hash,
                    one_time_tokens::kind,
                    one_time_tokens::email,
                    one_time_tokens::email_key,
                ))
                .load(db)
        })
        .expect("the tokens");
    format!("{tokens:?} {:?}", queue(app))
}

/// The kinds of events in the audit log, oldest first.
fn events(app: &TestApp) -> Vec<String> {
    database(app)
        .read(|db| {
            auth_events::table
                .order(auth_events::id)
                .select(auth_events::kind)
                .load(db)
        })
        .expect("the events")
}
