//! How the domain's types look as columns.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::Connection;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::sql_types::{Nullable, Text, Timestamp};
use diesel::sqlite::{Sqlite, SqliteValue};
use jobboard_core::country::Country;
use jobboard_core::employment::EmploymentType;
use jobboard_core::job::JobState;
use jobboard_core::place::{Place, Workplace};
use jobboard_core::report::ReportReason;
use jobboard_core::tag::Tag;
use jobboard_core::user::Role;
use serde::{Deserialize, Serialize, Serializer};

use crate::connection::DbConnection;

/// An instant: a timestamp without time zone that is UTC, to the microsecond.
#[derive(Debug, Clone, Copy, FromSqlRow)]
pub struct UtcColumn(NaiveDateTime);

impl UtcColumn {
    /// The instant.
    pub fn utc(self) -> DateTime<Utc> {
        self.0.and_utc()
    }
}

impl FromSql<Timestamp, Pg> for UtcColumn {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <NaiveDateTime as FromSql<Timestamp, Pg>>::from_sql(bytes).map(Self)
    }
}

/// The backend of a connection that is to either database.
type Either = <DbConnection as Connection>::Backend;

impl FromSql<Timestamp, Either> for UtcColumn {
    fn from_sql(bytes: <Either as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Timestamp>()
    }
}

impl FromSql<Timestamp, Sqlite> for UtcColumn {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        match instant(value.read_text()) {
            Some(instant) => Ok(Self(instant)),
            None => <NaiveDateTime as FromSql<Timestamp, Sqlite>>::from_sql(value).map(Self),
        }
    }
}

/// An instant in a file, as we write it: `2026-11-24 09:30:00.123456`, the part after the second as
/// long as it is needed. To read it by a pattern, as for any of the ways in which SQLite knows
/// instants, takes ten times as long, and a list of jobs has a hundred of them.
fn instant(text: &str) -> Option<NaiveDateTime> {
    let number = |from: usize, to: usize| digits(text.get(from..to)?);
    let signs = [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':')];
    let is_ours = |(at, sign): &(usize, u8)| text.as_bytes().get(*at) == Some(sign);
    if !signs.iter().all(is_ours) {
        return None;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    let nanoseconds = match text.get(19..)? {
        "" => 0,
        part => {
            let part = part.strip_prefix('.')?;
            let places = u32::try_from(part.len()).ok()?;
            digits(part)? * 10_u32.pow(9_u32.checked_sub(places)?)
        }
    };
    date.and_hms_nano_opt(
        number(11, 13)?,
        number(14, 16)?,
        number(17, 19)?,
        nanoseconds,
    )
}

/// Writes an instant, if there is one, as it is stored: in JSON either database reads it so.
///
/// # Errors
/// When the serializer fails.
pub(crate) fn as_stored<S: Serializer>(
    instant: &(impl Into<Option<NaiveDateTime>> + Copy),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match (*instant).into() {
        Some(instant) => serializer.collect_str(&instant.format("%F %T%.f")),
        None => serializer.serialize_none(),
    }
}

/// A number of digits and nothing else.
fn digits(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

impl From<UtcColumn> for DateTime<Utc> {
    fn from(column: UtcColumn) -> Self {
        column.utc()
    }
}

/// An instant that there may be.
#[derive(Debug, FromSqlRow)]
pub struct OptionalUtcColumn(Option<UtcColumn>);

impl<DB> FromSql<Nullable<Timestamp>, DB> for OptionalUtcColumn
where
    DB: Backend,
    UtcColumn: FromSql<Timestamp, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        UtcColumn::from_sql(bytes).map(Some).map(Self)
    }

    fn from_nullable_sql(bytes: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        bytes.map(UtcColumn::from_sql).transpose().map(Self)
    }
}

impl From<OptionalUtcColumn> for Option<DateTime<Utc>> {
    fn from(column: OptionalUtcColumn) -> Self {
        column.0.map(UtcColumn::utc)
    }
}

