//! Writers and readers for a minute: nobody reads anything older than a write that was answered.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use jobboard_api::route::RouteTable;
use reqwest::{Client, Response};

use super::public_site::{Said, Thing, build};
use crate::support::app::Person;
use crate::support::{Backend, TestApp, TestDatabase};

/// How long it is written and read.
const TIME: Duration = Duration::from_secs(60);

/// Readers of each thing.
const READERS: usize = 4;

/// How old another instance's answer may be.
const ELSEWHERE: Duration = Duration::from_secs(1);

/// What writers have begun, and what they have been answered.
#[derive(Debug, Default)]
struct Written {
    begun: AtomicU64,
    answered: AtomicU64,
    /// When each number was answered.
    times: Mutex<Vec<Instant>>,
}

impl Written {
    fn begin(&self, number: u64) {
        self.begun.store(number, Ordering::SeqCst);
    }

    fn end(&self, number: u64) {
        self.times.lock().expect("the times").push(Instant::now());
        self.answered.store(number, Ordering::SeqCst);
    }

    /// The last number that was answered so long ago; now, without a time.
    fn answered(&self, ago: Option<Duration>) -> u64 {
        let Some(time) = ago else {
            return self.answered.load(Ordering::SeqCst);
        };
        let times = self.times.lock().expect("the times");
        times.partition_point(|at| at.elapsed() >= time) as u64
    }

    fn begun(&self) -> u64 {
        self.begun.load(Ordering::SeqCst)
    }
}

/// Raises the things one after the other, now and then with a pause, so that answers are kept, and
/// another instance has the time to know of all.
async fn write(app: &TestApp, who: &Person, thing: &Thing, written: &Written, end: Instant) {
    let mut number = 0;
    while Instant::now() < end {
        number += 1;
        written.begin(number);
        thing.raise(app, who, number).await;
        written.end(number);
        let pause = if number % 7 == 0 { 1_300 } else { number % 5 };
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}

/// An answer's text, whatever it is coded in.
async fn text_of(answer: Response) -> String {
    let coding = answer.headers().get("content-encoding").cloned();
    let body = answer.bytes().await.expect("a body");
    let mut plain = Vec::new();
    match coding.as_ref().map(|coding| coding.as_bytes()) {
        None => plain = body.to_vec(),
        Some(b"br") => {
            brotli::BrotliDecompress(&mut body.as_ref(), &mut plain).expect("brotli");
        }
        Some(b"gzip") => {
            let mut decoder = flate2::read::GzDecoder::new(body.as_ref());
            decoder.read_to_end(&mut plain).expect("gzip");
        }
        Some(other) => panic!("{other:?}"),
    }
    String::from_utf8(plain).expect("text")
}

/// A reader that keeps what it has read, and asks about it the next time.
#[derive(Debug, Default)]
struct Reader {
    client: Client,
    /// The tag of what was read of a page in a coding, and what it said.
    known: HashMap<(String, &'static str), (String, Said)>,
}

impl Reader {
    async fn read(&mut self, base: &str, thing: &Thing, page: &str, coding: &'static str) -> Said {
        let key = (page.to_owned(), coding);
        let mut request = self.client.get(format!("{base}{page}"));
        request = request.header("accept-encoding", coding);
        let known = self.known.get(&key);
        if let Some((tag, _)) = known {
            request = request.header("if-none-match", tag);
        }
        let answer = request.send().await.expect("an answer");
        if let (304, Some((_, said))) = (answer.status().as_u16(), known) {
            return said.clone();
        }
        let status = answer.status().as_u16();
        let tag = answer.headers().get("etag").cloned();
        let said = thing.read(page, status, &text_of(answer).await);
        if let Some(tag) = tag {
            let tag = tag.to_str().expect("a tag").to_owned();
            self.known.insert(key, (tag, said.clone()));
        }
        said
    }
}

/// Reads the pages of a thing in turn, in all codings, with and without what is known of them.
async fn read(
    base: &str,
    thing: &Thing,
    written: &Written,
    age: Option<Duration>,
    end: Instant,
    first: usize,
) -> usize {
    let mut reader = Reader::default();
    let mut reads = 0;
    while Instant::now() < end {
        let place = first + reads;
        let (page, turn) = (
            &thing.pages[place % thing.pages.len()],
            place / thing.pages.len(),
        );
        let coding = ["identity", "br", "gzip"][(place + turn) % 3];
        if turn % 2 == 0 {
            reader.known.remove(&(page.clone(), coding));
        }
        let least = written.answered(age);
        let said = reader.read(base, thing, page, coding).await;
        let most = written.begun();
        assert!(
            said.is_within(least, most),
            "{page} said {said:?}, when {least} was answered and {most} begun"
        );
        reads += 1;
    }
    reads
}

/// Every route that is answered from memory is read.
#[track_caller]
fn all_routes_are_among(things: &[Thing]) {
    let is_at = |path: &str, page: &str| {
        let page = page.split('?').next().unwrap_or_default();
        let is_like = |(part, of_page): (&str, &str)| part == "{id}" || part == of_page;
        let (path, page) = (path.trim_end_matches('/'), page.trim_end_matches('/'));
        path.split('/').count() == page.split('/').count()
            && path.split('/').zip(page.split('/')).all(is_like)
    };
    for route in RouteTable::new().iter() {
        let mut pages = things.iter().flat_map(|thing| &thing.pages);
        let is_read = pages.any(|page| is_at(route.path, page));
        assert!(is_read || route.public_parameters().is_none(), "{route:?}");
    }
}

/// Writes on the board and reads at `base` for a minute.
async fn write_and_read(app: &TestApp, base: &str, age: Option<Duration>) {
    let (admin, things) = build(app).await;
    all_routes_are_among(&things);
    let written: Vec<_> = things.iter().map(|_| Written::default()).collect();
    let end = Instant::now() + TIME;
    let both = || things.iter().zip(&written);
    let writers = both().map(|(thing, written)| write(app, &admin, thing, written, end));
    let readers = both().flat_map(|(thing, written)| {
        (0..READERS).map(move |reader| read(base, thing, written, age, end, reader * 3))
    });
    let (_, reads) = tokio::join!(join_all(writers), join_all(readers));
    for written in &written {
        let writes = written.answered(None);
        assert!(writes > 50, "only {writes} writes in a minute");
    }
    let reads: usize = reads.iter().sum();
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
