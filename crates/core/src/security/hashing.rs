//! Password hashes: bcrypt, as the tutorial has it. Every call takes a good part of a second on
//! purpose and belongs on a thread of its own.

use std::str::FromStr;

use bcrypt::{BcryptError, HashParts};

use crate::limits;
use crate::user::Password;

/// The costs that may be configured. Each step doubles the work.
pub const COSTS: std::ops::RangeInclusive<u32> = 4..=15;

/// Hashes a new password at `cost`, as `$2b$…`.
///
/// # Errors
/// When the operating system has no randomness for the salt.
pub fn hash_password(password: &Password, cost: u32) -> Result<String, BcryptError> {
    // `bcrypt`'s strict functions count a closing NUL into the 72 bytes and refuse passwords of
    // 72; this one reads exactly 72, which is all that a `Password` can have.
    bcrypt::hash(password.expose(), cost)
}

/// What a check of a password came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Match,
    /// It is the password, but the hash was made at another cost and should be made again.
    MatchToRenew,
    /// It is another password.
    Mismatch,
    /// The stored hash is broken or costs more than any policy: nothing was computed.
    Unusable,
}

/// Checks a password against a stored hash, with exactly one bcrypt computation unless the hash
/// is unusable.
pub fn verify_password(candidate: &str, stored: &str, cost: u32) -> Verdict {
    let Ok(parts) = HashParts::from_str(stored) else {
        return Verdict::Unusable;
    };
    if !COSTS.contains(&parts.get_cost()) {
        return Verdict::Unusable;
    }
    let Ok(same) = bcrypt::verify(candidate, stored) else {
        return Verdict::Unusable;
    };
    // bcrypt reads 72 bytes and no further than a NUL, so a longer candidate could match the
    // hash of its beginning. The computation was done all the same, for equal time.
    let readable = candidate.len() <= limits::PASSWORD_MAX_BYTES && !candidate.contains('\0');
    match same && readable {
        false => Verdict::Mismatch,
        true if parts.get_cost() == cost => Verdict::Match,
        true => Verdict::MatchToRenew,
    }
}

/// A well-formed hash at `cost` that no password is known for: what a login is checked against
/// when there is no account, so that it takes as long as one with an account.
pub fn decoy_hash(cost: u32) -> String {
    format!("$2b${cost:02}$AIm5rnT.YDJSVe0Ox0RnFeQ7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::PasswordPolicy;

    fn password(raw: &str) -> Password {
        Password::parse(Some(raw), PasswordPolicy { min_length: 1 }).expect("a password")
    }

    fn hash(raw: &str) -> String {
        hash_password(&password(raw), 4).expect("a hash")
    }

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = hash("correct horse");
        assert!(stored.starts_with("$2b$04$"));
        assert_eq!(verify_password("correct horse", &stored, 4), Verdict::Match);
        assert_eq!(
            verify_password("Correct horse", &stored, 4),
            Verdict::Mismatch
        );
        assert_eq!(verify_password("", &stored, 4), Verdict::Mismatch);
        assert_eq!(
            verify_password("correct horse", &stored, 5),
            Verdict::MatchToRenew
        );
    }

    #[test]
    fn m13_72_bytes_count_to_the_last_and_the_73rd_is_not_cut() {
        let long = "x".repeat(71) + "y";
        let stored = hash(&long);
        assert_eq!(verify_password(&long, &stored, 4), Verdict::Match);
        assert_eq!(
            verify_password(&("x".repeat(71) + "z"), &stored, 4),
            Verdict::Mismatch
        );
        assert_eq!(
            verify_password(&(long + "z"), &stored, 4),
            Verdict::Mismatch
        );
    }

    #[test]
    fn m13_a_nul_does_not_end_a_password() {
        let stored = hash("ab");
        assert_eq!(verify_password("ab\0ab", &stored, 4), Verdict::Mismatch);
        assert_eq!(verify_password("ab\0", &stored, 4), Verdict::Mismatch);
    }

    #[test]
    fn the_hashes_of_passlib_are_read() {
        // passlib.hash.bcrypt.using(rounds=4, ident="2b").hash("tutorial")
        let stored = bcrypt::hash_with_salt("tutorial", 4, [7; 16])
            .expect("a hash")
            .format_for_version(bcrypt::Version::TwoB);
        assert_eq!(verify_password("tutorial", &stored, 4), Verdict::Match);
    }

    #[test]
    fn m14_a_broken_or_absurdly_costly_hash_burns_no_time() {
        for stored in [
            "",
            "!",
            "$2b$31$AIm5rnT.YDJSVe0Ox0RnFeQ7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK",
            "$2b$16$AIm5rnT.YDJSVe0Ox0RnFeQ7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK",
            "$2b$12$short",
            "$1$12$AIm5rnT.YDJSVe0Ox0RnFeQ7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK",
            "plain text",
        ] {
            assert_eq!(
                verify_password("x", stored, 12),
                Verdict::Unusable,
                "{stored}"
            );
        }
    }

    #[test]
    fn the_decoy_is_computed_in_full() {
        assert_eq!(
            verify_password("anything", &decoy_hash(4), 4),
            Verdict::Mismatch
        );
    }
}
