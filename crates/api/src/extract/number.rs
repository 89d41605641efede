use jobboard_core::language::Phrase;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use jobboard_core::job::JobId;

use crate::error::ApiError;

/// What stands in a path where the number of a job is expected.
#[derive(Debug, Clone)]
pub(crate) enum JobNumber {
    /// A number that a job can have.
    Number(JobId),
    /// A number that is too large for any job.
    Impossible(String),
    /// No number.
    NotANumber,
}

impl JobNumber {
    /// The number; anything else is a job that does not exist.
    pub(crate) fn existing(self) -> Result<JobId, ApiError> {
        match self {
            Self::Number(id) => Ok(id),
            Self::Impossible(_) | Self::NotANumber => Err(ApiError::no_such_job()),
        }
    }

    /// Reads it.
    pub(crate) fn parse(raw: &str) -> Self {
        let digits = raw.strip_prefix('-').unwrap_or(raw);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::NotANumber;
        }
        match raw.parse() {
            Ok(id) => Self::Number(JobId(id)),
            Err(_) => Self::Impossible(raw.to_owned()),
        }
    }
}

impl FromRequest for JobNumber {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let raw = request.match_info().get("id").unwrap_or_default();
        ready(Ok(Self::parse(raw)))
    }
}

/// What stands in a path where the number of something else is expected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathNumber(Option<i64>);

impl PathNumber {
    /// Reads it.
    pub(crate) fn parse(raw: &str) -> Self {
        Self(raw.parse().ok().filter(|id| *id > 0))
    }

    /// The number; anything else is a thing that does not exist, of which `none` tells.
    pub(crate) fn existing(self, none: Phrase) -> Result<i64, ApiError> {
        self.0.ok_or(ApiError::NotFound(none))
    }
}

impl FromRequest for PathNumber {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let raw = request.match_info().get("id").unwrap_or_default();
        ready(Ok(Self::parse(raw)))
    }
}
