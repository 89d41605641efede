//! Dates, numbers and money, by the rules of the Unicode Common Locale Data Repository.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MD, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};

use super::Language;
use crate::phrase;
use crate::salary::{Currency, Salary};

/// What writes dates and numbers in one language.
struct Formats {
    date: Option<DateTimeFormatter<YMD>>,
    day: Option<DateTimeFormatter<MD>>,
    number: Option<DecimalFormatter>,
}

/// Where the language's dates and numbers are written as here.
const fn locale(language: Language) -> Locale {
    match language {
        Language::English => locale!("en-GB"),
        Language::German => locale!("de"),
    }
}

impl Formats {
    /// The data of both languages is compiled in, so that each of them is there.
    fn new(language: Language) -> Self {
        let locale = locale(language);
        Self {
            date: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            day: DateTimeFormatter::try_new((&locale).into(), MD::long()).ok(),
            number: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
        }
    }

    fn of(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Formats> = LazyLock::new(|| Formats::new(Language::English));
        static GERMAN: LazyLock<Formats> = LazyLock::new(|| Formats::new(Language::German));
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }
}

fn in_icu(date: NaiveDate) -> Option<Date<Iso>> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Date::try_new_iso(date.year(), month, day).ok()
}

impl Language {
    /// A day in full: `4 June 2024`, `4. Juni 2024`.
    pub fn date(self, date: NaiveDate) -> String {
        let formatter = Formats::of(self).date.as_ref();
        match formatter.zip(in_icu(date)) {
            Some((formatter, day)) => formatter.format(&day).to_string(),
            None => date.to_string(),
        }
    }

    /// A day of some year: `4 June`, `4. Juni`.
    pub fn day(self, date: NaiveDate) -> String {
        let formatter = Formats::of(self).day.as_ref();
        match formatter.zip(in_icu(date)) {
            Some((formatter, day)) => formatter.format(&day).to_string(),
            None => date.to_string(),
        }
    }

    /// An instant to the minute: `23 November 2026, 21:42 UTC`.
    pub fn instant(self, at: DateTime<Utc>) -> String {
        let (date, time) = (self.date(at.date_naive()), at.format("%H:%M").to_string());
        self.phrase(&phrase!("instant", date = date, time = time))
            .into_owned()
    }

    /// How long ago a day was, to the day, the week, the month or the year: `3 days ago`.
    pub fn ago(self, date: NaiveDate, today: NaiveDate) -> String {
        let days = (today - date).num_days();
        let phrase = match days {
            ..=0 => phrase!("today"),
            1 => phrase!("yesterday"),
            2..=13 => phrase!("days-ago", count = days),
            14..=59 => phrase!("weeks-ago", count = days / 7),
            60..=729 => phrase!("months-ago", count = days / 30),
            _ => phrase!("years-ago", count = days / 365),
        };
        self.phrase(&phrase).into_owned()
    }

    /// How long ago an instant was, to the minute, the hour or the day, and after a month the day
    /// itself: `3 hours ago`.
    pub fn since(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let ago = now - at;
        let phrase = match (ago.num_minutes(), ago.num_hours(), ago.num_days()) {
            (..1, _, _) => phrase!("just-now"),
            (minutes, 0, _) => phrase!("minutes-ago", count = minutes),
            (_, hours, 0) => phrase!("hours-ago", count = hours),
            (_, _, days @ ..=30) => phrase!("days-ago", count = days),
            _ => return self.date(at.date_naive()),
        };
        self.phrase(&phrase).into_owned()
    }

    /// A whole number: `12,345`, `12.345`.
    pub fn number(self, number: i64) -> String {
        self.decimal(number, 0)
    }

    /// A number of so many hundredths, or whatever its last digit is.
    fn decimal(self, digits: i64, places: i16) -> String {
        let mut decimal = Decimal::from(digits);
        decimal.multiply_pow10(-places);
        match &Formats::of(self).number {
            Some(formatter) => formatter.format(&decimal).to_string(),
            None => decimal.to_string(),
        }
    }

    /// An amount in minor units, without its currency, and without a fraction that is nothing:
    /// `50,000`, `25.50`.
    pub fn amount(self, currency: Currency, minor: i64) -> String {
        let exponent = i16::try_from(currency.exponent()).unwrap_or_default();
        match minor % currency.unit() {
            0 => self.number(minor / currency.unit()),
            _ => self.decimal(minor, exponent),
        }
    }

    /// An amount in minor units with its currency: `EUR 50,000`, `50.000 EUR`.
    pub fn money(self, currency: Currency, minor: i64) -> String {
        let (code, amount) = (currency.code(), self.amount(currency, minor));
        self.phrase(&phrase!("money", currency = code, amount = amount))
            .into_owned()
    }

    /// A salary: `EUR 50,000 – 65,000 per year`.
    pub fn salary(self, salary: &Salary) -> String {
        let currency = salary.currency;
        let money = |minor| self.money(currency, minor);
        let range = match (salary.min, salary.max) {
            (Some(min), Some(max)) if min == max => money(min),
            (Some(min), Some(max)) => {
                let [min, max] = [min, max].map(|minor| self.amount(currency, minor));
                let (range, code) = (format!("{min} – {max}"), currency.code());
                self.phrase(&phrase!("money", currency = code, amount = range))
                    .into_owned()
            }
            (Some(min), None) => self
                .phrase(&phrase!("money-from", amount = money(min)))
                .into_owned(),
            (None, Some(max)) => self
                .phrase(&phrase!("money-up-to", amount = money(max)))
                .into_owned(),
            (None, None) => String::new(),
        };
        format!("{range} {}", self.phrase(&salary.period.phrase()))
    }
}
