//! What every page has around it, and how jobs look in a list.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step};
use jobboard_services::accounts::User;
use jobboard_services::jobs::{Job, JobSummary};
use jobboard_services::sessions::CurrentUser;

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
        "deleted" => "The job is gone.",
        _ => return None,
    })
}

/// A job in a list.
pub(crate) struct JobCard {
    /// Its number.
    pub(crate) id: i64,
    /// What the work is.
    pub(crate) title: String,
    /// Who offers it.
    pub(crate) company: String,
    /// Where it is.
    pub(crate) location: String,
    /// When it was posted.
    pub(crate) posted: Posted,
    /// Where it is in its life.
    pub(crate) state: JobState,
    /// What its poster can do with it.
    pub(crate) steps: Vec<Step>,
}

impl JobCard {
    /// A card for a job.
    pub(crate) fn of_job(job: Job, now: DateTime<Utc>, today: NaiveDate) -> Self {
        let state = job.state_at(now);
        Self {
            id: job.id.0,
            steps: state.steps(Actor::Poster).collect(),
            title: job.title,
            company: job.company,
            location: job.location,
            posted: Posted::new(job.date_posted, today),
            state,
        }
    }

    /// A row for a job.
    pub(crate) fn of_summary(job: JobSummary, now: DateTime<Utc>, today: NaiveDate) -> Self {
        let state = job.state_at(now);
        Self {
            id: job.id.0,
            steps: state.steps(Actor::Poster).collect(),
            title: job.title,
            company: job.company,
            location: job.location,
            posted: Posted::new(job.date_posted, today),
            state,
        }
    }

    /// The letter on the company's tile.
    pub(crate) fn initial(&self) -> String {
        initial(&self.company)
    }

    /// One of six colours for the company's tile, always the same one.
    pub(crate) fn tone(&self) -> u32 {
        tone(&self.company)
    }
}

impl JobCard {
    /// What a step is called on a button.
    pub(crate) fn button(&self, step: &Step) -> &'static str {
        match step {
            Step::Submit => "Publish",
            Step::Withdraw => "Withdraw",
            Step::Revise => "Make a draft",
            Step::Fill => "Mark filled",
            Step::Close => "Close",
            Step::Renew => "Renew",
            Step::Relist => "List again",
            other => other.as_str(),
        }
    }
}

/// The first letter or digit of a name.
pub(crate) fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_else(|| "·".to_owned())
}

/// A number from 0 to 5 for a name.
pub(crate) fn tone(name: &str) -> u32 {
    name.chars()
        .fold(0_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32))
        % 6
}

/// A date of posting, for a person.
pub(crate) struct Posted {
    /// For programs: `2024-06-04`.
    pub(crate) date: String,
    /// In full: `4 June 2024`.
    pub(crate) exact: String,
    /// From today: `3 days ago`.
    pub(crate) ago: String,
}

impl Posted {
    /// A date as seen today.
    pub(crate) fn new(date: NaiveDate, today: NaiveDate) -> Self {
        Self {
            date: date.to_string(),
            exact: date.format("%-d %B %Y").to_string(),
            ago: ago((today - date).num_days()),
        }
    }
}

fn ago(days: i64) -> String {
    let count = |n: i64, unit: &str| match n {
        1 => format!("1 {unit} ago"),
        n => format!("{n} {unit}s ago"),
    };
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=13 => count(days, "day"),
        14..=59 => count(days / 7, "week"),
        60..=729 => count(days / 30, "month"),
        _ => count(days / 365, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_read_as_people_say_them() {
        for (days, text) in [
            (-1, "today"),
            (0, "today"),
            (1, "yesterday"),
            (2, "2 days ago"),
            (14, "2 weeks ago"),
            (60, "2 months ago"),
            (364, "12 months ago"),
            (730, "2 years ago"),
        ] {
            assert_eq!(ago(days), text);
        }
    }

    #[test]
    fn a_company_always_has_the_same_tile() {
        assert_eq!(initial("  ékol"), "É");
        assert_eq!(initial("…"), "·");
        assert_eq!(tone("Parks"), tone("Parks"));
        assert!(tone("Parks") < 6);
    }
}