/// A text column that is read as something else.
macro_rules! text_column {
    ($(#[$doc:meta])* $column:ident, $type:ty, $read:expr) => {
        $(#[$doc])*
        #[derive(Debug, FromSqlRow)]
        pub struct $column($type);

        impl<DB> FromSql<Text, DB> for $column
        where
            DB: Backend,
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let read: fn(&str) -> deserialize::Result<$type> = $read;
                read(&String::from_sql(bytes)?).map(Self)
            }
        }

        impl From<$column> for $type {
            fn from(column: $column) -> Self {
                column.0
            }
        }
    };
}

text_column!(
    /// A role, by its name.
    RoleColumn, Role, |text| Ok(text.parse()?)
);
text_column!(
    /// A job's state, by its name.
    StateColumn, JobState, |text| Ok(text.parse()?)
);
text_column!(
    /// What a reader finds wrong, by its name.
    ReasonColumn, ReportReason, |text| Ok(text.parse()?)
);
text_column!(
    /// A workplace, by its name.
    WorkplaceColumn, Workplace, |text| Ok(text.parse()?)
);
text_column!(
    /// Employment types by their names, with commas between them.
    EmploymentTypesColumn, Vec<EmploymentType>, |text| {
        words(text).map(|word| Ok(word.parse()?)).collect()
    }
);
text_column!(
    /// Countries by their codes, with commas between them.
    CountriesColumn, Vec<Country>, |text| {
        words(text).map(|code| Country::recognise(code).ok_or_else(|| code.into())).collect()
    }
);
text_column!(
    /// Tags as they were typed, with commas between them.
    TagsColumn, Vec<Tag>, |text| {
        let words = words(text).map(|word| Tag::parse("tags", word));
        words.collect::<Result<_, _>>().map_err(|error| error.to_string().into())
    }
);
text_column!(
    /// Places, as JSON.
    PlacesColumn, Vec<Place>, |text| {
        let stored: Vec<StoredPlace> = serde_json::from_str(text)?;
        stored.into_iter().map(Place::try_from).collect()
    }
);

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|word| !word.is_empty())
}

/// A place as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredPlace {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

impl TryFrom<StoredPlace> for Place {
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn try_from(stored: StoredPlace) -> Result<Self, Self::Error> {
        let country = match stored.country {
            Some(code) => Some(Country::recognise(&code).ok_or(code)?),
            None => None,
        };
        Ok(Self {
            city: stored.city,
            region: stored.region,
            country,
        })
    }
}

/// Places as [`PlacesColumn`] reads them.
pub(crate) fn stored_places(places: &[Place]) -> String {
    let stored: Vec<_> = places
        .iter()
        .map(|place| StoredPlace {
            city: place.city.clone(),
            region: place.region.clone(),
            country: place.country.map(|country| country.code().to_owned()),
        })
        .collect();
    // Text in optional fields can always be written.
    serde_json::to_string(&stored).unwrap_or_else(|_| "[]".to_owned())
}

/// Names as the columns above read them.
pub(crate) fn with_commas<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_as_it_is_written_and_nothing_else_is() {
        for written in [
            "2026-11-24 09:30:00",
            "2026-11-24 09:30:59.5",
            "2026-02-28 23:59:59.123456",
            "1970-01-01 00:00:00.000000001",
        ] {
            let read = instant(written).expect(written);
            assert_eq!(
                read.format("%F %T%.f").to_string().trim_end_matches('0'),
                written.trim_end_matches('0')
            );
            assert_eq!(Ok(read), NaiveDateTime::parse_from_str(written, "%F %T%.f"));
        }
        for other in [
            "",
            "2026-11-24",
            "2026-11-24T09:30:00",
            "2026-11-24 09:30:00Z",
            "2026-11-24 09:30:00.",
            "2026-11-24 09:30:00.1234567890",
            "2026-11-24 09:30:00.+12",
            "+026-11-24 09:30:00",
            "2026-02-30 09:30:00",
            "2026-11-24 24:30:00",
            "2026-11-24 09:30:0\u{e9}",
        ] {
            assert_eq!(instant(other), None, "{other}");
        }
    }
}
