//! A page that is one form, and what becomes of a form that is refused.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_services::ServiceError;

use super::HTML;
use super::form::FormFields;
use super::layout::Layout;
use crate::error::ApiError;

/// A page that is one form.
#[derive(Template)]
#[template(path = "form.html")]
pub(crate) struct FormPage {
    pub(crate) layout: Layout,
    pub(crate) heading: Phrase,
    /// What it is about.
    pub(crate) lead: Option<Phrase>,
    /// What went wrong with all of it.
    pub(crate) failure: Option<Phrase>,
    /// Where it is sent.
    pub(crate) action: String,
    /// What is sent along.
    pub(crate) hidden: Vec<(&'static str, String)>,
    pub(crate) fields: FormFields,
    pub(crate) submit: Phrase,
    /// Whether it takes something away.
    pub(crate) danger: bool,
    /// The page to go back to instead.
    pub(crate) back: Option<String>,
}

/// Why a form comes back.
pub(crate) struct Rejection {
    status: StatusCode,
    /// What is wrong with its fields.
    pub(crate) errors: FieldErrors,
    /// What is wrong with all of it.
    pub(crate) failure: Option<Phrase>,
    retry_after: Option<i64>,
}

impl Rejection {
    /// Sorts out what a person can mend at the form from what has a page of its own.
    ///
    /// # Errors
    /// What has a page of its own.
    pub(crate) fn of(error: ServiceError) -> Result<Self, ApiError> {
        let rejection = |status, errors, failure| Self {
            status,
            errors,
            failure,
            retry_after: None,
        };
        match error {
            ServiceError::Invalid(errors) => {
                Ok(rejection(StatusCode::UNPROCESSABLE_ENTITY, errors, None))
            }
            ServiceError::Conflict(error) => Ok(rejection(
                StatusCode::UNPROCESSABLE_ENTITY,
                error.into(),
                None,
            )),
            ServiceError::Throttled(_) => {
                let error = ApiError::from(error);
                let mut rejection = rejection(
                    StatusCode::TOO_MANY_REQUESTS,
                    FieldErrors::new(),
                    Some(error.detail()),
                );
                if let ApiError::TooManyRequests(seconds) = error {
                    rejection.retry_after = Some(seconds);
                }
                Ok(rejection)
            }
            other => Err(other.into()),
        }
    }

    /// The form once more.
    pub(crate) fn answer(&self, template: &impl Template) -> Result<HttpResponse, ApiError> {
        let body = template.render()?;
        let mut response = HttpResponse::build(self.status);
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        Ok(response.content_type(HTML).body(body))
    }
}
