//! How long a failed sign-in takes tells nothing (row M16). A measurement, for a machine that does
//! nothing else: `cargo nextest run -p jobboard --run-ignored only m16_`.

use std::time::{Duration, Instant};

use super::{WRONG, login_from};
use crate::support::{Backend, TestApp};

/// Sign-ins of each kind.
const EACH: u32 = 100;

/// Accounts that share them, so that none is closed for an hour.
const ACCOUNTS: u32 = 10;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

async fn measure(backend: Backend) {
    let variables = [("BCRYPT_COST", "10"), ("TRUSTED_PROXIES", "127.0.0.1")];
    let app = TestApp::with(backend, &variables).await;
    for n in 0..ACCOUNTS {
        app.person(&format!("known{n}")).await;
    }
    let [mut known, mut unknown] = [Vec::new(), Vec::new()];
    for n in 0..EACH {
        for (name, times) in [("known", &mut known), ("unknown", &mut unknown)] {
            let email = format!("{name}{}@example.org", n % ACCOUNTS);
            // From a network of its own each time, so that what is measured is an open door.
            let network = format!("203.0.{}.{n}", name.len());
            let began = Instant::now();
            login_from(&app, &network, &email, WRONG).await.expect(401);
            times.push(began.elapsed());
        }
    }
    let (known, unknown) = (median(known), median(unknown));
    let difference = (known - unknown).abs() / known;
    assert!(
        difference < 0.05,
        "known {known:.5} s, unknown {unknown:.5} s: {difference:.3}"
    );
}

#[tokio::test]
#[ignore = "a measurement: it wants a machine that does nothing else"]
async fn sqlite_m16_unknown_and_wrong_take_equally_long() {
    measure(Backend::Sqlite).await;
}

#[tokio::test]
#[ignore = "a measurement: it wants a machine that does nothing else"]
async fn postgres_m16_unknown_and_wrong_take_equally_long() {
    measure(Backend::Postgres).await;
}
