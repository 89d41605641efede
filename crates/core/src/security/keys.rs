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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::security::random::random_text;
    use crate::user::UserId;

    #[test]
    fn m06_no_kind_of_token_is_read_as_another() {
        let secrets = Secrets {
            current: "k7GdGqgWcR0nYlT2wz8bXvQ4mJpAhUfE".into(),
            previous: Vec::new(),
        };
        let life = TimeDelta::minutes(30);
        let keys = Keys::new(&secrets, Algorithm::HS256, life).expect("keys");
        let refresh = keys.refresh.issue(&random_text::<16>(), 0);
        let device = keys.devices.issue(UserId(1));
        assert!(keys.refresh.read(&refresh).is_some() && keys.devices.read(&device).is_some());
        // Both seal 24 bytes: only the purpose of the key keeps them apart.
        assert_eq!(keys.refresh.read(&format!("jbr_{device}")), None);
        assert_eq!(keys.devices.read(refresh.trim_start_matches("jbr_")), None);
    }
}
