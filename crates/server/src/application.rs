//! The whole board, from its settings to a listening server. The program and the tests start it
//! the same way.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use jobboard_api::{BoardMails, Site, SiteConfig};
use jobboard_core::clock::Clock;
use jobboard_core::config::{DatabaseUrl, Environment, Sender, Settings};
use jobboard_core::security::keys::Keys;
use jobboard_core::security::secret_key::KeyFileError;
use jobboard_core::security::token::BrokenTokenLibrary;
use jobboard_core::user::EmailAddress;
use jobboard_db::error::OpenError;
use jobboard_db::{Backend, Database, DatabaseConfig, migrations};
use jobboard_services::freshness::{self, Watching};
use jobboard_services::mail::{Delivery, MailConfig, MailWorker, Stop};
use jobboard_services::{Context, Rules, job_index, views};
use secrecy::ExposeSecret;

/// Why the board does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("the data folder {path} cannot be made")]
    DataDir {
        /// Where.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// No key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// No tokens.
    #[error(transparent)]
    Token(#[from] BrokenTokenLibrary),
    /// No database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// What jobs are found by cannot be made.
    #[error("cannot index the jobs: {0}")]
    Index(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// The HTTP server cannot be started.
    #[error("cannot start the server")]
    Server(#[source] io::Error),
}

/// Makes the data folder, for its owner alone, unless it exists.
///
/// # Errors
/// When it cannot be made.
pub fn make_data_dir(path: &Path) -> Result<(), StartError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| StartError::DataDir {
        path: path.to_owned(),
        source,
    })
}

/// All keys of the board.
///
/// # Errors
/// When there is none and none can be made.
pub fn keys(settings: &Settings) -> Result<Keys, StartError> {
    make_data_dir(&settings.data_dir)?;
    let secrets = settings.secrets()?;
    Ok(Keys::new(
        &secrets,
        settings.algorithm,
        settings.access_token_life,
    )?)
}

/// The database, opened but not migrated.
///
/// # Errors
/// When it cannot be reached.
pub fn open_database(settings: &Settings) -> Result<Database, StartError> {
    let backend = match &settings.database {
        DatabaseUrl::Sqlite(path) => {
            make_data_dir(&settings.data_dir)?;
            Backend::Sqlite(path.clone())
        }
        DatabaseUrl::Postgres(url) => Backend::Postgres(url.expose_secret().to_owned()),
    };
    Ok(Database::open(&DatabaseConfig {
        backend,
        name: settings.database.to_string(),
        pool_size: settings.db_pool_size,
    })?)
}

/// The services over a database with its tables up to date.
///
/// # Errors
/// When a part cannot be started.
pub fn build_context(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Context, StartError> {
    let keys = keys(settings)?;
    let database = open_database(settings)?;
    for name in migrations::run(&database)? {
        tracing::info!(migration = %name, "migrated");
    }
    let context = Context::new(
        database,
        keys,
        Rules {
            bcrypt_cost: settings.bcrypt_cost,
            password_policy: settings.password_policy,
            site_name: settings.project_name.clone(),
            time_zone: settings.site_time_zone,
            board: settings.board,
            sign_ups_per_hour: settings.sign_ups_per_hour,
        },
        clock,
    );
    match job_index::rebuild(&context).map_err(|error| StartError::Index(error.to_string()))? {
        0 => {}
        jobs => tracing::info!(jobs, "jobs indexed by today's rules"),
    }
    Ok(context)
}

/// A board that listens.
pub struct Application {
    address: SocketAddr,
    site: Site,
    server: Server,
    mail: MailWorker,
    watching: Watching,
}

impl Application {
    /// Starts a board. Whoever connects from now on is answered once [`run`](Self::run) runs.
    ///
    /// # Errors
    /// When a part of it cannot be started; the message is one line for the operator.
    pub fn build(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let context = build_context(settings, clock)?;
        let watching = freshness::watch(&context);
        let site = Site::new(
            context.clone(),
            SiteConfig {
                project_name: settings.project_name.clone(),
                language: settings.default_language,
                brand: settings.brand.clone(),
                has_style_guide: settings.environment == Environment::Development,
                project_version: settings.project_version.clone(),
                public_url: settings.public_url.clone(),
                plain_http: settings.plain_http,
                cache_bytes: u64::from(settings.cache_megabytes) * 1024 * 1024,
                trusted_proxies: settings.trusted_proxies.clone(),
            },
        );
        let listener = listen(settings.host, settings.port)?;
        let address = listener.local_addr().map_err(StartError::Server)?;
        let server = jobboard_api::server::serve(site.clone(), listener, settings.workers)
            .map_err(StartError::Server)?;
        let mail = MailWorker::new(
            context,
            Arc::new(BoardMails::new(
                &settings.project_name,
                settings.default_language,
                settings.brand.accent,
            )),
            mail_config(settings, address),
        );
        Ok(Self {
            address,
            site,
            server,
            mail,
            watching,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The services behind it.
    pub fn context(&self) -> &Context {
        self.site.context()
    }

    /// What stops it.
    pub fn stopper(&self) -> Stopper {
        Stopper {
            site: self.site.clone(),
            handle: self.server.handle(),
        }
    }

    /// Serves, and sends mail, until it is stopped.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> io::Result<()> {
        let (stop, stopped) = Stop::new();
        let views = views::write_down_regularly(self.site.context().clone(), stopped.clone());
        let views = actix_web::rt::spawn(views);
        let mail = actix_web::rt::spawn(self.mail.run(stopped));
        let served = self.server.await;
        stop.stop();
        drop(self.watching);
        if let Err(error) = mail.await {
            tracing::error!(%error, "the mail worker failed");
        }
        if let Err(error) = views.await {
            tracing::error!(%error, "the counter of views failed");
        }
        served
    }
}

/// An address that a browser on this machine can open, where it listens on all.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// How mail leaves a board that listens at an address.
fn mail_config(settings: &Settings, address: SocketAddr) -> MailConfig {
    let base = match &settings.public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None => format!("http://{}", reachable(address)),
    };
    let delivery = match &settings.mail.server {
        Some(server) => Delivery::Smtp(server.clone()),
        None => {
            if settings.environment == Environment::Production {
                tracing::warn!(
                    folder = %settings.mail_folder().display(),
                    "SMTP_URL is not set: mails are written to a folder and reach nobody"
                );
            }
            Delivery::Folder(settings.mail_folder())
        }
    };
    MailConfig {
        delivery,
        sender: settings.mail.sender.clone().unwrap_or_else(|| Sender {
            name: Some(settings.project_name.clone()),
            address: EmailAddress::placeholder(),
        }),
        base,
    }
}

/// Stops a board.
#[derive(Debug, Clone)]
pub struct Stopper {
    site: Site,
    handle: ServerHandle,
}

impl Stopper {
    /// Takes no new requests, is no longer ready, and lets those under way end (8 seconds at
    /// the most).
    pub async fn stop(&self) {
        self.site.announce_stop();
        self.handle.stop(true).await;
    }
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener, StartError> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })
}
