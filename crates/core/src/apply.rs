//! Where to apply for a job.

use crate::phrase;
use std::fmt;

use crate::field::FieldError;
use crate::user::EmailAddress;
use crate::web_url::WebUrl;

/// An e-mail address or a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyTo {
    /// By mail.
    Email(EmailAddress),
    /// On a page.
    Web(WebUrl),
}

impl ApplyTo {
    /// Reads one of the two.
    ///
    /// # Errors
    /// `invalid`.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let raw = raw.trim();
        let address = raw.strip_prefix("mailto:").unwrap_or(raw);
        let is_mail = address.contains('@') && !address.contains(['/', ':', '?']);
        let read = if is_mail {
            EmailAddress::parse(Some(address)).map(Self::Email)
        } else {
            WebUrl::parse(field, raw).map(Self::Web)
        };
        read.map_err(|error| match error.code {
            "too_long" => error,
            _ => FieldError::new(field, "invalid", phrase!("error-apply-to")),
        })
    }

    /// Where a link to it leads.
    pub fn href(&self) -> String {
        match self {
            Self::Email(address) => format!("mailto:{}", address.as_str()),
            Self::Web(url) => url.to_string(),
        }
    }
}

impl fmt::Display for ApplyTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(address) => f.write_str(address.as_str()),
            Self::Web(url) => write!(f, "{url}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_applies_by_mail_or_on_a_page_and_nowhere_else() {
        let href = |raw: &str| ApplyTo::parse("apply_to", raw).map(|to| to.href());
        assert_eq!(
            href("jobs@example.org").as_deref(),
            Ok("mailto:jobs@example.org")
        );
        assert_eq!(
            href("mailto:jobs@example.org").as_deref(),
            Ok("mailto:jobs@example.org")
        );
        assert_eq!(
            href("https://a.example/x").as_deref(),
            Ok("https://a.example/x")
        );
        assert_eq!(
            href("a.example/jobs").as_deref(),
            Ok("https://a.example/jobs")
        );
        for raw in [
            "javascript:alert(1)",
            "mailto:a@b.example?bcc=x@y.example",
            "@",
            "https://u:p@a.example",
        ] {
            assert_eq!(
                href(raw).map_err(|error| error.code),
                Err("invalid"),
                "{raw}"
            );
        }
    }

    #[test]
    fn it_reads_back_from_what_is_stored() {
        for raw in ["jobs@example.org", "https://a.example/x?y=1"] {
            let to = ApplyTo::parse("apply_to", raw).expect("an address");
            assert_eq!(ApplyTo::parse("apply_to", &to.to_string()), Ok(to));
        }
    }
}
