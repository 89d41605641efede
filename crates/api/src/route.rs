//! The table of routes: what there is, and who may call it. The server is configured from it, and
//! the tests that no route is forgotten (authorisation, OpenAPI) walk through it.

use std::collections::BTreeMap;
use std::fmt;

use actix_web::guard;
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, HttpRequest, Resource, Responder, web};

pub use crate::access::{Access, Person};
use crate::answers::{AnswersEverybody, PublicRoute};
use crate::error::ApiError;
use crate::site::SiteData;
use crate::{assets, auth, docs, health, pages, tutorial, v1};

/// In which form a route speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// JSON, errors as problem+json (RFC 9457).
    Api,
    /// JSON as the tutorial's clients read it.
    Tutorial,
    /// HTML.
    Page,
}

impl Surface {
    /// The surface that an address belongs to, whether or not there is a route.
    pub(crate) fn of_path(path: &str) -> Self {
        let below = |root: &str| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if below("/api") || below("/health") || path == "/openapi.json" {
            Self::Api
        } else if below("/users") || below("/jobs") || below("/login/token") {
            Self::Tutorial
        } else {
            Self::Page
        }
    }
}

/// One route.
pub struct Route {
    /// The method; a route for GET answers HEAD as well.
    pub method: Method,
    /// The path, with `{id}` for the number of a thing.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// In which form it speaks.
    pub surface: Surface,
    /// The handler's name, which is the OpenAPI operation's id.
    pub operation: &'static str,
    build: Box<dyn Fn() -> actix_web::Route>,
    /// How it answers those who are not signed in, where it answers them all alike.
    pub(crate) public: Option<PublicRoute>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.method, self.path, self.access)
    }
}

impl Route {
    /// A route from its handler.
    pub(crate) fn new<F, Args>(
        method: Method,
        path: &'static str,
        access: Access,
        handler: F,
    ) -> Self
    where
        F: Handler<Args> + Copy,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let name = std::any::type_name::<F>();
        let build_method = method.clone();
        Self {
            surface: Surface::of_path(path),
            operation: name.rsplit("::").next().unwrap_or(name),
            build: Box::new(move || route_for(&build_method).to(handler)),
            method,
            path,
            access,
            public: None,
        }
    }

    /// A route that answers everybody alike. Of the parameters in its query only these change its
    /// answer.
    pub(crate) fn public<F: AnswersEverybody>(
        path: &'static str,
        parameters: impl Into<Vec<&'static str>>,
        answer: F,
    ) -> Self {
        let name = std::any::type_name::<F>();
        let public = PublicRoute::new(path, takes_trailing_slash(path), parameters, answer);
        let alone = public.clone();
        let handler = move |request: HttpRequest, site: SiteData| {
            let alone = alone.clone();
            async move { alone.answer_alone(&request, &site).await }
        };
        Self {
            surface: Surface::of_path(path),
            operation: name.rsplit("::").next().unwrap_or(name),
            build: Box::new(move || route_for(&Method::GET).to(handler.clone())),
            method: Method::GET,
            path,
            access: Access::Anyone,
            public: Some(public),
        }
    }

    /// The same route, which answers all those alike who are not signed in.
    pub(crate) fn with_public(
        mut self,
        parameters: impl Into<Vec<&'static str>>,
        answer: impl AnswersEverybody,
    ) -> Self {
        let with_slash = takes_trailing_slash(self.path);
        self.public = Some(PublicRoute::new(self.path, with_slash, parameters, answer));
        self
    }

    /// The parameters in the query that change the answer of a route which answers everybody alike.
    pub fn public_parameters(&self) -> Option<&[&'static str]> {
        let public = self.public.as_ref()?;
        Some(&public.address.parameters)
    }

    fn actix_route(&self) -> actix_web::Route {
        let route = (self.build)();
        if self.access == Access::Anyone && self.method == Method::GET && self.public.is_none() {
            route
        } else {
            route.wrap(auth::RouteGuard {
                access: self.access,
                public: self.public.clone(),
            })
        }
    }
}

/// Whether a route answers with and without a slash at its end. `/docs/` is Swagger UI's.
fn takes_trailing_slash(path: &str) -> bool {
    !matches!(path, "/" | "/docs" | "/openapi.json") && !path.starts_with("/api/")
}

fn route_for(method: &Method) -> actix_web::Route {
    if *method == Method::GET {
        web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
    } else {
        web::method(method.clone())
    }
}

/// All routes.
#[derive(Debug)]
pub struct RouteTable(Vec<Route>);

impl RouteTable {
    /// Every route of every surface.
    pub fn new() -> Self {
        let mut routes = Vec::new();
        routes.extend(v1::routes());
        routes.extend(tutorial::routes());
        routes.extend(pages::routes());
        routes.extend(assets::routes());
        routes.extend(health::routes());
        routes.extend(docs::routes());
        let public = routes.iter_mut().filter_map(|route| route.public.as_mut());
        for (number, public) in (0..).zip(public) {
            public.address.number = number;
        }
        Self(routes)
    }

    /// The routes, in the order of the surfaces.
    pub fn iter(&self) -> std::slice::Iter<'_, Route> {
        self.0.iter()
    }

    /// Those that answer everybody alike who is not signed in.
    pub(crate) fn public(&self) -> impl Iterator<Item = &PublicRoute> {
        self.0.iter().filter_map(|route| route.public.as_ref())
    }

    /// The routes and who may call them, as a table for people (`docs/ACCESS.md`).
    pub fn to_markdown(&self) -> String {
        let mut lines = vec![
            "| route | who |".to_owned() + &Person::ALL.map(|p| format!(" {p} |")).concat(),
            "|---|---|".to_owned() + &Person::ALL.map(|_| "---|").concat(),
        ];
        lines.extend(self.0.iter().map(|route| {
            let cells = Person::ALL.map(|person| match route.access.admits(person) {
                true => " yes |",
                false => " – |",
            });
            let (method, path) = (&route.method, route.path);
            format!(
                "| `{method} {path}` | {:?} |{}",
                route.access,
                cells.concat()
            )
        }));
        lines.join("\n") + "\n"
    }

    /// Registers the routes: one resource a path, which says 405 with `Allow` to other methods.
    pub(crate) fn configure(&self, config: &mut web::ServiceConfig) {
        let mut by_path: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
        for route in &self.0 {
            by_path.entry(route.path).or_default().push(route);
        }
        // Paths without a placeholder sort before those with one (`{` is past all letters), so
        // that `/jobs/suggest` is not taken for a job.
        for (path, routes) in by_path {
            config.service(resource(path, &routes));
        }
    }
}

impl Default for RouteTable {
    fn default() -> Self {
        Self::new()
    }
}

fn resource(path: &str, routes: &[&Route]) -> Resource {
    let with_slash = takes_trailing_slash(path);
    let mut resource = if with_slash {
        web::resource([path.to_owned(), format!("{path}/")])
    } else {
        web::resource(path)
    };
    let mut allowed: Vec<&str> = Vec::new();
    for route in routes {
        allowed.push(route.method.as_str());
        if route.method == Method::GET {
            allowed.push("HEAD");
        }
        resource = resource.route(route.actix_route());
    }
    let allowed = allowed.join(", ");
    resource.default_service(refusal(ApiError::MethodNotAllowed(allowed)))
}

/// What answers where there is no route. Its page knows who is signed in, as every page does.
pub(crate) fn refusal(error: ApiError) -> actix_web::Route {
    web::to(move || {
        let error = error.clone();
        async move { Err::<&str, _>(error) }
    })
    .wrap(auth::RouteGuard {
        access: Access::Visitor,
        public: None,
    })
}
