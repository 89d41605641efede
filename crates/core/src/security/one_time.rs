//! One-time tokens: what a mailed link carries. The board keeps their hash only.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::random::random_text;

/// A token of 256 random bits. It shows in no debug output.
#[derive(Clone)]
pub struct OneTimeToken(String);

impl OneTimeToken {
    /// A new one.
    pub fn random() -> Self {
        Self(random_text::<32>())
    }

    /// The token itself, to put it into a link.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl fmt::Debug for OneTimeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeToken(…)")
    }
}

/// What is stored of a token that somebody shows. It has as much randomness as the hash, so it
/// needs neither salt nor work.
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s01_a_token_has_256_bits_and_does_not_show() {
        let token = OneTimeToken::random();
        assert_eq!(
            URL_SAFE_NO_PAD.decode(token.expose()).map(|b| b.len()),
            Ok(32)
        );
        assert!(!format!("{token:?}").contains(token.expose()));
        assert_eq!(hash(token.expose()), token.hash());
        assert_ne!(token.hash(), token.expose());
        assert_eq!(format!("{token:?}"), "OneTimeToken(…)");
    }

    #[test]
    fn s01_what_is_stored_is_sha_256() {
        // The example of FIPS 180-4.
        assert_eq!(hash("abc"), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
