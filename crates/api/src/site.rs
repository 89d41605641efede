//! What every handler can ask for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web;
use jobboard_core::config::IpNet;
use jobboard_services::Context;
use url::Url;

use crate::cookie::Cookies;

/// The settings of the HTTP surface.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// The board's name, on every page.
    pub project_name: String,
    /// The board's version, in the API's description.
    pub project_version: String,
    /// The address that people reach the board under, if it is configured.
    pub public_url: Option<Url>,
    /// Whether the sign-in cookie travels without TLS.
    pub plain_http: bool,
    /// The proxies that are believed about who called them.
    pub trusted_proxies: Vec<IpNet>,
}

/// The board as the HTTP surface sees it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    context: Context,
    config: SiteConfig,
    cookies: Cookies,
    stopping: AtomicBool,
}

impl Site {
    /// A site over the services.
    pub fn new(context: Context, config: SiteConfig) -> Self {
        let cookies = Cookies::new(config.plain_http);
        Self(Arc::new(Parts {
            context,
            config,
            cookies,
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

    /// The sign-in cookies.
    pub(crate) fn cookies(&self) -> &Cookies {
        &self.0.cookies
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
