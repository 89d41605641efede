//! Short values that only the board can make, under keys derived from `SECRET_KEY`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// The bytes of a seal: an HMAC-SHA256.
const SEAL: usize = 32;

/// A key for one purpose, derived from `SECRET_KEY` (HKDF-SHA256, RFC 5869). What is sealed for
/// one purpose is nothing for another, nor for the tokens that `SECRET_KEY` itself signs.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey")
    }
}

impl SealingKey {
    /// The key for `purpose`.
    pub fn derive(secret: &SecretString, purpose: &str) -> Self {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, secret.expose_secret().as_bytes())
            .expand(format!("jobboard {purpose}").as_bytes(), &mut key)
            .expect("32 bytes are within what HKDF-SHA256 gives");
        Self(key)
    }

    /// A fingerprint of a message that nobody without the key can make or look up.
    pub fn fingerprint(&self, message: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(message).finalize().into_bytes())
    }

    /// The message with its seal, as base64url text.
    pub fn seal(&self, message: &[u8]) -> String {
        let seal = self.mac(message).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([message, &seal[..]].concat())
    }

    /// The message of a text whose seal is genuine, compared in constant time.
    pub fn open(&self, text: &str) -> Option<Vec<u8>> {
        let mut message = URL_SAFE_NO_PAD.decode(text).ok()?;
        let seal = message.split_off(message.len().checked_sub(SEAL)?);
        self.mac(&message).verify_slice(&seal).ok()?;
        Some(message)
    }

    fn mac(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(message);
        mac
    }
}

/// The keys for one purpose: the first seals, all open.
#[derive(Debug, Clone)]
pub(super) struct SealingKeys(Vec<SealingKey>);

impl SealingKeys {
    /// The keys derived from the current secret and those before it.
    pub(super) fn derive(current: &SecretString, previous: &[SecretString], purpose: &str) -> Self {
        let secrets = std::iter::once(current).chain(previous);
        Self(
            secrets
                .map(|secret| SealingKey::derive(secret, purpose))
                .collect(),
        )
    }

    pub(super) fn seal(&self, message: &[u8]) -> String {
        self.0
            .first()
            .map(|key| key.seal(message))
            .unwrap_or_default()
    }

    pub(super) fn open(&self, text: &str) -> Option<Vec<u8>> {
        self.0.iter().find_map(|key| key.open(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str, purpose: &str) -> SealingKey {
        SealingKey::derive(&secret.into(), purpose)
    }

    #[test]
    fn a_seal_opens_under_its_own_key_and_purpose_only() {
        let sealed = key("one", "a").seal(b"message");
        assert_eq!(key("one", "a").open(&sealed), Some(b"message".to_vec()));
        assert_eq!(key("one", "b").open(&sealed), None);
        assert_eq!(key("two", "a").open(&sealed), None);
    }

    #[test]
    fn a_fingerprint_belongs_to_its_message_key_and_purpose() {
        let fingerprint = key("one", "a").fingerprint(b"message");
        assert_eq!(
            URL_SAFE_NO_PAD.decode(&fingerprint).map(|b| b.len()),
            Ok(32)
        );
        assert_eq!(key("one", "a").fingerprint(b"message"), fingerprint);
        assert_ne!(key("one", "a").fingerprint(b"massage"), fingerprint);
        assert_ne!(key("one", "b").fingerprint(b"message"), fingerprint);
        assert_ne!(key("two", "a").fingerprint(b"message"), fingerprint);
    }

    #[test]
    fn a_key_does_not_show() {
        assert_eq!(format!("{:?}", key("one", "a")), "SealingKey");
    }

    #[test]
    fn every_changed_byte_breaks_the_seal() {
        let key = key("one", "a");
        let sealed = key.seal(b"message");
        for at in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("text");
            assert_eq!(key.open(&changed), None, "at {at}");
        }
        for broken in [
            "",
            "A",
            "====",
            "é",
            &sealed[1..],
            &sealed[..sealed.len() - 1],
        ] {
            assert_eq!(key.open(broken), None, "{broken}");
        }
    }
}
