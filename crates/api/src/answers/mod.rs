//! Finished answers, kept in memory and sent again for as long as they are right
//! ([`freshness`]): the same for everybody who is not signed in and asks the same question.
//!
//! A public route answers a [`Question`], which knows nothing of who asks, with a view that is
//! [public](PublicView) by its type. However many ask at the same time, it is answered once. What
//! is kept goes out by the [front](front), before anything else has looked at the request.

mod answer;
pub(crate) mod front;
mod question;
mod remembered;
#[cfg(test)]
mod tests;

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;
use jobboard_services::freshness::{self, Stamp};
use jobboard_services::views;
use quick_cache::Weighter;
use quick_cache::sync::{Cache, EntryAction, EntryResult};

pub(crate) use answer::{FinishedAnswer, PublicAnswer, PublicView, Reply};
pub(crate) use question::{Address, Question};

use crate::encoding::Coding;
use crate::error::ApiError;
use crate::pages::reading::{is_read, is_robot};
use crate::route::Surface;
use crate::site::{Site, SiteData};
use crate::visit::Visit;
use question::{KNOWN_MAX, Reader, plain_number, write_key};

/// About how many bytes an answer has.
const ANSWER: u64 = 8 * 1024;

/// What an entry takes beside its key and its answer, in bytes.
const AROUND: usize = 200;

/// How a question is answered.
type Answering = dyn Fn(SiteData, Question) -> LocalBoxFuture<'static, Result<Reply, ApiError>>;

/// What answers the questions of everybody. It is made with the routes, so it can hold nothing of a
/// request.
pub(crate) trait AnswersEverybody:
    Fn(SiteData, Question) -> Self::Answer + Copy + 'static
{
    /// The reply, when it is there.
    type Answer: Future<Output = Result<Reply, ApiError>> + 'static;
}

impl<F, Answer> AnswersEverybody for F
where
    F: Fn(SiteData, Question) -> Answer + Copy + 'static,
    Answer: Future<Output = Result<Reply, ApiError>> + 'static,
{
    type Answer = Answer;
}

/// A route that answers everybody alike.
#[derive(Clone)]
pub(crate) struct PublicRoute {
    pub(crate) address: Address,
    answering: Rc<Answering>,
}

impl fmt::Debug for PublicRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicRoute").field(&self.address).finish()
    }
}

/// The answers that are kept.
#[derive(Debug)]
pub(crate) struct Answers(Cache<Vec<u8>, Kept, ByBytes>);

/// What is kept under a key.
#[derive(Debug, Clone)]
enum Kept {
    /// An answer.
    Answer(Arc<(Stamp, FinishedAnswer)>),
    /// That there was none to be kept: whoever has waited for it asks alone.
    Nothing(Instant),
    /// That it failed, which whoever has waited is told as well.
    Failed(Box<Failure>),
}

/// Why there is no answer.
#[derive(Debug, Clone)]
struct Failure {
    at: Instant,
    /// How many changes were known of before it was looked for.
    epoch: u64,
    error: ApiError,
}

impl Failure {
    /// Whether it is the failure of somebody as well who asked at an instant, when so many changes
    /// were known of: they have waited for it, and nothing has changed since it was begun.
    fn is_of(&self, asked: Instant, epoch: u64) -> bool {
        self.at >= asked && self.epoch >= epoch
    }
}

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<Vec<u8>, Kept> for ByBytes {
    fn weight(&self, key: &Vec<u8>, kept: &Kept) -> u64 {
        let content = match kept {
            Kept::Answer(answer) => answer.1.bytes(),
            Kept::Nothing(_) => 0,
            Kept::Failed(_) => size_of::<Failure>(),
        };
        bytes_of(key, content)
    }
}

/// What an entry with so many bytes in it takes, in bytes.
fn bytes_of(key: &[u8], content: usize) -> u64 {
    (AROUND + key.len() + content) as u64
}

