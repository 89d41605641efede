use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use jobboard_core::user::{Role, UserId};

use crate::column::{RoleColumn, UtcColumn};
use crate::schema::users;

/// A user.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct User {
    /// The number.
    #[diesel(deserialize_as = i64)]
    pub id: UserId,
    /// The name as typed.
    pub username: String,
    /// The e-mail address as typed.
    pub email: String,
    /// The password's hash; an account without one cannot sign in.
    pub password_hash: Option<String>,
    /// What the user may do.
    #[diesel(deserialize_as = RoleColumn)]
    pub role: Role,
    /// Whether the account is in use.
    pub is_active: bool,
    /// When the account was made.
    #[diesel(deserialize_as = UtcColumn)]
    pub created_at: DateTime<Utc>,
    /// When somebody last proved that mail to the address reaches them, UTC.
    pub email_verified_at: Option<NaiveDateTime>,
    /// The tag of the language that the user reads, if it is known.
    pub language: Option<String>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .field("role", &self.role)
            .field("is_active", &self.is_active)
            .finish_non_exhaustive()
    }
}

/// A user to be stored.
#[derive(Clone, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub struct NewUser {
    /// The name as typed.
    pub username: String,
    /// The name's unique form.
    pub username_key: String,
    /// The e-mail address as typed.
    pub email: String,
    /// The address's unique form.
    pub email_key: String,
    /// The password's hash, if the user may sign in.
    pub password_hash: Option<String>,
    /// The role's name.
    pub role: &'static str,
    /// Whether the account is in use.
    pub is_active: bool,
    /// Now, UTC.
    pub created_at: NaiveDateTime,
    /// The tag of the language that the user reads, if it is known.
    pub language: Option<&'static str>,
}
