//! The last day of a job on the list.

use crate::phrase;
use chrono::{Days, NaiveDate, TimeDelta};

use super::draft::date;
use crate::field::FieldError;

/// How long a job may stay on the list at once.
pub const LONGEST_OPEN: TimeDelta = TimeDelta::days(365);

/// Reads a closing date: today at the earliest, in a year at the latest. `today` is the site's.
///
/// # Errors
/// `invalid` when it is no date, `past`, or `too_late`.
pub fn closing_date(raw: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let field = "closes_on";
    let closes_on = date(field, raw)?;
    let last = Days::new(LONGEST_OPEN.num_days().unsigned_abs());
    let last = today.checked_add_days(last).unwrap_or(NaiveDate::MAX);
    if closes_on < today {
        let message = phrase!("error-closing-passed");
        Err(FieldError::new(field, "past", message))
    } else if closes_on > last {
        let message = phrase!("error-closing-late", last = last);
        Err(FieldError::new(field, "too_late", message))
    } else {
        Ok(closes_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_date_is_today_at_the_earliest_and_in_a_year_at_the_latest() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a date");
        let code = |raw: &str| closing_date(raw, today).map_err(|error| error.code);
        assert_eq!(code("2026-06-30"), Ok(today));
        assert_eq!(code("2026-06-29"), Err("past"));
        assert_eq!(code("2027-06-30").map(|date| date > today), Ok(true));
        assert_eq!(code("2027-07-01"), Err("too_late"));
        for raw in ["", "tomorrow", "2026-6-30", "2026-02-30", "30.06.2026"] {
            assert_eq!(code(raw), Err("invalid"), "{raw}");
        }
    }
}
