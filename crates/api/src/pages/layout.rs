//! What every page has around it.

use jobboard_services::accounts::User;
use jobboard_services::sessions::CurrentUser;

use super::cards::initial;

use crate::assets::{self, AssetPaths};
use crate::auth::Visitor;
use crate::site::Site;

/// Header and footer.
pub(crate) struct Layout {
    /// The board's name.
    pub(crate) site_name: String,
    /// The board's version.
    pub(crate) version: String,
    /// Who is signed in.
    pub(crate) username: Option<String>,
    /// Whether they look after everybody's jobs.
    pub(crate) moderates: bool,
    /// What has just been done.
    pub(crate) notice: Option<&'static str>,
    /// What stands in the search box.
    pub(crate) searched: String,
    /// Where style and script are.
    pub(crate) assets: &'static AssetPaths,
}

impl Layout {
    /// The surroundings for this visitor.
    pub(crate) fn new(site: &Site, visitor: &Visitor) -> Self {
        Self::around(site, visitor.0.as_ref().map(CurrentUser::account))
    }

    /// The surroundings for whoever is signed in.
    pub(crate) fn for_user(site: &Site, user: &CurrentUser) -> Self {
        Self::for_account(site, user.account())
    }

    /// The surroundings for whoever has just signed in.
    pub(crate) fn for_account(site: &Site, user: &User) -> Self {
        Self::around(site, Some(user))
    }

    fn around(site: &Site, user: Option<&User>) -> Self {
        Self {
            site_name: site.config().project_name.clone(),
            version: site.config().project_version.clone(),
            username: user.map(|user| user.username.clone()),
            moderates: user.is_some_and(|user| user.role.manages_all_jobs()),
            notice: None,
            searched: String::new(),
            assets: assets::paths(),
        }
    }

    /// The letter that stands for whoever is signed in.
    pub(crate) fn user_initial(&self) -> String {
        self.username.as_deref().map(initial).unwrap_or_default()
    }

    /// Adds the notice with this code. Addresses carry codes and no texts: else anybody could
    /// put words into the board's mouth.
    pub(crate) fn with_notice(mut self, code: Option<&str>) -> Self {
        self.notice = code.and_then(notice);
        self
    }
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "registered" => "Your account is ready. Sign in to post a job.",
        "renamed" => "Your user name is saved.",
        "email-mailed" => "A link is on its way to the new address. Look into your mail.",
        "verification-mailed" => "A link is on its way. Look into your mail.",
        "too-many-mails" => "Three mails were sent within the hour. The last link is still good.",
        "email-verified" => "Your e-mail address is verified.",
        "email-changed" => "Your address is changed. Sign in with the new one.",
        "password-changed" => "Your password is changed, and you are signed out everywhere else.",
        "password-reset" => "Your password is set. Sign in with it.",
        "session-ended" => "That sign-in has ended.",
        "account-deleted" => "Your account and your jobs are gone.",
        "admin" => "You are an admin now. Sign in again.",
        "signed-in" => "Welcome back.",
        "signed-out" => "You are signed out.",
        "posted" => "Your job is online.",
        "drafted" => "Your draft is kept. Nobody else sees it.",
        "in-review" => "A moderator will look at your job before it is listed.",
        "saved" => "Your changes are online.",
        "kept" => "Your changes are saved.",
        "moved" => "Done.",
        "commented" => "Your comment is sent.",
        "dismissed" => "The reports are closed.",
        "reported" => "Thank you. A moderator will look at the job.",
        "job-saved" => "The job is saved. You find it under Saved.",
        "job-forgotten" => "The job is no longer saved.",
        "company-saved" => "The company is saved.",
        "account-changed" => "The account is changed, and signed out everywhere.",
        "account-signed-out" => "The account is signed out everywhere.",
        "categories-changed" => "The categories are changed.",
        "board-changed" => "The settings are changed, from now on.",
        "deleted" => "The job is gone.",
        _ => return None,
    })
}
