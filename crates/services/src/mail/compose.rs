//! From an order to a message. Runs in the transaction that takes the entry.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::job::JobId;
use jobboard_core::phrase;
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
use jobboard_db::models::{Mail, NewAuthEvent, User};
use jobboard_db::{DbConnection, QueryError, repository};

use super::{JobNews, Link, Message, Order, Topic};
use crate::audit::EventKind;
use crate::one_time::{self, TokenKind};

/// How many mails to set a new password an account gets in an hour.
const RESETS_PER_HOUR: i64 = 3;

/// What an order comes to.
pub(super) enum Composed {
    /// A message.
    Message {
        /// To whom.
        recipient: String,
        /// What.
        message: Message,
        /// The hash of the token in it: forgotten when the mail certainly did not arrive.
        token_hash: Option<String>,
    },
    /// Nothing is to be sent.
    Nothing(&'static str),
    /// The order cannot be read.
    Unreadable,
}

/// Makes the message of an entry, with its token.
pub(super) fn compose(
    db: &mut DbConnection,
    mail: &Mail,
    base: &str,
    now: DateTime<Utc>,
) -> Result<Composed, QueryError> {
    let Ok(order) = serde_json::from_str::<Order>(&mail.content) else {
        return Ok(Composed::Unreadable);
    };
    let user = match (&order, mail.user_id) {
        (Order::ResetPassword { .. }, _) => {
            repository::users::by_email_key(db, &identifier_key(&mail.recipient))?
        }
        (Order::AccountDeleted { .. }, _) | (_, None) => None,
        (_, Some(id)) => Some(repository::users::by_id(db, UserId(id))?),
    };
    let composer = Composer {
        mail,
        base,
        now,
        user: user.filter(|user| user.is_active),
    };
    composer.compose(db, order)
}

struct Composer<'a> {
    mail: &'a Mail,
    base: &'a str,
    now: DateTime<Utc>,
    user: Option<User>,
}

