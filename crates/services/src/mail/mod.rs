//! Mail: ordered in the transaction of what it tells of, sent by a worker off the request.
//!
//! The queue keeps orders and no secrets: a one-time token is made, and its hash stored, when the
//! mail is sent. Each entry is sent at most once.

mod compose;
mod folder;
mod letter;
mod queue;
mod smtp;
mod worker;

use std::fmt;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::config::{Sender, SmtpServer};
use jobboard_core::language::{Language, Phrase};
use jobboard_core::user::UserId;
pub use jobboard_db::models::Mail;
use jobboard_db::models::{Job, NewMail};
use jobboard_db::{DbConnection, QueryError, repository};
use serde::{Deserialize, Serialize};

pub use queue::{MailState, list, retry};
pub use worker::{MailWorker, Stop};

/// What can be ordered. It is stored as it is here, so there is no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub(crate) enum Order {
    /// A link that proves the address of an account.
    VerifyEmail,
    /// A link to set a new password, if an account in use has the address that it goes to.
    ResetPassword {
        /// From where it was asked for.
        network: String,
        /// The id of the request that asked for it.
        request_id: String,
        /// Whether it counts among the few that may be asked for in an hour.
        limited: bool,
    },
    /// A link that proves a new address, to that address.
    ConfirmEmailChange,
    /// A notice to the old address, with a link to get it back.
    EmailChanged {
        /// The address that the account has now.
        new: String,
        /// When it got it: the time to undo it runs from then.
        changed_at: DateTime<Utc>,
    },
    /// A notice that the password was changed.
    PasswordChanged,
    /// A notice that a session was ended because its refresh token was used twice.
    RefreshTokenReused,
    /// A notice that an account was deleted. Ordered without a user, or it would go with them.
    AccountDeleted {
        /// The name it had.
        username: String,
        /// The tag of the language that it was written to in.
        #[serde(default)]
        language: Option<String>,
    },
    /// What became of a job.
    Job {
        /// Which.
        job: i64,
        /// What it is called.
        title: String,
        /// What became of it.
        news: JobNews,
    },
}

impl Order {
    /// A mail about a job.
    pub(crate) fn job(job: &Job, news: JobNews) -> Self {
        Self::Job {
            job: job.id.0,
            title: job.title.clone(),
            news,
        }
    }
}

/// What may become of a job, as those who care for it are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum JobNews {
    /// A moderator has let it onto the list.
    Approved {
        /// The last day on the list.
        closes_on: Option<NaiveDate>,
    },
    /// A moderator has sent it back.
    Rejected {
        /// Why.
        reason: String,
    },
    /// A moderator has taken it down.
    Removed {
        /// Why.
        reason: String,
    },
    /// Readers have reported it, and it is hidden until a moderator has seen it.
    Hidden,
    /// It leaves the list soon.
    Ending {
        /// The last day on the list.
        closes_on: Option<NaiveDate>,
        /// When it leaves.
        expires_at: DateTime<Utc>,
    },
    /// Somebody has said something about it.
    Comment {
        /// Who.
        author: String,
        /// What.
        body: String,
    },
}

/// Takes back what was ordered for a user and has not left.
///
/// # Errors
/// When the query fails.
pub(crate) fn cancel(db: &mut DbConnection, order: &Order, user: UserId) -> Result<(), QueryError> {
    repository::mails::delete_waiting(db, user, &stored(order)?)?;
    Ok(())
}

fn stored(order: &Order) -> Result<String, QueryError> {
    serde_json::to_string(order).map_err(|error| QueryError::SerializationError(Box::new(error)))
}

/// Orders a mail, in the transaction of what it tells of. Once that is done
/// [`Context::wake_mail`](crate::Context::wake_mail) lets it leave at once.
///
/// An entry with a `user` is deleted with the account.
///
/// # Errors
/// When the query fails.
pub(crate) fn order(
    db: &mut DbConnection,
    order: &Order,
    recipient: &str,
    user: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    let content = stored(order)?;
    repository::mails::insert(db, &waiting(&content, recipient, user, now))?;
    Ok(())
}

