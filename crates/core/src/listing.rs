//! The format that `jobboard import listings` reads: a JSON array of postings, documented in
//! `docs/IMPORT.md`.

use crate::phrase;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::field::{FieldError, FieldErrors};
use crate::job::{DraftRules, JobDraft, JobInput};
use crate::limits::Minimums;
use crate::web_url::WebUrl;

/// One posting of a file that can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The job that it becomes.
    pub job: JobDraft,
    /// Whether it is still open; a closed one is kept and not listed.
    pub active: bool,
    /// What makes it the same posting when it is loaded again.
    pub key: String,
}

/// One entry of a file: the line that it starts on, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingEntry {
    /// The line of the file, from 1.
    pub line: usize,
    /// The posting, or why it cannot be taken.
    pub listing: Result<Listing, FieldErrors>,
}

/// The file is no list of postings at all.
#[derive(Debug, thiserror::Error)]
#[error("not a JSON array of postings: {reason}")]
pub struct NotAListing {
    reason: String,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with the fields of a posting"
)]
struct RawListing {
    title: String,
    company: String,
    #[serde(default)]
    company_url: Option<String>,
    #[serde(default)]
    apply_url: Option<String>,
    locations: Vec<String>,
    date_posted: String,
    #[serde(default = "open")]
    active: bool,
    #[serde(default)]
    sponsorship: Option<String>,
}

fn open() -> bool {
    true
}

/// Reads a whole file. Every entry is judged by itself: a bad one does not spoil the others.
///
/// # Errors
/// When the text is not a JSON array.
pub fn parse_listings(text: &str, today: NaiveDate) -> Result<Vec<ListingEntry>, NotAListing> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entries: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| NotAListing {
        reason: error.to_string(),
    })?;
    let mut line = 1;
    let mut counted_to = 0;
    let parsed = entries.into_iter().map(|entry| {
        // The entries borrow from the text, so where one lies in memory says where in the text.
        let start = entry.get().as_ptr() as usize - text.as_ptr() as usize;
        line += text[counted_to..start].matches('\n').count();
        counted_to = start;
        ListingEntry {
            line,
            listing: parse_entry(entry.get(), today),
        }
    });
    Ok(parsed.collect())
}

fn parse_entry(json: &str, today: NaiveDate) -> Result<Listing, FieldErrors> {
    let raw = read_entry(json)?;
    let mut errors = FieldErrors::new();
    let apply_url = raw
        .apply_url
        .as_deref()
        .filter(|url| !url.trim().is_empty())
        .and_then(|url| errors.keep(WebUrl::parse("apply_url", url)));
    let locations: Vec<_> = raw
        .locations
        .iter()
        .map(|place| place.trim())
        .filter(|place| !place.is_empty())
        .collect();
    let location = locations.join("; ");
    let input = JobInput {
        title: Some(raw.title.clone()),
        company: Some(raw.company.clone()),
        company_url: raw.company_url.clone(),
        location: Some(location.clone()),
        apply_to: apply_url.as_ref().map(ToString::to_string),
        description: Some(description(&raw, &location, apply_url.as_ref())),
        date_posted: Some(raw.date_posted.clone()),
        ..JobInput::default()
    };
    let rules = DraftRules {
        minimums: Minimums::API,
        today,
        salary_required: false,
        known_closing_date: None,
    };
    let job = JobDraft::parse(&input, &rules, errors)?;
    let key = listing_key(&job, apply_url.as_ref());
    Ok(Listing {
        job,
        active: raw.active,
        key,
    })
}

/// Reads the fields of a posting, naming the one that is of the wrong type.
fn read_entry(json: &str) -> Result<RawListing, FieldError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = match error.path().to_string() {
            path if path == "." => "posting".to_owned(),
            path => path,
        };
        let why = without_position(error.inner());
        FieldError::new(field, "invalid", phrase!("error-cannot-be-read", why = why))
    })
}

/// `serde_json` closes with "at line 1 column 20", which counts within the entry.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// A text made of the posting's own facts and nothing else.
fn description(raw: &RawListing, location: &str, apply_url: Option<&WebUrl>) -> String {
    let mut text = format!(
        "{} is looking for: {}.\n\nWhere: {location}\nPosted: {}",
        raw.company.trim(),
        raw.title.trim(),
        raw.date_posted.trim(),
    );
    let sponsorship = raw.sponsorship.as_deref().unwrap_or_default().trim();
    if !sponsorship.is_empty() && sponsorship != "Other" {
        text.push_str("\nWork permit: ");
        text.push_str(sponsorship);
    }
    if let Some(url) = apply_url {
        text.push_str("\n\nApply: ");
        text.push_str(url.as_str());
    }
    text
}

