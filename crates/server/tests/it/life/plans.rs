//! How the databases answer lists: by indexes, and never by going through a whole table.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use diesel::connection::{Connection, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;
use jobboard_core::clock::Clock;
use jobboard_core::field::FieldErrors;
use jobboard_core::filter::JobFilter;
use jobboard_core::job::{JobId, JobState};
use jobboard_core::paging::{JobCursor, PageLimit};
use jobboard_core::search::SearchTerm;
use jobboard_core::user::UserId;
use jobboard_db::repository::job_lists::{self, Wanted};
use jobboard_db::repository::term_counts::TermCounts;
use jobboard_db::repository::{
    job_reminders, job_reports, job_reviews, job_terms, job_views, jobs, saved_jobs, tidy, users,
};
use jobboard_db::{Database, DbConnection, QueryError};
use jobboard_services::demo;

use crate::support::TestApp;

/// Jobs that are enough for PostgreSQL to prefer indexes.
const JOBS: u64 = 3_000;

const FILTERS: [&str; 14] = [
    "",
    "title=engineer",
    "title=zeppelin",
    "title=qz",
    "place=Boston",
    "workplace=remote",
    "type=FULL_TIME",
    "category=Engineering",
    "tag=Teamwork",
    "company=1",
    "salary=60000-USD",
    "within=7",
    "place=Boston&workplace=remote",
    "place=Canada&type=FULL_TIME&salary=50000-USD&title=engineer",
];

/// A line of a plan.
#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

fn wanted(query: &str, now: DateTime<Utc>) -> Wanted {
    let pairs: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let get = |name: &str| {
        pairs
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    let mut errors = FieldErrors::new();
    let filter = JobFilter::parse("title", get, &mut errors);
    assert!(errors.is_empty(), "{query}: {errors}");
    let floor = filter.salary;
    Wanted {
        terms: filter.terms(),
        title: filter.title.clone(),
        salary: floor.map(|floor| (floor.currency.code(), floor.minor())),
        since: filter.since(now.date_naive()),
    }
}

/// The statements of some queries, with their values.
fn statements(
    database: &Database,
    queries: impl FnOnce(&mut DbConnection) -> Result<(), QueryError>,
) -> Vec<String> {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&seen);
    database
        .read(move |db| {
            db.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if let InstrumentationEvent::StartQuery { query, .. } = event {
                    noted.lock().expect("the list").push(query.to_string());
                }
            });
            let done = queries(db);
            db.set_instrumentation(|_: InstrumentationEvent<'_>| {});
            done
        })
        .expect("the queries to run");
    let seen = seen.lock().expect("the list").clone();
    seen.into_iter()
        .filter(|query| !query.starts_with("INSERT"))
        .collect()
}

/// Where a text ends that begins after a quotation mark, in which others have a backslash.
fn end_of_quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.expect("an end")
}

/// A statement, and its values as SQL.
fn with_values(statement: &str) -> (&str, Vec<String>) {
    let (sql, values) = statement.split_once(" -- binds: ").expect("values");
    let inner = values.trim().trim_start_matches('[').trim_end_matches(']');
    let mut values: Vec<String> = Vec::new();
    let mut rest = inner;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('"') {
            Some(text) => end_of_quoted(text) + 2,
            None => rest.find(", ").unwrap_or(rest.len()),
        };
        let value = &rest[..end];
        let inside = value
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let value = inside
            .unwrap_or(value)
            .replace('\'', "''")
            .replace("\\\"", "\"")
            .replace("\\\\", "\\");
        let is_number = value.parse::<i64>().is_ok();
        values.push(if is_number {
            value
        } else {
            format!("'{value}'")
        });
        rest = rest[end..].trim_start_matches(", ");
    }
    (sql, values)
}

/// How PostgreSQL does a prepared statement: as for these values, or as for any, which it does after
/// some times if it thinks that it is as good.
fn postgres_plan(
    postgres: &mut PgConnection,
    statement: &str,
    mode: &str,
) -> QueryResult<Vec<PostgresLine>> {
    let (sql, values) = with_values(statement);
    postgres.batch_execute(&format!(
        "SET plan_cache_mode = {mode}; PREPARE list AS {sql}"
    ))?;
    let values = match values.join(", ") {
        none if none.is_empty() => none,
        values => format!("({values})"),
    };
    let lines = diesel::sql_query(format!("EXPLAIN EXECUTE list{values}")).load(postgres);
    postgres.batch_execute("DEALLOCATE list; RESET plan_cache_mode")?;
    lines
}

fn plan(database: &Database, statement: &str) -> String {
    let lines = database.read(|db| match db {
        DbConnection::Sqlite(sqlite) => {
            let sql = statement.split(" -- binds: ").next().unwrap_or_default();
            let lines: Vec<Line> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(sqlite)?;
            Ok(lines
                .into_iter()
                .map(|line| line.detail)
                .collect::<Vec<_>>())
        }
        DbConnection::Postgres(postgres) => {
            let mut lines = postgres_plan(postgres, statement, "force_custom_plan")?;
            lines.extend(postgres_plan(postgres, statement, "force_generic_plan")?);
            Ok(lines.into_iter().map(|line| line.detail).collect())
        }
    });
    lines.expect("a plan").join("\n")
}

