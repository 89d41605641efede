//! What stands before the framework: a kept answer is sent without looking for a route, a handler
//! or whoever asks. Anything else passes unchanged.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::rc::Rc;
use std::time::Instant;

use actix_http::Request;
use actix_web::body::EitherBody;
use actix_web::dev::{
    AppConfig, Payload, RequestHead, Response, Service, ServiceFactory, ServiceResponse,
};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{Error, web};
use futures_util::future::{Either, LocalBoxFuture};
use jobboard_core::language::Language;

use super::question::{Reader, plain_number, write_key};
use super::remembered::Remembered;
use super::{Address, count_view, host_in_pages};
use crate::door::headers;
use crate::door::request_id::{self, RequestId};
use crate::encoding::Coding;
use crate::pages::reading::is_robot;
use crate::route::{RouteTable, Surface};
use crate::site::Site;
use crate::visit;

/// An application with the front before it.
pub(crate) struct Front<A> {
    site: web::Data<Site>,
    addresses: Rc<Addresses>,
    application: A,
}

impl<A> Front<A> {
    /// Puts the front before an application that serves these routes.
    pub(crate) fn new(site: web::Data<Site>, routes: &RouteTable, application: A) -> Self {
        Self {
            addresses: Rc::new(Addresses::new(routes)),
            site,
            application,
        }
    }
}

impl<A, B> ServiceFactory<Request> for Front<A>
where
    A: ServiceFactory<
            Request,
            Config = AppConfig,
            Response = ServiceResponse<B>,
            Error = Error,
            InitError = (),
        > + 'static,
    A::Service: 'static,
    B: 'static,
{
    type Response = Response<EitherBody<Bytes, B>>;
    type Error = Error;
    type Config = AppConfig;
    type Service = FrontService<A::Service>;
    type InitError = ();
    type Future = LocalBoxFuture<'static, Result<Self::Service, ()>>;

    fn new_service(&self, config: AppConfig) -> Self::Future {
        let (site, addresses) = (self.site.clone(), Rc::clone(&self.addresses));
        let application = self.application.new_service(config);
        Box::pin(async move {
            Ok(FrontService {
                desk: Desk::new(site, addresses),
                application: application.await?,
            })
        })
    }
}

/// The front of one worker.
pub(crate) struct FrontService<S> {
    desk: Desk,
    application: S,
}

impl<S, B> Service<Request> for FrontService<S>
where
    S: Service<Request, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
    B: 'static,
{
    type Response = Response<EitherBody<Bytes, B>>;
    type Error = Error;
    type Future = Either<
        Ready<Result<Self::Response, Error>>,
        LocalBoxFuture<'static, Result<Self::Response, Error>>,
    >;

    actix_web::dev::forward_ready!(application);

    fn call(&self, mut request: Request) -> Self::Future {
        let has_body = !matches!(request.payload(), Payload::None);
        let recalled = match has_body {
            true => None,
            false => self.desk.answer(request.head()),
        };
        match recalled {
            Some(answer) => {
                Either::Left(ready(Ok(answer.map_body(|_, body| EitherBody::left(body)))))
            }
            None => {
                let answer = self.application.call(request);
                Either::Right(Box::pin(async move {
                    let answer: Response<B> = answer.await?.into();
                    Ok(answer.map_body(|_, body| EitherBody::right(body)))
                }))
            }
        }
    }
}

/// Where public routes are found by their paths.
struct Addresses {
    all: Vec<Address>,
    /// By the whole path.
    fixed: HashMap<String, usize>,
    /// By what stands before the number of a thing.
    numbered: HashMap<&'static str, usize>,
}

impl Addresses {
    fn new(routes: &RouteTable) -> Self {
        let all: Vec<_> = routes.public().map(|route| route.address.clone()).collect();
        let (mut fixed, mut numbered) = (HashMap::new(), HashMap::new());
        for (place, address) in all.iter().enumerate() {
            match address.path.strip_suffix("/{id}") {
                Some(before) => {
                    numbered.insert(before, place);
                }
                None => {
                    fixed.insert(address.path.to_owned(), place);
                    if address.takes_slash {
                        fixed.insert(format!("{}/", address.path), place);
                    }
                }
            }
        }
        Self {
            all,
            fixed,
            numbered,
        }
    }

    /// The route at a path, and the number in it.
    fn find(&self, path: &str) -> Option<(&Address, Option<i64>)> {
        let (whole, has_slash) = match path.strip_suffix('/') {
            Some(whole) => (whole, true),
            None => (path, false),
        };
        if let Some((before, number)) = whole.rsplit_once('/')
            && let Some(number) = plain_number(number)
        {
            let address = self.all.get(*self.numbered.get(before)?)?;
            return (address.takes_slash || !has_slash).then_some((address, Some(number)));
        }
        Some((self.all.get(*self.fixed.get(path)?)?, None))
    }
}