/// A posting is the same when its address to apply at is; without one, when title, company and
/// places are.
fn listing_key(job: &JobDraft, apply_url: Option<&WebUrl>) -> String {
    let identity = match apply_url {
        Some(url) => format!("apply\0{url}"),
        None => format!("job\0{}\0{}\0{}", job.title, job.company, job.location),
    };
    let digest = Sha256::digest(identity.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, 1).expect("a date")
    }

    const GOOD: &str = r#"{"title": "Gardener", "company": "Parks ", "company_url": "",
        "apply_url": "https://parks.example.org/1", "locations": ["Ghent", "Bruges"],
        "date_posted": "2024-06-04", "active": false, "sponsorship": "Other"}"#;

    #[test]
    fn a_posting_becomes_a_job_made_of_its_own_facts() {
        let entries = parse_listings(&format!("[{GOOD}]"), today()).expect("a list");
        let listing = entries[0].listing.as_ref().expect("a posting");
        assert_eq!(listing.job.company, "Parks");
        assert_eq!(listing.job.location, "Ghent; Bruges");
        assert_eq!(listing.job.company_url, None);
        assert!(!listing.active);
        assert_eq!(
            listing.job.description,
            "Parks is looking for: Gardener.\n\nWhere: Ghent; Bruges\nPosted: 2024-06-04\n\n\
             Apply: https://parks.example.org/1"
        );
    }

    #[test]
    fn a_bad_posting_is_named_by_its_line_and_spoils_no_other() {
        let text = format!(
            "[\n{GOOD},\n{{\"title\": \"x\"}},\n{},\n{},\n7]",
            GOOD.replace("https:", "javascript:"),
            GOOD.replace("\"active\"", "\"owner\"")
        );
        let entries = parse_listings(&text, today()).expect("a list");
        let lines: Vec<_> = entries.iter().map(|e| e.line).collect();
        assert_eq!(lines, [2, 5, 6, 9, 12]);
        let why: Vec<_> = entries
            .iter()
            .map(|e| e.listing.as_ref().map_err(ToString::to_string).err())
            .collect();
        assert_eq!(why[0], None);
        assert!(
            why[1]
                .as_deref()
                .is_some_and(|w| w.contains("missing field `company`"))
        );
        assert!(
            why[2]
                .as_deref()
                .is_some_and(|w| w.starts_with("apply_url:"))
        );
        assert!(
            why[3]
                .as_deref()
                .is_some_and(|w| w.contains("unknown field `owner`"))
        );
        assert!(
            why[4]
                .as_deref()
                .is_some_and(|w| w.contains("invalid type"))
        );
    }

    #[test]
    fn a_field_of_the_wrong_type_is_named_and_nothing_optional_must_be_there() {
        let why = |text: &str| {
            let entries = parse_listings(&format!("[{text}]"), today()).expect("a list");
            entries[0]
                .listing
                .as_ref()
                .map_err(ToString::to_string)
                .err()
        };
        assert_eq!(
            why(&GOOD.replace("\"Ghent\"", "5")).as_deref(),
            Some("locations[0]: invalid type: integer `5`, expected a string")
        );
        assert_eq!(why(&GOOD.replace("\"Other\"", "null")), None);
        assert!(
            parse_listings("\u{feff}[]", today()).is_ok(),
            "a byte order mark"
        );
    }

    #[test]
    fn text_that_is_no_list_says_where_it_stops_being_one() {
        let error = parse_listings("[\n{},\n", today()).expect_err("no list");
        assert!(error.to_string().contains("line 3"), "{error}");
    }

    #[test]
    fn the_same_posting_has_the_same_key() {
        let key = |text: &str| {
            let entries = parse_listings(&format!("[{text}]"), today()).expect("a list");
            entries[0].listing.as_ref().expect("a posting").key.clone()
        };
        assert_eq!(key(GOOD), key(&GOOD.replace("Gardener", "Head gardener")));
        assert_ne!(key(GOOD), key(&GOOD.replace("org/1", "org/2")));
        let without = GOOD.replace("https://parks.example.org/1", "");
        assert_ne!(key(&without), key(&without.replace("Gardener", "Cook")));
    }
}
