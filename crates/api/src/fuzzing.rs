//! What strangers can send, byte by byte, to the parts that take it apart. For the fuzz targets in
//! `fuzz/`, which try for as long as one likes, and for a short run of the same with the tests.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::http::header::HeaderValue;
use actix_web::test::TestRequest;
use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::config::Algorithm;
use jobboard_core::security::keys::{Keys, Secrets};

use crate::cookie::Cookies;
use crate::extract::{PARAMETERS_MAX, Parameters};

/// An access token that is good under the keys of [`token`] at its time.
pub static GOOD_TOKEN: LazyLock<String> = LazyLock::new(|| {
    let access = &KEYS.access;
    let issued = access.issue(
        "ada@example.org",
        "a-session",
        now() + TimeDelta::days(1),
        now(),
    );
    issued.expect("a token").token
});

/// A refresh token that is good under the same keys.
pub static GOOD_REFRESH_TOKEN: LazyLock<String> =
    LazyLock::new(|| KEYS.refresh.issue("AAAAAAAAAAAAAAAAAAAAAA", 7));

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let secrets = Secrets {
        current: "a-key-of-the-tests-Zq7Xw2Lm9Vt4Rb".into(),
        previous: vec!["an-older-key-of-the-tests-Zq7Xw2Lm".into()],
    };
    Keys::new(&secrets, Algorithm::HS256, TimeDelta::minutes(30)).expect("the keys")
});

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// Reads bytes as a token of each kind.
///
/// # Panics
/// When one is taken that was not made by us.
pub fn token(bytes: &[u8]) {
    if let Ok(token) = std::str::from_utf8(bytes) {
        let taken = KEYS.access.verify(token, now()).is_ok();
        assert_eq!(
            taken,
            token == *GOOD_TOKEN,
            "a forged access token is taken"
        );
        let taken = KEYS.refresh.read(token).is_some();
        assert_eq!(
            taken,
            token == *GOOD_REFRESH_TOKEN,
            "a forged refresh token is taken"
        );
        assert!(
            KEYS.devices.read(token).is_none(),
            "a forged device token is taken"
        );
    }
}

/// Reads bytes as the `Cookie` header of a request.
pub fn cookie(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else {
        return;
    };
    let request = TestRequest::default()
        .insert_header((header::COOKIE, value))
        .to_http_request();
    for plain_http in [false, true] {
        let cookies = Cookies::new(plain_http);
        let _ = cookies.access_token(&request);
        let _ = cookies.refresh_token(&request);
        let _ = cookies.device(&request);
    }
}

/// Reads bytes as a form or the query of an address.
///
/// # Panics
/// When more is read than may be.
pub fn form(bytes: &[u8]) {
    if let Ok(parameters) = Parameters::parse(bytes) {
        assert!(parameters.len() <= PARAMETERS_MAX, "too many parameters");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: u64 = 0x2545_f491_4f6c_dd1d;

    /// A generator that always says the same (xorshift).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
        }
    }

    /// Tries each of the good inputs, and each changed a little, so many times.
    fn try_out(target: fn(&[u8]), good: &[&str], times: usize) {
        let mut dice = Dice(SEED);
        let words: [&[u8]; 8] = [b".", b"%", b"=", b"&", b";", b"\"", b"\xff", b"\0"];
        for _ in 0..times {
            let mut bytes = good[dice.below(good.len())].as_bytes().to_vec();
            target(&bytes);
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len());
                match dice.below(5) {
                    0 if !bytes.is_empty() => bytes[at] = dice.below(256) as u8,
                    1 if !bytes.is_empty() => drop(bytes.remove(at)),
                    2 => drop(bytes.splice(at..at, words[dice.below(words.len())].iter().copied())),
                    3 => bytes.extend_from_within(at..),
                    _ => bytes.truncate(at),
                }
            }
            target(&bytes);
        }
    }

    #[test]
    fn m03_changed_tokens_are_refused() {
        let header_only = format!("{}..", GOOD_TOKEN.split('.').next().unwrap_or_default());
        let good: [&str; 5] = [&GOOD_TOKEN, &GOOD_REFRESH_TOKEN, &header_only, "a.b.c", ""];
        try_out(token, &good, 20_000);
    }

    #[test]
    fn m29_changed_cookies_are_read_without_a_panic() {
        let whole = format!("other=1; __Host-access_token={}", *GOOD_TOKEN);
        let quoted = "access_token=\"Bearer a.b.c\"; access_token=x; =; ;;a";
        try_out(cookie, &[&whole, quoted, "access_token=%41%zz", ""], 10_000);
    }

    #[test]
    fn m29_changed_forms_are_read_without_a_panic() {
        let many = "a=1&".repeat(100);
        let good = "username=ada&email=ada%40example.org&password=a+b%C3%A9";
        try_out(form, &[good, &many, "a&&==&%", "%F0%9F%92%A9=%00"], 20_000);
    }
}
