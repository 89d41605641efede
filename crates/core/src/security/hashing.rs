//! Password hashes. Every call takes a good part of a second on purpose and belongs on a thread
//! of its own.
//!
//! New hashes are passlib's `bcrypt_sha256`, version 2: bcrypt over a keyed digest of the password,
//! so that every byte of it counts. Plain bcrypt, as the tutorial has it, reads 72 bytes and stops
//! at a NUL; such hashes are still read, and renewed by the next sign-in.

use std::str::FromStr;

use base64::Engine;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};
use bcrypt::{BcryptError, HashParts, Version};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::random::random_bytes;
use crate::user::Password;

/// The costs that may be configured. Each step doubles the work.
pub const COSTS: std::ops::RangeInclusive<u32> = 4..=15;

/// How a hash of today's begins, up to its cost.
const TODAY: &str = "$bcrypt-sha256$v=2,t=2b,r=";

/// The base64 in which bcrypt's salt is written.
const BCRYPT_BASE64: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);

/// The lengths of bcrypt's salt and digest, as text.
const SALT_LENGTH: usize = 22;
const DIGEST_LENGTH: usize = 31;

/// Hashes a password at `cost`, as `$bcrypt-sha256$v=2,t=2b,r=<cost>$<salt>$<digest>`.
///
/// # Errors
/// When the cost is none that bcrypt knows.
pub fn hash_password(password: &Password, cost: u32) -> Result<String, BcryptError> {
    let salt_bytes = random_bytes();
    let salt = BCRYPT_BASE64.encode(salt_bytes);
    let input = keyed_digest(password.expose(), &salt);
    let plain = bcrypt::hash_with_salt(input, cost, salt_bytes)?.format_for_version(Version::TwoB);
    let digest = &plain[plain.len() - DIGEST_LENGTH..];
    Ok(format!("{TODAY}{cost}${salt}${digest}"))
}