/// An entry that is to be sent at once.
fn waiting<'a>(
    content: &'a str,
    recipient: &'a str,
    user: Option<UserId>,
    now: DateTime<Utc>,
) -> NewMail<'a> {
    NewMail {
        user_id: user.map(|id| id.0),
        recipient,
        content,
        state: MailState::Waiting.as_str(),
        attempts: 0,
        created_at: now.naive_utc(),
        due_at: now.naive_utc(),
        changed_at: now.naive_utc(),
    }
}

/// Orders mails, each for a user, by as many statements as one.
///
/// # Errors
/// When a query fails.
pub(crate) fn order_for_each(
    db: &mut DbConnection,
    orders: &[(UserId, Order)],
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    if orders.is_empty() {
        return Ok(());
    }
    let users: Vec<UserId> = orders.iter().map(|(user, _)| *user).collect();
    let addresses = repository::users::addresses(db, &users)?;
    let contents = orders.iter().map(|(_, order)| stored(order));
    let contents: Vec<String> = contents.collect::<Result<_, _>>()?;
    let mails = users.iter().zip(&contents).filter_map(|(user, content)| {
        let recipient = addresses.get(user)?;
        Some(waiting(content, recipient, Some(*user), now))
    });
    repository::mails::insert_all(db, &mails.collect::<Vec<_>>())
}

/// Orders the same mail for several users.
///
/// # Errors
/// When the query fails.
pub(crate) fn order_for_users(
    db: &mut DbConnection,
    order: &Order,
    users: &[UserId],
    now: DateTime<Utc>,
) -> Result<(), QueryError> {
    if !users.is_empty() {
        repository::mails::insert_for_users(db, users, &stored(order)?, now)?;
    }
    Ok(())
}

/// Where mail goes to.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// To a mail server.
    Smtp(SmtpServer),
    /// Into a folder, a file each.
    Folder(PathBuf),
}

/// What the worker needs to know of the settings.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// Where mail goes to.
    pub delivery: Delivery,
    /// Whom it comes from.
    pub sender: Sender,
    /// What links begin with, such as `https://jobs.example.org`.
    pub base: String,
}

/// An address in a mail that carries a one-time token. It shows in no debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(pub(crate) String);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

/// A mail before somebody has put it into words.
#[derive(Debug, Clone)]
pub struct Message {
    /// The user's name, when the address is proven to be theirs. Others may get a mail that a
    /// stranger has caused: there is nothing in it that the stranger wrote.
    pub name: Option<String>,
    /// The language that the user reads, if it is known.
    pub language: Option<Language>,
    /// What links begin with.
    pub base: String,
    /// What it is about.
    pub topic: Topic,
}

/// What a mail is about.
#[derive(Debug, Clone)]
pub enum Topic {
    /// Somebody made an account with this address.
    VerifyEmail(Link),
    /// Somebody asked for a new password.
    ResetPassword {
        /// Where it is set.
        link: Link,
        /// From where it was asked for; empty when that is not known.
        network: String,
    },
    /// Somebody wants this address for their account.
    ConfirmEmailChange(Link),
    /// The account has another address now.
    EmailChanged {
        /// The other address.
        new: String,
        /// How to get the old one back.
        undo: Link,
    },
    /// The account has another password now.
    PasswordChanged,
    /// A session was ended, since its token was used twice.
    RefreshTokenReused,
    /// The account is gone.
    AccountDeleted {
        /// The name it had.
        username: String,
    },
    /// What became of a job. Where the address is not proven, nothing is in it that a stranger
    /// may have written.
    Job {
        /// What it is called, or its number.
        name: Phrase,
        /// The page where it is looked after.
        link: String,
        /// What became of it; a comment's words are empty where the address is not proven.
        news: JobNews,
    },
}

/// A mail in words.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The part for programs that show text alone.
    pub text: String,
    /// The part for the others.
    pub html: String,
}

/// Puts mails into words.
pub trait MailWriter: fmt::Debug + Send + Sync {
    /// A message in words.
    ///
    /// # Errors
    /// What is wrong with the template, a defect of ours.
    fn write(&self, message: &Message) -> Result<Letter, String>;
}
