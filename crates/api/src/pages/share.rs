//! How a page looks where somebody shares its address.

use actix_web::http::header::HeaderValue;
use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::language::{Language, Phrase};
use jobboard_services::jobs::{self, Job};

use super::job_facts::JobFacts;
use super::layout::Layout;
use crate::conditional::{self, Audience};
use crate::door::headers::RESOURCE_POLICY;
use crate::error::ApiError;
use crate::extract::{JobNumber, Query};
use crate::markdown;
use crate::pictures::{PictureKey, PictureText};
use crate::site::{Site, SiteData};
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

/// `GET /details/{id}/card.png?language=`, for as long as the job is open.
pub(crate) async fn job_picture(
    request: HttpRequest,
    site: SiteData,
    id: JobNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let job = jobs::read_job(site.context(), id.existing()?).await?;
    let asked = query.0.get("language").and_then(|raw| raw.parse().ok());
    let language = asked.unwrap_or(site.config().language);
    let key = PictureKey {
        id: job.id,
        version: job.version,
        language,
    };
    let picture = site
        .pictures()
        .get(key, || picture_of(&site, &job, language))
        .await?;
    let body = picture.to_vec();
    let audience = Audience::Everybody;
    let mut answer = conditional::answer(&request, "image/png", body, audience);
    let anybody = HeaderValue::from_static("cross-origin");
    answer.headers_mut().insert(RESOURCE_POLICY, anybody);
    Ok(answer)
}

/// What the picture of a job says.
fn picture_of(site: &Site, job: &Job, language: Language) -> PictureText {
    let facts = JobFacts::of_job(job, site.context().today());
    let say = |phrase: &Phrase| language.phrase(phrase).into_owned();
    let place = (!facts.location.is_empty()).then(|| facts.location.clone());
    let line: Vec<_> = place
        .into_iter()
        .chain(facts.terms_of_work.iter().map(say))
        .collect();
    PictureText {
        site_name: site.config().project_name.clone(),
        salary: facts.salary.map(|salary| language.salary(&salary)),
        title: facts.title,
        company: facts.company,
        line: line.join(" · "),
        accent: site.brand().accent.rgb(),
    }
}
