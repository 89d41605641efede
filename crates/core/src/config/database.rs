//! Which database, by the rules of `DATABASE_URL`, `USE_SQLITE_DB` and the five `POSTGRES_…`.

use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::reader::Reader;

/// A database to connect to. What it prints has no password in it.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL connection string.
    Postgres(SecretString),
}

impl DatabaseUrl {
    /// Reads `sqlite:<path>` or `postgres://…`.
    ///
    /// `sqlite:a`, `sqlite://a` and (as SQLAlchemy writes it) `sqlite:///./a` are relative paths,
    /// `sqlite:/a`, `sqlite:///a` and `sqlite:////a` absolute ones.
    ///
    /// # Errors
    /// What is wrong with it, without showing it.
    pub fn parse(raw: &str) -> Result<Self, &'static str> {
        if let Some(path) = raw.strip_prefix("sqlite:") {
            return parse_sqlite(path);
        }
        if raw.starts_with("postgres://") || raw.starts_with("postgresql://") {
            return match Url::parse(raw) {
                Ok(_) if is_unambiguous(raw) => Ok(Self::Postgres(raw.into())),
                _ => Err(
                    "is not a valid PostgreSQL address: postgres://user:password@server:5432/database \
                     (special characters in the password must be percent-encoded)",
                ),
            };
        }
        Err("must start with sqlite: or postgres://")
    }
}

/// Whether libpq reads an address as we do. It would show the part that it stumbles over, which
/// may be the password.
fn is_unambiguous(url: &str) -> bool {
    let authority = url.split(['/', '?']).nth(2).unwrap_or_default();
    let bytes = url.as_bytes();
    let escapes_are_whole = bytes.iter().enumerate().all(|(at, byte)| {
        *byte != b'%'
            || bytes
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || c == '#');
    plain && escapes_are_whole && authority.matches('@').count() <= 1
}

fn parse_sqlite(rest: &str) -> Result<DatabaseUrl, &'static str> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let path = match path.strip_prefix("/./") {
        Some(relative) => relative,
        None => path,
    };
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| "is not valid UTF-8")?;
    if path.is_empty() || path.ends_with('/') {
        Err("names no file: sqlite:data/jobboard.db, say")
    } else if path.contains(":memory:") || path.contains("mode=memory") {
        Err("must be a file: a database in memory would be another one for every connection")
    } else if path.contains('?') {
        Err("takes no parameters after a ?")
    } else {
        Ok(DatabaseUrl::Sqlite(PathBuf::from(path.as_ref())))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match Url::parse(url.expose_secret()) {
                Ok(url) => write!(
                    f,
                    "postgres://{}@{}:{}{}",
                    url.username(),
                    url.host_str().unwrap_or("localhost"),
                    url.port().unwrap_or(5432),
                    url.path()
                ),
                Err(_) => f.write_str("postgres://…"),
            },
        }
    }
}

/// Decides on the database: `DATABASE_URL`, else SQLite when `USE_SQLITE_DB`, else PostgreSQL
/// when any of the five is set, else SQLite.
pub(super) fn resolve(read: &mut Reader, data_dir: &Path, production: bool) -> DatabaseUrl {
    let file = DatabaseUrl::Sqlite(data_dir.join("jobboard.db"));
    let use_sqlite = read.boolean("use_sqlite_db") == Some(true);
    if let Some(raw) = read.text("database_url") {
        return DatabaseUrl::parse(&raw).unwrap_or_else(|problem| {
            read.problem(format!("DATABASE_URL {problem}"));
            file
        });
    }
    if use_sqlite {
        return file;
    }
    if let Some(url) = postgres_in_parts(read) {
        return url;
    }
    if production {
        read.problem(
            "DATABASE_URL (or POSTGRES_USER and POSTGRES_PASSWORD, or USE_SQLITE_DB=true) must \
             be set in production",
        );
    }
    file
}

fn postgres_in_parts(read: &mut Reader) -> Option<DatabaseUrl> {
    let user = read.text("postgres_user");
    let password = read.text("postgres_password");
    let server = read.text("postgres_server");
    let port: Option<u16> = read.number("postgres_port", 1..=65535);
    let database = read.text("postgres_db");
    if [&user, &password, &server, &database]
        .iter()
        .all(|part| part.is_none())
        && port.is_none()
    {
        return None;
    }
    for (name, part) in [("POSTGRES_USER", &user), ("POSTGRES_PASSWORD", &password)] {
        if part.is_none() {
            read.problem(format!(
                "{name} must be set, since other POSTGRES_… variables are"
            ));
        }
    }
    let encoded = |part: Option<String>| {
        utf8_percent_encode(&part.unwrap_or_default(), NON_ALPHANUMERIC).to_string()
    };
    let url = format!(
        "postgresql://{}:{}@{}:{}/{}",
        encoded(user),
        encoded(password),
        server.unwrap_or("localhost".to_owned()),
        port.unwrap_or(5432),
        encoded(Some(database.unwrap_or("tdd".to_owned()))),
    );
    if Url::parse(&url).is_err() {
        read.problem("POSTGRES_SERVER must be the name or the address of a server");
    }
    Some(DatabaseUrl::Postgres(url.into()))
}
