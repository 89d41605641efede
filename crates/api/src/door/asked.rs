use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, Uri};
use actix_web::web;

use crate::auth::Visitor;
use crate::pages::KeptForm;
use crate::route::Surface;
use crate::site::Site;
use crate::visit::Visit;

/// What an answer must know of its request. The request itself may be gone by then: a handler that
/// panics or takes too long takes it along.
pub(crate) struct Asked {
    pub(crate) method: Method,
    uri: Uri,
    pub(crate) site: Option<web::Data<Site>>,
    /// Who asks, as far as it is known.
    pub(crate) visitor: Visitor,
    /// The form that it brought, if that is to be kept through a sign-in.
    pub(crate) kept: Option<KeptForm>,
}

impl Asked {
    /// Notes it down.
    pub(crate) fn of(request: &ServiceRequest) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            site: request.app_data::<web::Data<Site>>().cloned(),
            visitor: Visitor(None, Visit::read(request.request())),
            kept: None,
        }
    }

    /// The path, as it came.
    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    /// The surface that was asked.
    pub(crate) fn surface(&self) -> Surface {
        Surface::of_path(self.path())
    }
}
