//! How many jobs have a line, roughly: which line is the rarest decides along which one a list is
//! walked, and nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;
use jobboard_core::job::terms::Term;

use crate::among::json_list;
use crate::connection::{DbConnection, on_either};

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
        let counts = self.counts(connection, &terms)?;
        let of = |term: Term| (counts.get(&term).copied().unwrap_or_default(), term);
        let mut counted: Vec<(i64, Term)> = terms.into_iter().map(of).collect();
        counted.sort();
        let in_order = counted.into_iter().map(|(_, term)| term).enumerate();
        let needed = in_order.filter(|(place, term)| *place < LOOKED_UP || !term.is_of_title());
        Ok(needed.map(|(_, term)| term).collect())
    }

    /// How many jobs have each of some lines: those that are not remembered are counted by one query.
    fn counts(
        &self,
        connection: &mut DbConnection,
        terms: &[Term],
    ) -> QueryResult<HashMap<Term, i64>> {
        let now = Instant::now();
        let mut known = HashMap::with_capacity(terms.len());
        {
            let remembered = self.lock();
            for term in terms {
                if let Some((jobs, at)) = remembered.get(term)
                    && now.duration_since(*at) < BELIEVED
                {
                    known.insert(term.clone(), *jobs);
                }
            }
        }
        let others = terms.iter().filter(|term| !known.contains_key(term));
        let others: Vec<&Term> = others.collect();
        if others.is_empty() {
            return Ok(known);
        }
        let counted = count(connection, &others)?;
        let mut remembered = self.lock();
        if remembered.len() + others.len() > REMEMBERED {
            remembered.clear();
        }
        for term in others {
            let jobs = counted.get(term.as_str()).copied().unwrap_or_default();
            remembered.insert(term.clone(), (jobs, now));
            known.insert(term.clone(), jobs);
        }
        Ok(known)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Term, (i64, Instant)>> {
        // A count is right even after a panic elsewhere.
        self.0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// How many jobs have each of some lines, up to 20 000: past that, it makes no difference which one is
/// rarer.
fn count(connection: &mut DbConnection, terms: &[&Term]) -> QueryResult<HashMap<String, i64>> {
    let texts: Vec<&str> = terms.iter().map(|term| term.as_str()).collect();
    let counts = Counts(json_list(&texts)?);
    let counted: Vec<(String, i64)> = on_either!(connection, database => counts.load(database))?;
    Ok(counted.into_iter().collect())
}

/// The lines of a JSON text, each with how many jobs have it.
#[derive(Debug)]
struct Counts(String);

impl QueryId for Counts {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for Counts {
    type SqlType = (Text, BigInt);
}

impl<Connection> RunQueryDsl<Connection> for Counts {}

impl QueryFragment<Pg> for Counts {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT wanted.line, (SELECT COUNT(*) FROM \
             (SELECT 1 FROM job_terms WHERE job_terms.term = wanted.line LIMIT 20000) AS counted) \
             FROM json_array_elements_text((",
        );
        out.push_bind_param::<Text, _>(&self.0)?;
        out.push_sql(")::json) AS wanted (line)");
        Ok(())
    }
}

impl QueryFragment<Sqlite> for Counts {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql(
            "SELECT wanted.value, (SELECT COUNT(*) FROM \
             (SELECT 1 FROM job_terms WHERE job_terms.term = wanted.value LIMIT 20000) AS counted) \
             FROM json_each(",
        );
        out.push_bind_param::<Text, _>(&self.0)?;
        out.push_sql(") AS wanted");
        Ok(())
    }
}
