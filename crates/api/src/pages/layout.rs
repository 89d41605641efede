//! What every page has around it.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::language::{Language, Phrase, Value};
use jobboard_core::salary::Salary;
use jobboard_services::accounts::User;
use jobboard_services::sessions::CurrentUser;
use jobboard_share_card::tile::initial;

use super::instant::{Instant, Posted};
use crate::assets::{self, Assets, BrandAssets};
use crate::auth::{SignedIn, Visitor};
use crate::site::Site;
use crate::visit::Visit;

/// Header and footer, and the language of all of it.
pub(crate) struct Layout {
    /// The language that the page is in.
    pub(crate) language: Language,
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
    /// The page's own address, to come back to.
    pub(crate) address: String,
    /// The entry of the menu that it stands under.
    under: Option<&'static str>,
    /// Where style and script are.
    pub(crate) assets: &'static Assets,
    /// What the operator has made their own.
    pub(crate) brand: Arc<BrandAssets>,
    /// When the page was made.
    now: DateTime<Utc>,
}

impl Layout {
    /// The surroundings for this visitor.
    pub(crate) fn new(site: &Site, visitor: &Visitor) -> Self {
        let user = visitor.0.as_ref().map(CurrentUser::account);
        Self::around(site, user, &visitor.1)
    }

    /// The surroundings for whoever is signed in.
    pub(crate) fn for_user(site: &Site, user: &SignedIn) -> Self {
        Self::around(site, Some(user.0.account()), &user.1)
    }

    /// The surroundings for whoever has just signed in.
    pub(crate) fn for_account(site: &Site, user: &User, visit: &Visit) -> Self {
        Self::around(site, Some(user), visit)
    }

    fn around(site: &Site, user: Option<&User>, visit: &Visit) -> Self {
        Self {
            language: site.language_of(visit),
            site_name: site.config().project_name.clone(),
            version: site.config().project_version.clone(),
            username: user.map(|user| user.username.clone()),
            moderates: user.is_some_and(|user| user.role.manages_all_jobs()),
            notice: None,
            searched: String::new(),
            address: visit.address.clone(),
            under: None,
            assets: assets::all(),
            brand: site.brand().clone(),
            now: site.context().now(),
        }
    }

    /// The letter that stands for whoever is signed in.
    pub(crate) fn user_initial(&self) -> String {
        self.username.as_deref().map(initial).unwrap_or_default()
    }

    /// A text in the page's language.
    pub(crate) fn say(&self, id: &'static str) -> &'static str {
        self.language.say(id)
    }

    /// A text with one value in it.
    pub(crate) fn say_with(
        &self,
        id: &'static str,
        name: &'static str,
        value: impl Into<Value>,
    ) -> String {
        self.tell(Phrase::new(id).with(name, value)).into_owned()
    }

    /// A phrase in the page's language.
    pub(crate) fn tell(&self, phrase: impl AsRef<Phrase>) -> Cow<'static, str> {
        self.language.phrase(phrase.as_ref())
    }

    /// Some phrases in a line: `Remote · Full time`.
    pub(crate) fn line(&self, phrases: &[Phrase]) -> String {
        let texts: Vec<_> = phrases.iter().map(|phrase| self.tell(phrase)).collect();
        texts.join(" · ")
    }

    /// Some phrases in a row: `the same title and the same text`.
    pub(crate) fn all_of(&self, phrases: &[Phrase]) -> String {
        self.language.all_of(phrases)
    }

    /// A day in full.
    pub(crate) fn date(&self, date: &NaiveDate) -> String {
        self.language.date(*date)
    }

    /// A day without its year.
    pub(crate) fn day(&self, date: &NaiveDate) -> String {
        self.language.day(*date)
    }

    /// The same page under another entry of the menu.
    pub(crate) fn under(mut self, path: &'static str) -> Self {
        self.under = Some(path);
        self
    }

    /// How long ago an instant was.
    pub(crate) fn since(&self, instant: &Instant) -> String {
        self.language.since(instant.0, self.now)
    }

    /// Whether this is the page at a path, or below it.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.under.unwrap_or(&self.address).starts_with(path)
    }

    /// An instant.
    pub(crate) fn instant(&self, instant: &Instant) -> String {
        self.language.instant(instant.0)
    }

    /// How long ago a job was posted.
    pub(crate) fn ago(&self, posted: &Posted) -> String {
        self.language.ago(posted.date, posted.today)
    }

    /// A salary.
    pub(crate) fn salary(&self, salary: &Salary) -> String {
        self.language.salary(salary)
    }

    /// A whole number.
    pub(crate) fn number(&self, number: &i64) -> String {
        self.language.number(*number)
    }

    /// The languages to choose from.
    pub(crate) fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    /// Adds the notice with this code. Addresses carry codes and no texts: else anybody could
    /// put words into the board's mouth.
    pub(crate) fn with_notice(mut self, code: Option<&str>) -> Self {
        let notice = code.and_then(notice);
        self.notice = notice.map(|notice| self.say(notice));
        self
    }
}

/// The text that a code stands for.
fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "registered" => "notice-registered",
        "renamed" => "notice-renamed",
        "email-mailed" => "notice-email-mailed",
        "verification-mailed" => "notice-verification-mailed",
        "too-many-mails" => "notice-too-many-mails",
        "email-verified" => "notice-email-verified",
        "email-changed" => "notice-email-changed",
        "password-changed" => "notice-password-changed",
        "password-reset" => "notice-password-reset",
        "session-ended" => "notice-session-ended",
        "account-deleted" => "notice-account-deleted",
        "admin" => "notice-admin",
        "signed-in" => "notice-signed-in",
        "signed-out" => "notice-signed-out",
        "posted" => "notice-posted",
        "drafted" => "notice-drafted",
        "in-review" => "notice-in-review",
        "saved" => "notice-saved",
        "kept" => "notice-kept",
        "moved" => "notice-moved",
        "commented" => "notice-commented",
        "dismissed" => "notice-dismissed",
        "reported" => "notice-reported",
        "job-saved" => "notice-job-saved",
        "job-forgotten" => "notice-job-forgotten",
        "company-saved" => "notice-company-saved",
        "account-changed" => "notice-account-changed",
        "account-signed-out" => "notice-account-signed-out",
        "categories-changed" => "notice-categories-changed",
        "board-changed" => "notice-board-changed",
        "deleted" => "notice-deleted",
        _ => return None,
    })
}
