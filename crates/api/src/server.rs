//! The HTTP server.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_service::IntoServiceFactory;
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};

use crate::answers::front::Front;
use crate::docs;
use crate::door;
use crate::error::ApiError;
use crate::route::{self, RouteTable};
use crate::site::Site;

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request that is under way may still take when the program stops, in seconds.
const SHUTDOWN_TIMEOUT: u64 = 8;

/// Starts to serve the site on a listener, until its handle stops it. It does not listen to
/// signals.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(site: Site, listener: TcpListener, workers: Option<usize>) -> io::Result<Server> {
    let data = web::Data::new(site);
    let server = HttpServer::new(move || {
        let routes = RouteTable::new();
        let application = App::new()
            .app_data(data.clone())
            .configure(|config| routes.configure(config))
            .service(docs::swagger_ui())
            .default_service(route::refusal(ApiError::not_found()))
            .wrap(from_fn(door::pass));
        Front::new(data.clone(), &routes, application.into_factory())
    })
    .disable_signals()
    .client_request_timeout(HEAD_TIMEOUT)
    .shutdown_timeout(SHUTDOWN_TIMEOUT);
    let server = match workers {
        Some(workers) => server.workers(workers),
        None => server,
    };
    Ok(server.listen(listener)?.run())
}
