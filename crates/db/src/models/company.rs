use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::column::{UtcColumn, as_stored};
use crate::schema::{categories, companies};

/// A company.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = companies)]
pub struct Company {
    /// The number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The name as it is compared.
    pub name_key: String,
    /// Its web site.
    pub web_site: Option<String>,
    /// What it says of itself.
    pub description: String,
    /// Who named it first.
    pub owner_id: Option<i64>,
    /// How often it was changed, from 1.
    pub version: i64,
    /// When it was last changed.
    #[diesel(deserialize_as = UtcColumn)]
    pub updated_at: DateTime<Utc>,
}

/// A company to be stored.
#[derive(Debug, Insertable, Serialize)]
#[diesel(table_name = companies, treat_none_as_default_value = false)]
pub struct NewCompany<'a> {
    /// Its name.
    pub name: &'a str,
    /// The name as it is compared.
    pub name_key: &'a str,
    /// Its web site.
    pub web_site: Option<&'a str>,
    /// What it says of itself.
    pub description: &'a str,
    /// Who names it first.
    pub owner_id: Option<i64>,
    /// 1.
    pub version: i64,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub created_at: NaiveDateTime,
    /// Now, UTC.
    #[serde(serialize_with = "as_stored")]
    pub updated_at: NaiveDateTime,
}

/// What an edit of a company writes.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = companies, treat_none_as_null = true)]
pub struct CompanyEdit<'a> {
    /// Its web site.
    pub web_site: Option<&'a str>,
    /// What it says of itself.
    pub description: &'a str,
    /// One more than it was.
    pub version: i64,
    /// Now, UTC.
    pub updated_at: NaiveDateTime,
}

/// A category of the board.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = categories)]
pub struct Category {
    /// The number.
    pub id: i64,
    /// Its name.
    pub name: String,
}
