//! The worker: takes entries of the queue one by one and sends them.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_db::models::Mail;
use jobboard_db::{DbConnection, repository};
use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use super::compose::{Composed, compose};
use super::letter::{Packed, pack};
use super::smtp::{self, Failure, Progress};
use super::{Delivery, MailConfig, MailState, MailWriter, Message, folder};
use crate::context::Context;
use crate::error::ServiceError;
use crate::tidy;

/// How long the worker sleeps when nobody wakes it.
const PAUSE: Duration = Duration::from_secs(2);

/// How long a mail under way may still take when the board stops.
const LAST_PATIENCE: Duration = Duration::from_secs(8);

/// How many entries are looked at together.
const BATCH: i64 = 50;

/// How often an entry is tried.
const TRIES: i64 = 8;

/// After how long an entry that is being sent has lost its sender.
const STUCK_AFTER: TimeDelta = TimeDelta::minutes(10);

/// How often old rows are looked for.
const TIDY_EVERY: TimeDelta = TimeDelta::hours(1);

const STOPPED: &str = "the board was stopped";

const LOST: &str = "the board ended while it was sent, so it may have arrived";

/// Sends what the queue holds. Any number of boards on one database may run it.
#[derive(Debug)]
pub struct MailWorker {
    context: Context,
    writer: Arc<dyn MailWriter>,
    config: Arc<MailConfig>,
}

/// Tells a worker to stop.
#[derive(Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// A way to stop a worker, and the worker's end of it.
    pub fn new() -> (Self, watch::Receiver<bool>) {
        let (sender, receiver) = watch::channel(false);
        (Self(sender), receiver)
    }

    /// Stops the worker. One that is handing a mail over gets 8 seconds to end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// An entry that was taken, and the mail that it has become.
struct Taken {
    mail: Mail,
    recipient: String,
    message: Message,
    token_hash: Option<String>,
}

impl MailWorker {
    /// A worker on the queue of a board.
    pub fn new(context: Context, writer: Arc<dyn MailWriter>, config: MailConfig) -> Self {
        Self {
            context,
            writer,
            config: Arc::new(config),
        }
    }

    /// Works until it is told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut tidied: Option<DateTime<Utc>> = None;
        while !*stop.borrow() && stop.has_changed().is_ok() {
            if let Err(error) = self.pass(&mut stop).await {
                tracing::warn!(%error, "the mail queue cannot be read");
            }
            let now = self.context.now();
            if tidied.is_none_or(|last| now - last >= TIDY_EVERY) {
                tidied = Some(now);
                tidy::forget_old(&self.context).await;
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                () = self.context.mail_woken() => {}
                () = sleep(PAUSE) => {}
            }
        }
    }

    /// Sends what is due.
    async fn pass(&self, stop: &mut watch::Receiver<bool>) -> Result<(), ServiceError> {
        let now = self.context.now();
        let (stuck, due) = self
            .context
            .read(move |db| {
                Ok((
                    repository::mails::any_stuck(db, now - STUCK_AFTER)?,
                    repository::mails::due(db, now, BATCH)?,
                ))
            })
            .await?;
        if stuck {
            self.context
                .write_unseen(move |db| {
                    Ok(repository::mails::bury_stuck(
                        db,
                        now - STUCK_AFTER,
                        LOST,
                        now,
                    )?)
                })
                .await?;
        }
        if due.len() == usize::try_from(BATCH).unwrap_or_default() {
            self.context.wake_mail();
        }
        for id in due {
            if *stop.borrow() {
                break;
            }
            if let Err(error) = self.handle(id, stop).await {
                tracing::warn!(mail = id, %error, "a mail was not handled");
                break;
            }
        }
        Ok(())
    }

    async fn handle(&self, id: i64, stop: &mut watch::Receiver<bool>) -> Result<(), ServiceError> {
        let now = self.context.now();
        let base = self.config.base.clone();
        let taken = self
            .context
            .write_unseen(move |db| take(db, id, &base, now))
            .await?;
        let Some(taken) = taken else {
            return Ok(());
        };
        let outcome = match self.pack(&taken, now) {
            Ok(packed) => self.deliver(taken.mail.id, packed, now, stop).await,
            Err(reason) => Err(Failure::Never(reason)),
        };
        self.settle(taken.mail, taken.token_hash, outcome).await
    }

    fn pack(&self, taken: &Taken, now: DateTime<Utc>) -> Result<Packed, String> {
        let letter = self.writer.write(&taken.message)?;
        pack(letter, &self.config.sender, &taken.recipient, now)
    }

    /// Hands a mail over, on a thread of its own: a mail server that hangs does not keep the
    /// board from stopping.
    async fn deliver(
        &self,
        id: i64,
        packed: Packed,
        now: DateTime<Utc>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<(), Failure> {
        let config = Arc::clone(&self.config);
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        let (done, mut outcome) = oneshot::channel();
        let work = move || {
            let sent = match &config.delivery {
                Delivery::Smtp(server) => {
                    let hello = smtp::hello_name(&config.base);
                    smtp::send(server, &hello, &packed, &seen)
                }
                Delivery::Folder(_) if !seen.begin() => Err(Failure::Later(STOPPED.to_owned())),
                Delivery::Folder(path) => folder::write(path, id, &packed.bytes, now)
                    .map_err(|error| Failure::Later(format!("the file: {error}"))),
            };
            // Nobody waits any more when the board has stopped.
            let _ = done.send(sent);
        };
        let thread = std::thread::Builder::new().name("mail".to_owned());
        if let Err(error) = thread.spawn(work) {
            return Err(Failure::Later(format!("no thread: {error}")));
        }
        let lost = || Failure::Perhaps(LOST.to_owned());
        tokio::select! {
            outcome = &mut outcome => outcome.unwrap_or_else(|_| Err(lost())),
            _ = stop.wait_for(|stop| *stop) => {
                if progress.cancel() {
                    return Err(Failure::Later(STOPPED.to_owned()));
                }
                match timeout(LAST_PATIENCE, outcome).await {
                    Ok(Ok(outcome)) => outcome,
                    _ => Err(lost()),
                }
            }
        }
    }

    /// Notes what became of an entry. While the database is away it is tried again for a while:
    /// an entry that stays `sending` is given up later, although it may have been sent.
    async fn settle(
        &self,
        mail: Mail,
        token_hash: Option<String>,
        outcome: Result<(), Failure>,
    ) -> Result<(), ServiceError> {
        let settled = Arc::new(Settled::of(&mail, outcome, self.context.now()));
        settled.log(&mail);
        let mail = Arc::new(mail);
        let forgotten = token_hash.filter(|_| settled.surely_not_sent);
        let mut tries = 0;
        loop {
            let (mail, settled, forgotten) =
                (Arc::clone(&mail), Arc::clone(&settled), forgotten.clone());
            let noted = self
                .context
                .write_unseen(move |db| settled.note(db, &mail, forgotten.as_deref()))
                .await;
            tries += 1;
            match noted {
                Err(ServiceError::Unavailable(_) | ServiceError::Busy | ServiceError::Full(_))
                    if tries < 5 =>
                {
                    sleep(PAUSE).await;
                }
                other => return other,
            }
        }
    }
}

