//! How often something may be tried. The counts are in the database, so they survive a restart
//! and hold for every program on it.

use chrono::{DateTime, TimeDelta, Utc};
use jobboard_core::security::sealing::SealingKey;
use jobboard_db::{DbConnection, QueryError, repository};

/// The longest that a back-off waits.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// After how long without a failure a back-off starts anew.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// A rule for how often something may be tried.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// So many times in a span of time, which begins with the first.
    Window {
        /// How many times.
        limit: i64,
        /// The span.
        length: TimeDelta,
    },
    /// So many times at once; from then on one second between two tries, doubling up to a
    /// quarter of an hour, until there was none for a day.
    BackOff {
        /// How many times at once.
        free: i64,
    },
}

/// Something that is counted.
#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    key: String,
    rule: Rule,
}

/// Nothing may be tried until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closed {
    /// The instant at which it opens again.
    pub(crate) until: DateTime<Utc>,
}

impl Bucket {
    /// The bucket of a thing. What the thing is shows only as a fingerprint, since people type
    /// their password into the wrong field.
    pub(crate) fn new(key: &SealingKey, rule: Rule, name: &str, thing: &[&str]) -> Self {
        let fingerprint = key.fingerprint(thing.join("\n").as_bytes());
        Self {
            key: format!("{name}:{fingerprint}"),
            rule,
        }
    }

    /// Whether it may be tried now. Locks the bucket to the end of the transaction, so that what
    /// was tried in parallel is judged one by one.
    pub(crate) fn check(
        &self,
        db: &mut DbConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<Closed>, QueryError> {
        let row = repository::throttles::lock(db, &self.key)?;
        Ok(row.filter(|row| row.opens_at > now).map(|row| Closed {
            until: row.opens_at,
        }))
    }

    /// Counts one try.
    pub(crate) fn count(
        &self,
        db: &mut DbConnection,
        now: DateTime<Utc>,
    ) -> Result<(), QueryError> {
        let row = repository::throttles::lock(db, &self.key)?.filter(|row| row.expires_at > now);
        let attempts = row.as_ref().map_or(0, |row| row.attempts) + 1;
        let (opens_at, expires_at) = match self.rule {
            Rule::Window { limit, length } => {
                let end = row.map_or(now + length, |row| row.expires_at);
                (if attempts < limit { now } else { end }, end)
            }
            Rule::BackOff { free } => (now + wait(attempts - free), now + FORGOTTEN_AFTER),
        };
        repository::throttles::store(db, &self.key, attempts, opens_at, expires_at)?;
        Ok(())
    }

    /// Forgets what was counted.
    pub(crate) fn clear(&self, db: &mut DbConnection) -> Result<(), QueryError> {
        repository::throttles::delete(db, &self.key)?;
        Ok(())
    }
}

/// How long to wait after so many failures past the free ones.
fn wait(failures: i64) -> TimeDelta {
    match failures {
        ..0 => TimeDelta::zero(),
        0..10 => TimeDelta::seconds(1 << failures).min(LONGEST_WAIT),
        _ => LONGEST_WAIT,
    }
}

/// Of some buckets, all of which are locked, the one that is closed the longest.
pub(crate) fn check_all(
    db: &mut DbConnection,
    buckets: &[Bucket],
    now: DateTime<Utc>,
) -> Result<Option<Closed>, QueryError> {
    let mut closed = Vec::new();
    for bucket in buckets {
        closed.extend(bucket.check(db, now)?);
    }
    Ok(closed.into_iter().max_by_key(|closed| closed.until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m18_the_wait_doubles_from_a_second_to_a_quarter_of_an_hour() {
        let seconds: Vec<_> = (-1..12).map(|n| wait(n).num_seconds()).collect();
        assert_eq!(
            seconds,
            [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
        );
        assert_eq!(wait(i64::MAX), LONGEST_WAIT);
    }
}
