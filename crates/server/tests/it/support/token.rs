//! Tokens taken apart, changed and signed again, as a forger would.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::Value;

use super::app::SECRET_KEY;

/// A real token, taken apart.
pub(crate) struct Parts {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    pub(crate) signature: String,
}

impl Parts {
    pub(crate) fn of(token: &str) -> Self {
        let parts: Vec<_> = token.split('.').collect();
        let decoded = |part: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(part).expect("base64url");
            serde_json::from_slice(&bytes).expect("JSON")
        };
        Self {
            header: decoded(parts[0]),
            claims: decoded(parts[1]),
            signature: parts[2].to_owned(),
        }
    }

    pub(crate) fn number(&self, claim: &str) -> i64 {
        self.claims[claim].as_i64().expect("a number")
    }

    pub(crate) fn exp(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.number("exp"), 0).expect("a time")
    }

    /// The same token with something else in its header, signed anew.
    pub(crate) fn with_header(&self, name: &str, value: Value) -> String {
        sign(&with(&self.header, name, value), &self.claims.to_string())
    }

    /// The same token with another claim, signed anew.
    pub(crate) fn with_claim(&self, name: &str, value: Value) -> String {
        let claims = with(&self.claims, name, value);
        sign(&self.header, &claims.to_string())
    }

    pub(crate) fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().expect("claims").remove(name);
        sign(&self.header, &claims.to_string())
    }

    /// The same token with claims that are written down twice or otherwise oddly.
    pub(crate) fn with_claims_that_begin(&self, first: &str) -> String {
        let claims = self.claims.to_string();
        sign(
            &self.header,
            &claims.replacen('{', &format!("{{{first},"), 1),
        )
    }
}

/// An object with a field changed.
pub(crate) fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object[name] = value;
    object
}

/// The part of a token that is signed.
pub(crate) fn message(header: &Value, claims: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims))
}

/// The signature of a token's first two parts.
pub(crate) fn signature(message: &str, key: &str, algorithm: Algorithm) -> String {
    let key = EncodingKey::from_secret(key.as_bytes());
    jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).expect("a signature")
}

/// Signs with the board's own key.
pub(crate) fn sign(header: &Value, claims: &str) -> String {
    let message = message(header, claims);
    let signature = signature(&message, SECRET_KEY, Algorithm::HS256);
    format!("{message}.{signature}")
}
