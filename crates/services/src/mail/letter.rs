//! From words to the bytes of a mail.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use jobboard_core::config::Sender;
use jobboard_core::security::random::random_text;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::Letter;

/// A mail as it travels.
pub(super) struct Packed {
    /// From whom and to whom.
    pub(super) envelope: Envelope,
    /// Head and body.
    pub(super) bytes: Vec<u8>,
}

/// Packs a letter. A name with a line end in it cannot add a header: there is none in a header.
///
/// # Errors
/// What of it cannot be an address.
pub(super) fn pack(
    letter: Letter,
    sender: &Sender,
    recipient: &str,
    now: DateTime<Utc>,
) -> Result<Packed, String> {
    let address = |raw: &str| {
        raw.parse::<Address>()
            .map_err(|error| format!("the address cannot be used: {error}"))
    };
    let from = address(sender.address.as_str())?;
    let id = format!("<{}@{}>", random_text::<16>(), ascii(from.domain()));
    let name = sender.name.as_deref().map(one_line);
    let message = Message::builder()
        .from(Mailbox::new(name, from))
        .to(Mailbox::new(None, address(recipient)?))
        .subject(one_line(&letter.subject))
        .date(SystemTime::from(now))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
        .map_err(|error| format!("the mail cannot be packed: {error}"))?;
    Ok(Packed {
        envelope: message.envelope().clone(),
        bytes: message.formatted(),
    })
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn ascii(domain: &str) -> &str {
    if domain.is_ascii() {
        domain
    } else {
        "jobboard.invalid"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_adds_no_header_and_a_name_may_have_accents() {
        let letter = Letter {
            subject: "Hello\r\nBcc: eve@example.org\r\n\r\nbody".to_owned(),
            text: "text\r\n.\r\n".to_owned(),
            html: "<p>html</p>".to_owned(),
        };
        let sender = Sender {
            name: Some("Bürö \"x\"\r\nBcc: eve@example.org".to_owned()),
            address: Sender::parse("board@example.org")
                .expect("a sender")
                .address,
        };
        let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        let packed = pack(letter, &sender, "ada@example.org", now).expect("a mail");
        let text = String::from_utf8(packed.bytes).expect("ASCII");
        let (head, _) = text.split_once("\r\n\r\n").expect("a head");
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        for header in [
            "Auto-Submitted: auto-generated",
            "Date: Tue, 14 Nov 2023 22:13:20",
            "Message-ID: <",
            "To: ada@example.org",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative",
        ] {
            assert!(head.contains(header), "{header}: {head}");
        }
        assert!(head.is_ascii());
        assert_eq!(packed.envelope.to().len(), 1);
    }
}
