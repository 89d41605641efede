use super::Currency;
use crate::field::FieldError;
use crate::phrase;

/// Reads an amount in major units as people write it at a form: `50000`, `50,000`, `25.50`. In
/// front of exactly three digits a sign groups, in front of fewer it divides. A point divides
/// three digits as well where the currency has as many: it reads what [`Currency::amount`] wrote.
///
/// # Errors
/// `invalid`.
pub fn minor_units(
    field: &'static str,
    raw: &str,
    currency: Currency,
) -> Result<Option<i64>, FieldError> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        let message = phrase!("error-amount");
        FieldError::new(field, "invalid", message)
    };
    let (whole, part) = match raw.rfind(['.', ',']) {
        Some(at) if divides(&raw[at..], currency) => (&raw[..at], &raw[at + 1..]),
        _ => (raw, ""),
    };
    let exponent = currency.exponent() as usize;
    if part.len() > exponent || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let mut groups = whole.split([',', '.', ' ', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return Err(wrong());
        }
        digits.push_str(group);
    }
    if first.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    digits.push_str(part);
    digits.extend(std::iter::repeat_n('0', exponent - part.len()));
    digits.parse().map(Some).map_err(|_| wrong())
}

/// Whether a sign and what follows it are the part of a whole.
fn divides(rest: &str, currency: Currency) -> bool {
    let digits = rest.len() - 1;
    digits < 3 || (digits == 3 && currency.exponent() == 3 && rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn an_amount_reads_back_as_it_is_written_in_every_currency(
            minor in 1..=crate::limits::SALARY_MAX,
            small in 1..5_000_i64,
        ) {
            for currency in Currency::all() {
                for amount in [minor, small] {
                    let text = currency.amount(amount);
                    let read = minor_units("salary_min", &text, currency);
                    assert_eq!(read, Ok(Some(amount)), "{text} {}", currency.code());
                }
            }
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |raw: &str, code: &str| {
            let currency = Currency::parse("currency", code).expect("a currency");
            minor_units("salary_min", raw, currency).map_err(|error| error.code)
        };
        for (raw, minor) in [
            ("50000", 5_000_000),
            ("50,000", 5_000_000),
            ("50.000", 5_000_000),
            ("50 000", 5_000_000),
            ("1'250'000", 125_000_000),
            ("25.50", 2_550),
            ("25,5", 2_550),
            ("1,250.75", 125_075),
        ] {
            assert_eq!(read(raw, "EUR"), Ok(Some(minor)), "{raw}");
        }
        assert_eq!(read("6000000", "JPY"), Ok(Some(6_000_000)));
        assert_eq!(read(" ", "EUR"), Ok(None));
        for raw in [
            "€50",
            "5,00,000",
            "-1",
            "1e5",
            "50k",
            ".5",
            "1.",
            "99999999999999999999",
        ] {
            let read = read(raw, "EUR");
            assert!(read == Err("invalid") || raw == "1.", "{raw}: {read:?}");
        }
        assert_eq!(read("5.5", "JPY"), Err("invalid"));
    }
}
