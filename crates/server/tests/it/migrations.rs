//! The tables: the same on both databases, as `schema.rs` says, and back again.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use jobboard_db::error::DbError;
use jobboard_db::{Backend as DbBackend, Database, DatabaseConfig, DbConnection, migrations};

use crate::support::answer::Answer;
use crate::support::program::Serving;
use crate::support::{Backend, TestDatabase};

/// A table's columns: the type in `schema.rs`, and whether it may be null.
type Columns = BTreeMap<String, (String, bool)>;
type Tables = BTreeMap<String, Columns>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

#[derive(QueryableByName)]
struct Definition {
    #[diesel(sql_type = Text)]
    definition: String,
}

fn open(database: &TestDatabase) -> Database {
    let backend = match database.url.strip_prefix("sqlite:") {
        Some(path) => DbBackend::Sqlite(path.into()),
        None => DbBackend::Postgres(database.url.clone()),
    };
    Database::open(&DatabaseConfig {
        backend,
        name: "the test's".to_owned(),
        pool_size: 2,
    })
    .expect("the database to open")
}

const SQLITE_COLUMNS: &str = "
    SELECT m.name AS table_name, c.name AS column_name, c.type AS kind,
        c.\"notnull\" = 0 AS nullable
    FROM sqlite_schema m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";

const POSTGRES_COLUMNS: &str = "
    SELECT table_name::text, column_name::text, data_type::text AS kind,
        is_nullable = 'YES' AS nullable
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";

/// Everything else about the tables: constraints and indexes, in the database's own words.
const SQLITE_DEFINITIONS: &str = "
    SELECT COALESCE(sql, name) AS definition FROM sqlite_schema ORDER BY type, name";

const POSTGRES_DEFINITIONS: &str = "
    SELECT definition FROM (
        SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) AS definition
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    ) AS all_definitions ORDER BY definition";

fn columns(database: &Database) -> Vec<Column> {
    database
        .read(|connection| match connection {
            DbConnection::Sqlite(sqlite) => diesel::sql_query(SQLITE_COLUMNS).load(sqlite),
            DbConnection::Postgres(postgres) => diesel::sql_query(POSTGRES_COLUMNS).load(postgres),
        })
        .expect("the columns")
}

fn definitions(database: &Database) -> Vec<String> {
    let definitions: Vec<Definition> = database
        .read(|connection| match connection {
            DbConnection::Sqlite(sqlite) => diesel::sql_query(SQLITE_DEFINITIONS).load(sqlite),
            DbConnection::Postgres(postgres) => {
                diesel::sql_query(POSTGRES_DEFINITIONS).load(postgres)
            }
        })
        .expect("the definitions");
    let columns = columns(database).into_iter().map(|c| {
        format!(
            "{}.{} {} {}",
            c.table_name, c.column_name, c.kind, c.nullable
        )
    });
    let mut all: Vec<_> = definitions.into_iter().map(|d| d.definition).collect();
    all.extend(columns);
    all.sort();
    all
}

/// The type in `schema.rs` for a column's type. SQLite has one type for several of them; there
/// the name of the column decides.
fn schema_type(column: &Column) -> &'static str {
    match (column.kind.as_str(), column.column_name.as_str()) {
        ("INTEGER", name) if name.starts_with("is_") => "Bool",
        ("INTEGER" | "bigint", _) => "BigInt",
        ("TEXT", name) if name.ends_with("_at") => "Timestamp",
        ("TEXT", name) if name.starts_with("date_") || name.ends_with("_on") => "Date",
        ("TEXT" | "text", _) => "Text",
        ("boolean", _) => "Bool",
        ("date", _) => "Date",
        ("timestamp without time zone", _) => "Timestamp",
        (kind, name) => panic!("{name} has the type {kind}, which schema.rs does not use"),
    }
}

fn tables_of(database: &Database) -> Tables {
    let mut tables = Tables::new();
    for column in columns(database) {
        let kind = schema_type(&column).to_owned();
        tables
            .entry(column.table_name)
            .or_default()
            .insert(column.column_name, (kind, column.nullable));
    }
    tables
}

