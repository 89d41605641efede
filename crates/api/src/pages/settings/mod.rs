//! One's own account: name, address, password, sessions, what happened to it, and its end.

pub mod activity;
pub mod board;
pub mod categories;
pub mod delete;
pub mod email;
pub mod password;
pub mod profile;
pub mod sessions;
pub mod users;

use actix_web::http::Method;
use askama::Template;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::user::Role;
use jobboard_services::sessions::CurrentUser;

use super::form::{FormField, FormFields, Kind};
use super::layout::Layout;
use crate::route::{Access, Route};

/// A part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The name.
    Profile,
    /// The address.
    Email,
    /// The password.
    Password,
    /// The sign-ins.
    Sessions,
    /// What happened to the account.
    Activity,
    /// What happened to all accounts, for an admin.
    AllActivity,
    /// All accounts, for an admin.
    Users,
    /// The categories, for an admin.
    Categories,
    /// How the board treats jobs, for an admin.
    Board,
    /// The end.
    Delete,
}

impl Section {
    const MEMBER: [Self; 6] = [
        Self::Profile,
        Self::Email,
        Self::Password,
        Self::Sessions,
        Self::Activity,
        Self::Delete,
    ];

    const ADMIN: [Self; 10] = [
        Self::Profile,
        Self::Email,
        Self::Password,
        Self::Sessions,
        Self::Activity,
        Self::Delete,
        Self::Board,
        Self::Categories,
        Self::Users,
        Self::AllActivity,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/settings/",
            Self::Email => "/settings/email/",
            Self::Password => "/settings/password/",
            Self::Sessions => "/settings/sessions/",
            Self::Activity => "/settings/activity/",
            Self::AllActivity => "/admin/activity/",
            Self::Users => "/admin/users/",
            Self::Categories => "/admin/categories/",
            Self::Board => "/admin/board/",
            Self::Delete => "/settings/delete/",
        }
    }

    /// In the list of sections.
    const fn name(self) -> Phrase {
        match self {
            Self::Profile => phrase!("section-profile"),
            Self::Email => phrase!("section-email"),
            Self::Password => phrase!("section-password"),
            Self::Sessions => phrase!("section-sessions"),
            Self::Activity => phrase!("section-activity"),
            Self::AllActivity => phrase!("section-all-activity"),
            Self::Users => phrase!("section-users"),
            Self::Categories => phrase!("section-categories"),
            Self::Board => phrase!("section-board"),
            Self::Delete => phrase!("section-delete"),
        }
    }

    /// As a heading.
    const fn title(self) -> Phrase {
        match self {
            Self::Profile => phrase!("section-profile-title"),
            Self::Email => phrase!("section-email-title"),
            Self::Password => phrase!("section-password-title"),
            Self::Sessions => phrase!("section-sessions-title"),
            Self::Activity => phrase!("section-activity-title"),
            Self::AllActivity => phrase!("section-all-activity-title"),
            Self::Users => phrase!("section-users-title"),
            Self::Categories => phrase!("section-categories-title"),
            Self::Board => phrase!("section-board-title"),
            Self::Delete => phrase!("section-delete-title"),
        }
    }
}

/// Where somebody is in the settings, and what else they see there.
#[derive(Debug, Clone, Copy)]
struct Place {
    here: Section,
    role: Role,
}

impl Place {
    fn new(here: Section, user: &CurrentUser) -> Self {
        Self {
            here,
            role: user.role(),
        }
    }

    fn all(&self) -> &'static [Section] {
        match self.role {
            Role::Admin => &Section::ADMIN,
            Role::Member | Role::Moderator => &Section::MEMBER,
        }
    }

    fn path(&self) -> &'static str {
        self.here.path()
    }

    fn title(&self) -> Phrase {
        self.here.title()
    }
}

impl PartialEq<Place> for Section {
    fn eq(&self, place: &Place) -> bool {
        *self == place.here
    }
}

/// A page of forms.
#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    layout: Layout,
    section: Place,
    lead: Phrase,
    /// The address that is signed in with.
    email: String,
    forms: Vec<SettingsForm>,
}

/// A form on such a page.
struct SettingsForm {
    /// The id of its heading.
    id: &'static str,
    heading: Phrase,
    lead: Option<Phrase>,
    action: String,
    fields: FormFields,
    failure: Option<Phrase>,
    submit: Phrase,
    /// What is asked before something that cannot be undone.
    confirm: Option<Phrase>,
}

/// The current password, which most of the forms ask for.
fn current_password() -> FormField {
    FormField::new(
        "current_password",
        phrase!("field-current-password"),
        Kind::Password,
    )
    .autocomplete("current-password")
}

/// The routes of the settings.
pub(super) fn routes() -> Vec<Route> {
    use Access::{Admin, SignedIn};
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), "/settings", SignedIn, profile::profile_page),
        Route::new(post.clone(), "/settings", SignedIn, profile::submit_profile),
        Route::new(get.clone(), "/settings/email", SignedIn, email::email_page),
        Route::new(
            post.clone(),
            "/settings/email",
            SignedIn,
            email::submit_email,
        ),
        Route::new(
            post.clone(),
            "/settings/email/verification",
            SignedIn,
            email::submit_verification,
        ),
        Route::new(
            get.clone(),
            "/settings/password",
            SignedIn,
            password::password_page,
        ),
        Route::new(
            post.clone(),
            "/settings/password",
            SignedIn,
            password::submit_password,
        ),
        Route::new(
            get.clone(),
            "/settings/sessions",
            SignedIn,
            sessions::sessions_page,
        ),
        Route::new(
            post.clone(),
            "/settings/sessions",
            SignedIn,
            sessions::submit_sessions,
        ),
        Route::new(
            get.clone(),
            "/settings/activity",
            SignedIn,
            activity::activity_page,
        ),
        Route::new(
            get.clone(),
            "/admin/activity",
            Admin,
            activity::all_activity_page,
        ),
        Route::new(get.clone(), "/admin/users", Admin, users::users_page),
        Route::new(get.clone(), "/admin/users/{id}", Admin, users::user_page),
        Route::new(post.clone(), "/admin/users/{id}", Admin, users::submit_user),
        Route::new(
            post.clone(),
            "/admin/users/{id}/sign-out",
            Admin,
            users::submit_sign_out,
        ),
        Route::new(
            get.clone(),
            "/admin/categories",
            Admin,
            categories::categories_page,
        ),
        Route::new(
            post.clone(),
            "/admin/categories",
            Admin,
            categories::submit_category,
        ),
        Route::new(get.clone(), "/admin/board", Admin, board::board_page),
        Route::new(post.clone(), "/admin/board", Admin, board::submit_board),
        Route::new(
            get,
            "/settings/delete",
            SignedIn,
            delete::delete_account_page,
        ),
        Route::new(
            post,
            "/settings/delete",
            SignedIn,
            delete::submit_delete_account,
        ),
    ]
}
