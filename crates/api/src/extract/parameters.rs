use jobboard_core::phrase;
use std::borrow::Cow;
use std::future::{Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use jobboard_core::field::FieldError;
use percent_encoding::percent_decode;

use super::body;
use crate::error::ApiError;
use crate::pages::KeptForm;
use crate::route::Surface;

/// The most parameters that are read.
pub(crate) const PARAMETERS_MAX: usize = 64;

/// Names and values, as a query or a form has them
/// (WHATWG URL standard, `application/x-www-form-urlencoded`).
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Parameters out of names and values.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// All names and values, owned.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        self.0.clone()
    }

    /// The value of a name, the first if there are several.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a name, owned.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// All values of a name.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let known = self.iter().filter(|(known, _)| *known == name);
        known.map(|(_, value)| value.to_owned()).collect()
    }

    /// All names and values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The parameters whose names do not begin with `prefix`.
    pub(crate) fn without(&self, prefix: &str) -> Self {
        let kept = self.0.iter().filter(|(name, _)| !name.starts_with(prefix));
        Self(kept.cloned().collect())
    }

    /// Takes only these names; a form with another one was not made by this site.
    pub(crate) fn only(&self, names: &[&str]) -> Result<(), ApiError> {
        match self.0.iter().find(|(name, _)| !names.contains(&&**name)) {
            Some((name, _)) => {
                Err(FieldError::new(name.clone(), "unknown", phrase!("error-no-such-field")).into())
            }
            None => Ok(()),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Reads a query or a form.
    pub(crate) fn parse(raw: &[u8]) -> Result<Self, ApiError> {
        pairs_of(raw)
            .map(|pair| pair.map(|(name, value)| (name.into_owned(), value.into_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// The names and values of a query or a form, one after the other.
pub(crate) fn pairs_of(
    raw: &[u8],
) -> impl Iterator<Item = Result<(Cow<'_, str>, Cow<'_, str>), ApiError>> {
    raw.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .take(PARAMETERS_MAX)
        .map(|pair| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(parts.next().unwrap_or_default())?;
            let value = decode(parts.next().unwrap_or_default())?;
            Ok((name, value))
        })
}

fn decode(raw: &[u8]) -> Result<Cow<'_, str>, ApiError> {
    let malformed = |_| ApiError::Malformed(phrase!("error-parameters"));
    if !raw.contains(&b'+') {
        return percent_decode(raw).decode_utf8().map_err(malformed);
    }
    let spaced: Vec<u8> = raw
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let decoded = percent_decode(&spaced).decode_utf8().map_err(malformed)?;
    Ok(Cow::Owned(decoded.into_owned()))
}

/// The query of an address.
#[derive(Debug, Clone)]
pub(crate) struct Query(pub(crate) Parameters);

impl FromRequest for Query {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Parameters::parse(request.query_string().as_bytes()).map(Query))
    }
}

/// A form as the body, of at most 64 KiB.
#[derive(Debug, Clone)]
pub(crate) struct Form(pub(crate) Parameters);

impl FromRequest for Form {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            body::expect_content_type(&request, "application/x-www-form-urlencoded")?;
            let body = body::read(&request, payload).await?;
            let form = Parameters::parse(&body)?;
            if Surface::of_path(request.path()) == Surface::Page {
                // So that an error can give it back.
                request.extensions_mut().insert(KeptForm::of(&form));
            }
            Ok(Form(form))
        })
    }
}
