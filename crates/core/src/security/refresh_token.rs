//! Refresh tokens: what a session is renewed with.
//!
//! A token is the session's id, a counter and a seal. The session's row holds the counter of the
//! token that is good now, so there is no row per token, a token used twice is told from a forged
//! one, and nothing in a stolen database can be used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;

use super::sealing::SealingKeys;

/// What every refresh token begins with, so that tools which look for leaked secrets find it.
const PREFIX: &str = "jbr_";

/// The bytes of a session's id.
const SESSION: usize = 16;

/// Makes refresh tokens and reads them.
#[derive(Debug, Clone)]
pub struct RefreshTokens(SealingKeys);

/// What a genuine refresh token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshClaims {
    /// The session that it renews.
    pub session: String,
    /// How many there were before it.
    pub counter: i64,
}

impl RefreshTokens {
    /// Tokens sealed under `current`; those sealed under `previous` are read as well.
    pub fn new(current: &SecretString, previous: &[SecretString]) -> Self {
        Self(SealingKeys::derive(current, previous, "refresh token"))
    }

    /// The token numbered `counter` of a session, the same one each time. Empty when `session` is
    /// no id that [`random_text`](super::random::random_text) made.
    pub fn issue(&self, session: &str, counter: i64) -> String {
        match URL_SAFE_NO_PAD.decode(session) {
            Ok(id) if id.len() == SESSION => {
                let message = [&id[..], &counter.to_be_bytes()].concat();
                format!("{PREFIX}{}", self.0.seal(&message))
            }
            _ => String::new(),
        }
    }

    /// Reads a token that somebody showed; nothing when it is none of ours.
    pub fn read(&self, token: &str) -> Option<RefreshClaims> {
        let message = self.0.open(token.strip_prefix(PREFIX)?)?;
        let (id, counter) = message.split_at_checked(SESSION)?;
        Some(RefreshClaims {
            session: URL_SAFE_NO_PAD.encode(id),
            counter: i64::from_be_bytes(counter.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::security::random::random_text;

    fn tokens(current: &str, previous: &[&str]) -> RefreshTokens {
        let previous: Vec<_> = previous.iter().map(|key| (*key).into()).collect();
        RefreshTokens::new(&current.into(), &previous)
    }

    #[test]
    fn m09_a_refresh_token_is_its_session_and_counter() {
        let session = random_text::<16>();
        let token = tokens("one", &[]).issue(&session, 7);
        let claims = RefreshClaims {
            session,
            counter: 7,
        };
        assert_eq!(tokens("one", &[]).read(&token), Some(claims));
        assert_eq!(tokens("one", &[]).read(&token[4..]), None);
        assert_eq!(tokens("one", &[]).read("jbr_"), None);
    }

    #[test]
    fn m09_there_is_no_token_for_what_is_no_session() {
        for session in ["", "AAAA", "!", &random_text::<15>(), &random_text::<17>()] {
            assert_eq!(tokens("one", &[]).issue(session, 1), "", "{session}");
        }
    }

    #[test]
    fn s02_the_first_key_seals_and_all_read() {
        let session = random_text::<16>();
        let token = tokens("old", &[]).issue(&session, 1);
        assert!(tokens("new", &["old"]).read(&token).is_some());
        assert!(tokens("new", &[]).read(&token).is_none());
        let token = tokens("new", &["old"]).issue(&session, 1);
        assert!(tokens("new", &[]).read(&token).is_some());
        assert!(tokens("old", &[]).read(&token).is_none());
    }
}
