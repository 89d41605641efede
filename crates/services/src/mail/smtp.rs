//! A mail server, spoken to step by step, so that it is known how far it came.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use jobboard_core::config::{SmtpSecurity, SmtpServer};
use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use secrecy::ExposeSecret;

use super::letter::Packed;

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the server may take to acknowledge a message: it may be looking for viruses in it, and
/// what is given up here is not known to have failed.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(60);

/// What a mail server is told about us when no name of ours is known.
const NAMELESS: &str = "[127.0.0.1]";

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server does not have it; another try may work.
    Later(String),
    /// The server does not have it and does not want it.
    Never(String),
    /// The server may have it.
    Perhaps(String),
}

/// How far a try has come, shared with whoever may want to stop it.
#[derive(Debug, Default)]
pub(super) struct Progress(AtomicU8);

const BEFORE: u8 = 0;
const BEGUN: u8 = 1;
const CANCELLED: u8 = 2;

impl Progress {
    /// Begins to hand the message over, unless that was forbidden.
    pub(super) fn begin(&self) -> bool {
        self.change(BEFORE, BEGUN)
    }

    /// Forbids to hand the message over, unless that has begun.
    pub(super) fn cancel(&self) -> bool {
        self.change(BEFORE, CANCELLED)
    }

    fn change(&self, from: u8, to: u8) -> bool {
        let change = self
            .0
            .compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst);
        change.is_ok()
    }
}

/// Sends one mail over a connection of its own. Blocks.
pub(super) fn send(
    server: &SmtpServer,
    hello: &str,
    packed: &Packed,
    progress: &Progress,
) -> Result<(), Failure> {
    let mut connection = connect(server, hello)?;
    let outcome = converse(&mut connection, packed, progress);
    match &outcome {
        // Whatever it says to that: it has the mail.
        Ok(()) => drop(connection.quit()),
        Err(_) => connection.abort(),
    }
    outcome
}

/// Up to here the server has refused us at the worst, and not this mail: all can be tried again.
fn connect(server: &SmtpServer, hello: &str) -> Result<SmtpConnection, Failure> {
    let hello = ClientId::Domain(hello.to_owned());
    let later = |step: &'static str| move |error: Error| Failure::Later(told(step, &error));
    let tls = match server.security {
        SmtpSecurity::Plain => None,
        SmtpSecurity::StartTls | SmtpSecurity::Tls => {
            Some(TlsParameters::new(server.host.clone()).map_err(later("TLS"))?)
        }
    };
    let from_the_start = tls
        .as_ref()
        .filter(|_| server.security == SmtpSecurity::Tls);
    let address = (server.host.as_str(), server.port);
    let mut connection =
        SmtpConnection::connect(address, Some(PATIENCE), &hello, from_the_start, None)
            .map_err(later("connecting"))?;
    if let Some(tls) = tls.filter(|_| server.security == SmtpSecurity::StartTls) {
        connection
            .starttls(&tls, &hello)
            .map_err(later("STARTTLS"))?;
    }
    if let Some((user, password)) = &server.credentials {
        let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
            .map_err(later("AUTH"))?;
    }
    Ok(connection)
}

fn converse(
    connection: &mut SmtpConnection,
    packed: &Packed,
    progress: &Progress,
) -> Result<(), Failure> {
    let before = |step: &'static str| move |error: Error| refused(step, &error, Failure::Later);
    let Packed { envelope, bytes } = packed;
    let options = options(connection, envelope, bytes)?;
    connection
        .command(Mail::new(envelope.from().cloned(), options))
        .map_err(before("MAIL"))?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .map_err(before("RCPT"))?;
    }
    let ready = connection.command(Data).map_err(before("DATA"))?;
    if !ready.has_code(354) {
        return Err(Failure::Later(format!("DATA: answered {}", ready.code())));
    }
    if !progress.begin() {
        return Err(Failure::Later("the board was stopped".to_owned()));
    }
    if let Err(error) = connection.set_timeout(Some(PATIENCE_AT_THE_END)) {
        tracing::debug!(%error, "the time limit stays as it was");
    }
    let taken = connection
        .message(bytes)
        .map_err(|error| refused("the message", &error, |told| unknown(&told)))?;
    if u16::from(taken.code()) >= 300 {
        return Err(unknown(&format!("the message: answered {}", taken.code())));
    }
    Ok(())
}

/// What the mail needs of the server.
fn options(
    connection: &SmtpConnection,
    envelope: &Envelope,
    bytes: &[u8],
) -> Result<Vec<MailParameter>, Failure> {
    let can = |extension| connection.server_info().supports_feature(extension);
    let mut options = Vec::new();
    let ascii = |address: &Address| address.to_string().is_ascii();
    if !envelope.from().is_none_or(ascii) || !envelope.to().iter().all(ascii) {
        if !can(Extension::SmtpUtfEight) {
            return Err(Failure::Never(
                "the mail server takes no addresses with such letters (SMTPUTF8)".to_owned(),
            ));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() {
        if !can(Extension::EightBitMime) {
            return Err(Failure::Never(
                "the mail server takes only ASCII (8BITMIME)".to_owned(),
            ));
        }
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(options)
}

/// A definite answer decides; without one it is `otherwise`.
fn refused(step: &str, error: &Error, otherwise: impl FnOnce(String) -> Failure) -> Failure {
    let told = told(step, error);
    if error.is_permanent() {
        Failure::Never(told)
    } else if error.is_transient() {
        Failure::Later(told)
    } else {
        otherwise(told)
    }
}

fn unknown(told: &str) -> Failure {
    Failure::Perhaps(format!(
        "it was sent and not acknowledged, so it may have arrived: {told}"
    ))
}

fn told(step: &str, error: &Error) -> String {
    format!("{step}: {error}")
}

/// What we call ourselves: the host of our links, if it is a name.
pub(super) fn hello_name(base: &str) -> String {
    let host = base.split("://").nth(1).unwrap_or_default();
    let host = host.split([':', '/']).next().unwrap_or_default();
    let name = host.contains(|c: char| c.is_ascii_alphabetic())
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if name { host } else { NAMELESS }.to_owned()
}
