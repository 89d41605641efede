//! A mail server that breaks off where it is told to.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conduct {
    /// Takes the mail.
    Take,
    /// Closes before the greeting.
    CutAtGreeting,
    /// Says nothing at all.
    Hang,
    /// Closes after it has taken the recipient.
    CutAfterRcpt,
    /// Answers this to the recipient.
    AnswerRcpt(&'static str),
    /// Closes in the middle of the message.
    CutInMessage,
    /// Reads a part of the message and no more.
    HangInMessage,
    /// Takes the whole message and closes without a word.
    CutAfterMessage,
    /// Takes the whole message and answers this.
    AnswerMessage(&'static str),
}

#[derive(Debug, Default)]
struct Seen {
    conducts: VecDeque<Conduct>,
    connections: usize,
    lines: Vec<String>,
    whole: Vec<String>,
}

/// A real SMTP server on loopback.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) url: String,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl Server {
    /// A server that conducts its first connections as said, and takes the mails of all others.
    pub(super) async fn start(conducts: &[Conduct]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Seen {
            conducts: conducts.iter().copied().collect(),
            ..Seen::default()
        }));
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&shared);
                let conduct = {
                    let mut seen = seen.lock().expect("what was seen");
                    seen.connections += 1;
                    seen.conducts.pop_front().unwrap_or(Conduct::Take)
                };
                tokio::spawn(async move {
                    // A client that goes away is none of its business.
                    let _ = Connection::over(stream, seen).conduct(conduct).await;
                });
            }
        });
        Self { url, seen, task }
    }

    /// The settings of a board that uses it.
    pub(super) fn settings(&self) -> [(&str, &str); 2] {
        [
            ("SMTP_URL", &self.url),
            ("MAIL_FROM", "Bürö <board@example.org>"),
        ]
    }

    /// The mails that came in whole, as they came.
    pub(super) fn mails(&self) -> Vec<String> {
        self.seen.lock().expect("what was seen").whole.clone()
    }

    /// What was said to it, messages aside.
    pub(super) fn lines(&self) -> Vec<String> {
        self.seen.lock().expect("what was seen").lines.clone()
    }

    /// How often somebody connected.
    pub(super) fn connections(&self) -> usize {
        self.seen.lock().expect("what was seen").connections
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Connection {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    seen: Arc<Mutex<Seen>>,
}

impl Connection {
    fn over(stream: TcpStream, seen: Arc<Mutex<Seen>>) -> Self {
        let (read, write) = stream.into_split();
        Self {
            read: BufReader::new(read),
            write,
            seen,
        }
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.write.write_all(format!("{line}\r\n").as_bytes()).await
    }

    fn note(&self, line: &str) {
        let mut seen = self.seen.lock().expect("what was seen");
        seen.lines.push(line.to_owned());
    }

    async fn conduct(mut self, conduct: Conduct) -> io::Result<()> {
        match conduct {
            Conduct::CutAtGreeting => return Ok(()),
            Conduct::Hang => {
                tokio::time::sleep(Duration::from_secs(3600)).await;
            }
            _ => self.say("220 mail.example.org").await?,
        }
        let mut line = String::new();
        loop {
            line.clear();
            if self.read.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            self.note(line.trim_end());
            let command = line.trim_end().to_uppercase();
            match (command.get(..4).unwrap_or_default(), conduct) {
                ("EHLO", _) => {
                    self.say("250-mail.example.org\r\n250-AUTH PLAIN\r\n250 8BITMIME")
                        .await?;
                }
                ("RCPT", Conduct::AnswerRcpt(answer)) => self.say(answer).await?,
                ("RCPT", Conduct::CutAfterRcpt) => return self.say("250 Fine").await,
                ("AUTH", _) => self.say("235 Welcome").await?,
                ("DATA", _) => {
                    self.say("354 Go on").await?;
                    if self.message(conduct).await? {
                        return Ok(());
                    }
                }
                ("QUIT", _) => return self.say("221 Bye").await,
                _ => self.say("250 Fine").await?,
            }
        }
    }

    /// Reads the message; says whether to hang up.
    async fn message(&mut self, conduct: Conduct) -> io::Result<bool> {
        if matches!(conduct, Conduct::CutInMessage | Conduct::HangInMessage) {
            let mut part = [0; 200];
            self.read.read_exact(&mut part).await?;
            if conduct == Conduct::HangInMessage {
                self.note("(part of a message)");
                tokio::time::sleep(Duration::from_secs(3600)).await;
            }
            return Ok(true);
        }
        let mut message = String::new();
        while !message.ends_with("\r\n.\r\n") {
            if self.read.read_line(&mut message).await? == 0 {
                return Ok(true);
            }
        }
        match conduct {
            Conduct::AnswerMessage(answer) => {
                self.say(answer).await?;
                return Ok(false);
            }
            Conduct::CutAfterMessage => {}
            _ => self.say("250 Taken").await?,
        }
        self.seen.lock().expect("what was seen").whole.push(message);
        Ok(conduct == Conduct::CutAfterMessage)
    }
}
