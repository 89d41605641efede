//! Keyset paging: a page starts after the last entry of the one before, so that entries which
//! come or go in between are neither shown twice nor skipped.

use crate::phrase;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::field::FieldError;
use crate::job::JobId;
use crate::limits;

/// How many entries a page has, 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimit(i64);

impl PageLimit {
    /// Reads the `limit` of a query.
    ///
    /// # Errors
    /// `invalid` when it is not a number from 1 to 100.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        raw.parse()
            .ok()
            .filter(|limit| (1..=limits::PAGE_MAX).contains(limit))
            .map(Self)
            .ok_or_else(|| {
                FieldError::new(
                    "limit",
                    "invalid",
                    phrase!("error-number-range", least = 1_i64, most = limits::PAGE_MAX),
                )
            })
    }

    /// The largest page.
    pub const fn largest() -> Self {
        Self(limits::PAGE_MAX)
    }

    /// The number of entries.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl Default for PageLimit {
    fn default() -> Self {
        Self(limits::PAGE_DEFAULT)
    }
}

/// The place of a job in the list: newest date first, and of one date the newest id first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCursor {
    /// The date of the last job seen.
    pub date_posted: NaiveDate,
    /// Its id.
    pub id: JobId,
}

impl JobCursor {
    /// Reads the `after` of a query.
    ///
    /// # Errors
    /// `invalid` when it is nothing that a `next` link ever said.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        raw.parse().map_err(|()| no_such_place())
    }
}

impl FromStr for JobCursor {
    type Err = ();

    fn from_str(raw: &str) -> Result<Self, ()> {
        let (date, id) = raw.split_once('.').ok_or(())?;
        let date_posted = NaiveDate::parse_from_str(date, "%Y%m%d").map_err(|_| ())?;
        let id = JobId(id.parse().map_err(|_| ())?);
        let cursor = Self { date_posted, id };
        // One cursor has one spelling.
        (cursor.to_string() == raw).then_some(cursor).ok_or(())
    }
}

impl fmt::Display for JobCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.date_posted.format("%Y%m%d"), self.id)
    }
}

/// The place of an entry in a list that is ordered by the entries' numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberCursor(pub i64);

impl NumberCursor {
    /// Reads the `after` of a query.
    ///
    /// # Errors
    /// `invalid` when it is nothing that a `next` link ever said.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        raw.parse()
            .ok()
            .filter(|id| *id > 0)
            .map(Self)
            .filter(|cursor| cursor.to_string() == raw)
            .ok_or_else(no_such_place)
    }
}

impl fmt::Display for NumberCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn no_such_place() -> FieldError {
    FieldError::new("after", "invalid", phrase!("error-cursor"))
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, C> {
    /// The entries, in the list's order.
    pub items: Vec<T>,
    /// Where the next page starts; nothing on the last one.
    pub next: Option<C>,
}

impl<T, C> Page<T, C> {
    /// Makes a page of `limit` entries out of one entry more than that.
    pub fn cut(mut items: Vec<T>, limit: PageLimit, cursor: impl Fn(&T) -> C) -> Self {
        let limit = usize::try_from(limit.get()).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_it_was_written() {
        let cursor = JobCursor {
            date_posted: NaiveDate::from_ymd_opt(2024, 6, 4).expect("a date"),
            id: JobId(17),
        };
        assert_eq!(cursor.to_string(), "20240604.17");
        assert_eq!("20240604.17".parse(), Ok(cursor));
        for wrong in [
            "",
            "17",
            "20240604.017",
            "20241399.1",
            "20240604.99999999999999999999",
            "x.y",
        ] {
            assert!(wrong.parse::<JobCursor>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_page_knows_whether_more_follows() {
        let limit = PageLimit::parse("2").expect("a limit");
        let page = Page::cut(vec![3, 2, 1], limit, |n| *n);
        assert_eq!((page.items, page.next), (vec![3, 2], Some(2)));
        let page = Page::cut(vec![3, 2], limit, |n| *n);
        assert_eq!((page.items, page.next), (vec![3, 2], None));
    }

    #[test]
    fn a_limit_is_a_number_from_1_to_100() {
        for wrong in ["0", "101", "-1", "x", "", "1.5", "99999999999999999999"] {
            assert!(PageLimit::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(PageLimit::parse("100").map(PageLimit::get), Ok(100));
    }
}
