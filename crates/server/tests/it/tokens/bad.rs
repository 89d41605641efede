use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use serde_json::json;

use crate::support::app::SECRET_KEY;
use crate::support::token::{Parts, message, sign, signature, with};

/// Bad tokens made of a good one, each with what is bad about it.
pub(super) fn bad_tokens(good: &str) -> Vec<(String, String)> {
    let parts = Parts::of(good);
    let (iat, exp) = (parts.number("iat"), parts.number("exp"));
    let (unsigned, _) = good.rsplit_once('.').expect("a signature");
    let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let mut bad = Vec::new();
    let mut add = |what: &str, token: String| bad.push((what.to_owned(), token));

    for none in ["none", "None", "NONE", "nOnE"] {
        let header = with(&parts.header, "alg", json!(none));
        let message = message(&header, &parts.claims.to_string());
        add(&format!("alg {none}, unsigned"), format!("{message}."));
        add(
            &format!("alg {none}, signed"),
            parts.with_header("alg", json!(none)),
        );
    }
    for (name, algorithm) in [("HS384", Algorithm::HS384), ("HS512", Algorithm::HS512)] {
        let header = with(&parts.header, "alg", json!(name));
        let message = message(&header, &parts.claims.to_string());
        let signature = signature(&message, SECRET_KEY, algorithm);
        add(name, format!("{message}.{signature}"));
    }
    for (name, value) in [
        ("alg", json!("RS256")),
        ("alg", json!("ES256")),
        ("alg", json!("hs256")),
        ("alg", json!(null)),
        ("typ", json!("JWT")),
        ("typ", json!("rt+jwt")),
        ("typ", json!("application/at+jwt")),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        (
            "jwk",
            json!({"kty": "oct", "k": URL_SAFE_NO_PAD.encode("mine")}),
        ),
        ("jku", json!("https://evil.example/keys.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("kid", json!("../../../../dev/null")),
        ("kid", json!("' UNION SELECT 'mine' --")),
        ("kid", json!("")),
        ("kid", json!(null)),
    ] {
        add(
            &format!("header {name}: {value}"),
            parts.with_header(name, value),
        );
    }
    for (what, value) in [
        ("expired by a second", json!(iat - 1)),
        ("exp now", json!(iat)),
        ("exp as text", json!(exp.to_string())),
        ("exp as a fraction", json!(0.5 + i32::MAX as f64)),
        ("exp as a list", json!([exp])),
        ("exp null", json!(null)),
        ("exp maximal", json!(i64::MAX)),
        ("exp past 64 bits", json!(u64::MAX)),
        ("a longer life than the board grants", json!(exp + 1)),
    ] {
        add(what, parts.with_claim("exp", value));
    }
    let early = with(&parts.claims, "iat", json!(iat - 1800));
    let expired = with(&early, "exp", json!(iat - 1));
    add(
        "a whole life, over by a second",
        sign(&parts.header, &expired.to_string()),
    );
    for (name, value) in [
        ("nbf", json!(iat + 600)),
        ("nbf", json!(iat)),
        ("iat", json!(iat + 600)),
        ("iat", json!(i64::MIN)),
        ("iss", json!(["jobboard"])),
        ("iss", json!("somebody else")),
        ("aud", json!(7)),
        ("sub", json!("other@example.org")),
        ("sub", json!(["ada@example.org"])),
        ("sid", json!("another session")),
        ("sid", json!("' OR 1=1 --")),
        ("sid", json!(null)),
        ("is_superuser", json!(true)),
    ] {
        add(
            &format!("claim {name}: {value}"),
            parts.with_claim(name, value),
        );
    }
    for name in ["iss", "sub", "sid", "iat", "exp"] {
        add(&format!("no {name}"), parts.without_claim(name));
    }
    add(
        "sub twice",
        parts.with_claims_that_begin(r#""sub":"other@example.org""#),
    );
    add(
        "exp twice",
        parts.with_claims_that_begin(&format!(r#""exp":{exp}"#)),
    );
    add(
        "200 deep",
        parts.with_claims_that_begin(&format!(r#""deep":{nested}"#)),
    );
    add("claims as a list", sign(&parts.header, "[1,2,3]"));
    add("claims that are no JSON", sign(&parts.header, "claims"));

    let other = signature(
        unsigned,
        "another-key-of-the-tests-8bYc5Nd3",
        Algorithm::HS256,
    );
    add("another key", format!("{unsigned}.{other}"));
    let empty = signature(unsigned, "", Algorithm::HS256);
    add("the empty key", format!("{unsigned}.{empty}"));
    add("an empty signature", format!("{unsigned}."));
    let changed = parts.claims.to_string().replace("ada@", "bob@");
    add(
        "claims changed after signing",
        format!("{}.{}", message(&parts.header, &changed), parts.signature),
    );
    add("2 parts", unsigned.to_owned());
    add("1 part", "token".to_owned());
    add("4 parts", format!("{good}.{}", parts.signature));
    add(
        "5 parts",
        format!("{good}.{}.{}", parts.signature, parts.signature),
    );
    add("only dots", "..".to_owned());
    add("padding", format!("{good}="));
    add("more after it", format!("{good}A"));
    add(
        "4097 characters",
        parts.with_claim("pad", json!("x".repeat(3000))),
    );
    bad
}
