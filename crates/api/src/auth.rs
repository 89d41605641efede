//! Who asks, and whether they may: the guard around a route and the arguments it fills in.

use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::header::{self, HeaderValue};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::future::LocalBoxFuture;
use jobboard_core::user::Role;
use jobboard_services::ServiceError;
use jobboard_services::refresh::{self, Refreshed};
use jobboard_services::sessions::{self, CurrentUser, Tokens};

use crate::answers::PublicRoute;
use crate::caller::caller;
use crate::cookie;
use crate::door::origin;
use crate::error::ApiError;
use crate::pages;
use crate::route::{Access, Surface};
use crate::site::Site;
use crate::visit::Visit;

/// What a request shows as proof of a sign-in.
enum Credentials {
    None,
    Bearer(String),
    Cookies {
        access: Option<String>,
        refresh: Option<String>,
    },
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
    let cookies = site.cookies();
    match (
        cookies.access_token(request),
        cookies.refresh_token(request),
    ) {
        (None, None) => Credentials::None,
        (access, refresh) => Credentials::Cookies { access, refresh },
    }
}

/// Whoever is signed in, as an argument of a handler.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn(pub(crate) CurrentUser, pub(crate) Visit);

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Visitor(user, visit) = Visitor::of(request);
        ready(
            user.map(|user| Self(user, visit))
                .ok_or(ApiError::NotSignedIn),
        )
    }
}

/// Whoever asks, signed in or not, as an argument of a handler.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor(pub(crate) Option<CurrentUser>, pub(crate) Visit);

impl Visitor {
    /// Whom the route's guard has found.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(|| Self(None, Visit::of(request)))
    }

    /// The same visit of somebody who is not signed in, or not any more.
    pub(crate) fn signed_out(&self) -> Self {
        Self(None, self.1.clone())
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
#[derive(Debug, Clone)]
pub(crate) struct RouteGuard {
    pub(crate) access: Access,
    /// What answers those who show no proof of a sign-in, where they are all answered alike.
    pub(crate) public: Option<PublicRoute>,
}

/// Whom a guard lets in, and what their browser is to keep from now on.
struct Admission {
    visitor: Visitor,
    renewed: Renewed,
}

/// What became of a browser's cookies.
enum Renewed {
    /// They are still good, or there are none.
    No,
    /// These come in their place.
    With(Tokens),
    /// They are good for nothing any more.
    Ended,
}

impl Renewed {
    fn tell(&self, site: &Site, response: &mut HttpResponse) -> Result<(), ApiError> {
        match self {
            Self::No => Ok(()),
            Self::With(tokens) => {
                // Nobody keeps an answer with tokens.
                let headers = response.headers_mut();
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                headers.remove(header::ETAG);
                cookie::set(response, site.cookies().signed_in(tokens))
            }
            Self::Ended => site.cookies().sign_out(response),
        }
    }
}

impl RouteGuard {
    /// Who asks. The second value tells the browser, whoever is let in.
    async fn identify(
        request: &HttpRequest,
        site: &Site,
        credentials: Credentials,
    ) -> Result<(Result<CurrentUser, ApiError>, Renewed), ApiError> {
        let (access, refresh) = match credentials {
            Credentials::None => return Ok((Err(ApiError::NotSignedIn), Renewed::No)),
            Credentials::Bearer(token) => (Some(token), None),
            Credentials::Cookies { access, refresh } => (access, refresh),
        };
        if let Some(token) = access {
            match sessions::authenticate(site.context(), &token).await {
                Ok(user) => return Ok((Ok(user), Renewed::No)),
                Err(ServiceError::BadToken(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let Some(token) = refresh else {
            return Ok((Err(ApiError::BadToken), Renewed::No));
        };
        match refresh::refresh(site.context(), &token, &caller(request)).await {
            Ok(Refreshed { user, tokens }) => Ok((Ok(user), Renewed::With(tokens))),
            Err(ServiceError::InvalidGrant) => Ok((Err(ApiError::BadToken), Renewed::Ended)),
            Err(error) => Err(error.into()),
        }
    }

    async fn admit(
        &self,
        request: &HttpRequest,
        site: &Site,
    ) -> Result<Admission, (ApiError, Renewed)> {
        let credentials = credentials(request, site);
        let writes = !request.method().is_safe();
        let by_cookie = matches!(credentials, Credentials::Cookies { .. });
        let by_bearer = matches!(credentials, Credentials::Bearer(_));
        if writes && !by_bearer && (by_cookie || origin::signs_in(request)) {
            origin::check(request, site, Surface::of_path(request.path()))
                .map_err(|error| (error, Renewed::No))?;
        }
        if self.access == Access::Anyone {
            return Ok(Admission {
                visitor: Visitor(None, Visit::of(request)),
                renewed: Renewed::No,
            });
        }
        let (who, renewed) = Self::identify(request, site, credentials)
            .await
            .map_err(|error| (error, Renewed::No))?;
        let visitor = match who {
            Ok(user) => Visitor(Some(user), Visit::of(request)),
            Err(_) if self.access == Access::Visitor => Visitor(None, Visit::of(request)),
            Err(error) => return Err((error, renewed)),
        };
        let role = visitor.0.as_ref().map(CurrentUser::role);
        match self.access.least_role() {
            Some(least) if role.is_none_or(|role| role < least) => {
                Err((ApiError::Forbidden(only(least)), renewed))
            }
            _ => Ok(Admission { visitor, renewed }),
        }
    }
}

/// Who may do what somebody else may not.
const fn only(least: Role) -> Phrase {
    match least {
        Role::Member => phrase!("forbidden-signed-out"),
        Role::Moderator => phrase!("forbidden-moderator"),
        Role::Admin => phrase!("forbidden-admin"),
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
            guard: Rc::new(self.clone()),
            route: Rc::new(route),
        }))
    }
}

/// A route with its guard.
pub(crate) struct GuardedRoute<S> {
    guard: Rc<RouteGuard>,
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

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let guard = Rc::clone(&self.guard);
        let route = Rc::clone(&self.route);
        Box::pin(async move {
            let Some(site) = request.app_data::<web::Data<Site>>().cloned() else {
                let error = ApiError::Internal("the site is not configured".to_owned());
                return Ok(request.error_response(error));
            };
            if let Some(public) = &guard.public
                && matches!(credentials(request.request(), &site), Credentials::None)
            {
                return Ok(match public.answer(request.request(), &site).await {
                    Ok(answer) => request.into_response(answer),
                    Err(error) => request.error_response(error),
                });
            }
            let (mut response, renewed) = match guard.admit(request.request(), &site).await {
                Ok(Admission { visitor, renewed }) => {
                    request.extensions_mut().insert(visitor);
                    (route.call(request).await?, renewed)
                }
                Err((error, renewed)) => {
                    if matches!(error, ApiError::NotSignedIn | ApiError::BadToken) {
                        pages::keep(&mut request, &site).await;
                    }
                    (request.error_response(error), renewed)
                }
            };
            if let Err(error) = renewed.tell(&site, response.response_mut()) {
                tracing::error!(%error, "the cookies were not renewed");
            }
            Ok(response)
        })
    }
}
