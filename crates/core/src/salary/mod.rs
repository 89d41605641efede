//! What a job pays.

mod amount;
mod currency;
mod floor;

use crate::language::Phrase;
use crate::phrase;
use std::str::FromStr;

pub use amount::minor_units;
pub use currency::Currency;
pub use floor::{LADDER, SalaryFloor};

use crate::field::{FieldError, FieldErrors};
use crate::job::state::UnknownName;
use crate::limits;

/// The hours of a working year: 52 weeks of 40. Days, weeks and months are compared by it.
pub const HOURS_PER_YEAR: i64 = 2_080;

/// For how long an amount is paid, in schema.org's terms (`unitText`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// An hour.
    Hour,
    /// A day of 8 hours.
    Day,
    /// A week of 40 hours.
    Week,
    /// A twelfth of a year.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// Every period, the shortest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// Its name in schema.org.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "HOUR",
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
            Self::Year => "YEAR",
        }
    }

    /// Its name for people, after an amount.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Hour => phrase!("per-hour"),
            Self::Day => phrase!("per-day"),
            Self::Week => phrase!("per-week"),
            Self::Month => phrase!("per-month"),
            Self::Year => phrase!("per-year"),
        }
    }

    /// How many of them a working year has.
    pub const fn times_a_year(self) -> i64 {
        match self {
            Self::Hour => HOURS_PER_YEAR,
            Self::Day => HOURS_PER_YEAR / 8,
            Self::Week => HOURS_PER_YEAR / 40,
            Self::Month => 12,
            Self::Year => 1,
        }
    }

    fn parse(field: &'static str, raw: &str) -> Result<Self, FieldError> {
        raw.trim()
            .to_ascii_uppercase()
            .parse()
            .map_err(|UnknownName| {
                let message = phrase!("error-period");
                FieldError::new(field, "invalid", message)
            })
    }
}

impl FromStr for Period {
    type Err = UnknownName;

    fn from_str(raw: &str) -> Result<Self, UnknownName> {
        let mut known = Self::ALL.into_iter();
        known.find(|known| known.as_str() == raw).ok_or(UnknownName)
    }
}

/// A salary as somebody wrote it down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SalaryInput {
    /// The least, in minor units of the currency.
    pub min: Option<i64>,
    /// The most, in minor units of the currency.
    pub max: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// For how long that is paid.
    pub period: Option<String>,
}

/// A disclosed salary: the least, the most, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salary {
    /// The least, in minor units of the currency.
    pub min: Option<i64>,
    /// The most, in minor units of the currency.
    pub max: Option<i64>,
    /// The currency.
    pub currency: Currency,
    /// For how long that is paid.
    pub period: Period,
}

impl Salary {
    /// Reads a salary; nothing at all means that it is not disclosed.
    ///
    /// # Errors
    /// Into `errors`, on `salary_min`, `salary_max`, `salary_currency` and `salary_period`.
    pub fn parse(input: &SalaryInput, errors: &mut FieldErrors) -> Option<Option<Self>> {
        let filled = |raw: &'_ Option<String>| {
            raw.as_deref()
                .map(str::trim)
                .filter(|raw| !raw.is_empty())
                .map(str::to_owned)
        };
        let (currency, period) = (filled(&input.currency), filled(&input.period));
        let known = errors.iter().count();
        for (field, amount) in [("salary_min", input.min), ("salary_max", input.max)] {
            let wrong = match amount {
                Some(..=0) => Some(("invalid", phrase!("error-more-than-nothing"))),
                Some(amount) if amount > limits::SALARY_MAX => Some((
                    "too_large",
                    phrase!("error-salary-max", most = limits::SALARY_MAX),
                )),
                _ => None,
            };
            if let Some((code, message)) = wrong {
                errors.add(FieldError::new(field, code, message));
            }
        }
        if let (Some(min), Some(max)) = (input.min, input.max)
            && max < min
        {
            let message = phrase!("error-salary-order");
            errors.add(FieldError::new("salary_max", "invalid", message));
        }
        let paid = input.min.is_some() || input.max.is_some();
        if !paid && currency.is_none() {
            return (errors.iter().count() == known).then_some(None);
        }
        if !paid {
            let message = phrase!("error-salary-missing");
            errors.add(FieldError::new("salary_min", "required", message));
        }
        let currency = match currency {
            Some(raw) => errors.keep(Currency::parse("salary_currency", &raw)),
            None => errors.keep(Err(needed_with_an_amount("salary_currency"))),
        };
        let period = match period {
            Some(raw) => errors.keep(Period::parse("salary_period", &raw)),
            None => errors.keep(Err(needed_with_an_amount("salary_period"))),
        };
        if errors.iter().count() > known {
            return None;
        }
        Some(Some(Self {
            min: input.min,
            max: input.max,
            currency: currency?,
            period: period?,
        }))
    }

    /// The most that it pays in a year, in minor units.
    pub fn yearly_max(&self) -> i64 {
        let most = self.max.or(self.min).unwrap_or_default();
        most.saturating_mul(self.period.times_a_year())
    }

    /// The rungs of the ladder that it reaches.
    pub fn rungs(&self) -> impl Iterator<Item = i64> {
        let (most, unit) = (self.yearly_max(), self.currency.unit());
        LADDER
            .into_iter()
            .take_while(move |rung| rung.saturating_mul(unit) <= most)
    }
}

