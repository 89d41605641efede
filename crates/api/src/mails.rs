//! Mails in words: one template for text and one for HTML, filled with what each mail says, in
//! the language of whoever gets it.

use askama::Template;
use chrono::NaiveDate;
use jobboard_core::brand::Accent;
use jobboard_core::language::{Language, Phrase};
use jobboard_core::phrase;
use jobboard_services::mail::{JobNews, Letter, MailWriter, Message, Topic};

/// Writes the mails of a board.
#[derive(Debug, Clone)]
pub struct BoardMails {
    board: String,
    language: Language,
    accent: Accent,
}

impl BoardMails {
    /// For a board of this name; in this language for whoever has not said theirs, with links and
    /// buttons in this accent.
    pub fn new(board: impl Into<String>, language: Language, accent: Accent) -> Self {
        Self {
            board: board.into(),
            language,
            accent,
        }
    }
}

/// What a mail says, whatever it looks like.
struct Words {
    subject: Phrase,
    /// What it is about, a paragraph each.
    before: Vec<Phrase>,
    /// What to press, and where it leads.
    button: Option<(&'static str, String)>,
    /// What else is to be known, and what to do if it was somebody else.
    after: Vec<Phrase>,
}

/// A mail in a language.
struct Written<'a> {
    board: &'a str,
    base: &'a str,
    name: Option<&'a str>,
    language: Language,
    accent: Accent,
    words: Words,
}

impl Written<'_> {
    fn say(&self, id: &'static str) -> &'static str {
        self.language.say(id)
    }

    fn tell(&self, phrase: &Phrase) -> String {
        self.language.phrase(phrase).into_owned()
    }

    fn hello(&self, name: &str) -> String {
        self.tell(&phrase!("mail-hello", name = name))
    }
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextPart<'a> {
    mail: &'a Written<'a>,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlPart<'a> {
    mail: &'a Written<'a>,
}

impl MailWriter for BoardMails {
    fn write(&self, message: &Message) -> Result<Letter, String> {
        let mail = Written {
            board: &self.board,
            base: &message.base,
            name: message.name.as_deref(),
            language: message.language.unwrap_or(self.language),
            accent: self.accent,
            words: self.words(message),
        };
        let (text, html) = (TextPart { mail: &mail }, HtmlPart { mail: &mail });
        Ok(Letter {
            text: text.render().map_err(|error| error.to_string())?,
            html: html.render().map_err(|error| error.to_string())?,
            subject: mail.tell(&mail.words.subject),
        })
    }
}

impl BoardMails {
    fn words(&self, message: &Message) -> Words {
        let board = &self.board;
        let sign_in = format!("{}/login/", message.base);
        match &message.topic {
            Topic::VerifyEmail(link) => Words {
                subject: phrase!("mail-verify-subject", board = board),
                before: vec![phrase!("mail-verify-text", board = board)],
                button: Some(("mail-verify-button", link.to_string())),
                after: vec![
                    phrase!("mail-link-once-3-days"),
                    phrase!("mail-verify-otherwise"),
                ],
            },
            Topic::ResetPassword { link, network } => Words {
                subject: phrase!("mail-reset-subject", board = board),
                before: vec![match network.as_str() {
                    "" => phrase!("mail-reset-text", board = board),
                    network => {
                        phrase!("mail-reset-text-from", board = board, network = network)
                    }
                }],
                button: Some(("mail-reset-button", link.to_string())),
                after: vec![phrase!("mail-reset-link"), phrase!("mail-reset-otherwise")],
            },
            Topic::ConfirmEmailChange(link) => Words {
                subject: phrase!("mail-change-subject", board = board),
                before: vec![phrase!("mail-change-text", board = board)],
                button: Some(("mail-change-button", link.to_string())),
                after: vec![
                    phrase!("mail-change-link"),
                    phrase!("mail-change-otherwise"),
                ],
            },
            Topic::EmailChanged { new, undo } => Words {
                subject: phrase!("mail-changed-subject", board = board),
                before: vec![phrase!("mail-changed-text", board = board, email = new)],
                button: Some(("mail-changed-button", undo.to_string())),
                after: vec![phrase!("mail-changed-link")],
            },
            Topic::PasswordChanged => Words {
                subject: phrase!("mail-password-subject", board = board),
                before: vec![
                    phrase!("mail-password-text", board = board),
                    phrase!("mail-nothing-to-do"),
                ],
                button: None,
                after: vec![phrase!("mail-recover", address = sign_in)],
            },
            Topic::RefreshTokenReused => Words {
                subject: phrase!("mail-reused-subject", board = board),
                before: vec![
                    phrase!("mail-reused-text", board = board),
                    phrase!("mail-reused-advice"),
                ],
                button: Some(("mail-reused-button", sign_in)),
                after: Vec::new(),
            },
            Topic::Job { name, link, news } => job_words(board, name, link, news),
            Topic::AccountDeleted { username } => Words {
                subject: phrase!("mail-deleted-subject", board = board),
                before: vec![phrase!("mail-deleted-text", board = board, name = username)],
                button: None,
                after: vec![phrase!("mail-deleted-otherwise")],
            },
        }
    }
}

