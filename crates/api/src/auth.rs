//! Who asks, and whether they may: the guard around a route and the arguments it fills in.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::{Method, header};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use jobboard_services::ServiceError;
use jobboard_services::sessions::{self, CurrentUser};

use crate::door::origin;
use crate::error::ApiError;
use crate::route::{Access, Surface};
use crate::site::Site;

/// What a request shows as proof of a sign-in.
enum Credentials {
    None,
    Bearer(String),
    Cookie(String),
}

/// A header wins over a cookie, and a token in the query is never read.
fn credentials(request: &HttpRequest, site: &Site) -> Credentials {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    if let Some(value) = headers.next() {
        let several = headers.next().is_some();
        let bearer = value.to_str().ok().and_then(|value| {
            let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
            scheme
                .eq_ignore_ascii_case("bearer")
                .then(|| token.trim().to_owned())
        });
        if let Some(token) = bearer {
            // Of several headers none is believed.
            return Credentials::Bearer(if several { String::new() } else { token });
        }
    }
    match site.cookie().read(request) {
        Some(token) if !token.is_empty() => Credentials::Cookie(token),
        _ => Credentials::None,
    }
}

/// Whoever is signed in, as an argument of a handler.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn(pub(crate) CurrentUser);

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            Visitor::of(request)
                .0
                .map(SignedIn)
                .ok_or(ApiError::NotSignedIn),
        )
    }
}

/// Whoever asks, signed in or not, as an argument of a handler.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor(pub(crate) Option<CurrentUser>);

impl Visitor {
    /// Whom the route's guard has found.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_default()
    }
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// Stands before a route: turns away requests from foreign pages and people who may not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RouteGuard {
    pub(crate) access: Access,
}

impl RouteGuard {
    async fn admit(self, request: &HttpRequest, site: &Site) -> Result<Visitor, ApiError> {
        let credentials = credentials(request, site);
        let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
        let by_cookie = matches!(credentials, Credentials::Cookie(_));
        let by_bearer = matches!(credentials, Credentials::Bearer(_));
        if writes && !by_bearer && (by_cookie || origin::signs_in(request)) {
            origin::check(request, site, Surface::of_path(request.path()))?;
        }
        if self.access == Access::Anyone {
            return Ok(Visitor::default());
        }
        let token = match credentials {
            Credentials::Bearer(token) | Credentials::Cookie(token) => token,
            Credentials::None if self.access == Access::Visitor => return Ok(Visitor::default()),
            Credentials::None => return Err(ApiError::NotSignedIn),
        };
        match sessions::authenticate(site.context(), &token).await {
            Ok(user) => Ok(Visitor(Some(user))),
            Err(ServiceError::BadToken(_)) if self.access == Access::Visitor => {
                Ok(Visitor::default())
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl<S> Transform<S, ServiceRequest> for RouteGuard
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error> + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Transform = GuardedRoute<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, route: S) -> Self::Future {
        ready(Ok(GuardedRoute {
            guard: *self,
            route: Rc::new(route),
        }))
    }
}

/// A route with its guard.
pub(crate) struct GuardedRoute<S> {
    guard: RouteGuard,
    route: Rc<S>,
}

impl<S> Service<ServiceRequest> for GuardedRoute<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error> + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Error>>;

    actix_web::dev::forward_ready!(route);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let guard = self.guard;
        let route = Rc::clone(&self.route);
        Box::pin(async move {
            let Some(site) = request.app_data::<web::Data<Site>>().cloned() else {
                let error = ApiError::Internal("the site is not configured".to_owned());
                return Ok(request.error_response(error));
            };
            match guard.admit(request.request(), &site).await {
                Ok(visitor) => {
                    request.extensions_mut().insert(visitor);
                    route.call(request).await
                }
                Err(error) => Ok(request.error_response(error)),
            }
        })
    }
}
