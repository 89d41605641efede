//! What every handler can ask for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::web;
use jobboard_core::brand::Brand;
use jobboard_core::config::IpNet;
use jobboard_core::language::Language;
use jobboard_services::Context;
use url::Url;

use crate::answers::Answers;
use crate::assets::BrandAssets;
use crate::cookie::Cookies;
use crate::pictures::Pictures;
use crate::visit::Visit;

/// The settings of the HTTP surface.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// The board's name, on every page.
    pub project_name: String,
    /// What makes it somebody's own.
    pub brand: Brand,
    /// Whether `/styleguide` shows the parts that pages are put together from.
    pub has_style_guide: bool,
    /// The board's version, in the API's description.
    pub project_version: String,
    /// The language for readers who understand none that the board speaks.
    pub language: Language,
    /// The address that people reach the board under, if it is configured.
    pub public_url: Option<Url>,
    /// Whether the sign-in cookie travels without TLS.
    pub plain_http: bool,
    /// The most bytes of finished answers that are kept to be sent again.
    pub cache_bytes: u64,
    /// The proxies that are believed about who called them.
    pub trusted_proxies: Vec<IpNet>,
}

/// How long a request may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeLimits {
    /// For its body to arrive.
    pub(crate) body: Duration,
    /// For everything.
    pub(crate) request: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self {
            body: Duration::from_secs(15),
            request: Duration::from_secs(30),
        }
    }
}

/// The board as the HTTP surface sees it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    context: Context,
    config: SiteConfig,
    cookies: Cookies,
    brand: Arc<BrandAssets>,
    pictures: Pictures,
    answers: Answers,
    time_limits: TimeLimits,
    stopping: AtomicBool,
}

impl Site {
    /// A site over the services.
    pub fn new(context: Context, config: SiteConfig) -> Self {
        Self::with_time_limits(context, config, TimeLimits::default())
    }

    /// A site that has more or less patience.
    pub(crate) fn with_time_limits(
        context: Context,
        config: SiteConfig,
        time_limits: TimeLimits,
    ) -> Self {
        let answers = Answers::new(config.cache_bytes);
        let cookies = Cookies::new(config.plain_http);
        let brand = Arc::new(BrandAssets::new(&config.brand));
        Self(Arc::new(Parts {
            context,
            config,
            cookies,
            brand,
            pictures: Pictures::new(),
            answers,
            time_limits,
            stopping: AtomicBool::new(false),
        }))
    }

    /// The services' context.
    pub fn context(&self) -> &Context {
        &self.0.context
    }

    /// The settings.
    pub fn config(&self) -> &SiteConfig {
        &self.0.config
    }

    /// The language of whoever visits.
    pub(crate) fn language_of(&self, visit: &Visit) -> Language {
        visit.language.unwrap_or(self.config().language)
    }

    /// Logo, accent and links.
    pub(crate) fn brand(&self) -> &Arc<BrandAssets> {
        &self.0.brand
    }

    /// The pictures of jobs.
    pub(crate) fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    /// The answers that are kept.
    pub(crate) fn answers(&self) -> &Answers {
        &self.0.answers
    }

    /// The sign-in cookies.
    pub(crate) fn cookies(&self) -> &Cookies {
        &self.0.cookies
    }

    /// How long a request may take.
    pub(crate) fn time_limits(&self) -> TimeLimits {
        self.0.time_limits
    }

    /// Says that the program is about to stop: it is no longer ready for new work.
    pub fn announce_stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the program is about to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }
}

/// The site, as an argument of a handler.
pub(crate) type SiteData = web::Data<Site>;
