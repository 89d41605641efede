use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::security::access_token::AccessTokens;

/// Of Project Wycheproof.
const VECTORS: &str = include_str!("../../../../server/tests/data/jws-hs256.json");

/// Labelled otherwise than they are: 367 and 370 stand for wrong padding and have none, being equal
/// to a valid one; 372 and 373 hold characters that are no base64url.
const MISLABELLED: [u32; 4] = [367, 370, 372, 373];

#[derive(Deserialize)]
struct Vector {
    id: u32,
    what: String,
    key: VectorKey,
    jws: String,
    result: String,
}

#[derive(Deserialize)]
struct VectorKey {
    k: String,
}

const SECRET: &str = "k7GdGqgWcR0nYlT2wz8bXvQ4mJpAhUfE";

fn key() -> TokenKey {
    TokenKey::new(&SECRET.into(), Algorithm::HS256, TimeDelta::minutes(30)).expect("a key")
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).expect("a time")
}

#[test]
fn m03_wycheproof_signatures_are_judged_as_the_vectors_say() {
    let vectors: Vec<Vector> = serde_json::from_str(VECTORS).expect("vectors");
    assert_eq!(vectors.len(), 40);
    for vector in vectors {
        let secret = URL_SAFE_NO_PAD.decode(&vector.key.k).expect("a key");
        let key = TokenKey::from_bytes(&secret, Algorithm::HS256, TimeDelta::minutes(30));
        let key = key.expect("a key");
        let header = TokenParts::split(&vector.jws)
            .and_then(|parts| parts.header())
            .ok()
            .and_then(|header| json_object::<Value>(&header));
        let verified = header.is_some_and(|h| h["alg"] == "HS256")
            && key.verified_payload(&vector.jws).is_ok();
        let expected = (vector.result == "valid") != MISLABELLED.contains(&vector.id);
        assert_eq!(verified, expected, "{} {}", vector.id, vector.what);
        // None of them is a sign-in, whoever signed it.
        assert!(
            AccessTokens::new(key, Vec::new())
                .verify(&vector.jws, now())
                .is_err()
        );
    }
}

/// What looks like a token at first sight.
fn nearly_a_token() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z0-9_=+/.-]{0,200}",
        "eyJ[A-Za-z0-9_-]{0,80}\\.eyJ[A-Za-z0-9_-]{0,80}\\.[A-Za-z0-9_-]{0,60}",
        r#"[{}\[\]",:a-z0-9]{0,60}"#.prop_map(|header| {
            format!(
                "{}.{}.AAAA",
                URL_SAFE_NO_PAD.encode(&header),
                URL_SAFE_NO_PAD.encode(&header)
            )
        }),
    ]
}

proptest! {
    #[test]
    fn m03_any_text_is_refused_as_a_token(token in nearly_a_token()) {
        if let Ok(parts) = TokenParts::split(&token) {
            // Whatever they are, they are read without a panic.
            let _ = (parts.header(), parts.payload());
            prop_assert_eq!(token.matches('.').count(), 2);
        }
        prop_assert!(AccessTokens::new(key(), Vec::new()).verify(&token, now()).is_err());
    }

    #[test]
    fn m03_a_signed_token_with_any_claims_is_refused(
        claims in proptest::collection::btree_map("[a-z]{1,4}", any::<i64>(), 0..6),
    ) {
        let claims = claims.into_iter().map(|(name, value)| (name, value.into())).collect();
        let token = key().sign(TokenKind::Access, &claims).expect("a token");
        prop_assert_eq!(
            AccessTokens::new(key(), Vec::new()).verify(&token, now()),
            Err(TokenRefusal::Claims)
        );
    }
}

#[test]
fn m03_a_good_token_is_refused_with_any_byte_changed_left_out_or_put_in() {
    let tokens = AccessTokens::new(key(), Vec::new());
    let good = tokens
        .issue("ada@example.org", "s", now() + TimeDelta::days(1), now())
        .expect("a token")
        .token;
    assert!(tokens.verify(&good, now()).is_ok());
    let refused = |bytes: Vec<u8>| {
        // Not all of them are text, and nothing else gets this far.
        if let Ok(token) = String::from_utf8(bytes) {
            assert!(tokens.verify(&token, now()).is_err(), "{token}");
        }
    };
    for at in 0..good.len() {
        for byte in 0..=u8::MAX {
            let mut bytes = good.clone().into_bytes();
            if bytes[at] != byte {
                bytes[at] = byte;
                refused(bytes);
            }
        }
        let mut bytes = good.clone().into_bytes();
        bytes.remove(at);
        refused(bytes);
        let mut bytes = good.clone().into_bytes();
        bytes.insert(at, b'A');
        refused(bytes);
    }
}

#[test]
fn m03_a_token_has_three_parts_and_none_is_empty() {
    assert!(TokenParts::split("a.b.c").is_ok());
    for text in [
        "", "a", "a.b", ".b.c", "a..c", "a.b.", "a.b.c.d", "..", "...",
    ] {
        let refusal = TokenParts::split(text).unwrap_err();
        assert_eq!(refusal, TokenRefusal::NotAToken, "{text:?}");
    }
}

#[test]
fn m04_a_token_has_at_most_4096_bytes() {
    let of_length = |length: usize| format!("a.b.{}", "c".repeat(length - 4));
    assert!(TokenParts::split(&of_length(4096)).is_ok());
    let refusal = TokenParts::split(&of_length(4097)).unwrap_err();
    assert_eq!(refusal, TokenRefusal::TooLong);
}

#[test]
fn m31_a_key_shows_its_name_and_not_itself() {
    let shown = format!("{:?}", key());
    assert!(
        shown.starts_with("TokenKey { algorithm: HS256, kid: "),
        "{shown}"
    );
    assert!(!shown.contains(SECRET), "{shown}");
}
