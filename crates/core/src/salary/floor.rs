use crate::phrase;
use std::fmt;

use super::Currency;
use crate::field::FieldError;
use crate::limits;

/// The amounts a year, in major units, by which jobs are found: a filter walks along those that
/// reach the rung below it, and looks at each of them.
pub const LADDER: [i64; 18] = [
    10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000, 120_000, 150_000,
    200_000, 300_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000,
];

/// What a job must pay in a year at the most that it says: `50000-EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SalaryFloor {
    /// Major units.
    pub amount: i64,
    /// The currency. Others are not compared: a board knows no rates.
    pub currency: Currency,
}

impl SalaryFloor {
    /// Reads it out of a query.
    ///
    /// # Errors
    /// `invalid`, `unknown_currency`.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        let wrong = || {
            let message = phrase!("error-salary-floor");
            FieldError::new(field, "invalid", message)
        };
        let (amount, currency) = raw.split_once('-').ok_or_else(wrong)?;
        let digits = !amount.is_empty() && amount.bytes().all(|byte| byte.is_ascii_digit());
        let amount = digits.then(|| amount.parse().ok()).flatten();
        let amount = amount.filter(|amount| (1..=limits::SALARY_MAX).contains(amount));
        Ok(Self {
            amount: amount.ok_or_else(wrong)?,
            currency: Currency::parse(field, currency)?,
        })
    }

    /// The rung of the ladder at or below it; none below the first.
    pub fn rung(&self) -> Option<i64> {
        LADDER.into_iter().rev().find(|rung| *rung <= self.amount)
    }

    /// The amount in minor units.
    pub fn minor(&self) -> i64 {
        self.amount.saturating_mul(self.currency.unit())
    }
}

impl fmt::Display for SalaryFloor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.amount, self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_an_amount_and_its_currency() {
        let floor = SalaryFloor::parse("salary", "55000-eur").expect("a floor");
        assert_eq!(floor.to_string(), "55000-EUR");
        assert_eq!((floor.rung(), floor.minor()), (Some(50_000), 5_500_000));
        let low = SalaryFloor::parse("salary", "9-EUR").expect("a floor");
        assert_eq!(low.rung(), None);
        for raw in [
            "55000",
            "-1-EUR",
            "x-EUR",
            "0-EUR",
            "+5-EUR",
            "99999999999999999999-EUR",
        ] {
            let error = SalaryFloor::parse("salary", raw).expect_err("no floor");
            assert_eq!(error.code, "invalid", "{raw}");
        }
        let error = SalaryFloor::parse("salary", "1-XXX").expect_err("no currency");
        assert_eq!(error.code, "unknown_currency");
    }
}
