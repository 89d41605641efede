//! Rules for text that people type.

use crate::phrase;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::field::FieldError;

/// A text of one line: trimmed, `min..=max` characters, no control characters.
///
/// # Errors
/// `required` when it is absent or empty, `too_short`, `too_long`, `invalid`.
pub fn line(
    field: &'static str,
    raw: Option<&str>,
    min: usize,
    max: usize,
) -> Result<String, FieldError> {
    let value = raw.unwrap_or_default().trim();
    if value.chars().any(char::is_control) {
        return Err(FieldError::new(field, "invalid", phrase!("error-one-line")));
    }
    of_length(field, value, min, max)?;
    Ok(value.to_owned())
}

/// A text of any number of lines: trimmed, line ends made `\n`, `min..=max` characters, no
/// control characters but line end and tab.
///
/// # Errors
/// `required` when it is absent or empty, `too_short`, `too_long`, `invalid`.
pub fn lines(
    field: &'static str,
    raw: Option<&str>,
    min: usize,
    max: usize,
) -> Result<String, FieldError> {
    let value = raw
        .unwrap_or_default()
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let value = value.trim();
    if value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        return Err(FieldError::new(
            field,
            "invalid",
            phrase!("error-control-characters"),
        ));
    }
    of_length(field, value, min, max)?;
    Ok(value.to_owned())
}

fn of_length(field: &'static str, value: &str, min: usize, max: usize) -> Result<(), FieldError> {
    let length = value.chars().count();
    if length == 0 && min > 0 {
        Err(FieldError::required(field))
    } else if length < min {
        Err(FieldError::too_short(field, min))
    } else if length > max {
        Err(FieldError::too_long(field, max))
    } else {
        Ok(())
    }
}

/// The form in which texts are compared when case and accents do not matter: compatibility
/// decomposition without combining marks, in lower case. The databases disagree about both
/// (`lower('É')` stays `É` on SQLite), so it is done here, once, for either.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // Which has nothing to decompose.
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The form in which identifiers (user names, e-mail addresses) are compared: canonical
/// composition in lower case. Accents make a difference here.
pub fn identifier_key(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_counted_in_characters() {
        assert_eq!(
            line("title", Some("  Möbel  "), 5, 5).as_deref(),
            Ok("Möbel")
        );
        assert_eq!(line("title", Some(" "), 1, 5).unwrap_err().code, "required");
        assert_eq!(line("title", None, 1, 5).unwrap_err().code, "required");
        assert_eq!(
            line("title", Some("abc"), 4, 5).unwrap_err().code,
            "too_short"
        );
        assert_eq!(
            line("title", Some("abcdef"), 4, 5).unwrap_err().code,
            "too_long"
        );
    }

    #[test]
    fn control_characters_are_refused_but_line_ends_in_lines() {
        assert_eq!(
            line("title", Some("a\nb"), 1, 9).unwrap_err().code,
            "invalid"
        );
        assert_eq!(
            line("title", Some("a\0b"), 1, 9).unwrap_err().code,
            "invalid"
        );
        assert_eq!(
            lines("text", Some("a\r\nb\tc\rd"), 1, 9).as_deref(),
            Ok("a\nb\tc\nd")
        );
        assert_eq!(
            lines("text", Some("a\0b"), 1, 9).unwrap_err().code,
            "invalid"
        );
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Développeur ÉTÉ"), "developpeur ete");
        assert_eq!(fold("ﬁne"), "fine");
    }

    #[test]
    fn an_identifier_keeps_its_accents() {
        assert_eq!(identifier_key("Alice@Example.ORG"), "alice@example.org");
        assert_ne!(identifier_key("é"), identifier_key("e"));
        assert_eq!(identifier_key("e\u{301}"), identifier_key("É"));
    }
}
