//! How the domain's types look as columns.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::{Nullable, Text, Timestamp};
use jobboard_core::country::Country;
use jobboard_core::employment::EmploymentType;
use jobboard_core::job::JobState;
use jobboard_core::place::{Place, Workplace};
use jobboard_core::report::ReportReason;
use jobboard_core::tag::Tag;
use jobboard_core::user::Role;
use serde::{Deserialize, Serialize};

/// An instant: a timestamp without time zone that is UTC, to the microsecond.
#[derive(Debug, FromSqlRow)]
pub struct UtcColumn(NaiveDateTime);

impl<DB> FromSql<Timestamp, DB> for UtcColumn
where
    DB: Backend,
    NaiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        NaiveDateTime::from_sql(bytes).map(Self)
    }
}

impl From<UtcColumn> for DateTime<Utc> {
    fn from(column: UtcColumn) -> Self {
        column.0.and_utc()
    }
}

/// An instant that there may be.
#[derive(Debug, FromSqlRow)]
pub struct OptionalUtcColumn(Option<NaiveDateTime>);

impl<DB> FromSql<Nullable<Timestamp>, DB> for OptionalUtcColumn
where
    DB: Backend,
    Option<NaiveDateTime>: FromSql<Nullable<Timestamp>, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Option::from_sql(bytes).map(Self)
    }

    fn from_nullable_sql(bytes: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        Option::from_nullable_sql(bytes).map(Self)
    }
}

impl From<OptionalUtcColumn> for Option<DateTime<Utc>> {
    fn from(column: OptionalUtcColumn) -> Self {
        column.0.map(|instant| instant.and_utc())
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
