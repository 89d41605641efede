//! Lists of jobs by their days, newest first, read on from a place.

use chrono::NaiveDate;
use diesel::QueryResult;
use jobboard_core::paging::{JobCursor, Page, PageLimit};

use crate::connection::DbConnection;

/// A part of a list in its order, newest first. An index is to begin at the very place that a page
/// goes on from, and not at the first of all jobs of that day, of which there may be thousands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stretch {
    /// All of it.
    Whole,
    /// What comes after a place.
    After(JobCursor),
    /// What comes after a place on its day.
    RestOfDay(JobCursor),
    /// The days before one.
    DaysBefore(NaiveDate),
}

impl Stretch {
    /// What is read of a list along an index of `jobs` after a place, one after the other until a page
    /// is full. One comparison of rows begins at the place, but not on SQLite where one of their
    /// columns is the key of the table: there it begins by the date alone.
    pub(super) fn of_jobs(connection: &DbConnection, after: Option<JobCursor>) -> Vec<Self> {
        match (after, connection) {
            (Some(after), DbConnection::Sqlite(_)) => {
                vec![Self::RestOfDay(after), Self::DaysBefore(after.date_posted)]
            }
            (after, _) => Self::of_terms(after),
        }
    }

    /// What is read of a list along the index of `job_terms` after a place.
    pub(super) fn of_terms(after: Option<JobCursor>) -> Vec<Self> {
        vec![after.map_or(Self::Whole, Self::After)]
    }
}

/// A page of what `read` finds in these stretches, each time at most as many as it is told.
///
/// # Errors
/// What `read` fails with.
pub(super) fn page<T>(
    stretches: Vec<Stretch>,
    limit: PageLimit,
    cursor: impl Fn(&T) -> JobCursor,
    mut read: impl FnMut(Stretch, i64) -> QueryResult<Vec<T>>,
) -> QueryResult<Page<T, JobCursor>> {
    let mut found = Vec::new();
    for stretch in stretches {
        // One more than the page holds tells that there is a next one.
        let missing = limit.get() + 1 - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if missing > 0 {
            found.extend(read(stretch, missing)?);
        }
    }
    Ok(Page::cut(found, limit, cursor))
}

/// A boxed query, kept to a stretch by the columns of its date and its number, which `$place` names in
/// this order.
macro_rules! within {
    ($query:expr, $stretch:expr, $date:expr, $id:expr, $place:literal) => {
        match $stretch {
            Stretch::Whole => $query,
            Stretch::After(JobCursor { date_posted, id }) => {
                $query.filter(FixedSql::<Bool>::around_pair::<Date, BigInt, _, _>(
                    concat!("((", $place, ") < ("),
                    (date_posted, id.0),
                    "))",
                ))
            }
            Stretch::RestOfDay(JobCursor { date_posted, id }) => {
                $query.filter($date.eq(date_posted)).filter($id.lt(id.0))
            }
            Stretch::DaysBefore(date) => $query.filter($date.lt(date)),
        }
    };
}
pub(super) use within;
