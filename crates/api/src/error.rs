//! The one error of the HTTP surface. A handler returns it with `?`; the [`door`](crate::door)
//! writes it as problem+json, as the tutorial's `detail`, or as a page.

use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::state::{JobState, Step};
use jobboard_services::ServiceError;
use jobboard_services::one_time::Refused;

/// Why a request was not done.
#[derive(Debug, Clone)]
pub(crate) enum ApiError {
    /// 400: it cannot be read.
    Malformed(Phrase),
    /// 400: the token of a mailed link does not work; the text says what to do next.
    BadLink(Phrase),
    /// 401: nobody is signed in.
    NotSignedIn,
    /// 401: what was shown as proof of a sign-in is none, or no longer.
    BadToken,
    /// 401: the address or the password is wrong.
    BadCredentials,
    /// 400: what was shown to renew a sign-in is none, or no longer.
    InvalidGrant,
    /// 403: somebody is signed in and may not do this; the text says what.
    Forbidden(Phrase),
    /// 403: it did not come from a page of this site.
    CrossSite,
    /// 404: there is nothing like that; the text says what was looked for.
    NotFound(Phrase),
    /// 410: everybody could read it once.
    Gone,
    /// 412: somebody has changed it meanwhile.
    Stale,
    /// 409: there is no such step from where the job is; the text says what there is.
    IllegalStep {
        /// Where the job is.
        state: JobState,
        /// What was to be done.
        step: Step,
        /// What the asker can do instead.
        steps: Vec<Step>,
    },
    /// 405, with the methods that there are.
    MethodNotAllowed(String),
    /// 408: the body did not arrive in time.
    BodyTooSlow,
    /// 409: somebody else has this value.
    Conflict(FieldErrors),
    /// 413: the body is too long.
    TooLarge,
    /// 415: the body is of another kind.
    UnsupportedMediaType(&'static str),
    /// 422: fields that cannot be taken.
    Invalid(FieldErrors),
    /// 429: too many tries; the seconds after which it may be tried again.
    TooManyRequests(i64),
    /// 503: later it may work.
    Unavailable,
    /// The database cannot be reached.
    NoDatabase,
    /// There is no room left to save anything.
    DiskFull,
    /// 500: a defect of ours, whose cause is for the log alone.
    Internal(String),
}

impl ApiError {
    /// There is no such page, job or route.
    pub(crate) fn not_found() -> Self {
        Self::NotFound(phrase!("none-address"))
    }

    /// There is no such job.
    pub(crate) fn no_such_job() -> Self {
        Self::NotFound(phrase!("none-job"))
    }

    /// A sentence for people about what happened.
    pub(crate) fn detail(&self) -> Phrase {
        match self {
            Self::Malformed(what) | Self::BadLink(what) => what.clone(),
            Self::NotSignedIn => phrase!("api-not-authenticated"),
            Self::BadToken => phrase!("api-bad-token"),
            Self::BadCredentials => phrase!("api-bad-credentials"),
            Self::InvalidGrant => phrase!("api-invalid-grant"),
            Self::Forbidden(what) | Self::NotFound(what) => what.clone(),
            Self::IllegalStep { state, step, steps } => no_such_step(*state, *step, steps),
            Self::CrossSite => phrase!("error-cross-site"),
            Self::Gone => phrase!("error-gone"),
            Self::Stale => phrase!("error-stale"),
            Self::MethodNotAllowed(allowed) => phrase!("error-method", allowed = allowed),
            Self::Conflict(errors) | Self::Invalid(errors) => match errors.iter().next() {
                Some(error) => phrase!(
                    "error-of-field",
                    field = error.field.as_ref(),
                    message = error.message.clone()
                ),
                None => phrase!("error-input"),
            },
            Self::BodyTooSlow => phrase!("error-body-slow"),
            Self::TooLarge => phrase!("error-body-long"),
            Self::UnsupportedMediaType(expected) => {
                phrase!("error-media-type", expected = *expected)
            }
            Self::TooManyRequests(seconds) => phrase!("error-throttled", wait = wait(*seconds)),
            Self::Unavailable => phrase!("error-busy"),
            Self::NoDatabase => phrase!("error-no-database"),
            Self::DiskFull => phrase!("error-disk-full"),
            Self::Internal(_) => phrase!("error-internal"),
        }
    }