impl Composer<'_> {
    fn compose(&self, db: &mut DbConnection, order: Order) -> Result<Composed, QueryError> {
        if let Order::AccountDeleted { username, language } = order {
            let mut message = self.about(Topic::AccountDeleted { username });
            message.language = language.and_then(|tag| tag.parse().ok());
            return Ok(Composed::Message {
                recipient: self.recipient(),
                message,
                token_hash: None,
            });
        }
        let Some(user) = &self.user else {
            return Ok(Composed::Nothing("no account in use has this address"));
        };
        match order {
            Order::VerifyEmail => self.verify_email(db, user),
            Order::ResetPassword {
                network,
                request_id,
                limited,
            } => {
                if limited && !self.may_reset(db, user, &network, &request_id)? {
                    return Ok(Composed::Nothing("too many were asked for"));
                }
                self.with_link(db, TokenKind::ResetPassword, "reset-password", |link| {
                    Topic::ResetPassword { link, network }
                })
            }
            Order::ConfirmEmailChange => self.with_link(
                db,
                TokenKind::ChangeEmail,
                "confirm-email",
                Topic::ConfirmEmailChange,
            ),
            Order::EmailChanged { new, changed_at } => {
                let composer = Composer {
                    now: changed_at,
                    user: Some(user.clone()),
                    ..*self
                };
                composer.with_link(db, TokenKind::UndoEmail, "undo-email", |undo| {
                    Topic::EmailChanged { new, undo }
                })
            }
            Order::PasswordChanged => Ok(self.message(Topic::PasswordChanged)),
            Order::RefreshTokenReused => Ok(self.message(Topic::RefreshTokenReused)),
            Order::AccountDeleted { username, .. } => {
                Ok(self.message(Topic::AccountDeleted { username }))
            }
            Order::Job { job, title, news } => self.about_job(db, user, (job, title), news),
        }
    }

    /// A mail about a job, unless the job is gone or there is no news any more.
    fn about_job(
        &self,
        db: &mut DbConnection,
        user: &User,
        (id, title): (i64, String),
        mut news: JobNews,
    ) -> Result<Composed, QueryError> {
        let Some(job) = repository::jobs::by_id(db, JobId(id))? else {
            return Ok(Composed::Nothing("the job is gone"));
        };
        if let JobNews::Ending { expires_at, .. } = &news {
            let same = job.expires_at == Some(*expires_at);
            if !same || !job.state_at(self.now).is_public() {
                return Ok(Composed::Nothing("the job does not end then any more"));
            }
        }
        let is_proven = user.email_verified_at.is_some();
        if let JobNews::Comment { author, body } = &mut news
            && !is_proven
        {
            author.clear();
            body.clear();
        }
        let name = match is_proven {
            true => phrase!("mail-job-named", title = title),
            false => phrase!("mail-job-number", id = id.to_string()),
        };
        let link = format!("{}/my-jobs/{id}/", self.base);
        Ok(self.message(Topic::Job { name, link, news }))
    }

    fn verify_email(&self, db: &mut DbConnection, user: &User) -> Result<Composed, QueryError> {
        let same = identifier_key(&user.email) == identifier_key(&self.mail.recipient);
        if !same || user.email_verified_at.is_some() {
            return Ok(Composed::Nothing("there is nothing to be proven any more"));
        }
        self.with_link(
            db,
            TokenKind::VerifyEmail,
            "verify-email",
            Topic::VerifyEmail,
        )
    }

    /// Notes that a new password was asked for, and says whether a mail may be sent for it.
    fn may_reset(
        &self,
        db: &mut DbConnection,
        user: &User,
        network: &str,
        request_id: &str,
    ) -> Result<bool, QueryError> {
        // Two boards that compose for one user do it one after the other.
        repository::users::lock(db, user.id)?;
        if self.mail.attempts == 1 {
            repository::auth_events::insert(
                db,
                &NewAuthEvent {
                    kind: EventKind::ResetRequested.as_str(),
                    user_id: Some(user.id.0),
                    network,
                    request_id,
                    created_at: self.now.naive_utc(),
                },
            )?;
        }
        let since = self.now - TimeDelta::hours(1);
        let kind = TokenKind::ResetPassword.as_str();
        let made = repository::one_time_tokens::made_since(db, kind, user.id, since)?;
        Ok(made < RESETS_PER_HOUR)
    }

    /// A message with a token in a link.
    fn with_link(
        &self,
        db: &mut DbConnection,
        kind: TokenKind,
        path: &str,
        topic: impl FnOnce(Link) -> Topic,
    ) -> Result<Composed, QueryError> {
        let recipient = self.recipient();
        let user = self.user.as_ref().map(|user| user.id);
        let token = one_time::issue(db, kind, user, Some(&recipient), self.now)?;
        let link = Link(format!("{}/{path}/?token={}", self.base, token.expose()));
        Ok(Composed::Message {
            recipient,
            message: self.about(topic(link)),
            token_hash: Some(token.hash()),
        })
    }

    fn message(&self, topic: Topic) -> Composed {
        Composed::Message {
            recipient: self.recipient(),
            message: self.about(topic),
            token_hash: None,
        }
    }

    fn about(&self, topic: Topic) -> Message {
        let user = self.user.as_ref();
        let proven = user.filter(|user| user.email_verified_at.is_some());
        let stranger = matches!(topic, Topic::ConfirmEmailChange(_));
        Message {
            name: proven
                .filter(|_| !stranger)
                .map(|user| user.username.clone()),
            language: user
                .and_then(|user| user.language.as_deref())
                .and_then(|tag| tag.parse().ok()),
            base: self.base.to_owned(),
            topic,
        }
    }

    /// To whom: never to what somebody typed where an account has the address, since what is
    /// alike to us may be two addresses to a mail server.
    fn recipient(&self) -> String {
        let key = identifier_key(&self.mail.recipient);
        match &self.user {
            Some(user) if identifier_key(&user.email) == key => user.email.clone(),
            _ => self.mail.recipient.clone(),
        }
    }
}