/// What somebody who waited, or asked first, is answered.
enum Got {
    Answer(Arc<(Stamp, FinishedAnswer)>),
    Once(HttpResponse),
}

impl Got {
    fn response(self, request: &HttpRequest, site: &Site) -> HttpResponse {
        match self {
            Self::Once(response) => response,
            Self::Answer(answer) => {
                count_view(
                    site,
                    (request.method(), request.headers()),
                    &answer,
                    is_robot,
                );
                answer.1.response(request.headers())
            }
        }
    }
}

impl Answers {
    /// None yet, and at most so many bytes of them.
    pub(crate) fn new(bytes: u64) -> Self {
        let about = usize::try_from(bytes / ANSWER).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(about, bytes, ByBytes))
    }

    /// A kept answer that is right for somebody who asks now.
    fn recall(&self, site: &Site, key: &[u8]) -> Option<Arc<(Stamp, FinishedAnswer)>> {
        match self.0.get(key) {
            Some(Kept::Answer(answer)) if freshness::is_fresh(site.context(), &answer.0) => {
                Some(answer)
            }
            _ => None,
        }
    }
}

impl PublicRoute {
    /// A route by what answers its questions.
    pub(crate) fn new(
        path: &'static str,
        takes_slash: bool,
        parameters: impl Into<Vec<&'static str>>,
        answer: impl AnswersEverybody,
    ) -> Self {
        let parameters = parameters.into();
        debug_assert!(parameters.len() <= KNOWN_MAX, "{path} knows too much");
        Self {
            address: Address {
                number: 0,
                path,
                takes_slash,
                parameters,
                surface: Surface::of_path(path),
            },
            answering: Rc::new(move |site, question| Box::pin(answer(site, question))),
        }
    }

    /// Answers a request as everybody's.
    pub(crate) async fn answer(
        &self,
        request: &HttpRequest,
        site: &SiteData,
    ) -> Result<HttpResponse, ApiError> {
        let question = Question::of(request, &self.address)?;
        let coding = Coding::of_headers(request.headers());
        let mut key = Vec::new();
        let got = match self.is_kept(request, site, coding, &mut key) {
            true => self.shared(site, question, coding, &key).await?,
            false => self.alone(site, question, coding).await?,
        };
        Ok(got.response(request, site))
    }

    /// Answers somebody who may be signed in, as everybody, with nothing that is kept.
    pub(crate) async fn answer_alone(
        &self,
        request: &HttpRequest,
        site: &SiteData,
    ) -> Result<HttpResponse, ApiError> {
        let question = Question::of(request, &self.address)?;
        let coding = Coding::of_headers(request.headers());
        let got = self.alone(site, question, coding).await?;
        Ok(got.response(request, site))
    }

    /// Whether the answer is to be kept, and under which key.
    fn is_kept(
        &self,
        request: &HttpRequest,
        site: &Site,
        coding: Coding,
        key: &mut Vec<u8>,
    ) -> bool {
        let id = match request.match_info().get("id").map(plain_number) {
            Some(None) => return false,
            Some(Some(id)) => Some(id),
            None => None,
        };
        if site.config().cache_bytes == 0 {
            // Whoever waited would find nothing.
            return false;
        }
        let reader = Reader {
            language: site.language_of(&Visit::of(request)),
            host: host_in_pages(site, request.headers()),
            coding,
        };
        freshness::is_trusted(site.context())
            && write_key(key, &self.address, request.uri(), id, reader)
    }

