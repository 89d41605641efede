//! How mail leaves the board: `SMTP_URL` and `MAIL_FROM`.

use std::fmt;
use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use super::reader::Reader;
use crate::user::EmailAddress;

/// How the way to the mail server is kept from listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Not at all.
    Plain,
    /// By TLS that is asked for after the greeting; without it no mail is sent.
    StartTls,
    /// By TLS from the first byte.
    Tls,
}

/// A mail server. What it prints has neither user nor password in it.
#[derive(Debug, Clone)]
pub struct SmtpServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether it is reached by TLS.
    pub security: SmtpSecurity,
    /// User and password, if it wants them.
    pub credentials: Option<(String, SecretString)>,
}

impl SmtpServer {
    /// Reads `smtps://…`, `smtp://…?tls=required` or `smtp://…`.
    ///
    /// # Errors
    /// What is wrong with it, without showing it.
    pub fn parse(raw: &str) -> Result<Self, &'static str> {
        const FORM: &str = "must look like smtps://user:password@mail.example.org:465, \
                            smtp://user:password@mail.example.org:587?tls=required or \
                            smtp://localhost:25 (special characters in the password must be \
                            percent-encoded)";
        let url = Url::parse(raw).map_err(|_| FORM)?;
        let (security, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (SmtpSecurity::Tls, 465),
            ("smtp", Some("tls=required")) => (SmtpSecurity::StartTls, 587),
            ("smtp", None) => (SmtpSecurity::Plain, 25),
            _ => return Err(FORM),
        };
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let rest = !matches!(url.path(), "" | "/") || url.fragment().is_some();
        if host.is_empty() || host.contains('%') || rest || raw.matches('@').count() > 1 {
            return Err(FORM);
        }
        let decoded = |part: &str| {
            let text = percent_decode_str(part).decode_utf8().ok()?.into_owned();
            (!text.contains(char::is_control)).then_some(text)
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            ("", Some(_)) | (_, None) => return Err(FORM),
            (user, Some(password)) => Some((
                decoded(user).ok_or(FORM)?,
                decoded(password).ok_or(FORM)?.into(),
            )),
        };
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            security,
            credentials,
        })
    }

    fn is_on_this_machine(&self) -> bool {
        self.host == "localhost"
            || self
                .host
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, query) = match self.security {
            SmtpSecurity::Plain => ("smtp", ""),
            SmtpSecurity::StartTls => ("smtp", "?tls=required"),
            SmtpSecurity::Tls => ("smtps", ""),
        };
        write!(f, "{scheme}://{}:{}{query}", self.host, self.port)
    }
}

/// Whom mail comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name beside the address.
    pub name: Option<String>,
    /// The address.
    pub address: EmailAddress,
}

impl Sender {
    /// Reads `board@example.org` or `Job Board <board@example.org>`.
    pub fn parse(raw: &str) -> Option<Self> {
        if raw.contains(char::is_control) {
            return None;
        }
        let (name, address) = match raw.trim().strip_suffix('>') {
            Some(rest) => {
                let (name, address) = rest.rsplit_once('<')?;
                (name.trim().trim_matches('"'), address)
            }
            None => ("", raw),
        };
        Some(Self {
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            address: EmailAddress::parse(Some(address)).ok()?,
        })
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address.as_str()),
            None => f.write_str(self.address.as_str()),
        }
    }
}

/// How mail leaves the board.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// `SMTP_URL`; without it mails become files.
    pub server: Option<SmtpServer>,
    /// `MAIL_FROM`.
    pub sender: Option<Sender>,
}

/// Reads both settings and holds them against the others.
pub(super) fn resolve(
    read: &mut Reader,
    public_url: Option<&Url>,
    production: bool,
) -> MailSettings {
    let sender = read.parsed(
        "mail_from",
        "an address such as board@example.org or Job Board <board@example.org>",
        Sender::parse,
    );
    let Some(raw) = read.text("smtp_url") else {
        return MailSettings {
            server: None,
            sender,
        };
    };
    let server = match SmtpServer::parse(&raw) {
        Ok(server) => Some(server),
        Err(problem) => {
            read.problem(format!("SMTP_URL {problem}"));
            None
        }
    };
    if read.text("mail_from").is_none() {
        read.problem("MAIL_FROM must be set, since SMTP_URL is");
    }
    if production && public_url.is_none() && read.text("public_url").is_none() {
        read.problem("PUBLIC_URL must be set in production, since SMTP_URL is: mails have links");
    }
    let listened_to = server
        .as_ref()
        .is_some_and(|s| s.security == SmtpSecurity::Plain && !s.is_on_this_machine());
    if production && listened_to {
        read.problem(
            "SMTP_URL must be smtps://… or smtp://…?tls=required in production, unless the mail \
             server is on this machine",
        );
    }
    MailSettings { server, sender }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn mail_servers_are_read_in_three_forms() {
        for (raw, shown) in [
            (
                "smtps://ada:canary@mail.example.org",
                "smtps://mail.example.org:465",
            ),
            (
                "smtp://ada:canary@mail.example.org?tls=required",
                "smtp://mail.example.org:587?tls=required",
            ),
            ("smtp://localhost:2525", "smtp://localhost:2525"),
            ("smtp://[::1]", "smtp://::1:25"),
        ] {
            let server = SmtpServer::parse(raw).expect("a server");
            assert_eq!(server.to_string(), shown);
            assert!(!format!("{server:?}").contains("canary"));
        }
        let server = SmtpServer::parse("smtps://a%40b:p%3A%2Fw@h").expect("a server");
        let (user, password) = server.credentials.expect("credentials");
        assert_eq!((user.as_str(), password.expose_secret()), ("a@b", "p:/w"));
        for bad in [
            "",
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "smtp://h?tls=perhaps",
            "smtps://ada@h",
            "smtps://a:b@c@h",
            "smtps://a:b%0d%0a@h",
            "smtp://h/path",
            "smtp://h:99999",
        ] {
            assert!(SmtpServer::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let shown = |raw: &str| Sender::parse(raw).map(|sender| sender.to_string());
        for raw in ["board@example.org", "Bürö <board@example.org>"] {
            assert_eq!(shown(raw).as_deref(), Some(raw));
        }
        for bad in ["", "board", "A\r\nB <a@example.org>", "A a@example.org>"] {
            assert_eq!(shown(bad), None, "{bad:?}");
        }
    }
}
