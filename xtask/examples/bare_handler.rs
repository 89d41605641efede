//! The limits that the benchmark measures the board against: a handler that does nothing but
//! answer, and bcrypt on all cores.
//!
//! Called by `cargo xtask bench`, in one of two ways:
//!
//! - `bare_handler serve WORKERS FILE` answers every request with the JSON of the file, and
//!   prints the address;
//! - `bare_handler bcrypt SECONDS COST` prints how many checks of a password a second all cores
//!   do together.

use std::error::Error;
use std::num::NonZero;
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", workers, file] => serve(workers.parse()?, std::fs::read(file)?.into()),
        ["bcrypt", seconds, cost] => {
            let rate = checks_a_second(Duration::from_secs(seconds.parse()?), cost.parse()?)?;
            say(&rate.to_string());
            Ok(())
        }
        _ => Err("usage: bare_handler serve WORKERS FILE | bcrypt SECONDS COST".into()),
    }
}

fn serve(workers: usize, body: Bytes) -> Result<(), Box<dyn Error>> {
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(body.clone()))
                .default_service(web::to(answer))
        })
        .workers(workers)
        .bind(("127.0.0.1", 0))?;
        for address in server.addrs() {
            say(&format!("listens on http://{address}"));
        }
        server.run().await?;
        Ok(())
    })
}

async fn answer(body: web::Data<Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(Bytes::clone(&body))
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
