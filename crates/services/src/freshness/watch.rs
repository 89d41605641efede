//! The thread that hears of other programs' changes, and tells of ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jobboard_db::public_watch::PublicWatch;
use jobboard_db::repository;

use super::{Freshness, lock};
use crate::context::Context;

/// How often the version is looked at, whatever is told.
const LOOK: Duration = Duration::from_millis(250);

/// How often it is listened where changes are told of, and how often they are told of at the most: to
/// tell is a commit with a flush of its own, which a board that is written to all the time needs for
/// its writes. In the long run no change is looked at more often either.
const LISTEN: Duration = Duration::from_millis(20);

/// How many changes after a quiet moment are each looked at as soon as they are made.
const LOOKS_IN_HAND: u32 = 8;

/// The thread, which ends with this.
#[derive(Debug)]
pub struct Watching {
    freshness: Arc<Freshness>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // So that it does not wait to its end.
        self.freshness.wake_watch();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the watch for changes has panicked");
        }
    }
}

/// Begins to watch for changes by others, and to tell them of ours. Once for a board: a second
/// watch does nothing.
pub fn watch(context: &Context) -> Watching {
    let stop = Arc::new(AtomicBool::new(false));
    let changes = lock(&context.freshness.changes).take();
    let thread = changes.and_then(|changes| {
        let mut watch = Watch {
            context: context.clone(),
            changes,
            connection: None,
            looked: None,
            looks_spent_until: None,
            told: None,
            is_untold: false,
            is_unseen: false,
            is_troubled: false,
        };
        watch.look();
        let stop = Arc::clone(&stop);
        let named = std::thread::Builder::new().name("watch".to_owned());
        let started = named.spawn(move || {
            while !stop.load(Ordering::Acquire) {
                watch.round();
            }
        });
        started
            .inspect_err(|error| tracing::error!(%error, "no thread to watch for changes"))
            .ok()
    });
    Watching {
        freshness: Arc::clone(&context.freshness),
        stop,
        thread,
    }
}

struct Watch {
    context: Context,
    changes: Receiver<()>,
    connection: Option<PublicWatch>,
    /// When the version was last looked at.
    looked: Option<Instant>,
    /// When as many looks will have been due as there were.
    looks_spent_until: Option<Instant>,
    /// When the others were last told.
    told: Option<Instant>,
    /// Whether something has changed here since.
    is_untold: bool,
    /// Whether something has changed since the version was last looked at.
    is_unseen: bool,
    /// Whether the log knows already.
    is_troubled: bool,
}

impl Watch {
    /// Waits a moment, or until something changes here, and does what there is to do.
    fn round(&mut self) {
        let wait = match self.context.database().tells_of_changes() || self.is_unseen {
            true => LISTEN,
            false => LOOK,
        };
        let changed = match self.changes.recv_timeout(wait) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        };
        let told = match self.listen(changed) {
            Ok(told) => told,
            Err(error) => {
                self.lose(&error);
                true
            }
        };
        // After a change here as well: what is looked up later counts as somebody else's, and ends
        // what was answered meanwhile.
        self.is_unseen |= told || changed;
        let is_time = self.looked.is_none_or(|last| last.elapsed() >= LOOK);
        if is_time || (self.is_unseen && self.has_look_in_hand()) {
            self.look();
        }
    }

    /// Whether another look keeps to one in [`LISTEN`], but for some after a quiet moment.
    fn has_look_in_hand(&self) -> bool {
        let latest = Instant::now() + LISTEN * (LOOKS_IN_HAND - 1);
        self.looks_spent_until.is_none_or(|until| until <= latest)
    }

    /// Tells of changes here, and says whether others have told.
    fn listen(&mut self, changed: bool) -> Result<bool, String> {
        self.is_untold |= changed;
        let Some(connection) = &mut self.connection else {
            return Ok(false);
        };
        if self.is_untold && self.told.is_none_or(|last| last.elapsed() >= LISTEN) {
            connection.tell().map_err(|error| error.to_string())?;
            (self.told, self.is_untold) = (Some(Instant::now()), false);
        }
        connection.was_told().map_err(|error| error.to_string())
    }

    /// Looks at the version, by the pool where there is no connection of our own.
    fn look(&mut self) {
        let at = Instant::now();
        (self.looked, self.is_unseen) = (Some(at), false);
        let spent_until = self.looks_spent_until.map_or(at, |until| until.max(at));
        self.looks_spent_until = Some(spent_until + LISTEN);
        if self.connection.is_none() {
            match self.context.database().watch() {
                Ok(connection) => {
                    if self.is_troubled {
                        tracing::info!("changes by others are heard of again");
                    }
                    self.is_troubled = false;
                    self.connection = Some(connection);
                }
                Err(error) => self.lose(&error.to_string()),
            }
        }
        let seen = match &mut self.connection {
            Some(connection) => connection.version().map_err(|error| error.to_string()),
            None => {
                let seen = self
                    .context
                    .database()
                    .read(repository::public_version::read);
                seen.map_err(|error| error.to_string())
            }
        };
        match seen {
            Ok(version) => self.context.freshness.saw(version, at),
            Err(error) => self.lose(&error),
        }
    }

    fn lose(&mut self, error: &str) {
        self.connection = None;
        self.context.freshness.lost_sight();
        if !self.is_troubled {
            self.is_troubled = true;
            tracing::warn!(error, "changes by others are not heard of: trying again");
        }
    }
}