/// Takes an entry and makes its message, or nothing when there is none to be sent.
fn take(
    db: &mut DbConnection,
    id: i64,
    base: &str,
    now: DateTime<Utc>,
) -> Result<Option<Taken>, ServiceError> {
    let Some(mail) = repository::mails::claim(db, id, now)? else {
        return Ok(None);
    };
    match compose(db, &mail, base, now)? {
        Composed::Message {
            recipient,
            message,
            token_hash,
        } => Ok(Some(Taken {
            mail,
            recipient,
            message,
            token_hash,
        })),
        Composed::Nothing(reason) => {
            tracing::debug!(mail = id, reason, "a mail was dropped");
            repository::mails::delete(db, id)?;
            Ok(None)
        }
        Composed::Unreadable => {
            let dead = MailState::Dead.as_str();
            let reason = Some("the order cannot be read");
            repository::mails::settle(db, &mail, dead, mail.due_at, reason, now)?;
            Ok(None)
        }
    }
}

/// What is noted of a try.
#[derive(Debug)]
struct Settled {
    state: MailState,
    due_at: DateTime<Utc>,
    error: Option<String>,
    surely_not_sent: bool,
    now: DateTime<Utc>,
}

impl Settled {
    fn of(mail: &Mail, outcome: Result<(), Failure>, now: DateTime<Utc>) -> Self {
        let surely_not_sent = matches!(outcome, Err(Failure::Later(_) | Failure::Never(_)));
        let (state, due_at, error) = match outcome {
            Ok(()) => (MailState::Sent, mail.due_at, None),
            Err(Failure::Later(reason)) if mail.attempts < TRIES => (
                MailState::Waiting,
                now + back_off(mail.attempts),
                Some(reason),
            ),
            Err(Failure::Later(reason)) => {
                let reason = format!("given up after {TRIES} tries: {reason}");
                (MailState::Dead, mail.due_at, Some(reason))
            }
            Err(Failure::Never(reason) | Failure::Perhaps(reason)) => {
                (MailState::Dead, mail.due_at, Some(reason))
            }
        };
        Self {
            state,
            due_at,
            error: error.map(|reason| in_short(&reason)),
            surely_not_sent,
            now,
        }
    }

    fn log(&self, mail: &Mail) {
        let (mail, tries) = (mail.id, mail.attempts);
        match (&self.error, self.state) {
            (None, _) => tracing::info!(mail, "mail sent"),
            (Some(reason), MailState::Waiting) => {
                tracing::warn!(mail, tries, %reason, "mail delayed");
            }
            (Some(reason), _) => tracing::error!(mail, tries, %reason, "mail given up"),
        }
    }

    /// Notes it, and forgets a token that certainly nobody got: it does not count against how
    /// many may be asked for.
    fn note(
        &self,
        db: &mut DbConnection,
        mail: &Mail,
        token_hash: Option<&str>,
    ) -> Result<(), ServiceError> {
        let (state, error) = (self.state.as_str(), self.error.as_deref());
        repository::mails::settle(db, mail, state, self.due_at, error, self.now)?;
        if let Some(hash) = token_hash {
            repository::one_time_tokens::delete(db, hash)?;
        }
        Ok(())
    }
}

/// A minute, then twice as long each time: 8 tries in a good two hours.
fn back_off(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(10);
    TimeDelta::minutes(1) * 2_i32.pow(doublings)
}

/// One line of at most 300 characters: a mail server may say anything.
fn in_short(reason: &str) -> String {
    let line = reason.replace(char::is_control, " ");
    line.chars().take(300).collect()
}
