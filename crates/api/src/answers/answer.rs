//! An answer that is the same for everybody, as it is made and as it is kept.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use askama::Template;
use jobboard_core::job::JobId;
use serde::Serialize;

use crate::conditional::{self, Audience};
use crate::encoding::{Coding, Effort};
use crate::error::ApiError;

/// What becomes of a question.
pub(crate) enum Reply {
    /// An answer for everybody, which may be kept.
    Everybody(PublicAnswer),
    /// One that nobody keeps, and that is made without the database: a redirection.
    Once(HttpResponse),
}

/// What may be shown to everybody. Made from a [`Question`](super::Question), nothing in it depends on
/// who asks: there is nobody in a question that it could depend on.
pub(crate) trait PublicView {}

/// An answer for everybody, in full.
#[derive(Debug)]
pub(crate) struct PublicAnswer {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    audience: Audience,
    /// The version of the thing that it shows, which its tag begins with.
    version: Option<i64>,
    links: Option<String>,
    viewed: Option<JobId>,
}

impl PublicAnswer {
    /// A view in JSON.
    pub(crate) fn json(view: &(impl PublicView + Serialize)) -> Result<Self, ApiError> {
        let body =
            serde_json::to_vec(view).map_err(|error| ApiError::Internal(error.to_string()))?;
        Ok(Self {
            status: StatusCode::OK,
            content_type: "application/json",
            body,
            audience: Audience::Everybody,
            version: None,
            links: None,
            viewed: None,
        })
    }

    /// A page.
    pub(crate) fn page(page: &(impl PublicView + Template)) -> Result<Self, ApiError> {
        Self::page_with(StatusCode::OK, page)
    }

    /// A page that comes instead of the one that was asked for: of a job that is gone, a form that
    /// is wrong.
    pub(crate) fn page_with(
        status: StatusCode,
        page: &(impl PublicView + Template),
    ) -> Result<Self, ApiError> {
        Ok(Self {
            status,
            content_type: "text/html; charset=utf-8",
            body: page.render()?.into_bytes(),
            audience: Audience::OneBrowser,
            version: None,
            links: None,
            viewed: None,
        })
    }

    /// The same answer, leading on to others.
    pub(crate) fn with_links(mut self, links: Option<String>) -> Self {
        self.links = links;
        self
    }

    /// The same answer, of something in a version that `If-Match` can name.
    pub(crate) fn of_version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// The same answer, whose reading counts as a view of a job.
    pub(crate) fn viewing(mut self, job: JobId) -> Self {
        self.viewed = Some(job);
        self
    }

    /// As it is sent.
    pub(crate) fn finish(mut self) -> Result<FinishedAnswer, ApiError> {
        // What is kept is counted by its length.
        self.body.shrink_to_fit();
        let fingerprint = conditional::fingerprint(&self.body);
        let name = match self.version {
            Some(version) => format!("{version}-{fingerprint}"),
            None => fingerprint,
        };
        let value = |text: &str| {
            HeaderValue::from_str(text).map_err(|error| ApiError::Internal(error.to_string()))
        };
        let vary = self.audience.vary().unwrap_or("Accept-Encoding");
        let mut headers = vec![
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static(self.audience.cache_control()),
            ),
            (header::VARY, HeaderValue::from_static(vary)),
        ];
        if let Some(links) = &self.links {
            headers.push((header::LINK, value(links)?));
        }
        Ok(FinishedAnswer {
            status: self.status,
            etag: value(&format!("\"{name}\""))?,
            name,
            headers,
            content_type: HeaderValue::from_static(self.content_type),
            coding: Coding::Plain,
            body: self.body.into(),
            viewed: self.viewed,
        })
    }
}

/// An answer as it is sent, in one coding.
#[derive(Debug, Clone)]
pub(crate) struct FinishedAnswer {
    status: StatusCode,
    /// What the tag is made of.
    name: String,
    etag: HeaderValue,
    /// Those that a 304 has as well.
    headers: Vec<(HeaderName, HeaderValue)>,
    content_type: HeaderValue,
    coding: Coding,
    body: Bytes,
    /// Whose job's page it is.
    pub(super) viewed: Option<JobId>,
}

impl FinishedAnswer {
    /// The same answer in another coding, if that is worth it. Each has a tag of its own
    /// (RFC 9110 § 8.8.3.3).
    pub(crate) fn in_coding(&self, coding: Coding) -> Result<Self, ApiError> {
        let Some(coding_name) = coding.name().filter(|_| coding.is_worth(self.body.len())) else {
            return Ok(self.clone());
        };
        let name = format!("{}-{coding_name}", self.name);
        let etag = HeaderValue::from_str(&format!("\"{name}\""));
        Ok(Self {
            etag: etag.map_err(|error| ApiError::Internal(error.to_string()))?,
            name,
            coding,
            body: coding.write(self.body.to_vec(), Effort::Once)?.into(),
            ..self.clone()
        })
    }

    /// About how many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let headers = self.headers.capacity() * size_of::<(HeaderName, HeaderValue)>();
        let links: usize = self.headers.iter().map(|(_, value)| value.len()).sum();
        size_of::<Self>() + 2 * self.name.len() + headers + links + self.body.len()
    }

    /// Gives the status and the body, which is none when the reader has it, and writes the headers,
    /// where there are none of them yet.
    pub(super) fn write(&self, asked: &HeaderMap, headers: &mut HeaderMap) -> (StatusCode, Bytes) {
        // Only what was asked for has a name that can be asked about (RFC 9110 § 13.2.1).
        if self.status.is_success() {
            headers.append(header::ETAG, self.etag.clone());
        }
        for (name, value) in &self.headers {
            headers.append(name.clone(), value.clone());
        }
        if self.status.is_success() && self.is_known(asked) {
            return (StatusCode::NOT_MODIFIED, Bytes::new());
        }
        headers.append(header::CONTENT_TYPE, self.content_type.clone());
        if let Some(name) = self.coding.name() {
            headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        (self.status, self.body.clone())
    }

    /// As a response.
    pub(super) fn response(&self, asked: &HeaderMap) -> HttpResponse {
        let mut response = HttpResponseBuilder::new(StatusCode::OK).finish();
        let (status, body) = self.write(asked, response.headers_mut());
        *response.status_mut() = status;
        match status {
            StatusCode::NOT_MODIFIED => response,
            _ => response.set_body(actix_web::body::BoxBody::new(body)),
        }
    }

    fn is_known(&self, asked: &HeaderMap) -> bool {
        match asked.get(header::IF_NONE_MATCH) {
            None => false,
            // What a browser sends.
            Some(known) if *known == self.etag => true,
            Some(_) => conditional::is_among(asked, &EntityTag::new_strong(self.name.clone())),
        }
    }
}
