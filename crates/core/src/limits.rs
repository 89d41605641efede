//! Every limit on what somebody may write, in one table. Lengths are in characters (Unicode
//! scalar values) unless they say bytes.

/// A user name.
pub const USERNAME_MAX: usize = 254;
/// An e-mail address (RFC 5321 § 4.5.3.1.3 leaves 254 for the address itself).
pub const EMAIL_MAX: usize = 254;
/// A new password, in bytes: as much as plain bcrypt can read.
pub const PASSWORD_MAX_BYTES: usize = 72;
/// A job's title.
pub const TITLE_MAX: usize = 200;
/// A company's name.
pub const COMPANY_MAX: usize = 120;
/// A job's places, as text.
pub const LOCATION_MAX: usize = 300;
/// A job's description.
pub const DESCRIPTION_MAX: usize = 20_000;
/// A town, a region or a country.
pub const PLACE_PART_MAX: usize = 100;
/// A job's places.
pub const PLACES_MAX: usize = 20;
/// The countries that applicants for remote work may live in.
pub const COUNTRIES_MAX: usize = 60;
/// A tag.
pub const TAG_MAX: usize = 30;
/// A job's tags.
pub const TAGS_MAX: usize = 8;
/// An amount of money, in minor units.
pub const SALARY_MAX: i64 = 10_000_000_000_000;
/// A category's name.
pub const CATEGORY_MAX: usize = 60;
/// What somebody says about a step of a job: a reason, a note.
pub const NOTE_MAX: usize = 2_000;
/// What a reader says about a job that they report.
pub const REPORT_NOTE_MAX: usize = 1_000;
/// What a poster and the moderators say to each other at once.
pub const COMMENT_MAX: usize = 2_000;
/// What they say to each other about one job.
pub const COMMENTS_MAX: i64 = 200;
/// What a company says of itself.
pub const COMPANY_DESCRIPTION_MAX: usize = 5_000;
/// The board's categories.
pub const CATEGORIES_MAX: i64 = 100;
/// The jobs that somebody keeps in mind.
pub const SAVED_JOBS_MAX: i64 = 1_000;
/// A web address.
pub const WEB_URL_MAX: usize = 2_000;
/// What somebody types into the search box.
pub const SEARCH_TERM_MAX: usize = 100;
/// Entries on a page when the reader does not say.
pub const PAGE_DEFAULT: i64 = 20;
/// Entries on a page at the most.
pub const PAGE_MAX: i64 = 100;
/// Suggestions for a search at the most.
pub const SUGGESTIONS_MAX: usize = 10;
/// An access token, in bytes; a longer one is refused unread.
pub const TOKEN_MAX_BYTES: usize = 4_096;
/// A request's body, in bytes.
pub const BODY_MAX_BYTES: usize = 64 * 1024;

/// The shortest texts that are taken. Clients of the JSON routes were always held to less than a
/// person at a form, so there are two sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimums {
    /// A user name.
    pub username: usize,
    /// A job's title.
    pub title: usize,
    /// A job's description.
    pub description: usize,
}

impl Minimums {
    /// For the JSON routes: nothing may be empty.
    pub const API: Self = Self {
        username: 1,
        title: 1,
        description: 1,
    };

    /// For the forms of the web site.
    pub const FORMS: Self = Self {
        username: 4,
        title: 4,
        description: 20,
    };
}
