//! Mails of the board, one of each kind that can be ordered.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::client::Client;
use super::content::Content;
use crate::board::{self, Board, PASSWORD};

/// How long a mail may take.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// After how long a refresh token that is shown again is a stolen one.
const REUSE: Duration = Duration::from_millis(10_500);

/// The folder that mails are put into.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The token in the link to `/{page}/` of a mail to an address, once it is there.
    ///
    /// # Errors
    /// When it does not come.
    fn token(&self, to: &str, page: &str) -> Result<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(token) = self.all()?.iter().find_map(|mail| token(mail, to, page)) {
                return Ok(token);
            }
            if Instant::now() > deadline {
                bail!("there is no mail to {to} with a link to /{page}/");
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Waits for so many mails.
    ///
    /// # Errors
    /// When they do not come.
    fn wait_for(&self, count: usize) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.all()?.len() < count {
            if Instant::now() > deadline {
                bail!("{} mails have come instead of {count}", self.all()?.len());
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    fn all(&self) -> Result<Vec<String>> {
        let Ok(entries) = std::fs::read_dir(&self.0) else {
            return Ok(Vec::new());
        };
        let paths = entries.map(|entry| Ok(entry?.path()));
        let mails = paths.filter(|path| {
            let end = path
                .as_ref()
                .ok()
                .and_then(|path: &PathBuf| path.extension());
            end.is_none_or(|end| end == "eml")
        });
        mails
            .map(|path: Result<_>| Ok(std::fs::read_to_string(path?)?))
            .collect()
    }
}

/// The token in a mail to an address, in quoted-printable.
fn token(mail: &str, to: &str, page: &str) -> Option<String> {
    if !mail.contains(&format!("To: {to}\r\n")) {
        return None;
    }
    let text = mail.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = text.split_once(&format!("/{page}/?token="))?;
    let token = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    token.map(str::to_owned).next()
}

/// Proves somebody's address, so that mails to them say everything.
///
/// # Errors
/// When the board refuses.
pub(super) fn confirm_address(client: &Client, email: &str, mail: &Folder) -> Result<()> {
    client.post("/api/v1/users/me/email/verification", &json!({}))?;
    let token = mail.token(email, "verify-email")?;
    client.post("/api/v1/auth/verify-email", &json!({"token": token}))?;
    Ok(())
}

/// Has every kind of mail sent that is not about a job, and keeps the links that are still good.
///
/// # Errors
/// When the board refuses.
pub(super) fn order(board: &Board, mail: &Folder, content: &mut Content) -> Result<()> {
    let mut links = |page: &'static str, to: &str| -> Result<()> {
        let token = mail.token(to, page)?;
        content
            .links
            .insert(page, format!("/{page}/?token={token}"));
        Ok(())
    };
    let stranger = Client::stranger(board, 200);
    register(&stranger, "newcomer")?;
    links("verify-email", "newcomer@example.org")?;
    let email = json!({"email": "newcomer@example.org"});
    stranger.post("/api/v1/auth/forgot-password", &email)?;
    links("reset-password", "newcomer@example.org")?;

    register(&stranger, "mover")?;
    let mover = Client::sign_in(board, "mover@example.org")?;
    let moved = |email: &str| json!({"email": email, "current_password": PASSWORD});
    mover.post("/api/v1/users/me/email", &moved("moved@example.org"))?;
    let token = mail.token("moved@example.org", "confirm-email")?;
    mover.post("/api/v1/auth/confirm-email", &json!({"token": token}))?;
    links("undo-email", "mover@example.org")?;
    let mover = Client::sign_in(board, "moved@example.org")?;
    mover.post("/api/v1/users/me/email", &moved("moving@example.org"))?;
    links("confirm-email", "moving@example.org")?;

    change_password(board, &stranger)?;
    leave(board, &stranger)?;
    reuse_refresh_token(board, &stranger, mail)
}

fn register(stranger: &Client, name: &str) -> Result<Value> {
    let account = json!({
        "username": name,
        "email": format!("{name}@example.org"),
        "password": PASSWORD,
    });
    stranger.post("/api/v1/users", &account)
}

fn change_password(board: &Board, stranger: &Client) -> Result<()> {
    register(stranger, "careful")?;
    let change = json!({
        "current_password": PASSWORD,
        "new_password": "another horse battery",
    });
    Client::sign_in(board, "careful@example.org")?.post("/api/v1/users/me/password", &change)?;
    Ok(())
}

fn leave(board: &Board, stranger: &Client) -> Result<()> {
    register(stranger, "leaver")?;
    let leaver = Client::sign_in(board, "leaver@example.org")?;
    leaver.delete("/api/v1/users/me", &json!({"current_password": PASSWORD}))?;
    Ok(())
}

/// Shows a refresh token twice, as one who has stolen it would, and waits for the mail about it:
/// those that were ordered before have come by then.
fn reuse_refresh_token(board: &Board, stranger: &Client, mail: &Folder) -> Result<()> {
    register(stranger, "robbed")?;
    let tokens = board::login("robbed@example.org", PASSWORD).send(board.address)?;
    let body = json!({"refresh_token": tokens.json(200)?["refresh_token"]});
    stranger.post("/api/v1/auth/refresh", &body)?;
    std::thread::sleep(REUSE);
    let before = mail.all()?.len();
    if stranger.post("/api/v1/auth/refresh", &body).is_ok() {
        bail!("a refresh token was good twice");
    }
    mail.wait_for(before + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_token_is_found_across_the_end_of_a_line() {
        let mail = "To: a@example.org\r\n\r\nhttp://x/verify-email/?token=3DNGMf_Z=\r\n4k-U\r\n";
        let token = |to, page| super::token(mail, to, page);
        assert_eq!(
            token("a@example.org", "verify-email").as_deref(),
            Some("NGMf_Z4k-U")
        );
        assert_eq!(token("b@example.org", "verify-email"), None);
        assert_eq!(token("a@example.org", "undo-email"), None);
    }
}
