//! A site for tests within this crate.

use std::sync::Arc;

use chrono::TimeDelta;
use jobboard_core::board_rules::BoardRules;
use jobboard_core::clock::SystemClock;
use jobboard_core::config::Algorithm;
use jobboard_core::security::keys::{Keys, Secrets};
use jobboard_core::time_zone::SiteTimeZone;
use jobboard_core::user::PasswordPolicy;
use jobboard_db::{Backend, Database, DatabaseConfig, migrations};
use jobboard_services::{Context, Rules};
use tempfile::TempDir;

use crate::site::{Site, SiteConfig, TimeLimits};

/// A site on an empty database in a folder, which keeps at most so many bytes of answers.
pub(crate) fn site(folder: &TempDir, cache_bytes: u64, limits: TimeLimits) -> Site {
    let database = Database::open(&DatabaseConfig {
        backend: Backend::Sqlite(folder.path().join("test.db")),
        name: "test".to_owned(),
        pool_size: 1,
    });
    let database = database.expect("a database");
    migrations::run(&database).expect("the migrations");
    let secrets = Secrets {
        current: "a-key-of-the-tests-Zq7Xw2Lm9Vt4Rb".into(),
        previous: Vec::new(),
    };
    let keys = Keys::new(&secrets, Algorithm::HS256, TimeDelta::minutes(30));
    let policy = PasswordPolicy {
        min_length: 8,
        reject_common: true,
    };
    let context = Context::new(
        database,
        keys.expect("the keys"),
        Rules {
            time_zone: SiteTimeZone::UTC,
            board: BoardRules {
                job_open_days: 60,
                review_jobs: false,
                salary_required: false,
                reports_to_hide: 3,
            },
            bcrypt_cost: 4,
            password_policy: policy,
            site_name: "Job Board".to_owned(),
            sign_ups_per_hour: None,
        },
        Arc::new(SystemClock),
    );
    let config = SiteConfig {
        project_name: "Job Board".to_owned(),
        language: jobboard_core::language::Language::English,
        project_version: "1.0.0".to_owned(),
        brand: jobboard_core::brand::Brand::default(),
        has_style_guide: false,
        public_url: None,
        plain_http: false,
        cache_bytes,
        trusted_proxies: Vec::new(),
    };
    Site::with_time_limits(context, config, limits)
}