/// That a plan goes through no table of jobs, nor sorts what an index has in order.
fn is_by_index(plan: &str, what: &str, sorts: bool) {
    for line in plan.lines() {
        let through_all = line.contains("Seq Scan on jobs")
            || line.contains("Seq Scan on job_terms")
            || (line.starts_with("SCAN")
                && !line.contains("USING")
                && !matches!(line, "SCAN counted" | "SCAN CONSTANT ROW")
                && !line.contains("VIRTUAL TABLE"));
        assert!(!through_all, "{what}:\n{plan}");
        assert!(!line.contains("Materialize"), "{what}:\n{plan}");
        let sorted = line.contains("USE TEMP B-TREE") || line.trim_start().starts_with("Sort ");
        assert!(sorts || !sorted, "{what}:\n{plan}");
    }
}

/// That a list which goes on from a place begins there, and does not walk to it past the other jobs
/// of that day.
fn begins_at_its_place(plan: &str, list: &str) {
    let any = |text: &str, marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let goes_on = any(list, &["id` <", "id\" <", ") < ("]);
    let begins = any(plan, &["AND id<?)", "id)<(?,?))", "(ROW(date_posted, "]);
    assert!(!goes_on || begins, "{list}:\n{plan}");
}

/// The middle of a list of jobs.
fn middle(now: DateTime<Utc>) -> JobCursor {
    JobCursor {
        date_posted: (now - chrono::TimeDelta::days(40)).date_naive(),
        id: JobId(1),
    }
}

async fn filled(app: &TestApp) -> Database {
    let owner = app.person("owner").await;
    let me = app.get_as(&owner, "/api/v1/users/me").await.json();
    let owner = UserId(me["id"].as_i64().expect("a number"));
    for from in (0..JOBS).step_by(500) {
        demo::load(&app.context, owner, from..from + 500, JOBS)
            .await
            .expect("jobs");
    }
    let database = app.open_database();
    let analysed: Result<(), jobboard_db::error::DbError> = database.write(|db| {
        if let DbConnection::Postgres(postgres) = db {
            diesel::sql_query("ANALYZE").execute(postgres)?;
        }
        Ok(())
    });
    analysed.expect("statistics");
    database
}

on_both_databases! {
    async fn every_filter_is_answered_by_indexes_in_the_order_of_the_list(app: TestApp) {
        let database = filled(&app).await;
        let now: DateTime<Utc> = app.clock.now();
        for query in FILTERS {
            for after in [None, Some(middle(now))] {
                let counts = TermCounts::default();
                let seen = statements(&database, |db| {
                    job_lists::find(db, &counts, &wanted(query, now), after, PageLimit::default(), now)?;
                    Ok(())
                });
                let lists: Vec<_> = seen.iter().filter(|query| query.contains("ORDER BY")).collect();
                assert!(!lists.is_empty(), "{query}: {seen:?}");
                for list in lists {
                    let plan = plan(&database, list);
                    is_by_index(&plan, query, false);
                    begins_at_its_place(&plan, list);
                }
            }
        }
    }

    async fn ones_own_jobs_are_read_on_from_their_very_place(app: TestApp) {
        let database = filled(&app).await;
        let (now, limit) = (app.clock.now(), PageLimit::default());
        let seen = statements(&database, |db| {
            jobs::list_of_owner(db, UserId(2), None, Some(middle(now)), limit)?;
            Ok(())
        });
        assert!(!seen.is_empty());
        for list in seen {
            let plan = plan(&database, &list);
            is_by_index(&plan, &list, false);
            begins_at_its_place(&plan, &list);
        }
    }

    async fn old_rows_are_found_by_indexes(app: TestApp) {
        let database = filled(&app).await;
        let now = app.clock.now();
        let seen = statements(&database, |db| {
            tidy::sent_mails(db, now, 100)?;
            tidy::one_time_tokens(db, now, 100)?;
            tidy::auth_events(db, now, 100)?;
            tidy::throttles(db, now, 100)?;
            tidy::sessions(db, now, 100)?;
            tidy::idempotency_keys(db, now)?;
            job_views::delete_before(db, now.date_naive())?;
            Ok(())
        });
        assert!(seen.len() >= 12, "{seen:?}");
        for statement in seen {
            is_by_index(&plan(&database, &statement), &statement, true);
        }
    }

    async fn the_other_lists_are_answered_by_indexes_as_well(app: TestApp) {
        let database = filled(&app).await;
        let (now, limit) = (app.clock.now(), PageLimit::default());
        let (owner, counts) = (UserId(2), TermCounts::default());
        let term = SearchTerm::parse("title", "engineer").ok().flatten().expect("a term");
        let seen = statements(&database, |db| {
            job_lists::titles_with(db, &counts, &term, 500, now)?;
            for state in [None, Some(JobState::Published), Some(JobState::Draft)] {
                let state = state.map(|state| (state, now));
                jobs::list_of_owner(db, owner, state, None, limit)?;
            }
            jobs::note_expired(db, now, 100)?;
            jobs::indexed_before(db, 1, 100)?;
            users::addresses(db, &[UserId(0), UserId(-1)])?;
            jobs::by_ids(db, &[JobId(0), JobId(-1)])?;
            jobs::held(db, &[JobId(0), JobId(-1)])?;
            job_terms::delete_of(db, &[JobId(0), JobId(-1)])?;
            job_views::add(db, &[(JobId(0), now.date_naive(), 1)])?;
            jobs::of_company(db, 1, JobId(1), 100)?;
            job_reviews::page(db, None, limit)?;
            saved_jobs::page(db, owner, None, limit)?;
            job_reports::waiting(db, None, limit)?;
            job_reminders::due(db, now, now + chrono::TimeDelta::days(3), 100)?;
            Ok(())
        });
        assert!(seen.len() >= 15, "{seen:?}");
        for statement in seen {
            is_by_index(&plan(&database, &statement), &statement, true);
        }
    }
}
