//! Passwords and tokens.

pub mod access_token;
pub mod hashing;
pub mod random;
pub mod secret_key;
pub mod token;
