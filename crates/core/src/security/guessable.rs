//! Passwords that somebody would try first.

use unicode_normalization::char::is_combining_mark;
use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::zxcvbn;

use crate::text::fold;

/// The longest password, in characters, that is compared with the lists. What is longer is a
/// repetition or on none of them, and the comparison takes longer by the square.
const COMPARED_MAX: usize = 30;

/// How many guesses the commonest passwords take, by zxcvbn's count: its list has 30 000, and each
/// has a few spellings.
const COMMON_GUESSES: u64 = 100_000;

/// Whether a password is one of the commonest, or a word or a name by itself, in whatever case,
/// backwards, or with digits for letters; or a run of neighbouring keys, letters or digits; or one
/// of these over and over.
pub fn is_common(password: &str) -> bool {
    let unit = repeated_unit(password);
    if unit.chars().count() > COMPARED_MAX {
        return false;
    }
    let estimate = zxcvbn(unit, &[]);
    let by_itself = matches!(
        estimate.sequence(),
        [only] if matches!(only.pattern, MatchPattern::Dictionary(_) | MatchPattern::Sequence(_))
    );
    by_itself || estimate.guesses() <= COMMON_GUESSES
}

/// The shortest text that repeats to the whole, if the whole is too long to be compared; else the
/// whole, since lists know some repetitions.
fn repeated_unit(password: &str) -> &str {
    if password.chars().count() <= COMPARED_MAX {
        return password;
    }
    let bytes = password.as_bytes();
    let unit = (1..=bytes.len() / 2)
        .filter(|length| bytes.len().is_multiple_of(*length) && password.is_char_boundary(*length))
        .find(|length| bytes[*length..] == bytes[..bytes.len() - length]);
    &password[..unit.unwrap_or(password.len())]
}

/// Whether a password is made of these and nothing else: their words, an address's part before
/// the `@`, in any case and order, with or without digits, spaces and signs between and around.
pub fn is_personal(password: &str, personal: &[&str]) -> bool {
    let mut terms = Vec::new();
    for value in personal {
        let local_part = value.split('@').next().unwrap_or_default();
        let words = local_part.split(|c: char| !is_letter_or_digit(c));
        for term in [*value, local_part].into_iter().chain(words) {
            let term = squeeze(term);
            let bare: Vec<char> = trim_digits(&term).to_vec();
            terms.extend([term, bare]);
        }
    }
    terms.retain(|term| !term.is_empty());
    is_made_of(&squeeze(password), &terms)
}

/// Whether a text is a row of terms, one at least, with nothing but digits between.
fn is_made_of(text: &[char], terms: &[Vec<char>]) -> bool {
    // For each length of a beginning: whether it can be made, without and with a term in it.
    let mut made = vec![[false; 2]; text.len() + 1];
    made[0][0] = true;
    for at in 0..text.len() {
        let [bare, with_term] = made[at];
        if !bare && !with_term {
            continue;
        }
        if text[at].is_numeric() {
            made[at + 1][0] |= bare;
            made[at + 1][1] |= with_term;
        }
        for term in terms {
            if text[at..].starts_with(term) {
                made[at + term.len()][1] = true;
            }
        }
    }
    made[text.len()][1]
}

/// The letters and digits of a text, without case and accents.
fn squeeze(text: &str) -> Vec<char> {
    fold(text)
        .chars()
        .filter(|c| is_letter_or_digit(*c))
        .collect()
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn trim_digits(text: &[char]) -> &[char] {
    let letter = |c: &char| !c.is_numeric();
    match (text.iter().position(letter), text.iter().rposition(letter)) {
        (Some(first), Some(last)) => &text[first..=last],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m15_what_everybody_tries_first_is_common() {
        for password in [
            "password",
            "PASSWORD",
            "Password1",
            "p@ssw0rd",
            "drowssap",
            "12345678",
            "87654321",
            "123456789012",
            "11111111",
            "aaaaaaaa",
            "abcabcabc",
            "abcdefgh",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiop",
            "1qaz2wsx",
            "trustno1",
            "iloveyou",
            "sunshine",
            "passwordpassword",
            "understanding",
            "12.05.1987",
            &"a".repeat(72),
            &"password".repeat(9),
            &"é".repeat(36),
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn m15_the_longest_that_is_compared_is_compared() {
        assert!(is_common(&"a".repeat(COMPARED_MAX)));
        assert!(is_common(&"a".repeat(COMPARED_MAX + 1)));
    }

    #[test]
    fn m15_a_unit_repeats_to_the_whole() {
        let twice = "abcdefghijklmnop".repeat(2);
        assert_eq!(repeated_unit(&twice), "abcdefghijklmnop");
        let and_a_rest = format!("{}a", "ab".repeat(15));
        assert_eq!(repeated_unit(&and_a_rest), and_a_rest);
    }

    #[test]
    fn m15_sentences_and_random_text_are_not_common() {
        for password in [
            "correct horse battery",
            "the password of the dragon is a monkey",
            "Xk3!pQ9z",
            "tulip-gravel-oboe",
            "a secret of ninety-one",
            &"correct horse battery ".repeat(3),
            "zxcvbnm,./asdfghjkl;'qwertyuiop[]1234567890-= and so on and so on",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn m15_a_hostile_password_is_compared_quickly() {
        let signs = "4@8({[<369!1|70$5+%2";
        let began = std::time::Instant::now();
        for length in [20, 30, 72] {
            let password: String = signs.chars().cycle().take(length).collect();
            is_common(&password);
        }
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }

    #[test]
    fn m15_ones_own_names_are_personal() {
        let personal = ["Ada Lovelace", "a.lovelace99@example.org", "Job Board"];
        for password in [
            "adalovelace",
            "Ada Lovelace",
            "LOVELACE",
            "lovelace1815",
            "1815-lovelace!",
            "Àdà-Lövelace",
            "a.lovelace99",
            "A.Lovelace99@example.org",
            "a.lovelace99@example.org!!",
            "lovelace99lovelace99",
            "jobboard",
            "Job-Board-2024",
            "ada2024jobboard",
        ] {
            assert!(is_personal(password, &personal), "{password}");
        }
        for password in [
            "correct horse battery",
            "lovelace and babbage",
            "18151852",
            "adamantine",
            "my job board and I",
            "",
        ] {
            assert!(!is_personal(password, &personal), "{password}");
        }
        for nobody in [&[][..], &[""], &["@"], &["--", " @ "]] {
            assert!(!is_personal("12345678!", nobody), "{nobody:?}");
        }
        assert!(is_personal("20241231", &["20241231"]));
        // A name is one's own without its digits as well.
        assert!(is_personal("ada2024ada", &["77ada99@example.org"]));
        assert!(!is_personal("77991234", &["77ada99@example.org"]));
    }
}
