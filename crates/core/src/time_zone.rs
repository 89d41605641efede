//! The site's time zone, in which closing dates are meant.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A zone of the IANA time zone database, such as `Europe/Brussels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteTimeZone(Tz);

/// No time zone has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such time zone")]
pub struct UnknownTimeZone;

impl SiteTimeZone {
    /// Universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The date that it is there.
    pub fn date_of(self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.0).date_naive()
    }

    /// The instant at which a date is over there: from then on it is a later date, for good. A
    /// clock that is set back across midnight gives the date its last hour twice.
    pub fn end_of(self, date: NaiveDate) -> DateTime<Utc> {
        let Some(next) = date.checked_add_days(Days::new(1)) else {
            return DateTime::<Utc>::MAX_UTC;
        };
        match self.0.from_local_datetime(&next.and_time(NaiveTime::MIN)) {
            LocalResult::Single(midnight) => midnight.to_utc(),
            LocalResult::Ambiguous(first, second) => {
                let before = second.to_utc() - TimeDelta::seconds(1);
                if self.date_of(before) <= date {
                    second.to_utc()
                } else {
                    first.to_utc()
                }
            }
            LocalResult::None => self.first_instant_after(date, next),
        }
    }

    /// The end of a date whose midnight was skipped. The clock is never set forward by more than
    /// a day, so the change lies between two noons.
    fn first_instant_after(self, date: NaiveDate, next: NaiveDate) -> DateTime<Utc> {
        let noon = next.and_time(NaiveTime::MIN).and_utc();
        let (mut early, mut late) = (noon - TimeDelta::hours(48), noon + TimeDelta::hours(48));
        while late - early > TimeDelta::seconds(1) {
            let middle = early + TimeDelta::seconds((late - early).num_seconds() / 2);
            if self.date_of(middle) <= date {
                early = middle;
            } else {
                late = middle;
            }
        }
        late
    }
}

impl FromStr for SiteTimeZone {
    type Err = UnknownTimeZone;

    fn from_str(name: &str) -> Result<Self, UnknownTimeZone> {
        name.parse().map(Self).map_err(|_| UnknownTimeZone)
    }
}

impl fmt::Display for SiteTimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn zone(name: &str) -> SiteTimeZone {
        name.parse().expect("a zone")
    }

    #[test]
    fn a_date_ends_at_the_next_midnight_there() {
        for (name, day, end) in [
            ("UTC", "2026-06-30", "2026-07-01T00:00:00Z"),
            ("Etc/GMT+12", "2026-06-30", "2026-07-01T12:00:00Z"),
            ("Pacific/Kiritimati", "2026-06-30", "2026-06-30T10:00:00Z"),
            ("Asia/Kathmandu", "2026-06-30", "2026-06-30T18:15:00Z"),
            // The days of 25 and of 23 hours.
            ("Europe/Brussels", "2026-10-25", "2026-10-25T23:00:00Z"),
            ("Europe/Brussels", "2026-03-29", "2026-03-29T22:00:00Z"),
            // Midnight is skipped.
            ("Africa/Cairo", "2024-04-25", "2024-04-25T22:00:00Z"),
            ("America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00:00Z"),
            // The last hour comes twice.
            ("America/Sao_Paulo", "2018-02-17", "2018-02-18T03:00:00Z"),
            // The clock is set back at one minute past midnight, and it is the day before again.
            ("America/St_Johns", "2010-11-06", "2010-11-07T03:30:00Z"),
            // The first hour of the next day comes twice.
            ("Atlantic/Azores", "2026-10-24", "2026-10-25T00:00:00Z"),
            // The next day is left out.
            ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00Z"),
        ] {
            let wanted: DateTime<Utc> = end.parse().expect("an instant");
            assert_eq!(zone(name).end_of(date(day)), wanted, "{name} {day}");
        }
    }

    #[test]
    fn a_zone_is_known_by_its_name() {
        assert_eq!(zone("Europe/Brussels").to_string(), "Europe/Brussels");
        assert_eq!("Brussels".parse::<SiteTimeZone>(), Err(UnknownTimeZone));
        assert_eq!(DateTime::<Utc>::MAX_UTC, zone("UTC").end_of(NaiveDate::MAX));
    }

    proptest! {
        #[test]
        fn a_date_lasts_to_its_last_second_and_not_longer(
            at in 0..chrono_tz::TZ_VARIANTS.len(),
            day in 0..25_000_i32,
        ) {
            let zone = SiteTimeZone(chrono_tz::TZ_VARIANTS[at]);
            let date = NaiveDate::default() + TimeDelta::days(day.into());
            let end = zone.end_of(date);
            prop_assert!(zone.date_of(end) > date);
            prop_assert!(zone.date_of(end - TimeDelta::seconds(1)) <= date);
            for later in [1, 60, 600, 3599, 3600, 7200, 10_800] {
                prop_assert!(zone.date_of(end + TimeDelta::seconds(later)) > date);
            }
        }
    }
}
