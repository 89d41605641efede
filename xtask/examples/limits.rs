//! The limits that the benchmark measures the board against: as little as can be done to the same
//! end, by the same libraries, in the same run.
//!
//! Called by `cargo xtask bench`, in one of these ways. Servers print the address that they listen
//! on, the others how often a second they have done it:
//!
//! - `limits serve WORKERS FILE` answers every request with the answer in the file (a status line,
//!   headers and a body, as HTTP/1.1 has them), which it holds in memory;
//! - `limits point WORKERS DATABASE` answers every request with one point query of an SQLite file,
//!   in the worker itself, on a connection that it keeps;
//! - `limits insert SECONDS DATABASE` inserts rows into a table of its own in a new SQLite file,
//!   each in a transaction, with the pragmas of the board;
//! - `limits bcrypt SECONDS COST` checks a password on all cores.

use std::cell::RefCell;
use std::error::Error;
use std::num::NonZero;
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::connection::SimpleConnection;
use diesel::{Connection, ExpressionMethods, QueryDsl, RunQueryDsl, SqliteConnection};
use schema::{raw, users};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", workers, file] => serve(workers.parse()?, &Answer::read(&std::fs::read(file)?)?),
        ["point", workers, database] => point(workers.parse()?, database),
        ["insert", seconds, database] => {
            let rate = inserts_a_second(Duration::from_secs(seconds.parse()?), database)?;
            say(&rate.to_string());
            Ok(())
        }
        ["bcrypt", seconds, cost] => {
            let rate = checks_a_second(Duration::from_secs(seconds.parse()?), cost.parse()?)?;
            say(&rate.to_string());
            Ok(())
        }
        _ => Err(
            "usage: limits serve WORKERS FILE | point WORKERS DATABASE | insert SECONDS DATABASE \
             | bcrypt SECONDS COST"
                .into(),
        ),
    }
}

/// What every request is answered with.
#[derive(Debug, Clone)]
struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Answer {
    /// Reads an answer as HTTP/1.1 has it. The framework writes the length and the date itself.
    fn read(raw: &[u8]) -> Result<Self, Box<dyn Error>> {
        let end = raw.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = raw.split_at(end.ok_or("an answer without a body")?);
        let mut lines = std::str::from_utf8(head)?.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let mut headers = Vec::new();
        for line in lines {
            let (name, value) = line.split_once(':').ok_or("a header without a name")?;
            if !matches!(name, "content-length" | "date") {
                headers.push((name.parse()?, value.trim().parse()?));
            }
        }
        Ok(Self {
            status: status.ok_or("an answer without a status")?.parse()?,
            headers,
            body: Bytes::copy_from_slice(body.get(4..).unwrap_or_default()),
        })
    }
}

fn serve(workers: usize, answer: &Answer) -> Result<(), Box<dyn Error>> {
    let answer = web::Data::new(answer.clone());
    run_server(workers, move |config| {
        config
            .app_data(answer.clone())
            .default_service(web::to(send));
    })
}

/// Serves on a free port, whose address it prints, until it is ended.
fn run_server(
    workers: usize,
    configure: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
) -> Result<(), Box<dyn Error>> {
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || App::new().configure(&configure))
            .workers(workers)
            .bind(("127.0.0.1", 0))?;
        for address in server.addrs() {
            say(&format!("listens on http://{address}"));
        }
        server.run().await?;
        Ok(())
    })
}

async fn send(answer: web::Data<Answer>) -> HttpResponse {
    let mut response = HttpResponse::build(answer.status);
    for header in &answer.headers {
        response.insert_header(header.clone());
    }
    response.body(answer.body.clone())
}

/// What the board tells each of its connections.
const PRAGMAS: &str = "PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; \
    PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";

/// What the benchmark's jobs say.
const DESCRIPTION: &str = "Looks after the trees of the city, in every season and any weather. \
    Knows their names, and when to leave them alone.";

fn connect(database: &str) -> Result<SqliteConnection, Box<dyn Error>> {
    let mut connection = SqliteConnection::establish(database)?;
    connection.batch_execute(PRAGMAS)?;
    Ok(connection)
}

mod schema {
    diesel::table! {
        users (id) {
            id -> BigInt,
            email -> Text,
        }
    }

    diesel::table! {
        raw (id) {
            id -> BigInt,
            title -> Text,
            company -> Text,
            location -> Text,
            description -> Text,
        }
    }
}

fn point(workers: usize, database: &str) -> Result<(), Box<dyn Error>> {
    let database = database.to_owned();
    run_server(workers, move |config| {
        let connection = connect(&database).map(RefCell::new);
        let connection = connection.map_err(|error| error.to_string());
        config
            .app_data(web::Data::new(connection))
            .default_service(web::to(look_up));
    })
}

async fn look_up(connection: web::Data<Result<RefCell<SqliteConnection>, String>>) -> HttpResponse {
    let Ok(connection) = connection.as_ref() else {
        return HttpResponse::InternalServerError().finish();
    };
    let found: Result<String, _> = users::table
        .find(1)
        .select(users::email)
        .get_result(&mut *connection.borrow_mut());
    match found {
        Ok(email) => HttpResponse::Ok().body(email),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

fn inserts_a_second(time: Duration, database: &str) -> Result<f64, Box<dyn Error>> {
    let mut connection = connect(database)?;
    connection.batch_execute(
        "CREATE TABLE raw (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, title TEXT NOT NULL, \
         company TEXT NOT NULL, location TEXT NOT NULL, description TEXT NOT NULL) STRICT",
    )?;
    let started = Instant::now();
    let mut inserts = 0_u32;
    while started.elapsed() < time {
        connection.immediate_transaction(|connection| {
            diesel::insert_into(raw::table)
                .values((
                    raw::title.eq("Gardener"),
                    raw::company.eq("City Parks"),
                    raw::location.eq("Ghent"),
                    raw::description.eq(DESCRIPTION),
                ))
                .execute(connection)
        })?;
        inserts += 1;
    }
    Ok(f64::from(inserts) / started.elapsed().as_secs_f64())
}

fn checks_a_second(time: Duration, cost: u32) -> Result<f64, Box<dyn Error>> {
    let password = "correct horse battery";
    let hash = bcrypt::hash(password, cost)?;
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let started = Instant::now();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|_| scope.spawn(|| checks_until(started + time, password, &hash)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a thread has panicked".into()))
            .sum()
    })
}

/// Checks a second of one core, over whole checks only.
fn checks_until(end: Instant, password: &str, hash: &str) -> f64 {
    let started = Instant::now();
    let mut checks = 0_u32;
    while Instant::now() < end {
        if bcrypt::verify(password, hash).is_ok_and(|same| same) {
            checks += 1;
        }
    }
    f64::from(checks) / started.elapsed().as_secs_f64()
}

#[expect(clippy::print_stdout, reason = "its caller reads it")]
fn say(line: &str) {
    println!("{line}");
}
