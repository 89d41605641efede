//! Free tags.

use crate::phrase;
use unicode_normalization::UnicodeNormalization;

use crate::field::{FieldError, FieldErrors};
use crate::{limits, text};

/// A tag that survives as it was typed: `C++`, `C#`, `.NET`, `node.js`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    typed: String,
    key: String,
}

impl Tag {
    /// Reads one tag: a line of at most 30 characters without a comma.
    ///
    /// # Errors
    /// `required`, `too_long`, `invalid`.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let typed = text::line(field, Some(raw), 1, limits::TAG_MAX)?;
        if typed.contains(',') {
            let message = phrase!("error-tag-comma");
            return Err(FieldError::new(field, "invalid", message));
        }
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = typed.nfkc().flat_map(char::to_lowercase).collect();
        Ok(Self { typed, key })
    }

    /// Reads some tags, at most eight, those that are alike once. Empty ones are left out.
    pub fn parse_all(
        field: &'static str,
        raw: &[String],
        errors: &mut FieldErrors,
    ) -> Option<Vec<Self>> {
        let filled = raw.iter().filter(|raw| !raw.trim().is_empty());
        let read: Result<Vec<_>, _> = filled.map(|raw| Self::parse(field, raw)).collect();
        let mut tags: Vec<Self> = Vec::new();
        for tag in errors.keep(read)? {
            if tags.iter().all(|known| known.key != tag.key) {
                tags.push(tag);
            }
        }
        if tags.len() > limits::TAGS_MAX {
            let message = phrase!("error-too-many-tags", most = limits::TAGS_MAX);
            errors.add(FieldError::new(field, "too_many", message));
            return None;
        }
        Some(tags)
    }

    /// The tags of a line with commas between them.
    pub fn split(line: &str) -> Vec<String> {
        let tags = line.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    }

    /// As it was typed.
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The form in which tags are compared: case makes no difference, signs and accents do.
    pub fn key(&self) -> &str {
        &self.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(raw: &[&str]) -> Result<Vec<String>, &'static str> {
        let raw: Vec<_> = raw.iter().map(|raw| (*raw).to_owned()).collect();
        let mut errors = FieldErrors::new();
        let tags = Tag::parse_all("tags", &raw, &mut errors);
        let code = errors.iter().next().map(|error| error.code);
        let tags = tags.map(|tags| tags.iter().map(|tag| tag.as_typed().to_owned()).collect());
        tags.ok_or(code.unwrap_or_default())
    }

    #[test]
    fn tags_survive_as_they_were_typed() {
        let typed = ["C++", "C#", ".NET", "C", "node.js", "機械学習", "São Paulo"];
        assert_eq!(parse(&typed), Ok(typed.map(str::to_owned).to_vec()));
        let tag = Tag::parse("tags", " Machine \t learning ");
        assert_eq!(
            tag.map_err(|e| e.code),
            Err("invalid"),
            "a tab is a control character"
        );
        assert_eq!(parse(&[" a  b "]), Ok(vec!["a b".to_owned()]));
    }

    #[test]
    fn tags_that_differ_in_case_are_one_and_nine_are_too_many() {
        assert_eq!(
            parse(&["Rust", "rust", "", "RUST"]),
            Ok(vec!["Rust".to_owned()])
        );
        let nine: Vec<String> = (0..9).map(|n| n.to_string()).collect();
        let nine: Vec<&str> = nine.iter().map(String::as_str).collect();
        assert_eq!(parse(&nine), Err("too_many"));
        assert!(parse(&nine[..8]).is_ok());
        assert_eq!(parse(&["a,b"]), Err("invalid"));
        assert_eq!(parse(&["x".repeat(31).as_str()]), Err("too_long"));
        assert_eq!(Tag::split(" C++, ,Rust,"), ["C++", "Rust"]);
    }

    proptest::proptest! {
        #[test]
        fn a_tag_reads_back_as_it_is_kept(raw in "\\PC{0,40}") {
            if let Ok(tag) = Tag::parse("tags", &raw) {
                assert_eq!(Tag::parse("tags", tag.as_typed()), Ok(tag.clone()));
            }
        }
    }
}