    /// The answer for all who ask at the same time.
    async fn shared(
        &self,
        site: &SiteData,
        question: Question,
        coding: Coding,
        key: &[u8],
    ) -> Result<Got, ApiError> {
        let context = site.context();
        let (asked, epoch) = (Instant::now(), freshness::epoch(context));
        let cache = &site.answers().0;
        let entry = cache
            .entry_async(key, |_, kept| match kept {
                Kept::Answer(answer) if freshness::is_good(context, &answer.0, epoch) => {
                    EntryAction::Retain(Kept::Answer(Arc::clone(answer)))
                }
                Kept::Nothing(at) if *at >= asked => EntryAction::Retain(kept.clone()),
                Kept::Failed(failure) if failure.is_of(asked, epoch) => {
                    EntryAction::Retain(kept.clone())
                }
                _ => EntryAction::ReplaceWithGuard,
            })
            .await;
        let guard = match entry {
            EntryResult::Retained(Kept::Answer(answer)) => return Ok(Got::Answer(answer)),
            EntryResult::Retained(Kept::Failed(failure)) => return Err(failure.error),
            EntryResult::Vacant(guard) | EntryResult::Replaced(guard, _) => guard,
            EntryResult::Retained(Kept::Nothing(_))
            | EntryResult::Removed(..)
            | EntryResult::Timeout => return self.alone(site, question, coding).await,
        };
        // Whatever has changed before this is seen by what comes now.
        let epoch = freshness::epoch(context);
        let outcome = match coding {
            Coding::Plain => self.alone(site, question, coding).await,
            _ => self.coded(site, question, coding, key).await,
        };
        let room = cache.shard_capacity() / 10 * 9;
        let kept = match &outcome {
            // Too large to be kept: whoever waited would find nothing, one after the other.
            Ok(Got::Answer(answer)) if bytes_of(key, answer.1.bytes()) > room => {
                Kept::Nothing(Instant::now())
            }
            Ok(Got::Answer(answer)) => Kept::Answer(Arc::clone(answer)),
            Ok(Got::Once(_)) => Kept::Nothing(Instant::now()),
            // Seen in the question alone, and as quickly once more: no error that quotes it is kept.
            Err(ApiError::Malformed(_) | ApiError::Invalid(_)) => Kept::Nothing(Instant::now()),
            Err(error) => Kept::Failed(Box::new(Failure {
                at: Instant::now(),
                epoch,
                error: error.clone(),
            })),
        };
        // Gone again, if the cache was so full that it had to forget the place.
        let _ = guard.insert(kept);
        outcome
    }

    /// The answer in fewer bytes, made of the plain one that is kept.
    async fn coded(
        &self,
        site: &SiteData,
        question: Question,
        coding: Coding,
        key: &[u8],
    ) -> Result<Got, ApiError> {
        let plain = question::key_in_plain(key);
        let got = Box::pin(self.shared(site, question, Coding::Plain, &plain)).await?;
        let Got::Answer(plain) = got else {
            return Ok(got);
        };
        let coded = plain.1.in_coding(coding)?;
        Ok(Got::Answer(Arc::new((plain.0, coded))))
    }

    /// The answer for one who asks.
    async fn alone(
        &self,
        site: &SiteData,
        question: Question,
        coding: Coding,
    ) -> Result<Got, ApiError> {
        let stamp = freshness::stamp(site.context()).await?;
        Ok(match (self.answering)(site.clone(), question).await? {
            Reply::Once(response) => Got::Once(response),
            Reply::Everybody(answer) => {
                let finished = answer.finish()?.in_coding(coding)?;
                Got::Answer(Arc::new((stamp, finished)))
            }
        })
    }
}

/// What stands in pages as the board's host, where none is configured.
fn host_in_pages<'r>(site: &Site, headers: &'r HeaderMap) -> Option<&'r [u8]> {
    if site.config().public_url.is_some() {
        return None;
    }
    let host = headers.get(header::HOST)?;
    Some(host.as_bytes())
}

/// Counts that a person reads the page of a job, if it is one.
fn count_view(
    site: &Site,
    (method, headers): (&Method, &HeaderMap),
    (stamp, answer): &(Stamp, FinishedAnswer),
    is_robot: impl FnOnce(&HeaderValue) -> bool,
) {
    if let Some(job) = answer.viewed
        && is_read(method, headers, is_robot)
    {
        views::count(site.context(), job, stamp.date());
    }
}
