//! Who somebody is, and what that lets them do.

use crate::phrase;
use std::fmt;
use std::str::FromStr;

use email_address::Options;
use secrecy::{ExposeSecret, SecretString};

use crate::field::FieldError;
use crate::limits::{self, Minimums};
use crate::security::guessable;
use crate::text;

/// A user's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UserId(pub i64);

impl From<i64> for UserId {
    fn from(id: i64) -> Self {
        Self(id)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a user may do beyond their own affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Posts jobs and keeps them.
    Member,
    /// Also edits and takes down anybody's jobs.
    Moderator,
    /// Also manages accounts. The tutorial calls it a superuser.
    Admin,
}

impl Role {
    /// All roles, from least to most.
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Admin];

    /// The role's name in the database, the API and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }

    /// Whether jobs of other people may be edited and taken down.
    pub const fn manages_all_jobs(self) -> bool {
        matches!(self, Self::Moderator | Self::Admin)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No role has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no role {0:?}; the roles are member, moderator and admin")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == name)
            .ok_or_else(|| UnknownRole(name.to_owned()))
    }
}

/// A name that a user goes by: one line, unique whatever its case. An e-mail address will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Reads a user name.
    ///
    /// # Errors
    /// `required`, `too_short` (under the surface's minimum), `too_long` (over 254), `invalid`.
    pub fn parse(raw: Option<&str>, minimums: Minimums) -> Result<Self, FieldError> {
        text::line("username", raw, minimums.username, limits::USERNAME_MAX).map(Self)
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which it is unique.
    pub fn key(&self) -> String {
        text::identifier_key(&self.0)
    }
}

/// An e-mail address: stored as typed, unique whatever its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address by RFC 5321 and 5322, with a domain that has a dot; no display name, no
    /// quoted local part, no domain literal.
    ///
    /// # Errors
    /// `required`, `too_long` (over 254 characters), `invalid`.
    pub fn parse(raw: Option<&str>) -> Result<Self, FieldError> {
        let value = text::line("email", raw, 1, limits::EMAIL_MAX)?;
        let options = Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_required_tld();
        let valid = !value.contains('"')
            && !value.contains(char::is_whitespace)
            && email_address::EmailAddress::parse_with_options(&value, options).is_ok();
        if valid {
            Ok(Self(value))
        } else {
            Err(FieldError::new("email", "invalid", phrase!("error-email")))
        }
    }

    /// An address that reaches nobody, for mails that do not leave this machine.
    pub fn placeholder() -> Self {
        Self("board@jobboard.example".to_owned())
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which it is unique.
    pub fn key(&self) -> String {
        text::identifier_key(&self.0)
    }
}

/// What a new password must be. There are no composition rules, and nothing is ever cut or
/// trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters (`PASSWORD_MIN_LENGTH`).
    pub min_length: usize,
    /// Whether passwords that are tried first are refused (`PASSWORD_REJECT_COMMON`).
    pub reject_common: bool,
}

/// A password that may be hashed. Its value shows in no debug output.
#[derive(Debug, Clone)]
pub struct Password(SecretString);

impl Password {
    /// Reads a new password from a field. `personal` are the names that it must not be made of:
    /// the user's, their address, the site's.
    ///
    /// # Errors
    /// `required`; `too_short` by the policy; `too_long` over 72 bytes, and `invalid` with a NUL
    /// in it: other programs that read bcrypt's hashes would stop there; `personal` and `common`
    /// for what is tried first, if the policy minds.
    pub fn parse(
        field: &'static str,
        raw: Option<&str>,
        policy: PasswordPolicy,
        personal: &[&str],
    ) -> Result<Self, FieldError> {
        let value = raw.unwrap_or_default();
        let refuse = |code, message| Err(FieldError::new(field, code, message));
        if value.is_empty() {
            Err(FieldError::required(field))
        } else if value.contains('\0') {
            refuse("invalid", phrase!("error-password-nul"))
        } else if value.chars().count() < policy.min_length {
            Err(FieldError::too_short(field, policy.min_length))
        } else if value.len() > limits::PASSWORD_MAX_BYTES {
            Err(FieldError::new(
                field,
                "too_long",
                phrase!("error-password-long", most = limits::PASSWORD_MAX_BYTES),
            ))
        } else if policy.reject_common && guessable::is_personal(value, personal) {
            refuse("personal", phrase!("error-password-personal"))
        } else if policy.reject_common && guessable::is_common(value) {
            refuse("common", phrase!("error-password-common"))
        } else {
            Ok(Self(value.into()))
        }
    }