/// What bcrypt reads in place of the password: 44 bytes without a NUL, whatever the password is.
fn keyed_digest(password: &str, salt: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(password.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// What a check of a password came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Match,
    /// It is the password, but the hash is of another format or cost and should be made again.
    MatchToRenew,
    /// It is another password.
    Mismatch,
    /// The stored hash is broken or costs more than any policy: nothing was computed.
    Unusable,
}

/// A stored hash, taken apart.
enum Stored<'a> {
    /// Of today's format.
    Keyed { salt: &'a str, plain: String },
    /// The tutorial's.
    Plain(&'a str),
}

impl<'a> Stored<'a> {
    /// Reads a hash whose cost is within [`COSTS`], with its cost.
    fn read(stored: &'a str) -> Option<(Self, u32)> {
        let hash = match stored.strip_prefix(TODAY) {
            Some(rest) => {
                let mut fields = rest.split('$');
                let (cost, salt, digest) = (fields.next()?, fields.next()?, fields.next()?);
                if fields.next().is_some()
                    || salt.len() != SALT_LENGTH
                    || digest.len() != DIGEST_LENGTH
                {
                    return None;
                }
                let plain = format!("$2b${cost:0>2}${salt}{digest}");
                Self::Keyed { salt, plain }
            }
            None => {
                let known = ["$2a$", "$2b$", "$2y$"];
                if !known.iter().any(|version| stored.starts_with(version)) {
                    return None;
                }
                Self::Plain(stored)
            }
        };
        let cost = HashParts::from_str(hash.plain()).ok()?.get_cost();
        COSTS.contains(&cost).then_some((hash, cost))
    }

    /// The hash in the form that the library reads.
    fn plain(&self) -> &str {
        match self {
            Self::Keyed { plain, .. } => plain,
            Self::Plain(plain) => plain,
        }
    }
}

/// Checks a password against a stored hash, with exactly one bcrypt computation unless the hash
/// is unusable.
pub fn verify_password(candidate: &str, stored: &str, cost: u32) -> Verdict {
    let Some((stored, stored_cost)) = Stored::read(stored) else {
        return Verdict::Unusable;
    };
    let same = match &stored {
        Stored::Keyed { salt, plain } => bcrypt::verify(keyed_digest(candidate, salt), plain),
        // It reads 72 bytes, as the tutorial did: whoever chose a longer password gets in with it.
        Stored::Plain(plain) => bcrypt::verify(candidate, plain),
    };
    let Ok(same) = same else {
        return Verdict::Unusable;
    };
    match stored {
        _ if !same => Verdict::Mismatch,
        // bcrypt reads no further than a NUL, so such a candidate could match the hash of its
        // beginning. The computation was done all the same, for equal time.
        Stored::Plain(_) if candidate.contains('\0') => Verdict::Mismatch,
        Stored::Keyed { .. } if stored_cost == cost => Verdict::Match,
        Stored::Keyed { .. } | Stored::Plain(_) => Verdict::MatchToRenew,
    }
}

/// A well-formed hash at `cost` that no password is known for: what a login is checked against
/// when there is no account, so that it takes as long as one with an account.
pub fn decoy_hash(cost: u32) -> String {
    format!("{TODAY}{cost}$AIm5rnT.YDJSVe0Ox0RnFe$Q7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(raw: &str) -> String {
        hash_password(&Password::proven(raw), 4).expect("a hash")
    }

    fn plain_hash(raw: &str) -> String {
        bcrypt::hash(raw, 4).expect("a hash")
    }

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = hash("correct horse");
        assert!(stored.starts_with("$bcrypt-sha256$v=2,t=2b,r=4$"));
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
    fn m13_every_byte_of_a_password_counts() {
        let long = "x".repeat(100);
        let stored = hash(&long);
        assert_eq!(verify_password(&long, &stored, 4), Verdict::Match);
        for other in [99, 101, 72, 71] {
            let other = "x".repeat(other);
            assert_eq!(verify_password(&other, &stored, 4), Verdict::Mismatch);
        }
        let stored = hash("ab");
        assert_eq!(verify_password("ab\0", &stored, 4), Verdict::Mismatch);
    }

    #[test]
    fn the_hashes_of_passlib_are_read() {
        // passlib 1.7.4: bcrypt_sha256.using(rounds=4).hash(…); the last is of its documentation.
        for (password, stored) in [
            (
                "correct horse battery",
                "$bcrypt-sha256$v=2,t=2b,r=4$UOZ9rQvZHm9DOxtC4o6JIe$//eGd8545RWxdywpfa.zaypQaTGK/1K",
            ),
            (
                "pässwörd-ünïcode",
                "$bcrypt-sha256$v=2,t=2b,r=4$kJEwEeu0LQo/s2EeatpCPe$G/XQmdzcwuxJzSEzeJT29Ml5q6ajtta",
            ),
            (
                &"a".repeat(100),
                "$bcrypt-sha256$v=2,t=2b,r=4$UN9HnbUB3U821qeOICQMQ.$UhGvrTh0.R9Y68tc0sJV5mTLo0Oznpa",
            ),
            (
                "password",
                "$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
            ),
        ] {
            let cost = if password == "password" { 12 } else { 4 };
            assert_eq!(verify_password(password, stored, cost), Verdict::Match);
            let other = format!("{password}!");
            assert_eq!(verify_password(&other, stored, cost), Verdict::Mismatch);
        }
    }

    #[test]
    fn m14_the_tutorials_hashes_match_as_it_read_them_and_are_to_be_renewed() {
        // passlib 1.7.4: bcrypt.using(rounds=4, ident=…).hash(…), of 8 bytes and of 100.
        for (short, long) in [
            (
                "$2a$04$cpMYrax0K01VYQAdKEHBpOWqlzXcsT2X6dKTEi8rLkWhKaBiwONV2",
                "$2a$04$7D4hZJBvXu3szAwHVNE1ge9enMY0bny0zIltfAQLD88IOVAgZi/9e",
            ),
            (
                "$2b$04$CcOGjS20SoocSIExbzNLGuUAIrtaRq/YelS5.pQi1C54N0hU06.Bm",
                "$2b$04$LlyBXJD9p/vaqgQU.vKJDOQh93oc6ReU9V9ureN18GEz93TwpcLwy",
            ),
            (
                "$2y$04$Rhyi4pu/b0RHzT0msQ3se.aOX81wWRgKpd8Fe9Y8OTHApHnQmMbs2",
                "$2y$04$WYj.uHy3yMfSTH23HqYBt.o6FF69dsvP7NNUREvpL6C7rHefzMtRy",
            ),
        ] {
            let check = |candidate: &str, stored| verify_password(candidate, stored, 4);
            assert_eq!(check("tutorial", short), Verdict::MatchToRenew, "{short}");
            assert_eq!(check("tutorial!", short), Verdict::Mismatch, "{short}");
            assert_eq!(check(&"é".repeat(50), long), Verdict::MatchToRenew);
            assert_eq!(check(&"é".repeat(35), long), Verdict::Mismatch);
        }
        let stored = plain_hash("ab");
        assert_eq!(verify_password("ab\0ab", &stored, 4), Verdict::Mismatch);
        assert_eq!(verify_password("ab\0", &stored, 4), Verdict::Mismatch);
    }

    #[test]
    fn m14_a_broken_or_absurdly_costly_hash_burns_no_time() {
        let salt = "AIm5rnT.YDJSVe0Ox0RnFe";
        let digest = "Q7SFLsIyu4vkrGXB7zGVFOyQ9XJqBJK";
        let mut broken = vec![
            String::new(),
            "!".to_owned(),
            "plain text".to_owned(),
            "$2b$12$short".to_owned(),
            "é".repeat(30),
        ];
        for start in ["$2b$31", "$2b$16", "$2b$03", "$2b$-1", "$1$12", "$2x$04"] {
            broken.push(format!("{start}${salt}{digest}"));
        }
        for start in [
            "v=2,t=2b,r=31",
            "v=2,t=2b,r=16",
            "v=2,t=2b,r=3",
            "v=2,t=2b,r=",
            "v=2,t=2b,r=x",
            "v=1,t=2b,r=4",
            "v=2,t=2a,r=4",
        ] {
            broken.push(format!("$bcrypt-sha256${start}${salt}${digest}"));
        }
        let today = format!("{TODAY}4${salt}${digest}");
        broken.push(format!("{today}A"));
        broken.push(format!("{today}$"));
        broken.push(today[..today.len() - 1].to_owned());
        broken.push(today.replace("YDJ", "é.J"));
        broken.push(format!("{TODAY}4$A{salt}${}", &digest[1..]));
        for stored in broken {
            assert_eq!(
                verify_password("x", &stored, 12),
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
