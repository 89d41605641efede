use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::rt::task::JoinHandle;
use actix_web::test::TestRequest;
use jobboard_services::categories;
use serde::Serialize;
use tempfile::TempDir;
use tokio::sync::Semaphore;
use tokio::task::yield_now;

use super::{Got, PublicAnswer, PublicRoute, PublicView, Question, Reply};
use crate::encoding::Coding;
use crate::error::ApiError;
use crate::site::{SiteData, TimeLimits};
use crate::test_site::site;

/// How often it was asked whether the thing is there.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// What whoever asks first waits for, once they know.
static FIRST_GOES_ON: Semaphore = Semaphore::const_new(0);

const LIMITS: TimeLimits = TimeLimits {
    body: Duration::from_secs(1),
    request: Duration::from_secs(1),
};

#[derive(Serialize)]
struct Thing;

impl PublicView for Thing {}

/// It is not there for whoever asks first, and has come by the next time.
async fn thing(_: SiteData, _: Question) -> Result<Reply, ApiError> {
    if ASKED.fetch_add(1, Ordering::SeqCst) > 0 {
        return Ok(Reply::Everybody(PublicAnswer::json(&Thing)?));
    }
    let goes_on = FIRST_GOES_ON.acquire().await;
    assert!(goes_on.is_ok());
    Err(ApiError::Gone)
}

/// Asks in a task of its own, which has begun to wait.
async fn ask(route: &PublicRoute, site: &SiteData) -> JoinHandle<Result<Got, ApiError>> {
    let request = TestRequest::get().to_http_request();
    let question = Question::of(&request, &route.address).expect("a question");
    let (route, site) = (route.clone(), site.clone());
    let asked = actix_web::rt::spawn(async move {
        route.shared(&site, question, Coding::Plain, b"a key").await
    });
    for _ in 0..10 {
        yield_now().await;
    }
    asked
}

#[actix_web::test]
async fn a_failure_is_not_told_to_who_asks_after_a_change_that_it_does_not_know_of() {
    let folder = TempDir::new().expect("a folder");
    let site = SiteData::new(site(&folder, 1 << 20, LIMITS));
    let route = PublicRoute::new("/thing", false, [], thing);
    let first = ask(&route, &site).await;
    while ASKED.load(Ordering::SeqCst) == 0 {
        yield_now().await;
    }
    let before_the_change = ask(&route, &site).await;
    let change = categories::add(site.context(), Some("Gardens")).await;
    change.expect("a category");
    let after_the_change = ask(&route, &site).await;
    FIRST_GOES_ON.add_permits(1);
    for failed in [first, before_the_change] {
        let outcome = failed.await.expect("an outcome");
        assert!(matches!(outcome, Err(ApiError::Gone)));
    }
    let found = after_the_change.await.expect("an outcome");
    assert!(matches!(found, Ok(Got::Answer(_))));
    assert_eq!(ASKED.load(Ordering::SeqCst), 2);
}
