//! The whole board, from its settings to a listening server. The program and the tests start it
//! the same way.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use jobboard_api::{Site, SiteConfig};
use jobboard_core::clock::Clock;
use jobboard_core::config::{DatabaseUrl, Settings};
use jobboard_core::security::keys::Keys;
use jobboard_core::security::secret_key::KeyFileError;
use jobboard_core::security::token::BrokenTokenLibrary;
use jobboard_db::error::OpenError;
use jobboard_db::{Backend, Database, DatabaseConfig, migrations};
use jobboard_services::{Context, Rules};
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
    Ok(Context::new(
        database,
        keys,
        Rules {
            bcrypt_cost: settings.bcrypt_cost,
            password_policy: settings.password_policy,
            site_name: settings.project_name.clone(),
            sign_ups_per_hour: settings.sign_ups_per_hour,
        },
        clock,
    ))
}

/// A board that listens.
pub struct Application {
    address: SocketAddr,
    site: Site,
    server: Server,
}

impl Application {
    /// Starts a board. Whoever connects from now on is answered once [`run`](Self::run) runs.
    ///
    /// # Errors
    /// When a part of it cannot be started; the message is one line for the operator.
    pub fn build(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let context = build_context(settings, clock)?;
        let site = Site::new(
            context,
            SiteConfig {
                project_name: settings.project_name.clone(),
                project_version: settings.project_version.clone(),
                public_url: settings.public_url.clone(),
                plain_http: settings.plain_http,
                trusted_proxies: settings.trusted_proxies.clone(),
            },
        );
        let listener = listen(settings.host, settings.port)?;
        let address = listener.local_addr().map_err(StartError::Server)?;
        let server = jobboard_api::server::serve(site.clone(), listener, settings.workers)
            .map_err(StartError::Server)?;
        Ok(Self {
            address,
            site,
            server,
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

    /// Serves until it is stopped.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> io::Result<()> {
        self.server.await
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
