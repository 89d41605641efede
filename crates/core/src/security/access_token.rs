//! The access token of the board: what a login gives and every later request shows.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::token::{Claims, TokenKey, TokenKind, TokenParts, TokenRefusal, json_object};

/// Who makes the board's tokens, and the only one who reads them.
pub const ISSUER: &str = "jobboard";

/// Makes access tokens and reads them, strictly. The current key signs; a token says in its
/// header (`kid`) which key signed it, and is looked up in memory.
#[derive(Debug, Clone)]
pub struct AccessTokens {
    key: TokenKey,
    previous: Vec<TokenKey>,
}

/// A fresh access token.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    /// The token.
    pub token: String,
    /// How long it is good for.
    pub expires_in: TimeDelta,
}

/// What a token says once it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessClaims {
    /// The user's e-mail address.
    pub sub: String,
    /// The session that the token belongs to.
    pub sid: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeader {
    alg: String,
    typ: String,
    kid: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaims {
    iss: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

impl AccessTokens {
    /// Tokens signed by `key`; those signed by `previous` are read as well.
    pub fn new(key: TokenKey, previous: Vec<TokenKey>) -> Self {
        Self { key, previous }
    }

    /// The key that signs them.
    pub fn key(&self) -> &TokenKey {
        &self.key
    }

    /// The keys that verify them, the one that signs first.
    pub fn keys(&self) -> impl Iterator<Item = &TokenKey> {
        std::iter::once(&self.key).chain(&self.previous)
    }

    /// A token for the user `sub` in the session `sid`, which ends at `session_end` at the latest.
    ///
    /// # Errors
    /// When the library fails.
    pub fn issue(
        &self,
        sub: &str,
        sid: &str,
        session_end: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<IssuedToken, jsonwebtoken::errors::Error> {
        let mut data = Claims::new();
        data.insert("iss".to_owned(), ISSUER.into());
        data.insert("sub".to_owned(), sub.into());
        data.insert("sid".to_owned(), sid.into());
        data.insert("iat".to_owned(), now.timestamp().into());
        let expires_in = self.key.life().min(session_end - now);
        let token =
            self.key
                .create_access_token(TokenKind::Access, &data, Some(expires_in), now)?;
        Ok(IssuedToken { token, expires_in })
    }

    /// Reads a token that somebody showed. There is no leeway, and nothing is accepted that
    /// [`issue`](Self::issue) would not have written (RFC 8725 § 3).
    ///
    /// # Errors
    /// The first reason against it.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenRefusal> {
        let header = TokenParts::split(token)?.header()?;
        let header: RawHeader = json_object(&header).ok_or(TokenRefusal::Header)?;
        let key = self
            .keys()
            .find(|key| header.kid == key.kid())
            .filter(|key| {
                header.alg == key.algorithm_name() && header.typ == TokenKind::Access.typ()
            })
            .ok_or(TokenRefusal::Header)?;
        let payload = key.verified_payload(token)?;
        let claims: RawClaims = json_object(&payload).ok_or(TokenRefusal::Claims)?;
        let now = now.timestamp();
        if claims.iss != ISSUER {
            Err(TokenRefusal::Issuer)
        } else if claims.iat > now {
            Err(TokenRefusal::NotYet)
        } else if claims.exp <= now {
            Err(TokenRefusal::Expired)
        } else if claims.exp.saturating_sub(claims.iat) > key.life().num_seconds() {
            Err(TokenRefusal::TooLongLived)
        } else {
            Ok(AccessClaims {
                sub: claims.sub,
                sid: claims.sid,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::{Algorithm, EncodingKey};
    use serde_json::{Value, json};

    const SECRET: &str = "k7GdGqgWcR0nYlT2wz8bXvQ4mJpAhUfE";

    fn key() -> TokenKey {
        TokenKey::new(&SECRET.into(), Algorithm::HS256, TimeDelta::minutes(30)).expect("a key")
    }

    fn tokens() -> AccessTokens {
        AccessTokens::new(key(), Vec::new())
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).expect("a time")
    }

    fn far() -> DateTime<Utc> {
        now() + TimeDelta::days(30)
    }

    fn good_claims() -> Value {
        json!({"iss": ISSUER, "sub": "ada@example.org", "sid": "s", "iat": 1_700_000_000i64, "exp": 1_700_001_800i64})
    }

    fn good_header() -> Value {
        json!({"alg": "HS256", "typ": "at+jwt", "kid": key().kid()})
    }

    fn signed_text(header: &str, claims: &str, secret: &str) -> String {
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims)
        );
        let key = EncodingKey::from_secret(secret.as_bytes());
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::HS256)
            .expect("a signature");
        format!("{message}.{signature}")
    }

    fn signed(header: &Value, claims: &Value) -> String {
        signed_text(&header.to_string(), &claims.to_string(), SECRET)
    }

    fn with(mut object: Value, name: &str, value: Value) -> Value {
        object[name] = value;
        object
    }

    fn without(mut object: Value, name: &str) -> Value {
        object.as_object_mut().expect("an object").remove(name);
        object
    }

    #[test]
    fn a_token_of_ours_is_read_back() {
        let issued = tokens()
            .issue("ada@example.org", "s", far(), now())
            .expect("a token");
        let claims = tokens().verify(&issued.token, now()).expect("claims");
        assert_eq!(
            (claims.sub.as_str(), claims.sid.as_str()),
            ("ada@example.org", "s")
        );
        assert!(
            tokens()
                .verify(&signed(&good_header(), &good_claims()), now())
                .is_ok()
        );
    }

    #[test]
    fn m05_a_token_ends_at_its_second_without_leeway() {
        let issued = tokens().issue("a@b.c", "s", far(), now());
        let token = issued.expect("a token").token;
        let at = |seconds| tokens().verify(&token, now() + TimeDelta::seconds(seconds));
        assert!(at(1799).is_ok());
        assert_eq!(at(1800), Err(TokenRefusal::Expired));
        assert_eq!(at(-1), Err(TokenRefusal::NotYet));
    }

    #[test]
    fn m10_a_token_does_not_outlive_its_session() {
        let end = now() + TimeDelta::minutes(5);
        let issued = tokens().issue("a@b.c", "s", end, now()).expect("a token");
        assert_eq!(issued.expires_in, TimeDelta::minutes(5));
        assert!(tokens().verify(&issued.token, end).is_err());
    }

    #[test]
    fn s02_the_key_that_signed_is_found_by_its_name() {
        let new = TokenKey::new(
            &"another-key-of-thirty-two-bytes!".into(),
            Algorithm::HS256,
            TimeDelta::minutes(30),
        )
        .expect("a key");
        let rotated = AccessTokens::new(new.clone(), vec![key()]);
        let old = signed(&good_header(), &good_claims());
        assert!(rotated.verify(&old, now()).is_ok());
        let fresh = rotated.issue("a@b.c", "s", far(), now()).expect("a token");
        assert!(rotated.verify(&fresh.token, now()).is_ok());
        assert_eq!(
            tokens().verify(&fresh.token, now()),
            Err(TokenRefusal::Header)
        );
        let dropped = AccessTokens::new(new, Vec::new());
        assert_eq!(dropped.verify(&old, now()), Err(TokenRefusal::Header));
        let swapped = signed(
            &with(good_header(), "kid", json!(dropped.key().kid())),
            &good_claims(),
        );
        assert_eq!(
            rotated.verify(&swapped, now()),
            Err(TokenRefusal::Signature)
        );
    }

    #[test]
    fn m03_bad_claims_are_refused() {
        let nested = "[".repeat(200) + &"]".repeat(200);
        let iat = 1_700_000_000i64;
        for (what, claims) in [
            (
                "expired by a second",
                with(good_claims(), "exp", json!(iat)),
            ),
            ("made ahead", with(good_claims(), "iat", json!(iat + 1))),
            ("nbf ahead", with(good_claims(), "nbf", json!(iat + 60))),
            ("no exp", without(good_claims(), "exp")),
            ("no iat", without(good_claims(), "iat")),
            ("no sid", without(good_claims(), "sid")),
            ("no sub", without(good_claims(), "sub")),
            ("no iss", without(good_claims(), "iss")),
            (
                "exp as text",
                with(good_claims(), "exp", json!("1700001800")),
            ),
            (
                "exp as a fraction",
                with(good_claims(), "exp", json!(1_700_001_800.5)),
            ),
            ("exp maximal", with(good_claims(), "exp", json!(i64::MAX))),
            ("exp past i64", with(good_claims(), "exp", json!(u64::MAX))),
            ("iat minimal", with(good_claims(), "iat", json!(i64::MIN))),
            (
                "lives too long",
                with(good_claims(), "exp", json!(iat + 1801)),
            ),
            ("iss as a list", with(good_claims(), "iss", json!([ISSUER]))),
            ("another issuer", with(good_claims(), "iss", json!("other"))),
            ("sub null", with(good_claims(), "sub", json!(null))),
            ("aud wrongly typed", with(good_claims(), "aud", json!(1))),
        ] {
            let token = signed(&good_header(), &claims);
            assert!(tokens().verify(&token, now()).is_err(), "{what}");
        }
        let good = good_claims().to_string();
        for (what, claims) in [
            ("duplicate", good.replacen('{', r#"{"sub":"x","#, 1)),
            (
                "nested",
                good.replacen('{', &format!(r#"{{"x":{nested},"#), 1),
            ),
            (
                "an array",
                r#"["jobboard","a","s",1700000000,1700001800]"#.to_owned(),
            ),
            ("not JSON", "x".to_owned()),
        ] {
            let token = signed_text(&good_header().to_string(), &claims, SECRET);
            assert!(tokens().verify(&token, now()).is_err(), "{what}");
        }
    }

    #[test]
    fn m03_bad_headers_are_refused() {
        for (name, value) in [
            ("alg", json!("none")),
            ("alg", json!("None")),
            ("alg", json!("NONE")),
            ("alg", json!("nOnE")),
            ("alg", json!("HS384")),
            ("alg", json!("RS256")),
            ("alg", json!(null)),
            ("typ", json!("JWT")),
            ("typ", json!("rt+jwt")),
            ("kid", json!("../../etc/passwd")),
            ("kid", json!("' OR 1=1 --")),
            ("crit", json!(["exp"])),
            ("jwk", json!({"kty": "oct", "k": "AA"})),
            ("jku", json!("https://example.org")),
            ("x5u", json!("https://example.org")),
        ] {
            let token = signed(&with(good_header(), name, value.clone()), &good_claims());
            assert_eq!(
                tokens().verify(&token, now()),
                Err(TokenRefusal::Header),
                "{name} {value}"
            );
        }
        for name in ["alg", "typ", "kid"] {
            let token = signed(&without(good_header(), name), &good_claims());
            assert_eq!(
                tokens().verify(&token, now()),
                Err(TokenRefusal::Header),
                "{name}"
            );
        }
    }

    #[test]
    fn m03_bad_shapes_and_signatures_are_refused() {
        let good = signed(&good_header(), &good_claims());
        let (message, signature) = good.rsplit_once('.').expect("parts");
        let other = signed_text(
            &good_header().to_string(),
            &good_claims().to_string(),
            "another-key-of-thirty-two-bytes!",
        );
        for token in [
            String::new(),
            message.to_owned(),
            format!("{message}."),
            format!("{good}.x"),
            format!("{good}.x.y"),
            format!("{good}="),
            format!(" {good}"),
            format!("{message}.{}", signature.to_lowercase()),
            other,
        ] {
            assert!(tokens().verify(&token, now()).is_err(), "{token}");
        }
    }

    #[test]
    fn m04_a_token_over_4096_bytes_is_not_read() {
        let long = with(good_claims(), "sub", json!("x".repeat(4000)));
        let token = signed(&good_header(), &long);
        assert_eq!(tokens().verify(&token, now()), Err(TokenRefusal::TooLong));
    }

    #[test]
    fn m06_the_chapters_token_is_no_access_token() {
        let data = good_claims().as_object().cloned().expect("an object");
        let token = key()
            .create_access_token(TokenKind::Plain, &data, None, now())
            .expect("a token");
        assert_eq!(tokens().verify(&token, now()), Err(TokenRefusal::Header));
    }

    #[test]
    fn the_chapters_function_copies_the_data_and_adds_exp() {
        let mut data = Claims::new();
        data.insert("sub".into(), "Hello world".into());
        let token = key()
            .create_access_token(TokenKind::Plain, &data, Some(TimeDelta::minutes(5)), now())
            .expect("a token");
        let payload = key().verified_payload(&token).expect("a payload");
        let claims: Value = serde_json::from_slice(&payload).expect("JSON");
        assert_eq!(claims, json!({"sub": "Hello world", "exp": 1_700_000_300}));
        assert!(!data.contains_key("exp"), "the data is copied, not changed");
    }
}
