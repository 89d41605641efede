//! A job as everybody reads it: on its page, in a preview, and at the desk of those who look after
//! it.

use chrono::NaiveDate;
use jobboard_core::apply::ApplyTo;
use jobboard_core::filter::JobFilter;
use jobboard_core::job::JobDraft;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::search::SearchTerm;
use jobboard_services::jobs::Job;

use super::cards::TagLink;
use super::filters::search_address;
use super::instant::Posted;
use super::layout::Layout;
use crate::markdown::{self, SafeHtml};
use jobboard_core::salary::Salary;

/// What a job says.
pub(crate) struct JobFacts {
    pub(crate) title: String,
    pub(crate) company: String,
    /// The company's page.
    pub(crate) company_page: Option<String>,
    /// The company's web site.
    pub(crate) web_site: Option<String>,
    pub(crate) location: String,
    /// How one works there and is employed, in a line.
    pub(crate) terms_of_work: Vec<Phrase>,
    /// What is paid, if it is disclosed.
    pub(crate) salary: Option<Salary>,
    /// Its category, and the address of the jobs in it.
    pub(crate) category: Option<(String, String)>,
    pub(crate) tags: Vec<TagLink>,
    /// Where to apply: what to read, and where it leads.
    pub(crate) apply_to: Option<(String, String)>,
    pub(crate) posted: Posted,
    /// The last day on the list.
    pub(crate) closes_on: Option<NaiveDate>,
    pub(crate) description: SafeHtml,
}

impl JobFacts {
    /// What a stored job says.
    pub(crate) fn of_job(job: &Job, today: NaiveDate) -> Self {
        let types = job.employment_types.iter().map(|known| known.phrase());
        let apply_to = job.apply_to.as_deref();
        let apply_to = apply_to.and_then(|raw| ApplyTo::parse("apply_to", raw).ok());
        Self {
            title: job.title.clone(),
            company: job.company.clone(),
            company_page: Some(format!("/companies/{}/", job.company_id)),
            web_site: job.company_url.clone(),
            location: job.location.clone(),
            terms_of_work: in_a_line(job.workplace.phrase(), types),
            salary: job.pay.salary(),
            category: job.category.as_deref().map(category_link),
            tags: job.tags.iter().map(tag_link).collect(),
            apply_to: apply_to.map(|to| (to.to_string(), to.href())),
            posted: Posted {
                date: job.date_posted,
                today,
            },
            closes_on: job.closes_on,
            description: markdown::render(&job.description),
        }
    }

    /// What a job would say.
    pub(crate) fn of_draft(draft: &JobDraft, today: NaiveDate) -> Self {
        let types = draft.employment_types.iter().map(|known| known.phrase());
        let apply_to = draft.apply_to.as_ref();
        Self {
            title: draft.title.clone(),
            company: draft.company.clone(),
            company_page: None,
            web_site: draft.company_url.as_ref().map(ToString::to_string),
            location: draft.location.clone(),
            terms_of_work: in_a_line(draft.places.workplace.phrase(), types),
            salary: draft.salary,
            category: draft.category.as_deref().map(category_link),
            tags: draft.tags.iter().map(tag_link).collect(),
            apply_to: apply_to.map(|to| (to.to_string(), to.href())),
            posted: Posted {
                date: draft.date_posted,
                today,
            },
            closes_on: draft.closes_on,
            description: markdown::render(&draft.description),
        }
    }

    /// What its page is called.
    pub(crate) fn page_title(&self, layout: &Layout) -> String {
        let (title, company) = (&self.title, &self.company);
        let phrase = phrase!("job-page-title", title = title, company = company);
        layout.tell(&phrase).into_owned()
    }

    /// The company's address without its scheme, to read.
    pub(crate) fn web_site_in_short(&self) -> &str {
        in_short(self.web_site.as_deref().unwrap_or_default())
    }
}

/// A web address without its scheme, to read.
pub(crate) fn in_short(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.trim_end_matches('/')
}

fn in_a_line(workplace: Phrase, types: impl Iterator<Item = Phrase>) -> Vec<Phrase> {
    std::iter::once(workplace).chain(types).collect()
}

fn category_link(name: &str) -> (String, String) {
    let filter = JobFilter {
        category: SearchTerm::parse("category", name).ok().flatten(),
        ..JobFilter::default()
    };
    (name.to_owned(), search_address(&filter))
}

fn tag_link(tag: &jobboard_core::tag::Tag) -> TagLink {
    TagLink::within(&JobFilter::default(), tag)
}
