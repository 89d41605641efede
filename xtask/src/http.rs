//! One request at a time, for what is asked outside of a load.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Whether it says when to come back.
    pub(crate) has_retry_after: bool,
    /// Its tag.
    pub(crate) etag: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body, read as JSON.
    ///
    /// # Errors
    /// When the status is another or the body is no JSON.
    pub(crate) fn json(&self, status: u16) -> Result<Value> {
        if self.status != status {
            let body = String::from_utf8_lossy(&self.body);
            bail!("answered with {} instead of {status}: {body}", self.status);
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// A request that may be sent many times.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    /// A JSON body.
    pub(crate) body: Option<String>,
    /// An access token.
    pub(crate) token: Option<String>,
    /// The address that a proxy in front would name.
    pub(crate) forwarded_for: Option<String>,
    /// The tag of an answer that is known already.
    pub(crate) if_none_match: Option<String>,
}

impl Request {
    /// Reads a path.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: "GET",
            path: path.into(),
            body: None,
            token: None,
            forwarded_for: None,
            if_none_match: None,
        }
    }

    /// Sends JSON to a path.
    pub(crate) fn post(path: &str, body: &Value) -> Self {
        Self {
            method: "POST",
            path: path.to_owned(),
            body: Some(body.to_string()),
            token: None,
            forwarded_for: None,
            if_none_match: None,
        }
    }

    /// The headers beside those that every client sends.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        if let Some(token) = &self.token {
            headers.push(("Authorization", format!("Bearer {token}")));
        }
        if let Some(address) = &self.forwarded_for {
            headers.push(("X-Forwarded-For", address.clone()));
        }
        if let Some(tag) = &self.if_none_match {
            headers.push(("If-None-Match", tag.clone()));
        }
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        headers
    }

    /// Sends it once, over a connection of its own.
    ///
    /// # Errors
    /// When there is no answer.
    pub(crate) fn send(&self, address: SocketAddr) -> Result<Answer> {
        let mut stream = self.open(address, "Connection: close\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        parse(&answer).with_context(|| format!("{} is not answered in HTTP", self.path))
    }

    /// Sends it once and gives the bytes of the answer, as they come over a connection that is kept
    /// alive.
    ///
    /// # Errors
    /// When there is no answer that says how long it is.
    pub(crate) fn raw_answer(&self, address: SocketAddr) -> Result<Vec<u8>> {
        let mut stream = self.open(address, "")?;
        let (mut answer, mut chunk) = (Vec::new(), [0; 16 * 1024]);
        loop {
            if let Some(length) = whole_length(&answer)
                && answer.len() >= length
            {
                return Ok(answer);
            }
            let read = stream.read(&mut chunk)?;
            if read == 0 {
                bail!("{} is not answered in full", self.path);
            }
            answer.extend_from_slice(chunk.get(..read).unwrap_or_default());
        }
    }

    fn open(&self, address: SocketAddr, more: &str) -> Result<TcpStream> {
        let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        let body = self.body.as_deref().unwrap_or_default();
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        text += &format!("Host: {address}\r\n{more}");
        if self.body.is_some() {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        for (name, value) in self.headers() {
            text += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{text}\r\n{body}").as_bytes())?;
        Ok(stream)
    }
}

/// The length of an answer with its head, once the head is there. A 304 ends with it.
fn whole_length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(answer.get(..end)?).ok()?;
    if head.starts_with("HTTP/1.1 304") {
        return Some(end);
    }
    Some(end + header(head, "content-length")?.parse::<usize>().ok()?)
}

/// The value of a header in the head of an answer.
fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut headers = head.lines().filter_map(|line| line.split_once(':'));
    let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim())
}

fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = answer[end + 4..].to_vec();
    Some(Answer {
        status,
        has_retry_after: header(head, "retry-after").is_some(),
        etag: header(head, "etag").map(str::to_owned),
        body,
    })
}
