//! Keys that change: the first signs, all verify (row S02).

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use reqwest::{Client, Method, StatusCode};
use serde_json::json;

use super::{ME, assert_dead, cookie_set, refresh, refreshed, shows};
use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person, SECRET_KEY};
use crate::support::program::run;
use crate::support::token::Parts;

const NEW_KEY: &str = "the-key-that-comes-next-Hs83Kd0Qw2";
const NEWEST_KEY: &str = "the-key-after-the-next-one-Jq71MzP5";

/// The name of the key that signed an access token.
fn kid(token: &str) -> String {
    Parts::of(token).header["kid"]
        .as_str()
        .expect("a name")
        .to_owned()
}

fn with_keys(app: &mut TestApp, current: &str, previous: &str) {
    app.change_settings(&[("SECRET_KEY", current), ("SECRET_KEY_PREVIOUS", previous)]);
}

on_both_databases! {
    async fn s02_what_the_key_before_signed_is_good_until_that_key_is_dropped(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        let kept = app.sign_in(&ada.email).await;
        let unused = app.sign_in(&ada.email).await;
        with_keys(&mut app, NEW_KEY, SECRET_KEY);
        assert!(shows(&app, &ada.token).await);
        let renewed = refreshed(&app, &ada).await;
        assert_eq!(renewed.session(), ada.session());
        assert_ne!(kid(&renewed.token), kid(&ada.token));
        assert!(shows(&app, &renewed.token).await && shows(&app, &ada.token).await);
        let fresh = app.sign_in(&ada.email).await;
        assert_eq!(kid(&fresh.token), kid(&renewed.token));

        with_keys(&mut app, NEWEST_KEY, &format!("{NEW_KEY}, {SECRET_KEY}"));
        for person in [&renewed, &fresh, &kept] {
            assert!(shows(&app, &person.token).await);
        }
        let newest = refreshed(&app, &fresh).await;

        with_keys(&mut app, NEWEST_KEY, NEW_KEY);
        for person in [&ada, &kept, &unused] {
            assert_dead(&app, person, "its key was dropped").await;
        }
        assert!(shows(&app, &renewed.token).await);
        refreshed(&app, &renewed).await;
        with_keys(&mut app, NEWEST_KEY, "");
        assert_dead(&app, &fresh, "its key was dropped").await;
        assert!(shows(&app, &newest.token).await);
        refreshed(&app, &newest).await;
    }

    async fn s02_a_token_used_before_the_change_is_known_as_used_after_it(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        let owner = refreshed(&app, &ada).await;
        with_keys(&mut app, NEW_KEY, SECRET_KEY);
        // Within the grace both are still let in, by a successor under the new key.
        let again = refreshed(&app, &ada).await;
        assert_eq!(again.session(), owner.session());
        app.clock.advance(TimeDelta::seconds(11));
        assert_eq!(refresh(&app, &ada.refresh_token).await.status, 400);
        for person in [&owner, &again] {
            assert_dead(&app, person, "used twice").await;
        }
    }

    async fn s02_a_device_is_known_under_the_key_before(app: TestApp) {
        let mut app = app;
        let ada = app.person("ada").await;
        let form = [("email", ada.email.as_str()), ("password", PASSWORD)];
        let login = app.send_form("/login/", None, &form).await.expect(303);
        let device = cookie_set(&login, "device").expect("a device token");
        let known = async |app: &TestApp| {
            let request = app
                .request(Method::POST, "/login/")
                .header("origin", &app.base)
                .header("cookie", format!("device={device}"))
                .form(&form);
            let login = app.send(request).await.expect(303);
            cookie_set(&login, "device").expect("a device token") == device
        };
        with_keys(&mut app, NEW_KEY, SECRET_KEY);
        assert!(known(&app).await);
        with_keys(&mut app, NEW_KEY, "");
        assert!(!known(&app).await);
    }

    async fn s02_the_keys_change_under_traffic_and_nobody_notices(app: TestApp) {
        let mut app = app;
        let mut other = app.second_board();
        let mut clients = Vec::new();
        let traffic = Arc::new(Traffic::default());
        traffic.to(&[&app.base, &other.base]);
        for n in 0..4 {
            let person = app.person(&format!("client{n}")).await;
            clients.push(tokio::spawn(Arc::clone(&traffic).go(person)));
        }
        traffic.wait_for(40).await;
        for (current, previous) in [
            (SECRET_KEY, NEW_KEY),
            (NEW_KEY, SECRET_KEY),
            (NEW_KEY, NEWEST_KEY),
            (NEWEST_KEY, NEW_KEY),
        ] {
            // A board takes no requests while it is restarted: its proxy sends them to the other.
            let previous = match previous {
                NEWEST_KEY => format!("{NEWEST_KEY},{SECRET_KEY}"),
                other => other.to_owned(),
            };
            traffic.to(&[&other.base]);
            traffic.drain(&app.base).await;
            with_keys(&mut app, current, &previous);
            traffic.to(&[&app.base, &other.base]);
            traffic.wait_for(40).await;
            traffic.to(&[&app.base]);
            traffic.drain(&other.base).await;
            drop(other);
            other = app.second_board();
            traffic.to(&[&app.base, &other.base]);
            traffic.wait_for(40).await;
        }
        traffic.stop.store(true, Ordering::SeqCst);
        for client in clients {
            let person = client.await.expect("no request to fail");
            assert!(shows(&app, &person.token).await);
        }
    }
}

