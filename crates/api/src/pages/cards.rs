//! How jobs look in a list, and in a table of those who look after them.

use chrono::{DateTime, NaiveDate, Utc};
use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobState;
use jobboard_core::job::state::{Actor, Step};
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::place::Workplace;
use jobboard_core::salary::Salary;
use jobboard_core::tag::Tag;
use jobboard_services::jobs::{Job, JobSummary};
use jobboard_services::views::DailyViews;

use super::chart::Chart;
use super::filters::search_address;
use super::instant::Posted;

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
    pub(crate) terms_of_work: Vec<Phrase>,
    /// What is paid, if it is disclosed.
    pub(crate) salary: Option<Salary>,
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
            *known != Workplace::OnSite
                && !said.contains(&known.phrase().to_string().to_lowercase())
        });
        let terms = workplace.into_iter().map(Workplace::phrase);
        let types = job.employment_types.iter().map(|known| known.phrase());
        Self {
            id: job.id.0,
            terms_of_work: terms.chain(types).collect(),
            salary: job.pay.salary(),
            tags: job
                .tags
                .iter()
                .map(|tag| TagLink::within(filter, tag))
                .collect(),
            title: job.title,
            company: job.company,
            location: job.location,
            posted: Posted {
                date: job.date_posted,
                today,
            },
        }
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
    /// The last day on the list.
    pub(crate) closes_on: Option<NaiveDate>,
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
            posted: Posted {
                date: job.date_posted,
                today,
            },
            closes_on: job.closes_on,
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
    pub(crate) fn button(&self, step: &Step) -> Phrase {
        button(*step)
    }
}

/// What a step is called on a button.
pub(crate) const fn button(step: Step) -> Phrase {
    match step {
        Step::Submit => phrase!("step-submit"),
        Step::Withdraw => phrase!("step-withdraw"),
        Step::Approve => phrase!("step-approve"),
        Step::Reject => phrase!("step-reject"),
        Step::Revise => phrase!("step-revise"),
        Step::Fill => phrase!("step-fill"),
        Step::Close => phrase!("step-close"),
        Step::Renew => phrase!("step-renew"),
        Step::Relist => phrase!("step-relist"),
        Step::Remove => phrase!("step-remove"),
        Step::Restore => phrase!("step-restore"),
        Step::Expire => phrase!("step-expire"),
        Step::Hide => phrase!("step-hide"),
        Step::Reconsider => phrase!("step-reconsider"),
    }
}
