//! How jobs look in a list, and in a table of those who look after them.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step};
use jobboard_core::place::Workplace;
use jobboard_core::tag::Tag;
use jobboard_services::jobs::{Job, JobSummary};
use jobboard_services::views::DailyViews;

use super::chart::Chart;
use super::filters::search_address;

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
    /// How one works there and is employed: `Remote · Full-time`.
    pub(crate) terms_of_work: String,
    /// What is paid, if it is disclosed.
    pub(crate) salary: Option<String>,
    /// Its tags, each with the address of the jobs that have it, too.
    pub(crate) tags: Vec<TagLink>,
    /// When it was posted.
    pub(crate) posted: Posted,
}

/// A tag that leads to the jobs that have it.
pub(crate) struct TagLink {
    pub(crate) name: String,
    pub(crate) href: String,
}

impl TagLink {
    /// A tag that narrows a list further.
    pub(crate) fn within(filter: &JobFilter, tag: &Tag) -> Self {
        let filter = JobFilter {
            tag: Some(tag.clone()),
            ..filter.clone()
        };
        Self {
            name: tag.as_typed().to_owned(),
            href: search_address(&filter),
        }
    }
}

impl JobCard {
    /// A card for a job in a list that was narrowed by a filter.
    pub(crate) fn of_job(job: Job, filter: &JobFilter, today: NaiveDate) -> Self {
        // On site is what one expects, and the place mostly says the rest.
        let said = job.location.to_lowercase();
        let workplace = Some(job.workplace).filter(|known| {
            *known != Workplace::OnSite && !said.contains(&known.label().to_lowercase())
        });
        let terms = workplace.into_iter().map(Workplace::label);
        let types = job.employment_types.iter().map(|known| known.label());
        Self {
            id: job.id.0,
            terms_of_work: terms.chain(types).collect::<Vec<_>>().join(" · "),
            salary: job.pay.salary().map(|salary| salary.label()),
            tags: job
                .tags
                .iter()
                .map(|tag| TagLink::within(filter, tag))
                .collect(),
            title: job.title,
            company: job.company,
            location: job.location,
            posted: Posted::new(job.date_posted, today),
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

/// A job in a table.
pub(crate) struct JobRow {
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
    /// The last day on the list, for a person.
    pub(crate) closes_on: Option<String>,
    /// Where it is in its life.
    pub(crate) state: JobState,
    /// What its poster can do with it.
    pub(crate) steps: Vec<Step>,
    /// How often it was read.
    pub(crate) chart: Option<Chart>,
}

impl JobRow {
    /// A row for a job.
    pub(crate) fn new(job: JobSummary, now: DateTime<Utc>, today: NaiveDate) -> Self {
        let state = job.state_at(now);
        Self {
            id: job.id.0,
            steps: state.steps(Actor::Poster).collect(),
            title: job.title,
            company: job.company,
            location: job.location,
            posted: Posted::new(job.date_posted, today),
            closes_on: job.closes_on.map(in_full),
            state,
            chart: None,
        }
    }

    /// The same row with how often the job was read.
    pub(crate) fn with_views(mut self, views: &DailyViews) -> Self {
        self.chart = Some(Chart::new(views));
        self
    }

    /// What a step is called on a button.
    pub(crate) fn button(&self, step: &Step) -> &'static str {
        button(*step)
    }
}

/// What a step is called on a button.
pub(crate) fn button(step: Step) -> &'static str {
    match step {
        Step::Submit => "Publish",
        Step::Withdraw => "Withdraw",
        Step::Approve => "Approve",
        Step::Reject => "Send back",
        Step::Revise => "Make a draft",
        Step::Fill => "Mark filled",
        Step::Close => "Close",
        Step::Renew => "Renew",
        Step::Relist => "List again",
        Step::Remove => "Remove",
        Step::Restore => "Give back",
        Step::Expire | Step::Hide | Step::Reconsider => step.as_str(),
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

/// A date in full, for a person: `4 June 2024`.
pub(crate) fn in_full(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
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
            exact: in_full(date),
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