/// The tables as `schema.rs` declares them.
fn declared() -> Tables {
    let source = include_str!("../../../db/src/schema.rs");
    let mut tables = Tables::new();
    let mut current = String::new();
    for line in source.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            current = name.to_owned();
        } else if let Some((name, kind)) = line.split_once(" -> ").filter(|_| line.ends_with(',')) {
            let kind = kind.trim_end_matches(',');
            let inner = kind
                .strip_prefix("Nullable<")
                .map(|inner| inner.trim_end_matches('>'));
            let column = (inner.unwrap_or(kind).to_owned(), inner.is_some());
            let table = tables.entry(current.clone()).or_default();
            table.insert(name.to_owned(), column);
        }
    }
    tables
}

fn the_tables_are_those_of_schema_rs(backend: Backend) {
    let test = TestDatabase::new(backend);
    let database = open(&test);
    migrations::run(&database).expect("to migrate");
    assert_eq!(tables_of(&database), declared());
}

fn up_down_up_leaves_no_difference(backend: Backend) {
    let test = TestDatabase::new(backend);
    let database = open(&test);
    let first_run = migrations::run(&database).expect("to migrate");
    assert!(!first_run.is_empty());
    let first = definitions(&database);
    migrations::revert_all(&database).expect("to go back");
    assert_eq!(tables_of(&database), Tables::new(), "something was left");
    migrations::run(&database).expect("to migrate again");
    assert_eq!(definitions(&database), first);
    assert!(
        migrations::run(&database)
            .expect("to do nothing")
            .is_empty()
    );
}

fn of_two_that_start_together_one_migrates(backend: Backend) {
    let test = TestDatabase::new(backend);
    let databases: Vec<_> = (0..4).map(|_| open(&test)).collect();
    let runs: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = databases
            .iter()
            .map(|database| scope.spawn(|| migrations::run(database).expect("to migrate")))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    let migrated = runs.iter().filter(|run| !run.is_empty()).count();
    assert_eq!(migrated, 1, "{runs:?}");
}

/// A database as it was before jobs had states, with two people's jobs in it.
fn board_of_before(backend: Backend) -> TestDatabase {
    let test = TestDatabase::new(backend);
    let (migrations, yes, no) = match backend {
        Backend::Sqlite => (SQLITE_OF_BEFORE, "1", "0"),
        Backend::Postgres => (POSTGRES_OF_BEFORE, "true", "false"),
    };
    let id = match backend {
        Backend::Sqlite => "",
        Backend::Postgres => " OVERRIDING SYSTEM VALUE",
    };
    let rows = format!(
        "CREATE TABLE __diesel_schema_migrations (
            version VARCHAR(50) PRIMARY KEY NOT NULL,
            run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
        );
        INSERT INTO __diesel_schema_migrations (version) VALUES ('0001'), ('0002');
        INSERT INTO users (id, username, username_key, email, email_key, role, is_active, created_at){id}
        VALUES (1, 'ada', 'ada', 'ada@example.org', 'ada@example.org', 'member', {yes}, '2024-06-04 12:00:00');
        INSERT INTO jobs (id, title, title_folded, company, location, description, date_posted,
            is_active, owner_id, created_at, updated_at, import_key){id}
        VALUES
            (3, 'Gardener', 'gardener', 'City Parks', 'Ghent, Belgium', 'Trees.', '2024-06-04', {yes}, 1,
                '2024-06-04 12:00:00', '2024-06-05 12:00:00.123456', 'a'),
            (5, 'Baker', 'baker', 'city parks', 'Remote in France', 'Bread.', '2024-06-05', {yes}, 1,
                '2024-06-04 12:00:00', '2024-06-05 12:00:00', NULL),
            (7, 'Cook', 'cook', 'Élan', 'Paris', 'Soup.', '2024-06-06', {no}, 1,
                '2024-06-04 12:00:00', '2024-06-05 12:00:00', NULL),
            (9, 'Gone', 'gone', 'Élan', 'Paris', 'Soup.', '2024-06-06', {no}, 1,
                '2024-06-04 12:00:00', '2024-06-05 12:00:00', NULL);
        DELETE FROM jobs WHERE id = 9;"
    );
    let rows = match backend {
        Backend::Sqlite => rows,
        Backend::Postgres => {
            rows + "SELECT setval(pg_get_serial_sequence('jobs', 'id'), 9);
                SELECT setval(pg_get_serial_sequence('users', 'id'), 1);"
        }
    };
    let done: Result<(), DbError> = open(&test).write(|connection| {
        for sql in migrations.iter().copied().chain([rows.as_str()]) {
            connection.batch_execute(sql)?;
        }
        Ok(())
    });
    done.expect("the tables of before");
    test
}

