//! The queue as the operator sees it.

use std::str::FromStr;

use jobboard_db::models::Mail;
use jobboard_db::repository;

use crate::context::Context;
use crate::error::ServiceError;

/// How many entries are listed.
const LISTED: i64 = 100;

/// Where an entry of the queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent when it is due.
    Waiting,
    /// Being sent.
    Sending,
    /// The mail server has it.
    Sent,
    /// Given up.
    Dead,
}

impl MailState {
    /// Its name in the database and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Dead => "dead",
        }
    }
}

impl FromStr for MailState {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        [Self::Waiting, Self::Sending, Self::Sent, Self::Dead]
            .into_iter()
            .find(|state| state.as_str() == name)
            .ok_or_else(|| "the states are waiting, sending, sent and dead".to_owned())
    }
}

/// The latest entries, of one state or of all, latest first.
///
/// # Errors
/// When the database fails.
pub async fn list(context: &Context, state: Option<MailState>) -> Result<Vec<Mail>, ServiceError> {
    context
        .read(move |db| repository::mails::list(db, state.map(MailState::as_str), LISTED))
        .await
}

/// Lets an entry that was given up be tried again. If it had arrived after all, it arrives twice.
///
/// # Errors
/// `NotFound` when no entry with this number was given up.
pub async fn retry(context: &Context, id: i64) -> Result<(), ServiceError> {
    let now = context.now();
    let revived = context
        .write_unseen(move |db| Ok(repository::mails::revive(db, id, now)?))
        .await?;
    context.wake_mail();
    if revived == 0 {
        return Err(ServiceError::NotFound);
    }
    Ok(())
}
