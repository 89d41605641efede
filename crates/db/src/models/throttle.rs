use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::column::UtcColumn;
use crate::schema::throttles;

/// How often something was tried.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = throttles)]
pub struct Throttle {
    /// How often.
    pub attempts: i64,
    /// From when on it may be tried again.
    #[diesel(deserialize_as = UtcColumn)]
    pub opens_at: DateTime<Utc>,
    /// When all of it is forgotten.
    #[diesel(deserialize_as = UtcColumn)]
    pub expires_at: DateTime<Utc>,
}

/// A count to be stored.
#[derive(Insertable)]
#[diesel(table_name = throttles, treat_none_as_default_value = false)]
pub(crate) struct NewThrottle<'a> {
    pub(crate) bucket: &'a str,
    pub(crate) attempts: i64,
    pub(crate) opens_at: NaiveDateTime,
    pub(crate) expires_at: NaiveDateTime,
}
