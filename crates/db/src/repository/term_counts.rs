//! How many jobs have a line, roughly: which line is the rarest decides along which one a list is
//! walked, and nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use jobboard_core::job::terms::Term;

use crate::connection::DbConnection;
use crate::fixed_sql::FixedSql;

/// How long a count is believed.
const BELIEVED: Duration = Duration::from_secs(60);

/// The counts that are remembered; one more, and all are forgotten.
const REMEMBERED: usize = 20_000;

/// The lines of a title that are looked at, the rarest. More of them cost more than they leave out:
/// what the title says is compared in full anyway.
const LOOKED_UP: usize = 2;

/// What is remembered of the lines.
#[derive(Debug, Default)]
pub struct TermCounts(Mutex<HashMap<Term, (i64, Instant)>>);

impl TermCounts {
    /// The lines, that which the fewest jobs have first. Of the lines of a title only the rarest
    /// are among them.
    ///
    /// # Errors
    /// When a query fails.
    pub(super) fn rarest_first(
        &self,
        connection: &mut DbConnection,
        terms: Vec<Term>,
    ) -> QueryResult<Vec<Term>> {
        if terms.len() < 2 {
            return Ok(terms);
        }
        let mut counted = Vec::with_capacity(terms.len());
        for term in terms {
            counted.push((self.count(connection, &term)?, term));
        }
        counted.sort();
        let in_order = counted.into_iter().map(|(_, term)| term).enumerate();
        let needed = in_order.filter(|(place, term)| *place < LOOKED_UP || !term.is_of_title());
        Ok(needed.map(|(_, term)| term).collect())
    }

    fn count(&self, connection: &mut DbConnection, term: &Term) -> QueryResult<i64> {
        let now = Instant::now();
        let known = self.lock().get(term).copied();
        if let Some((jobs, at)) = known
            && now.duration_since(at) < BELIEVED
        {
            return Ok(jobs);
        }
        let jobs = count(connection, term)?;
        let mut counts = self.lock();
        if counts.len() >= REMEMBERED {
            counts.clear();
        }
        counts.insert(term.clone(), (jobs, now));
        Ok(jobs)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Term, (i64, Instant)>> {
        // A count is right even after a panic elsewhere.
        self.0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// How many jobs have a line, up to 20 000: past that, it makes no difference which one is rarer.
fn count(connection: &mut DbConnection, term: &Term) -> QueryResult<i64> {
    let jobs = FixedSql::<BigInt>::around::<Text, _>(
        "(SELECT COUNT(*) FROM (SELECT 1 FROM job_terms WHERE term = ",
        term.as_str(),
        " LIMIT 20000) AS counted)",
    );
    diesel::select(jobs).get_result(connection)
}