    /// A password that has just matched its owner's stored hash, to hash it anew. It is not held
    /// to the policy: it may be from before it.
    pub fn proven(candidate: &str) -> Self {
        Self(candidate.into())
    }

    /// The password itself, to hash it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const POLICY: PasswordPolicy = PasswordPolicy {
        min_length: 8,
        reject_common: true,
    };

    const ANY_WORD: PasswordPolicy = PasswordPolicy {
        min_length: 8,
        reject_common: false,
    };

    #[test]
    fn addresses_that_mail_can_reach_are_taken() {
        for good in [
            "ada@example.org",
            "a.b+c@sub.example.co.uk",
            "Ünal@example.org",
        ] {
            assert!(EmailAddress::parse(Some(good)).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a@",
            "@example.org",
            "a",
            "a b@example.org",
            "Ada <ada@example.org>",
            "a@localhost",
            "a@[127.0.0.1]",
            "\"a b\"@example.org",
            "a@example.org\r\nBcc: x@example.org",
            "a@exa\0mple.org",
        ] {
            assert!(EmailAddress::parse(Some(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn m13_a_password_has_8_characters_to_72_bytes_and_no_nul() {
        let parsed = |raw: &str| Password::parse("password", Some(raw), ANY_WORD, &[]);
        let code = |raw: &str| parsed(raw).err().map(|error| error.code);
        assert_eq!(code(""), Some("required"));
        assert_eq!(code("1234567"), Some("too_short"));
        assert_eq!(code("ééééééé"), Some("too_short"));
        assert_eq!(code("12345678"), None);
        assert_eq!(code("        "), None, "white space is not trimmed");
        assert_eq!(code(&"x".repeat(72)), None);
        assert_eq!(code(&"x".repeat(73)), Some("too_long"));
        assert_eq!(code(&"é".repeat(37)), Some("too_long"));
        assert_eq!(code("1234\x005678"), Some("invalid"));
    }

    #[test]
    fn m15_what_is_tried_first_is_refused_on_the_field_that_it_was_typed_into() {
        let personal = ["ada", "ada.lovelace@example.org", "Job Board"];
        let code = |raw: &str| {
            let error = Password::parse("new_password", Some(raw), POLICY, &personal).err()?;
            assert_eq!(error.field, "new_password");
            Some(error.code)
        };
        assert_eq!(code("12345678"), Some("common"));
        assert_eq!(code("P@ssw0rd"), Some("common"));
        assert_eq!(code("lovelace"), Some("personal"));
        assert_eq!(code("ada-lovelace-1815"), Some("personal"));
        assert_eq!(code("JobBoard1"), Some("personal"));
        assert_eq!(code("correct horse battery"), None);
        assert_eq!(code("my password for the job board"), None);
        let parsed = Password::parse("password", Some("JobBoard1"), ANY_WORD, &personal);
        assert!(parsed.is_ok(), "the policy does not mind");
    }

    #[test]
    fn a_password_does_not_show_in_debug_output() {
        let password = Password::proven("correct horse");
        assert!(!format!("{password:?}").contains("horse"));
    }

    proptest! {
        #[test]
        fn m13_any_text_is_judged_by_its_length_and_left_as_it_is(
            text in prop_oneof![any::<String>(), around_the_limits()],
            min_length in 1usize..=72,
            reject_common: bool,
        ) {
            let policy = PasswordPolicy { min_length, reject_common };
            let parsed = Password::parse("password", Some(&text), policy, &["Ada", "a@b.example"]);
            let fits = !text.is_empty()
                && !text.contains('\0')
                && text.chars().count() >= min_length
                && text.len() <= 72;
            match parsed {
                Ok(password) => {
                    prop_assert!(fits);
                    prop_assert_eq!(password.expose(), text);
                }
                Err(error) if matches!(error.code, "common" | "personal") => {
                    prop_assert!(fits && reject_common);
                }
                Err(_) => prop_assert!(!fits),
            }
        }
    }

    /// Texts around the limits, with NULs, accents and digits for letters among them.
    fn around_the_limits() -> impl Strategy<Value = String> {
        let letter = prop_oneof![
            Just('\0'),
            Just('é'),
            Just('4'),
            Just('@'),
            any::<char>(),
            proptest::char::range('a', 'f')
        ];
        proptest::collection::vec(letter, 0..80).prop_map(String::from_iter)
    }
}
