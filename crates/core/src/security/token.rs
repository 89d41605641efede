//! Signed tokens as the tutorial's chapter has them: JWS compact serialisation (RFC 7515) with
//! an HMAC under `SECRET_KEY` itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::limits;

/// Any claims, by name.
pub type Claims = Map<String, Value>;

/// The algorithms that `ALGORITHM` may name.
pub const ALGORITHMS: [Algorithm; 3] = [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512];

/// What a token is for, said in its header (`typ`), so that no kind passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A token with free claims, as in the chapter.
    Plain,
    /// An access token of the board (RFC 9068 § 2.1).
    Access,
}

impl TokenKind {
    /// The header's `typ`.
    pub const fn typ(self) -> &'static str {
        match self {
            Self::Plain => "JWT",
            Self::Access => "at+jwt",
        }
    }
}

/// The key that signs and verifies.
#[derive(Clone)]
pub struct TokenKey {
    algorithm: Algorithm,
    encoding: EncodingKey,
    decoding: DecodingKey,
    kid: String,
    life: TimeDelta,
}

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenKey")
            .field("algorithm", &self.algorithm)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

/// The token library does not work in this build.
#[derive(Debug, thiserror::Error)]
#[error("the token library cannot sign and verify with {algorithm:?}")]
pub struct BrokenTokenLibrary {
    algorithm: Algorithm,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// Longer than any token of ours.
    #[error("it is longer than {} bytes", limits::TOKEN_MAX_BYTES)]
    TooLong,
    /// Not three parts of base64url.
    #[error("it is not three parts of base64url text with dots between them")]
    NotAToken,
    /// The header is not exactly `alg`, `typ` and `kid` as expected.
    #[error("its header is not that of an access token of this board")]
    Header,
    /// Another key, or changed since.
    #[error("its signature is not of this board's key")]
    Signature,
    /// The claims are not exactly those of an access token.
    #[error("its claims are not those of an access token (iss, sub, sid, iat, exp)")]
    Claims,
    /// Made by somebody else.
    #[error("another issuer made it")]
    Issuer,
    /// Made in the future.
    #[error("it says that it was made in the future")]
    NotYet,
    /// Past `exp`.
    #[error("it has expired")]
    Expired,
    /// Valid for longer than this board ever grants.
    #[error("it lives longer than this board's tokens do")]
    TooLongLived,
}

impl TokenKey {
    /// The key `secret` for `algorithm`, whose tokens live for `life` unless somebody asks for
    /// something else. It is tried out once: a build of the token library without its
    /// cryptography would only show at the first login.
    ///
    /// # Errors
    /// When signing or verifying does not work in this build.
    pub fn new(
        secret: &SecretString,
        algorithm: Algorithm,
        life: TimeDelta,
    ) -> Result<Self, BrokenTokenLibrary> {
        Self::from_bytes(secret.expose_secret().as_bytes(), algorithm, life)
    }

    fn from_bytes(
        bytes: &[u8],
        algorithm: Algorithm,
        life: TimeDelta,
    ) -> Result<Self, BrokenTokenLibrary> {
        let fingerprint = Sha256::new()
            .chain_update(b"jobboard kid\0")
            .chain_update(bytes)
            .finalize();
        let key = Self {
            algorithm,
            encoding: EncodingKey::from_secret(bytes),
            decoding: DecodingKey::from_secret(bytes),
            kid: URL_SAFE_NO_PAD.encode(&fingerprint[..6]),
            life,
        };
        let works = key
            .sign(TokenKind::Plain, &Claims::new())
            .is_ok_and(|token| key.verified_payload(&token).is_ok());
        if works {
            Ok(key)
        } else {
            Err(BrokenTokenLibrary { algorithm })
        }
    }

    /// The key's public name, as tokens carry it. Nothing about the key can be told from it.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// How long a token is good for (`ACCESS_TOKEN_EXPIRE_MINUTES`).
    pub fn life(&self) -> TimeDelta {
        self.life
    }

    /// The algorithm's name, as tokens carry it.
    pub fn algorithm_name(&self) -> String {
        format!("{:?}", self.algorithm)
    }

    /// The chapter's function: copies `data`, adds `exp` = `now` + `expires_delta` (or the key's
    /// own life when none is given) in whole seconds, and signs it.
    ///
    /// # Errors
    /// When `exp` is past what a date can say, or the library fails.
    pub fn create_access_token(
        &self,
        kind: TokenKind,
        data: &Claims,
        expires_delta: Option<TimeDelta>,
        now: DateTime<Utc>,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let expires = now
            .checked_add_signed(expires_delta.unwrap_or(self.life))
            .ok_or(jsonwebtoken::errors::ErrorKind::InvalidToken)?;
        let mut claims = data.clone();
        claims.insert("exp".to_owned(), expires.timestamp().into());
        self.sign(kind, &claims)
    }

    fn sign(
        &self,
        kind: TokenKind,
        claims: &Claims,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header {
            typ: Some(kind.typ().to_owned()),
            kid: Some(self.kid.clone()),
            ..Header::new(self.algorithm)
        };
        jsonwebtoken::encode(&header, claims, &self.encoding)
    }

    /// The decoded payload of a token that this key signed. The header is not looked at: the
    /// algorithm and the key are ours, whatever the token says.
    ///
    /// # Errors
    /// `TooLong`, `NotAToken` or `Signature`.
    pub fn verified_payload(&self, token: &str) -> Result<Vec<u8>, TokenRefusal> {
        let parts = TokenParts::split(token)?;
        let genuine = jsonwebtoken::crypto::verify(
            parts.signature,
            parts.message.as_bytes(),
            &self.decoding,
            self.algorithm,
        );
        if !genuine.unwrap_or(false) {
            return Err(TokenRefusal::Signature);
        }
        parts.payload()
    }
}

/// The three parts of a token.
#[derive(Debug, Clone, Copy)]
pub struct TokenParts<'a> {
    message: &'a str,
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
}

impl<'a> TokenParts<'a> {
    /// Splits a token of at most 4 096 bytes into exactly three non-empty parts.
    ///
    /// # Errors
    /// `TooLong` or `NotAToken`.
    pub fn split(token: &'a str) -> Result<Self, TokenRefusal> {
        if token.len() > limits::TOKEN_MAX_BYTES {
            return Err(TokenRefusal::TooLong);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(TokenRefusal::NotAToken)?;
        let (header, payload) = message.split_once('.').ok_or(TokenRefusal::NotAToken)?;
        let empty = [header, payload, signature].contains(&"");
        if empty || payload.contains('.') {
            return Err(TokenRefusal::NotAToken);
        }
        Ok(Self {
            message,
            header,
            payload,
            signature,
        })
    }

    /// The decoded header.
    ///
    /// # Errors
    /// `NotAToken` when it is no base64url.
    pub fn header(&self) -> Result<Vec<u8>, TokenRefusal> {
        decode_part(self.header)
    }

    /// The decoded payload, which nobody has vouched for.
    ///
    /// # Errors
    /// `NotAToken` when it is no base64url.
    pub fn payload(&self) -> Result<Vec<u8>, TokenRefusal> {
        decode_part(self.payload)
    }
}

fn decode_part(part: &str) -> Result<Vec<u8>, TokenRefusal> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| TokenRefusal::NotAToken)
}

/// Reads a JSON object, and nothing but an object, into `T`.
pub(super) fn json_object<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    // A derived `Deserialize` would take an array of the values as well.
    (bytes.first() == Some(&b'{'))
        .then(|| serde_json::from_slice(bytes).ok())
        .flatten()
}

#[cfg(test)]
mod tests;
