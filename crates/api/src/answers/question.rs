//! What an answer for everybody may depend on, and the name that it is kept under.

use std::borrow::Cow;

use actix_web::HttpRequest;
use actix_web::http::Uri;
use jobboard_core::language::Language;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::auth::Visitor;
use crate::encoding::Coding;
use crate::error::ApiError;
use crate::extract::{JobNumber, Parameters, PathNumber, pairs_of};
use crate::route::Surface;
use crate::visit::Visit;

/// The most parameters that a public route may know.
pub(super) const KNOWN_MAX: usize = 16;

/// The longest key that an answer is kept under, in bytes.
const KEY_MAX: usize = 1024;

/// Where in a key the coding stands.
const CODING: usize = 1;

/// A notice of what has just been done is said once, and not kept.
const SAID_ONCE: &str = "msg";

/// The address of a public route.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    /// Its place among the public routes.
    pub(crate) number: u8,
    /// The path, with `{id}` for the number of a thing.
    pub(crate) path: &'static str,
    /// Whether it may end with a slash, and does so on its own pages.
    pub(super) takes_slash: bool,
    /// The parameters that change the answer; others are not looked at.
    pub(crate) parameters: Vec<&'static str>,
    pub(super) surface: Surface,
}

/// What is asked for, and nothing about who asks: all that an answer for everybody is made from.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    id: String,
    /// Those that the route knows, each once, in the route's order.
    pub(crate) parameters: Parameters,
    visit: Visit,
}

impl Question {
    /// Reads it off a request.
    pub(super) fn of(request: &HttpRequest, address: &Address) -> Result<Self, ApiError> {
        let all = Parameters::parse(request.query_string().as_bytes())?;
        let known = address.parameters.iter().filter_map(|name| {
            let value = all.text(name)?;
            Some(((*name).to_owned(), value))
        });
        let parameters = Parameters::of(known.collect());
        let id = request.match_info().get("id").unwrap_or_default();
        let mut path = address.path.replace("{id}", id);
        if address.takes_slash && path != "/" {
            path.push('/');
        }
        let visit = Visit {
            address: written(path, &parameters),
            ..Visit::of(request)
        };
        Ok(Self {
            id: id.to_owned(),
            parameters,
            visit,
        })
    }

    /// The number of a job in the path.
    pub(crate) fn job(&self) -> JobNumber {
        JobNumber::parse(&self.id)
    }

    /// The number of something else in the path.
    pub(crate) fn number(&self) -> PathNumber {
        PathNumber::parse(&self.id)
    }

    /// Somebody who is not signed in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor(None, self.visit.clone())
    }
}

fn written(path: String, parameters: &Parameters) -> String {
    let mut address = path;
    let kept = parameters.iter().filter(|(name, _)| *name != SAID_ONCE);
    for (place, (name, value)) in kept.enumerate() {
        address.push(if place == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
    }
    address
}

/// For whom an answer is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'r> {
    /// The language of a page.
    pub(super) language: Language,
    /// What the board is called by the reader, where a page says it.
    pub(super) host: Option<&'r [u8]>,
    pub(super) coding: Coding,
}

/// Writes the key of the answer to a question: the same for questions that differ only in the
/// order of their parameters, in how these are encoded, and in those that the route does not know.
/// False when the answer is not to be kept.
pub(super) fn write_key(
    key: &mut Vec<u8>,
    address: &Address,
    uri: &Uri,
    id: Option<i64>,
    reader: Reader<'_>,
) -> bool {
    let mut values: [Option<Cow<'_, str>>; KNOWN_MAX] = [const { None }; KNOWN_MAX];
    if let Some(query) = uri.query() {
        for pair in pairs_of(query.as_bytes()) {
            let Ok((name, value)) = pair else {
                return false;
            };
            let known = address.parameters.iter().position(|known| *known == name);
            if let Some(slot) = known.and_then(|place| values.get_mut(place))
                && slot.is_none()
            {
                if name == SAID_ONCE {
                    return false;
                }
                *slot = Some(value);
            }
        }
    }
    key.clear();
    key.push(address.number);
    key.push(reader.coding as u8);
    if address.surface == Surface::Page {
        key.push(reader.language as u8);
    }
    if let Some(id) = id {
        key.extend(id.to_be_bytes());
    }
    for (place, value) in (0_u8..).zip(&values) {
        if let Some(value) = value {
            key.push(place);
            // A length before each value, so that none can be taken for the next one.
            key.extend((value.len() as u64).to_be_bytes());
            key.extend(value.as_bytes());
        }
    }
    if address.surface == Surface::Page
        && let Some(host) = reader.host
    {
        key.push(u8::MAX);
        key.extend(host);
    }
    key.len() <= KEY_MAX
}

/// The key of the same answer as it is before it is coded.
pub(super) fn key_in_plain(key: &[u8]) -> Vec<u8> {
    let mut key = key.to_vec();
    if let Some(coding) = key.get_mut(CODING) {
        *coding = Coding::Plain as u8;
    }
    key
}

/// The number in a path, as this site writes it.
pub(super) fn plain_number(raw: &str) -> Option<i64> {
    let digits = (1..=18).contains(&raw.len()) && raw.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !raw.starts_with('0')).then(|| raw.parse().ok())?
}
