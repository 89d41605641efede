//! Device tokens: what a browser keeps that has signed in to an account before. It signs nobody
//! in. Whoever shows one has attempts of their own, so that an attacker who uses up everybody
//! else's does not lock the owner out (OWASP, "device cookies").

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;

use super::random::random_text;
use super::sealing::SealingKeys;
use crate::user::UserId;

/// Makes device tokens and reads them.
#[derive(Debug, Clone)]
pub struct DeviceTokens(SealingKeys);

/// What a genuine device token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Who has signed in with it.
    pub user: UserId,
    /// Which device it is.
    pub id: String,
}

impl DeviceTokens {
    /// Tokens sealed under `current`; those sealed under `previous` are read as well.
    pub fn new(current: &SecretString, previous: &[SecretString]) -> Self {
        Self(SealingKeys::derive(current, previous, "device token"))
    }

    /// The token of a new device.
    pub fn issue(&self, user: UserId) -> String {
        let id = URL_SAFE_NO_PAD
            .decode(random_text::<16>())
            .unwrap_or_default();
        self.0.seal(&[&user.0.to_be_bytes()[..], &id].concat())
    }

    /// Reads a token that somebody showed; nothing when it is none of ours.
    pub fn read(&self, token: &str) -> Option<Device> {
        let message = self.0.open(token)?;
        let (user, id) = message.split_at_checked(8)?;
        Some(Device {
            user: UserId(i64::from_be_bytes(user.try_into().ok()?)),
            id: URL_SAFE_NO_PAD.encode(id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_its_owners_alone() {
        let devices = DeviceTokens::new(&"one".into(), &[]);
        let token = devices.issue(UserId(7));
        let device = devices.read(&token).expect("a device");
        assert_eq!(device.user, UserId(7));
        assert_ne!(
            Some(device.id),
            devices
                .read(&devices.issue(UserId(7)))
                .map(|other| other.id)
        );
        let others = DeviceTokens::new(&"two".into(), &[]);
        assert_eq!(others.read(&token), None);
        assert_eq!(devices.read(""), None);
    }
}