/// A field without which an amount says nothing.
fn needed_with_an_amount(field: &'static str) -> FieldError {
    FieldError::new(field, "required", phrase!("error-salary-unit"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn input(min: Option<i64>, max: Option<i64>, currency: &str, period: &str) -> SalaryInput {
        SalaryInput {
            min,
            max,
            currency: Some(currency.to_owned()),
            period: Some(period.to_owned()),
        }
    }

    fn parse(input: &SalaryInput) -> Result<Option<Salary>, Vec<(String, &'static str)>> {
        let mut errors = FieldErrors::new();
        let salary = Salary::parse(input, &mut errors);
        let wrong = errors.iter().map(|e| (e.field.to_string(), e.code));
        salary.ok_or_else(|| wrong.collect())
    }

    fn label(input: &SalaryInput) -> String {
        let salary = parse(input).expect("a salary").expect("disclosed");
        Language::English.salary(&salary)
    }

    #[test]
    fn a_salary_reads_as_people_write_it() {
        let both = input(Some(5_000_000), Some(6_500_000), "eur", "year");
        assert_eq!(label(&both), "EUR 50,000 – 65,000 per year");
        let from = input(Some(2_550), None, "USD", "HOUR");
        assert_eq!(label(&from), "from USD 25.50 per hour");
        let yen = input(None, Some(6_000_000), "JPY", "YEAR");
        assert_eq!(label(&yen), "up to JPY 6,000,000 per year");
        let same = input(Some(300_000), Some(300_000), "KWD", "MONTH");
        assert_eq!(label(&same), "KWD 300 per month");
        assert_eq!(parse(&SalaryInput::default()), Ok(None));
    }

    #[test]
    fn an_impossible_salary_is_named_field_by_field() {
        let wrong = |input: &SalaryInput| parse(input).expect_err("errors");
        let field = |name: &str, code| vec![(name.to_owned(), code)];
        let less = input(Some(2), Some(1), "EUR", "YEAR");
        assert_eq!(wrong(&less), field("salary_max", "invalid"));
        let negative = input(Some(-1), None, "EUR", "YEAR");
        assert_eq!(wrong(&negative), field("salary_min", "invalid"));
        let unknown = input(Some(1), None, "XXX", "FORTNIGHT");
        let both = [
            field("salary_currency", "unknown_currency"),
            field("salary_period", "invalid"),
        ];
        assert_eq!(wrong(&unknown), both.concat());
        let alone = SalaryInput {
            min: Some(1),
            ..SalaryInput::default()
        };
        let both = [
            field("salary_currency", "required"),
            field("salary_period", "required"),
        ];
        assert_eq!(wrong(&alone), both.concat());
        let none = input(None, None, "EUR", "YEAR");
        assert_eq!(wrong(&none), field("salary_min", "required"));
        let huge = input(Some(i64::MAX), None, "EUR", "HOUR");
        assert_eq!(wrong(&huge), field("salary_min", "too_large"));
    }

    #[test]
    fn periods_are_compared_by_one_working_year() {
        let yearly = |amount, period| {
            let salary = parse(&input(None, Some(amount), "EUR", period)).expect("a salary");
            salary.expect("disclosed").yearly_max()
        };
        assert_eq!(yearly(2_500, "HOUR"), 5_200_000);
        assert_eq!(yearly(20_000, "DAY"), 5_200_000);
        assert_eq!(yearly(100_000, "WEEK"), 5_200_000);
        assert_eq!(yearly(100_000, "MONTH"), 1_200_000);
    }
}