    /// The fields that cannot be taken, if that is what is wrong.
    pub(crate) fn fields(&self) -> Option<&FieldErrors> {
        match self {
            Self::Conflict(errors) | Self::Invalid(errors) => Some(errors),
            _ => None,
        }
    }
}

/// What somebody can do instead of a step that there is not.
fn no_such_step(state: JobState, step: Step, steps: &[Step]) -> Phrase {
    let (state, step) = (state.phrase(), step.as_str());
    let others: Vec<_> = steps.iter().map(|step| step.as_str()).collect();
    match others.as_slice() {
        [] => phrase!("error-no-step", state = state, step = step),
        others => {
            let others = others.join(", ");
            phrase!(
                "error-other-steps",
                state = state,
                step = step,
                others = others
            )
        }
    }
}

/// A time to wait, for a person.
fn wait(seconds: i64) -> Phrase {
    match seconds {
        ..=90 => phrase!("seconds", count = seconds.max(1)),
        _ => phrase!("minutes", count = (seconds + 59) / 60),
    }
}

impl ApiError {
    /// What became of a use case that is not about a job: `none` says that there is no such thing,
    /// `foreign` that it is somebody else's.
    pub(crate) fn about(error: ServiceError, none: Phrase, foreign: Phrase) -> Self {
        match error {
            ServiceError::NotFound => Self::NotFound(none),
            ServiceError::Forbidden => Self::Forbidden(foreign),
            other => other.into(),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(cause) => f.write_str(cause),
            other => other.detail().fmt(f),
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Malformed(_) | Self::BadLink(_) | Self::InvalidGrant => StatusCode::BAD_REQUEST,
            Self::NotSignedIn | Self::BadToken | Self::BadCredentials => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Gone => StatusCode::GONE,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::Conflict(_) | Self::IllegalStep { .. } => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::NoDatabase | Self::DiskFull => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Only the status: the door knows the surface, and writes the rest.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Invalid(errors) => Self::Invalid(errors),
            ServiceError::Conflict(error) => Self::Conflict(error.into()),
            ServiceError::NotFound => Self::no_such_job(),
            ServiceError::Gone => Self::Gone,
            ServiceError::Stale => Self::Stale,
            ServiceError::IllegalStep { state, step, steps } => {
                Self::IllegalStep { state, step, steps }
            }
            ServiceError::Forbidden => Self::Forbidden(phrase!("forbidden-job")),
            ServiceError::BadCredentials => Self::BadCredentials,
            ServiceError::BadToken(_) => Self::BadToken,
            ServiceError::InvalidGrant => Self::InvalidGrant,
            ServiceError::Throttled(wait) => {
                // Rounded up: whoever waits as long as it says is let in.
                Self::TooManyRequests((wait.num_milliseconds() + 999) / 1000)
            }
            ServiceError::OneTimeToken(refused) => Self::BadLink(why_refused(refused)),
            ServiceError::Busy | ServiceError::Raced => Self::Unavailable,
            ServiceError::Unavailable(reason) => {
                tracing::warn!(%reason, "the database is unavailable");
                Self::NoDatabase
            }
            ServiceError::Full(reason) => {
                tracing::error!(%reason, "no room left to write");
                Self::DiskFull
            }
            ServiceError::Internal(cause) => Self::Internal(cause),
        }
    }
}

/// Why a mailed link does not work, and what to do next.
fn why_refused(refused: Refused) -> Phrase {
    match refused {
        Refused::Unknown => phrase!("link-unknown"),
        Refused::Used => phrase!("link-used"),
        Refused::Expired => phrase!("link-expired"),
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FieldError> for ApiError {
    fn from(error: FieldError) -> Self {
        Self::Invalid(error.into())
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<askama::Error> for ApiError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
