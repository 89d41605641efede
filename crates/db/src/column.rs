//! How the domain's types look as columns.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::{Text, Timestamp};
use jobboard_core::user::Role;

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

/// A role, by its name.
#[derive(Debug, FromSqlRow)]
pub struct RoleColumn(Role);

impl<DB> FromSql<Text, DB> for RoleColumn
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(String::from_sql(bytes)?.parse()?))
    }
}

impl From<RoleColumn> for Role {
    fn from(column: RoleColumn) -> Self {
        column.0
    }
}
