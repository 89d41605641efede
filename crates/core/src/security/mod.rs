//! Passwords and tokens.

pub mod access_token;
pub mod device_token;
pub mod guessable;
pub mod hashing;
pub mod keys;
pub mod one_time;
pub mod random;
pub mod refresh_token;
pub mod sealing;
pub mod secret_key;
pub mod token;
