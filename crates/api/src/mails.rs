//! Mails in words: one template for text and one for HTML, filled with what each mail says.

use askama::Template;
use chrono::NaiveDate;
use jobboard_services::mail::{JobNews, Letter, MailWriter, Message, Topic};

/// Writes the mails of a board.
#[derive(Debug, Clone)]
pub struct BoardMails {
    board: String,
}

impl BoardMails {
    /// For a board of this name.
    pub fn new(board: impl Into<String>) -> Self {
        Self {
            board: board.into(),
        }
    }
}

/// What a mail says, whatever it looks like.
struct Words {
    subject: String,
    /// What it is about, a paragraph each.
    before: Vec<String>,
    /// What to press, and where it leads.
    button: Option<(&'static str, String)>,
    /// What else is to be known, and what to do if it was somebody else.
    after: Vec<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextPart<'a> {
    board: &'a str,
    base: &'a str,
    name: Option<&'a str>,
    words: &'a Words,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlPart<'a> {
    board: &'a str,
    base: &'a str,
    name: Option<&'a str>,
    words: &'a Words,
}

impl MailWriter for BoardMails {
    fn write(&self, message: &Message) -> Result<Letter, String> {
        let words = self.words(message);
        let (board, base) = (self.board.as_str(), message.base.as_str());
        let name = message.name.as_deref();
        let text = TextPart {
            board,
            base,
            name,
            words: &words,
        };
        let html = HtmlPart {
            board,
            base,
            name,
            words: &words,
        };
        Ok(Letter {
            text: text.render().map_err(|error| error.to_string())?,
            html: html.render().map_err(|error| error.to_string())?,
            subject: words.subject,
        })
    }
}

impl BoardMails {
    fn words(&self, message: &Message) -> Words {
        let board = &self.board;
        let sign_in = format!("{}/login/", message.base);
        let recover = format!(
            "If it was not you, somebody else is in your account. Ask for a new password at \
             {sign_in} at once: that ends every sign-in."
        );
        match &message.topic {
            Topic::VerifyEmail(link) => Words {
                subject: format!("Confirm your e-mail address for {board}"),
                before: vec![format!(
                    "Somebody made an account at {board} with this e-mail address. If it was you, \
                     please confirm that the address is yours."
                )],
                button: Some(("Confirm the address", link.to_string())),
                after: vec![
                    "The link works once, for 3 days.".to_owned(),
                    "If it was not you, there is nothing to do: without the link the address \
                     stays unconfirmed."
                        .to_owned(),
                ],
            },
            Topic::ResetPassword { link, network } => Words {
                subject: format!("Set a new password for {board}"),
                before: vec![format!(
                    "Somebody{} asked for a new password for the account at {board} that has this \
                     e-mail address.",
                    from_network(network)
                )],
                button: Some(("Set a new password", link.to_string())),
                after: vec![
                    "The link works once, for 30 minutes. A later one replaces it. A new password \
                     ends every sign-in."
                        .to_owned(),
                    "If it was not you, there is nothing to do: your password stays as it is."
                        .to_owned(),
                ],
            },
            Topic::ConfirmEmailChange(link) => Words {
                subject: format!("Confirm your new e-mail address for {board}"),
                before: vec![format!(
                    "Somebody wants to use this e-mail address for their account at {board}. If \
                     it was you, please confirm it. Then you sign in with it."
                )],
                button: Some(("Use this address", link.to_string())),
                after: vec![
                    "The link works once, for 24 hours. It ends every sign-in.".to_owned(),
                    "If it was not you, there is nothing to do: without the link nothing changes."
                        .to_owned(),
                ],
            },
            Topic::EmailChanged { new, undo } => Words {
                subject: format!("Your e-mail address at {board} was changed"),
                before: vec![format!(
                    "Your account at {board} now has the e-mail address {new}, and no longer this \
                     one. If it was you, there is nothing to do."
                )],
                button: Some(("It was not me: undo it", undo.to_string())),
                after: vec![
                    "The link works once, for 7 days from the change. It gives the account this \
                     address back and ends every sign-in. The password no longer works then, and \
                     you get a mail to set a new one."
                        .to_owned(),
                ],
            },
            Topic::PasswordChanged => Words {
                subject: format!("Your password at {board} was changed"),
                before: vec![
                    format!("The password of your account at {board} was changed."),
                    "If it was you, there is nothing to do.".to_owned(),
                ],
                button: None,
                after: vec![recover],
            },
            Topic::RefreshTokenReused => Words {
                subject: format!("A sign-in at {board} was ended"),
                before: vec![
                    format!(
                        "A sign-in to your account at {board} was used from two places, as it \
                         happens when it was copied. It was ended."
                    ),
                    "If something odd has happened to your account, ask for a new password."
                        .to_owned(),
                ],
                button: Some(("Sign in again", sign_in)),
                after: Vec::new(),
            },
            Topic::Job { name, link, news } => job_words(board, name, link, news),
            Topic::AccountDeleted { username } => Words {
                subject: format!("Your account at {board} was deleted"),
                before: vec![format!(
                    "The account {username} at {board} was deleted, and everything that belonged \
                     to it. This is the last mail that you get from there."
                )],
                button: None,
                after: vec![
                    "If it was not you, please tell the people who run the board.".to_owned(),
                ],
            },
        }
    }
}

/// What is said of a job.
fn job_words(board: &str, name: &str, link: &str, news: &JobNews) -> Words {
    let until = |closes_on: &Option<NaiveDate>| match closes_on {
        Some(date) => format!(" until the end of {}", date.format("%-d %B %Y")),
        None => String::new(),
    };
    let (subject, before, label, after) = match news {
        JobNews::Approved { closes_on } => (
            format!("Your job at {board} is listed"),
            vec![format!(
                "A moderator has looked at your job {name}. It is listed{}.",
                until(closes_on)
            )],
            "See the job",
            vec!["You get a mail three days before it leaves the list.".to_owned()],
        ),
        JobNews::Rejected { reason } => (
            format!("Your job at {board} needs a change"),
            vec![
                format!("A moderator has looked at your job {name} and sent it back:"),
                reason.clone(),
            ],
            "Change the job",
            vec![
                "Change it and submit it again. There you can also ask the moderators.".to_owned(),
            ],
        ),
        JobNews::Removed { reason } => (
            format!("Your job at {board} was taken down"),
            vec![
                format!("A moderator has taken your job {name} down:"),
                reason.clone(),
            ],
            "Ask the moderators",
            Vec::new(),
        ),
        JobNews::Hidden => (
            format!("Your job at {board} is being looked at"),
            vec![format!(
                "Readers have reported your job {name}. It is off the list until a moderator has \
                 looked at it. You get a mail then."
            )],
            "See the job",
            Vec::new(),
        ),
        JobNews::Ending { closes_on, .. } => (
            format!("Your job at {board} leaves the list soon"),
            vec![format!("Your job {name} is listed{}.", until(closes_on))],
            "Renew it or mark it filled",
            vec!["If it is to end then, there is nothing to do.".to_owned()],
        ),
        JobNews::Comment { author, body } if body.is_empty() && author.is_empty() => (
            format!("Somebody wrote about a job at {board}"),
            vec![format!("There is a new comment on the job {name}.")],
            "Read it",
            Vec::new(),
        ),
        JobNews::Comment { author, body } => (
            format!("{author} wrote about a job at {board}"),
            vec![
                format!("{author} wrote about the job {name}:"),
                body.clone(),
            ],
            "Answer",
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

fn from_network(network: &str) -> String {
    if network.is_empty() {
        String::new()
    } else {
        format!(" at {network}")
    }
}
