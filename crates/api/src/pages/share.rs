//! How a page looks where somebody shares its address.

use jobboard_services::jobs::Job;

use super::job_facts::JobFacts;
use super::layout::Layout;
use crate::markdown;
use crate::visit::Visit;

/// The most characters of a description.
const DESCRIPTION_MAX: usize = 160;

/// What others show of a page.
pub(crate) struct Share {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The page's one address.
    pub(crate) url: String,
    /// Where its picture is.
    pub(crate) picture: Option<String>,
}

impl Share {
    /// The front page.
    pub(crate) fn of_home(layout: &Layout, visit: &Visit) -> Self {
        Self {
            title: layout.site_name.clone(),
            description: layout.say("home-description").to_owned(),
            url: format!("{}/", visit.base),
            picture: None,
        }
    }

    /// The page of a job.
    pub(crate) fn of_job(layout: &Layout, visit: &Visit, job: &Job, facts: &JobFacts) -> Self {
        let url = format!("{}/details/{}", visit.base, job.id);
        let (version, language) = (job.version, layout.language);
        Self {
            title: facts.page_title(layout),
            description: markdown::excerpt(&job.description, DESCRIPTION_MAX),
            picture: Some(format!("{url}/card.png?v={version}&language={language}")),
            url,
        }
    }
}
