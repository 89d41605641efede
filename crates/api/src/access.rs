//! Who may do what: the one table from which routes are guarded, the tests are driven and
//! `docs/ACCESS.md` is printed.

use std::fmt;

use jobboard_core::user::Role;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody; who asks is not even looked up.
    Anyone,
    /// Anybody; who is signed in sees it.
    Visitor,
    /// Whoever is signed in.
    SignedIn,
    /// The owner of the thing named in the path, a moderator or an admin.
    Owner,
    /// A moderator or an admin.
    Moderator,
    /// An admin.
    Admin,
}

/// Everybody there is, as a route sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Nobody is signed in.
    Anonymous,
    /// A member, and not the owner of the thing.
    Other,
    /// A member, and the owner of the thing.
    Owner,
    /// A moderator.
    Moderator,
    /// An admin.
    Admin,
    /// A member whose account is out of use, with a token of before.
    Deactivated,
}

impl Person {
    /// Everybody.
    pub const ALL: [Self; 6] = [
        Self::Anonymous,
        Self::Other,
        Self::Owner,
        Self::Moderator,
        Self::Admin,
        Self::Deactivated,
    ];

    /// What the person is called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Other => "other",
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
            Self::Deactivated => "deactivated",
        }
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Access {
    /// Whether a person may call such a route.
    pub const fn admits(self, person: Person) -> bool {
        use Person::{Admin, Anonymous, Deactivated, Moderator, Owner};
        match self {
            Self::Anyone | Self::Visitor => true,
            Self::SignedIn => !matches!(person, Anonymous | Deactivated),
            Self::Owner => matches!(person, Owner | Moderator | Admin),
            Self::Moderator => matches!(person, Moderator | Admin),
            Self::Admin => matches!(person, Admin),
        }
    }

    /// The least role of whoever may call such a route, if it takes one. Whether somebody is the
    /// owner of a thing is found out by the service that reads it.
    pub(crate) const fn least_role(self) -> Option<Role> {
        match self {
            Self::Anyone | Self::Visitor | Self::SignedIn | Self::Owner => None,
            Self::Moderator => Some(Role::Moderator),
            Self::Admin => Some(Role::Admin),
        }
    }
}
