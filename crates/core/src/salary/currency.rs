use crate::phrase;
use std::fmt;

use iso_currency::IntoEnumIterator;

use crate::field::FieldError;

/// A currency of ISO 4217 that people are paid in: no metal, no fund, no test code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro.
    pub const EURO: Self = Self(iso_currency::Currency::EUR);

    /// Reads a currency by its three letters, in any case.
    ///
    /// # Errors
    /// `unknown_currency`.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let code = raw.trim().to_ascii_uppercase();
        let known = iso_currency::Currency::from_code(&code).filter(is_money);
        known.map(Self).ok_or_else(|| {
            let message = phrase!("error-currency");
            FieldError::new(field, "unknown_currency", message)
        })
    }

    /// Its three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many minor units make one major unit: 100 cents a euro, 1 yen a yen.
    pub fn unit(self) -> i64 {
        10_i64.pow(self.exponent())
    }

    /// How many digits the minor unit has.
    pub fn exponent(self) -> u32 {
        self.0.exponent().unwrap_or_default().into()
    }

    /// Every currency, by its letters.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = iso_currency::Currency::iter()
            .filter(is_money)
            .map(Self)
            .collect();
        all.sort_by_key(|currency| currency.code());
        all
    }

    /// The currencies that most people are paid in, for whoever has to choose.
    pub fn common() -> Vec<Self> {
        let codes = [
            "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "JPY",
            "INR", "CNY", "BRL", "ZAR",
        ];
        let known = codes
            .iter()
            .filter_map(|code| Self::parse("currency", code).ok());
        known.collect()
    }

    /// An amount for people: `50,000`, `25.50`.
    pub fn amount(self, minor: i64) -> String {
        let unit = self.unit();
        let (major, rest) = (minor / unit, (minor % unit).abs());
        let digits = major.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                text.push(',');
            }
            text.push(digit);
        }
        if rest > 0 {
            let width = self.exponent() as usize;
            text.push_str(&format!(".{rest:0width$}"));
        }
        text
    }
}

fn is_money(currency: &iso_currency::Currency) -> bool {
    currency.exponent().is_some() && !currency.is_fund() && !currency.is_special()
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_paid_in_money() {
        for (code, exponent) in [("EUR", 2), ("usd", 2), ("JPY", 0), ("KWD", 3)] {
            let currency = Currency::parse("currency", code).expect("a currency");
            assert_eq!(currency.exponent(), exponent, "{code}");
        }
        for code in ["XAU", "XXX", "XTS", "CHE", "EURO", "", "€"] {
            let error = Currency::parse("currency", code).expect_err("no currency");
            assert_eq!(error.code, "unknown_currency", "{code}");
        }
        assert!(Currency::all().len() > 140);
    }
}
