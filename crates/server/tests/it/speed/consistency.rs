//! Writers and readers for a minute: nobody reads anything older than a write that was answered.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::public_site::{Thing, build};
use crate::support::app::Person;
use crate::support::{Backend, TestApp, TestDatabase};

/// How long it is written and read.
const TIME: Duration = Duration::from_secs(60);

/// Readers of each thing.
const READERS: usize = 4;

/// How old another instance's answer may be.
const ELSEWHERE: Duration = Duration::from_secs(1);

/// What writers have been answered.
#[derive(Debug, Default)]
struct Answered {
    last: AtomicU64,
    /// When each number was answered.
    times: Mutex<Vec<Instant>>,
}

impl Answered {
    fn note(&self, number: u64) {
        self.times.lock().expect("the times").push(Instant::now());
        self.last.store(number, Ordering::SeqCst);
    }

    /// The last number that was answered so long ago.
    fn ago(&self, time: Duration) -> u64 {
        let times = self.times.lock().expect("the times");
        times.partition_point(|at| at.elapsed() >= time) as u64
    }
}

/// Raises the things one after the other, now and then with a pause, so that answers are kept.
async fn write(app: &TestApp, who: &Person, thing: &Thing, answered: &Answered, end: Instant) {
    let mut number = 0;
    while Instant::now() < end {
        number += 1;
        thing.raise(app, who, number).await;
        answered.note(number);
        let pause = if number % 8 == 0 { 300 } else { number % 5 };
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}

async fn read(
    base: &str,
    thing: &Thing,
    known: impl Fn() -> u64,
    end: Instant,
    first: usize,
) -> u64 {
    let client = reqwest::Client::new();
    let mut reads = 0;
    let mut pages = thing.pages.iter().cycle().skip(first);
    while Instant::now() < end {
        let page = pages.next().expect("a page");
        let coding = ["identity", "br"][usize::from(reads % 3 == 0)];
        let least = known();
        let request = client
            .get(format!("{base}{page}"))
            .header("accept-encoding", coding);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{page}");
        let is_coded = answer.headers().contains_key("content-encoding");
        let mut body = answer.bytes().await.expect("a body").to_vec();
        if is_coded {
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut body.as_slice(), &mut plain).expect("brotli");
            body = plain;
        }
        let body = String::from_utf8(body).expect("text");
        let said = thing.read(page, &body);
        assert!(
            said >= least,
            "{page} said {said} after {least} was answered"
        );
        reads += 1;
    }
    reads
}

/// Writes on the board and reads at `base` for a minute.
async fn write_and_read(app: &TestApp, base: &str, age: Option<Duration>) {
    let (admin, things) = build(app).await;
    let answered: Vec<_> = things.iter().map(|_| Answered::default()).collect();
    let end = Instant::now() + TIME;
    let both = || things.iter().zip(&answered);
    let writers = both().map(|(thing, answered)| write(app, &admin, thing, answered, end));
    let readers = both().flat_map(|(thing, answered)| {
        (0..READERS).map(move |reader| {
            let known = move || match age {
                None => answered.last.load(Ordering::SeqCst),
                Some(age) => answered.ago(age),
            };
            read(base, thing, known, end, reader * 3)
        })
    });
    let (_, reads) = tokio::join!(join_all(writers), join_all(readers));
    for answered in &answered {
        let writes = answered.last.load(Ordering::SeqCst);
        assert!(writes > 50, "only {writes} writes in a minute");
    }
    let reads: u64 = reads.iter().sum();
    assert!(reads > 1_000, "only {reads} reads in a minute");
}

on_both_databases! {
    async fn nobody_reads_anything_older_than_a_write_that_was_answered(app: TestApp) {
        write_and_read(&app, &app.base, None).await;
    }
}

/// Cuts the connections that hear of changes, again and again.
async fn cut_the_listeners(database: &TestDatabase, end: Instant) {
    while Instant::now() < end {
        tokio::time::sleep(Duration::from_secs(4)).await;
        database
            .end_connections("query LIKE '%jobboard_public%' OR query LIKE '%public_versions%'");
    }
}

#[tokio::test]
async fn another_instance_is_never_more_than_a_second_behind_even_when_its_listener_is_cut() {
    let app = TestApp::on(Backend::Postgres).await;
    let other = app.second_board();
    let end = Instant::now() + TIME;
    tokio::join!(
        write_and_read(&app, &other.base, Some(ELSEWHERE)),
        cut_the_listeners(&app.database, end),
    );
}
