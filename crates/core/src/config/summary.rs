use ipnet::IpNet;

use super::{LogFormat, Settings};

impl Settings {
    /// The settings as lines of name and value, for people to look at; secrets are not in it.
    pub fn summary(&self) -> Vec<(&'static str, String)> {
        let optional = |value: Option<String>, without: &str| value.unwrap_or(without.to_owned());
        vec![
            ("APP_ENV", self.environment.as_str().to_owned()),
            ("HOST", self.host.to_string()),
            ("PORT", self.port.to_string()),
            (
                "WORKERS",
                optional(self.workers.map(|n| n.to_string()), "one per core"),
            ),
            (
                "PUBLIC_URL",
                optional(
                    self.public_url.as_ref().map(ToString::to_string),
                    "as the browser says",
                ),
            ),
            ("PLAIN_HTTP", self.plain_http.to_string()),
            ("PROJECT_NAME", self.project_name.clone()),
            ("DEFAULT_LANGUAGE", self.default_language.to_string()),
            (
                "BRAND_LOGO",
                optional(
                    self.brand
                        .logo
                        .as_ref()
                        .map(|logo| format!("(a picture, {})", logo.format.extension())),
                    "(the board's own)",
                ),
            ),
            ("BRAND_ACCENT", self.brand.accent.to_string()),
            (
                "BRAND_CSS",
                optional(
                    self.brand.style.as_ref().map(|_| "(set)".to_owned()),
                    "(none)",
                ),
            ),
            (
                "FOOTER_LINKS",
                match self.brand.links.as_slice() {
                    [] => "(none)".to_owned(),
                    links => {
                        let links: Vec<_> = links.iter().map(ToString::to_string).collect();
                        links.join("; ")
                    }
                },
            ),
            ("PROJECT_VERSION", self.project_version.clone()),
            ("DATA_DIR", self.data_dir.display().to_string()),
            ("DATABASE_URL", self.database.to_string()),
            ("DB_POOL_SIZE", self.db_pool_size.to_string()),
            ("CACHE_MEGABYTES", self.cache_megabytes.to_string()),
            (
                "SECRET_KEY",
                match self.configured_key {
                    Some(_) => "(set)".to_owned(),
                    None => format!("(kept in {})", self.key_file().display()),
                },
            ),
            (
                "SECRET_KEY_PREVIOUS",
                match self.previous_keys.len() {
                    0 => "(none)".to_owned(),
                    n => format!("({n} set)"),
                },
            ),
            ("SITE_TIME_ZONE", self.site_time_zone.to_string()),
            ("JOB_OPEN_DAYS", self.board.job_open_days.to_string()),
            ("REVIEW_JOBS", self.board.review_jobs.to_string()),
            ("SALARY_REQUIRED", self.board.salary_required.to_string()),
            ("REPORTS_TO_HIDE", self.board.reports_to_hide.to_string()),
            ("ALGORITHM", format!("{:?}", self.algorithm)),
            (
                "ACCESS_TOKEN_EXPIRE_MINUTES",
                self.access_token_life.num_minutes().to_string(),
            ),
            ("BCRYPT_COST", self.bcrypt_cost.to_string()),
            (
                "PASSWORD_MIN_LENGTH",
                self.password_policy.min_length.to_string(),
            ),
            (
                "SIGN_UPS_PER_HOUR",
                self.sign_ups_per_hour.unwrap_or_default().to_string(),
            ),
            (
                "TRUSTED_PROXIES",
                match self.trusted_proxies.as_slice() {
                    [] => "(none)".to_owned(),
                    proxies => {
                        let proxies: Vec<_> = proxies.iter().map(IpNet::to_string).collect();
                        proxies.join(",")
                    }
                },
            ),
            (
                "PASSWORD_REJECT_COMMON",
                self.password_policy.reject_common.to_string(),
            ),
            (
                "SMTP_URL",
                match &self.mail.server {
                    Some(server) => server.to_string(),
                    None => format!("(mails are written to {})", self.mail_folder().display()),
                },
            ),
            (
                "MAIL_FROM",
                optional(self.mail.sender.as_ref().map(ToString::to_string), "(none)"),
            ),
            ("LOG_LEVEL", self.log_filter.to_string()),
            (
                "LOG_FORMAT",
                match self.log_format {
                    LogFormat::Text => "text",
                    LogFormat::Json => "json",
                }
                .to_owned(),
            ),
        ]
    }
}