fn jobs_of_before_stand_as_they_stood_and_are_found_by_their_place(backend: Backend) {
    let test = board_of_before(backend);
    let mut serving = Serving::start(test.folder.path(), &[("DATABASE_URL", &test.url)]);
    serving.wait_for_start();
    let base = serving.base.clone();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let get = async |path: &str| {
            let answer = reqwest::get(format!("{base}{path}"))
                .await
                .expect("an answer");
            Answer::read(answer).await
        };
        let titles = async |path: &str| {
            let page = get(path).await.expect(200).json();
            let items = page["items"].as_array().expect("jobs").clone();
            items
                .iter()
                .map(|job| job["title"].as_str().expect("a title").to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(titles("/api/v1/jobs").await, ["Baker", "Gardener"]);
        assert_eq!(titles("/api/v1/jobs?place=Ghent").await, ["Gardener"]);
        assert_eq!(
            titles("/api/v1/jobs?place=france&workplace=remote").await,
            ["Baker"]
        );
        let gardener = get("/api/v1/jobs/3").await.expect(200).json();
        let company = gardener["company_id"].as_i64().expect("a number");
        // One company, however it was spelled; and each job says it as it did.
        assert_eq!(
            titles(&format!("/api/v1/jobs?company={company}")).await,
            ["Baker", "Gardener"]
        );
        assert_eq!(gardener["company"], "City Parks");
        assert_eq!(gardener["location"], "Ghent, Belgium");
        assert_eq!(gardener["updated_at"], "2024-06-05T12:00:00.123456Z");
        assert!(gardener["closes_on"].is_string());
        get("/api/v1/jobs/7").await.expect(410);
    });
    serving.terminate();
    let number: Vec<Number> = open(&test)
        .read(|connection| {
            diesel::sql_query(
                "INSERT INTO jobs (title, title_folded, company, company_id, location, workplace, places,
                    applicant_countries, employment_types, tags, description, date_posted, state, version,
                    edited_at, index_version, owner_id, created_at, updated_at)
                SELECT title, title_folded, company, company_id, location, workplace, places,
                    applicant_countries, employment_types, tags, description, date_posted, state, version,
                    edited_at, index_version, owner_id, created_at, updated_at
                FROM jobs WHERE id = 3 RETURNING id",
            )
            .load(connection)
        })
        .expect("to insert");
    assert_eq!(number[0].id, 10, "no number is given twice");
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    id: i64,
}

/// The migrations before the life of a job.
const SQLITE_OF_BEFORE: [&str; 2] = [
    include_str!("../../../../migrations/sqlite/0001_users_sessions_jobs/up.sql"),
    include_str!("../../../../migrations/sqlite/0002_security/up.sql"),
];

const POSTGRES_OF_BEFORE: [&str; 2] = [
    include_str!("../../../../migrations/postgres/0001_users_sessions_jobs/up.sql"),
    include_str!("../../../../migrations/postgres/0002_security/up.sql"),
];

on_each_backend!(
    jobs_of_before_stand_as_they_stood_and_are_found_by_their_place,
    the_tables_are_those_of_schema_rs,
    up_down_up_leaves_no_difference,
    of_two_that_start_together_one_migrates
);

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| {
        let path = format!("{}/../../migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = std::fs::read_dir(path)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
