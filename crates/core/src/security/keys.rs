//! All that is made under `SECRET_KEY`.

use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use secrecy::SecretString;

use super::access_token::AccessTokens;
use super::device_token::DeviceTokens;
use super::refresh_token::RefreshTokens;
use super::sealing::SealingKey;
use super::token::{BrokenTokenLibrary, TokenKey};

/// The secrets of a board: the first signs, all verify. To drop one ends what it signed.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// `SECRET_KEY`.
    pub current: SecretString,
    /// `SECRET_KEY_PREVIOUS`.
    pub previous: Vec<SecretString>,
}

/// Every kind of token, each under a key of its own. None passes for another.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Access tokens, under the secrets themselves.
    pub access: AccessTokens,
    /// Refresh tokens.
    pub refresh: RefreshTokens,
    /// Device tokens.
    pub devices: DeviceTokens,
    /// Fingerprints of what is counted, so that the counters tell nobody what was typed.
    pub throttles: SealingKey,
}

impl Keys {
    /// The keys of a board whose access tokens are made by `algorithm` and live for `life`.
    ///
    /// # Errors
    /// When the token library cannot sign and verify in this build.
    pub fn new(
        secrets: &Secrets,
        algorithm: Algorithm,
        life: TimeDelta,
    ) -> Result<Self, BrokenTokenLibrary> {
        let Secrets { current, previous } = secrets;
        let previous_keys = previous
            .iter()
            .map(|secret| TokenKey::new(secret, algorithm, life))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            access: AccessTokens::new(TokenKey::new(current, algorithm, life)?, previous_keys),
            refresh: RefreshTokens::new(current, previous),
            devices: DeviceTokens::new(current, previous),
            throttles: SealingKey::derive(current, "throttles"),
        })
    }
}