/// What sends kept answers.
struct Desk {
    site: web::Data<Site>,
    addresses: Rc<Addresses>,
    /// The headers that every answer has.
    always: Vec<(HeaderName, HeaderValue)>,
    key: RefCell<Vec<u8>>,
    /// What `Accept-Language` comes to.
    languages: Remembered<Option<Language>>,
    /// What `Accept-Encoding` comes to.
    codings: Remembered<Coding>,
    /// Whether a `User-Agent` is a robot.
    robots: Remembered<bool>,
}

impl Desk {
    fn new(site: web::Data<Site>, addresses: Rc<Addresses>) -> Self {
        Self {
            always: headers::always(&site),
            site,
            addresses,
            key: RefCell::default(),
            languages: Remembered::default(),
            codings: Remembered::default(),
            robots: Remembered::default(),
        }
    }

    /// The kept answer to a request, if there is one and nobody is signed in.
    fn answer(&self, head: &RequestHead) -> Option<Response<Bytes>> {
        if !matches!(head.method, Method::GET | Method::HEAD) {
            return None;
        }
        let started = tracing::enabled!(tracing::Level::DEBUG).then(Instant::now);
        let asked = &head.headers;
        let (address, id) = self.addresses.find(head.uri.path())?;
        let chosen = self.language_of_anonymous(asked)?;
        let language = match address.surface {
            Surface::Page => chosen.or_else(|| self.language_asked_for(asked)),
            Surface::Api | Surface::Tutorial => None,
        };
        let reader = Reader {
            language: language.unwrap_or(self.site.config().language),
            host: host_in_pages(&self.site, asked),
            coding: self.coding(asked),
        };
        let mut key = self.key.borrow_mut();
        if !write_key(&mut key, address, &head.uri, id, reader) {
            return None;
        }
        let answer = self.site.answers().recall(&self.site, &key)?;
        count_view(&self.site, (&head.method, asked), &answer, |agent| {
            self.robots.of(agent, is_robot)
        });
        let mut response = Response::with_body(StatusCode::OK, Bytes::new());
        let headers = response.headers_mut();
        for (name, value) in &self.always {
            headers.append(name.clone(), value.clone());
        }
        let id = RequestId::of(asked);
        headers.append(request_id::HEADER, id.header_value().clone());
        let (status, body) = answer.1.write(asked, headers);
        *response.status_mut() = status;
        if let Some(started) = started {
            log(head, status, &id, started);
        }
        Some(response.set_body(body))
    }

    /// The language that somebody has chosen who is not signed in; nothing for who may be.
    fn language_of_anonymous(&self, asked: &HeaderMap) -> Option<Option<Language>> {
        if asked.contains_key(header::AUTHORIZATION) {
            return None;
        }
        let mut language = None;
        for cookies in asked.get_all(header::COOKIE) {
            let cookies = cookies.to_str().ok()?;
            if cookies.contains('%') {
                // To be decoded by who reads cookies for good.
                return None;
            }
            for (name, value) in cookies.split(';').filter_map(|one| one.split_once('=')) {
                let name = name.trim();
                if self.site.cookies().signs_in(name) {
                    return None;
                }
                if name == visit::COOKIE && language.is_none() {
                    language = Some(value.trim());
                }
            }
        }
        Some(language.and_then(|chosen| chosen.parse().ok()))
    }

    /// The language that a browser asks for.
    fn language_asked_for(&self, asked: &HeaderMap) -> Option<Language> {
        self.languages
            .of(asked.get(header::ACCEPT_LANGUAGE)?, |asked| {
                asked.to_str().ok().and_then(Language::best_of)
            })
    }

    /// The shortest way to write a text that whoever asks can read.
    fn coding(&self, asked: &HeaderMap) -> Coding {
        let mut all = asked.get_all(header::ACCEPT_ENCODING);
        match (all.next(), all.next()) {
            (None, _) => Coding::Plain,
            (Some(only), None) => self.codings.of(only, |_| Coding::of_headers(asked)),
            (Some(_), Some(_)) => Coding::of_headers(asked),
        }
    }
}

/// The line that the door writes for other answers.
fn log(head: &RequestHead, status: StatusCode, id: &RequestId, started: Instant) {
    let span = tracing::info_span!("request", %id);
    let _entered = span.enter();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let (method, path) = (&head.method, head.uri.path());
    tracing::debug!(%method, path, status = status.as_u16(), milliseconds, "answered");
}