/// Clients that refresh and read all the while, at whichever boards there are.
#[derive(Default)]
struct Traffic {
    boards: Mutex<Vec<String>>,
    /// The boards of the requests that are under way.
    under_way: Mutex<Vec<String>>,
    done: AtomicUsize,
    stop: AtomicBool,
}

impl Traffic {
    /// Sends everybody to these boards from now on.
    fn to(&self, boards: &[&String]) {
        *self.boards.lock().expect("the boards") =
            boards.iter().map(|base| (*base).clone()).collect();
    }

    /// A board for the next request, which is under way from now on.
    fn next(&self, turn: usize) -> String {
        let boards = self.boards.lock().expect("the boards");
        let board = boards[turn % boards.len()].clone();
        self.under_way.lock().expect("the list").push(board.clone());
        board
    }

    /// A request has been answered.
    fn answered(&self, board: &str) {
        let mut under_way = self.under_way.lock().expect("the list");
        let place = under_way.iter().position(|known| known == board);
        under_way.swap_remove(place.expect("a request"));
        self.done.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits until no request is under way at a board.
    async fn drain(&self, board: &str) {
        while self
            .under_way
            .lock()
            .expect("the list")
            .iter()
            .any(|known| known == board)
        {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until so many more requests have been answered.
    async fn wait_for(&self, more: usize) {
        let until = self.done.load(Ordering::SeqCst) + more;
        while self.done.load(Ordering::SeqCst) < until {
            tokio::task::yield_now().await;
        }
    }

    async fn go(self: Arc<Self>, mut person: Person) -> Person {
        let mut turn = 0;
        while !self.stop.load(Ordering::SeqCst) {
            let base = self.next(turn);
            // A connection of its own each time: none is kept to a board that has gone.
            let client = Client::new();
            if turn % 3 == 0 {
                let request = client
                    .post(format!("{base}/api/v1/auth/refresh"))
                    .json(&json!({"refresh_token": person.refresh_token}));
                let answer = request.send().await.expect("an answer");
                assert_eq!(answer.status(), StatusCode::OK, "refresh at {base}");
                person = Person::of(&person.email, &answer.json().await.expect("JSON"));
            } else {
                let request = client.get(format!("{base}{ME}")).bearer_auth(&person.token);
                let answer = request.send().await.expect("an answer");
                assert_eq!(answer.status(), StatusCode::OK, "read at {base}");
            }
            self.answered(&base);
            turn += 1;
        }
        person
    }
}

#[test]
fn s02_the_program_prints_a_key_that_it_takes_whatever_the_settings() {
    let folder = tempfile::TempDir::with_prefix("jobboard-test-").expect("a folder");
    let mut printed = Vec::new();
    for variables in [
        vec![],
        vec![("APP_ENV", "production")],
        vec![
            ("SECRET_KEY", "short"),
            ("PORT", "many"),
            ("DATABASE_URL", "?"),
        ],
    ] {
        let secret = run(folder.path(), &["secret"], &variables);
        assert_eq!(secret.code, 0, "{}", secret.stderr);
        let key = secret.stdout.trim().to_owned();
        let check = run(
            folder.path(),
            &["check-config"],
            &[("SECRET_KEY", &key), ("SECRET_KEY_PREVIOUS", &key)],
        );
        assert_eq!(check.code, 0, "{}", check.stderr);
        assert!(!check.stdout.contains(&key));
        assert!(!printed.contains(&key), "the same key twice");
        printed.push(key);
    }
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn s02_a_weak_key_of_before_is_named_and_not_shown() {
    let folder = tempfile::TempDir::with_prefix("jobboard-test-").expect("a folder");
    for weak in [
        "too-short-canary",
        "abababababababababababababababababababababab",
        "canary-changeme-canary-changeme-canary",
    ] {
        let both = format!("{NEW_KEY},{weak}");
        let variables = [
            ("SECRET_KEY", SECRET_KEY),
            ("SECRET_KEY_PREVIOUS", both.as_str()),
        ];
        for command in ["check-config", "serve"] {
            let check = run(folder.path(), &[command], &variables);
            assert_eq!(check.code, 2, "{command}: {}", check.stdout);
            assert!(
                check.stderr.contains("SECRET_KEY_PREVIOUS"),
                "{}",
                check.stderr
            );
            for secret in [weak, NEW_KEY, SECRET_KEY] {
                assert!(
                    !check.stderr.contains(secret) && !check.stdout.contains(secret),
                    "{secret}"
                );
            }
        }
    }
}
