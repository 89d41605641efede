//! How many queries the requests of a board take. What the board does by itself meanwhile (mail,
//! views, the watch for changes) is not counted.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, Once};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use tracing::span::Id;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use super::TestApp;

/// By the address of the database.
static COUNTS: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);

thread_local! {
    /// Whether this thread works for a request.
    static IN_REQUEST: Cell<bool> = const { Cell::new(false) };
}

/// What a debug build asks to prove itself right.
const PROOF: &str = "public_versions";

/// Begins to count, for all databases that are opened from now on.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Requests);
        tracing::subscriber::set_global_default(subscriber).expect("no other subscriber");
        set_default_instrumentation(|| Some(Box::new(Counter::default())))
            .expect("the only instrumentation");
    });
}

/// The queries since a moment.
pub(crate) struct Queries<'a> {
    app: &'a TestApp,
    before: usize,
}

impl<'a> Queries<'a> {
    /// From now on.
    pub(crate) fn of(app: &'a TestApp) -> Self {
        let before = so_far(app);
        Self { app, before }
    }

    /// How many there were.
    pub(crate) fn count(&self) -> usize {
        so_far(self.app) - self.before
    }
}

fn so_far(app: &TestApp) -> usize {
    let counts = COUNTS.lock().expect("the counts");
    let address = app.database.url.trim_start_matches("sqlite:");
    let of_board = counts.iter().filter(|(url, _)| url.starts_with(address));
    of_board.map(|(_, count)| count).sum()
}

/// Counts the queries of one connection.
#[derive(Default)]
struct Counter {
    url: String,
}

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.url);
            }
            InstrumentationEvent::StartQuery { query, .. }
                if IN_REQUEST.get() && !query.to_string().contains(PROOF) =>
            {
                let mut counts = COUNTS.lock().expect("the counts");
                *counts.entry(self.url.clone()).or_default() += 1;
            }
            _ => {}
        }
    }
}

/// Notes which threads work for a request.
struct Requests;

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Requests {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.is_span() && metadata.name() == "request"
    }

    fn on_enter(&self, _: &Id, _: Context<'_, S>) {
        IN_REQUEST.set(true);
    }

    fn on_exit(&self, _: &Id, _: Context<'_, S>) {
        IN_REQUEST.set(false);
    }
}