/// What somebody wrote, as they wrote it.
fn verbatim(text: &str) -> Phrase {
    phrase!("verbatim", text = text)
}

/// What is said of a job.
fn job_words(board: &str, job: &Phrase, link: &str, news: &JobNews) -> Words {
    let job = || job.clone();
    let (subject, before, label, after) = match news {
        JobNews::Approved { closes_on } => (
            phrase!("mail-approved-subject", board = board),
            vec![approved(job(), *closes_on)],
            "mail-see-job",
            vec![phrase!("mail-approved-after")],
        ),
        JobNews::Rejected { reason } => (
            phrase!("mail-rejected-subject", board = board),
            vec![phrase!("mail-rejected-text", job = job()), verbatim(reason)],
            "mail-rejected-button",
            vec![phrase!("mail-rejected-after")],
        ),
        JobNews::Removed { reason } => (
            phrase!("mail-removed-subject", board = board),
            vec![phrase!("mail-removed-text", job = job()), verbatim(reason)],
            "mail-removed-button",
            Vec::new(),
        ),
        JobNews::Hidden => (
            phrase!("mail-hidden-subject", board = board),
            vec![phrase!("mail-hidden-text", job = job())],
            "mail-see-job",
            Vec::new(),
        ),
        JobNews::Ending { closes_on, .. } => (
            phrase!("mail-ending-subject", board = board),
            vec![ending(job(), *closes_on)],
            "mail-ending-button",
            vec![phrase!("mail-ending-after")],
        ),
        JobNews::Comment { author, body } if body.is_empty() && author.is_empty() => (
            phrase!("mail-comment-subject-somebody", board = board),
            vec![phrase!("mail-comment-somebody", job = job())],
            "mail-comment-read",
            Vec::new(),
        ),
        JobNews::Comment { author, body } => (
            phrase!("mail-comment-subject", author = author, board = board),
            vec![
                phrase!("mail-comment-text", author = author, job = job()),
                verbatim(body),
            ],
            "mail-comment-answer",
            Vec::new(),
        ),
    };
    Words {
        subject,
        before,
        button: Some((label, link.to_owned())),
        after,
    }
}

fn approved(job: Phrase, closes_on: Option<NaiveDate>) -> Phrase {
    match closes_on {
        Some(date) => phrase!("mail-approved-until", job = job, date = date),
        None => phrase!("mail-approved-text", job = job),
    }
}

fn ending(job: Phrase, closes_on: Option<NaiveDate>) -> Phrase {
    match closes_on {
        Some(date) => phrase!("mail-ending-until", job = job, date = date),
        None => phrase!("mail-ending-text", job = job),
    }
}
