//! `SECRET_KEY`: what a good one is, and the one that a first start makes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::random::random_text;

/// The fewest bytes of a key: as many as the hash of HS256 has (RFC 7518 § 3.2).
pub const MIN_BYTES: usize = 32;

/// Keys that stand in a document somewhere. Whoever can read can sign with them.
const EXAMPLES: [&str; 6] = [
    "supersecretkeyhere!!",
    "supersecretkeyhere",
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    "a-string-secret-at-least-256-bits-long",
    "your-256-bit-secret",
    "django-insecure",
];

/// Words that only an example says.
const EXAMPLE_WORDS: [&str; 5] = [
    "changeme",
    "change-me",
    "change_me",
    "replace-me",
    "your-secret",
];

/// Why a key is refused. Never says the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakKey {
    /// It can be guessed by trying.
    #[error("is under {MIN_BYTES} bytes; `jobboard secret` prints a good one")]
    Short,
    /// It repeats itself.
    #[error("repeats a few characters; `jobboard secret` prints a good one")]
    Repetitive,
    /// It was published.
    #[error("is an example from a document; `jobboard secret` prints a good one")]
    Example,
}

/// Checks a key that somebody configured.
///
/// # Errors
/// Why it is no secret.
pub fn check(key: &str) -> Result<(), WeakKey> {
    let lower = key.to_lowercase();
    let mut bytes: Vec<u8> = key.bytes().collect();
    bytes.sort_unstable();
    bytes.dedup();
    if EXAMPLES.iter().any(|example| lower == *example)
        || EXAMPLE_WORDS.iter().any(|word| lower.contains(word))
    {
        Err(WeakKey::Example)
    } else if key.len() < MIN_BYTES {
        Err(WeakKey::Short)
    } else if bytes.len() < 8 {
        Err(WeakKey::Repetitive)
    } else {
        Ok(())
    }
}

/// A key file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It can be neither read nor made.
    #[error("the key file {path} cannot be read or made")]
    Io {
        /// Where it is.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// What it holds is no key.
    #[error("the key in {path} {weakness}")]
    Weak {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        weakness: WeakKey,
    },
}

/// A new key of 48 random bytes.
pub fn generate() -> String {
    random_text::<48>()
}

/// Reads the key kept in a file, or makes one of 48 random bytes there, readable by its owner
/// alone. Two processes that start together end up with the same key.
///
/// # Errors
/// When the file can be neither read nor made, or holds a weak key.
pub fn load_or_create(path: &Path) -> Result<SecretString, KeyFileError> {
    let io_error = |source| KeyFileError::Io {
        path: path.to_owned(),
        source,
    };
    let key = match fs::read_to_string(path) {
        Ok(key) => key,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path).map_err(io_error)?;
            fs::read_to_string(path).map_err(io_error)?
        }
        Err(error) => return Err(io_error(error)),
    };
    let key = key.trim();
    check(key).map_err(|weakness| KeyFileError::Weak {
        path: path.to_owned(),
        weakness,
    })?;
    Ok(key.into())
}

/// Writes a new key beside the path and links it there, so that the file never exists half
/// written and the first of two processes wins.
fn create(path: &Path) -> io::Result<()> {
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    let written = writeln!(file, "{}", generate()).and_then(|()| file.sync_all());
    let linked = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    });
    fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn m01_short_repetitive_and_published_keys_are_refused() {
        assert_eq!(
            check("0123456789abcdef0123456789abcde"),
            Err(WeakKey::Short)
        );
        assert_eq!(check(&"ab".repeat(32)), Err(WeakKey::Repetitive));
        assert_eq!(check("supersecretkeyhere!!"), Err(WeakKey::Example));
        assert_eq!(
            check("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"),
            Err(WeakKey::Example)
        );
        assert_eq!(
            check("please-changeme-to-something-longer-than-this"),
            Err(WeakKey::Example)
        );
        assert_eq!(check(&"abcdefg".repeat(5)), Err(WeakKey::Repetitive));
        assert_eq!(
            check(&"abcdefgh".repeat(4)),
            Ok(()),
            "32 bytes, 8 of them different"
        );
        assert_eq!(check(&random_text::<48>()), Ok(()));
    }

    #[test]
    fn m01_a_generated_key_has_48_bytes_and_never_comes_again() {
        let [one, other] = [generate(), generate()];
        assert_eq!(one.len(), 64, "48 bytes in base64url");
        assert_eq!(check(&one), Ok(()));
        assert_ne!(one, other);
    }

    #[test]
    fn m01_a_missing_key_file_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret_key");
        let key = load_or_create(&path).unwrap();
        assert_eq!(check(key.expose_secret()), Ok(()));
        let kept = fs::read_to_string(&path).unwrap();
        assert_eq!(kept, format!("{}\n", key.expose_secret()));
        let again = load_or_create(&path).unwrap();
        assert_eq!(again.expose_secret(), key.expose_secret());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft");
        #[cfg(unix)]
        {
            let permissions = fs::metadata(&path).unwrap().permissions();
            let mode = std::os::unix::fs::PermissionsExt::mode(&permissions);
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn m01_the_first_of_two_who_make_the_key_file_wins() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret_key");
        create(&path).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        create(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
    }

    #[test]
    fn m01_a_key_file_that_cannot_be_read_or_made_is_an_error_and_so_is_a_weak_one() {
        let folder = tempfile::tempdir().unwrap();
        // A folder in its place can be neither read nor replaced.
        let error = load_or_create(folder.path()).unwrap_err();
        assert!(matches!(error, KeyFileError::Io { .. }), "{error}");
        let elsewhere = folder.path().join("missing/secret_key");
        let error = load_or_create(&elsewhere).unwrap_err();
        assert!(matches!(error, KeyFileError::Io { .. }), "{error}");
        let path = folder.path().join("weak");
        fs::write(&path, "short").unwrap();
        let error = load_or_create(&path).unwrap_err();
        assert!(matches!(error, KeyFileError::Weak { .. }), "{error}");
    }
}
