use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::rt::System;
use jobboard::application::{Application, Stopper};
use jobboard_core::config::{Layers, Settings};
use jobboard_services::Context;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use super::answer::Answer;
use super::clock::MovableClock;
use super::database::{Backend, TestDatabase};
use super::program;
use super::token::Parts;

/// The key of every test's board.
pub(crate) const SECRET_KEY: &str = "a-key-of-the-tests-Zq7Xw2Lm9Vt4Rb";

/// The password of every test's people.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A board of a test's own.
pub(crate) struct TestApp {
    /// `http://127.0.0.1:…`
    pub(crate) base: String,
    pub(crate) clock: Arc<MovableClock>,
    pub(crate) database: TestDatabase,
    pub(crate) backend: Backend,
    pub(crate) settings: Settings,
    /// The services behind the board.
    pub(crate) context: Context,
    client: Client,
    running: Option<Running>,
}

struct Running {
    stopper: Stopper,
    system: System,
    thread: JoinHandle<()>,
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) email: String,
    /// A token of a session of theirs.
    pub(crate) token: String,
    /// The refresh token of the same session.
    pub(crate) refresh_token: String,
}

impl Person {
    /// Somebody out of the answer to a sign-in or a refresh.
    #[track_caller]
    pub(crate) fn of(email: &str, tokens: &Value) -> Self {
        let token = |name: &str| tokens[name].as_str().expect("a token").to_owned();
        Self {
            email: email.to_owned(),
            token: token("access_token"),
            refresh_token: token("refresh_token"),
        }
    }

    /// The id of the session.
    pub(crate) fn session(&self) -> String {
        let claims = Parts::of(&self.token).claims;
        claims["sid"].as_str().expect("a session").to_owned()
    }
}

impl TestApp {
    /// A board on an empty database.
    pub(crate) async fn on(backend: Backend) -> Self {
        Self::with(backend, &[]).await
    }

    /// A board with some settings of its own.
    pub(crate) async fn with(backend: Backend, variables: &[(&str, &str)]) -> Self {
        let database = TestDatabase::new(backend);
        let settings = settings(&database, variables);
        let clock = Arc::new(MovableClock::default());
        let (base, context, running) = start(&settings, &clock);
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(30))
            // The board closes an idle connection after 5 seconds, which a test that waits for a
            // program of its own does not see.
            .pool_idle_timeout(Duration::from_secs(2))
            .build()
            .expect("a client");
        Self {
            base,
            clock,
            database,
            backend,
            settings,
            context,
            client,
            running: Some(running),
        }
    }

    /// Stops the board and starts it again on the same database.
    pub(crate) fn restart(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
        let (base, context, running) = start(&self.settings, &self.clock);
        self.base = base;
        self.context = context;
        self.running = Some(running);
    }

    /// Starts the board again with other settings.
    pub(crate) fn change_settings(&mut self, variables: &[(&str, &str)]) {
        self.settings = settings(&self.database, variables);
        self.restart();
    }

    /// A request to a path of the board.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.expect("an answer")).await
    }

    /// `GET`, as anybody.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `GET`, as anybody, with these headers.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(Method::GET, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    /// `GET`, as somebody.
    pub(crate) async fn get_as(&self, person: &Person, path: &str) -> Answer {
        let request = self.request(Method::GET, path).bearer_auth(&person.token);
        self.send(request).await
    }

    /// Sends JSON, as somebody or nobody.
    pub(crate) async fn send_json(
        &self,
        method: Method,
        path: &str,
        person: Option<&Person>,
        body: &Value,
    ) -> Answer {
        let mut request = self.request(method, path).json(body);
        if let Some(person) = person {
            request = request.bearer_auth(&person.token);
        }
        self.send(request).await
    }

    /// Sends a form of the site as a browser does: with its origin and, signed in, the cookie.
    pub(crate) async fn send_form(
        &self,
        path: &str,
        person: Option<&Person>,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut request = self
            .request(Method::POST, path)
            .header("origin", &self.base)
            .header("sec-fetch-site", "same-origin")
            .form(fields);
        if let Some(person) = person {
            request = request.header("cookie", format!("access_token={}", person.token));
        }
        self.send(request).await
    }

    /// `GET` of a page, with the cookie of somebody.
    pub(crate) async fn page_as(&self, person: &Person, path: &str) -> Answer {
        let request = self
            .request(Method::GET, path)
            .header("cookie", format!("access_token={}", person.token));
        self.send(request).await
    }

    /// Makes an account and signs it in.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let email = format!("{name}@example.org");
        let body = json!({"username": name, "email": email, "password": PASSWORD});
        self.send_json(Method::POST, "/api/v1/users", None, &body)
            .await
            .expect(201);
        self.sign_in(&email).await
    }

    /// Signs in with the tests' password.
    pub(crate) async fn sign_in(&self, email: &str) -> Person {
        let body = json!({"email": email, "password": PASSWORD});
        let login = self
            .send_json(Method::POST, "/api/v1/auth/login", None, &body)
            .await
            .expect(200)
            .json();
        Person::of(email, &login)
    }

    /// Posts a job with a title and gives its number.
    pub(crate) async fn job(&self, owner: &Person, title: &str) -> i64 {
        self.post_job(owner, &job_with("title", json!(title))).await
    }

    /// Posts a job and gives its number.
    pub(crate) async fn post_job(&self, owner: &Person, body: &Value) -> i64 {
        self.send_json(Method::POST, "/api/v1/jobs", Some(owner), body)
            .await
            .expect(201)
            .json()["id"]
            .as_i64()
            .expect("a number")
    }

    /// Runs a command of the program on the board's database.
    #[track_caller]
    pub(crate) fn command(&self, arguments: &[&str]) {
        let folder = self.database.folder.path();
        let run = program::run(folder, arguments, &[("DATABASE_URL", &self.database.url)]);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    }

    /// Starts a second board on the same database.
    pub(crate) fn second_board(&self) -> SecondBoard {
        let (base, _, running) = start(&self.settings, &self.clock);
        SecondBoard {
            base,
            running: Some(running),
        }
    }

    /// How many jobs are listed, up to 100.
    pub(crate) async fn listed(&self) -> usize {
        let page = self.get("/api/v1/jobs?limit=100").await.expect(200).json();
        page["items"].as_array().expect("jobs").len()
    }
}

/// A job that can be posted.
pub(crate) fn job() -> Value {
    json!({
        "title": "Gardener",
        "company": "City Parks",
        "location": "Ghent",
        "description": "Looks after the trees of the city.",
    })
}

/// A job that can be posted, with a field changed.
pub(crate) fn job_with(field: &str, value: Value) -> Value {
    let mut job = job();
    job[field] = value;
    job
}

fn settings(database: &TestDatabase, variables: &[(&str, &str)]) -> Settings {
    let data = database.folder.path().join("data");
    let mut all: HashMap<String, String> = [
        ("PORT", "0"),
        ("BCRYPT_COST", "4"),
        ("WORKERS", "2"),
        ("DB_POOL_SIZE", "6"),
        ("SIGN_UPS_PER_HOUR", "0"),
        ("SECRET_KEY", SECRET_KEY),
        ("DATABASE_URL", &database.url),
        ("DATA_DIR", &data.display().to_string()),
    ]
    .iter()
    .chain(variables)
    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
    .collect();
    all.retain(|_, value| !value.is_empty());
    Settings::from_layers(&Layers {
        variables: all,
        ..Layers::default()
    })
    .expect("valid settings")
}

fn start(settings: &Settings, clock: &Arc<MovableClock>) -> (String, Context, Running) {
    super::queries::watch();
    let (started, start) = mpsc::channel();
    let settings = settings.clone();
    let clock = Arc::clone(clock);
    let thread = std::thread::spawn(move || {
        System::new().block_on(async move {
            let application = Application::build(&settings, clock).expect("the board to start");
            started
                .send((
                    application.address(),
                    application.context().clone(),
                    application.stopper(),
                    System::current(),
                ))
                .expect("the test to wait");
            application.run().await.expect("the board to run");
        });
    });
    let (address, context, stopper, system) = start
        .recv_timeout(Duration::from_secs(60))
        .expect("the board to start");
    let running = Running {
        stopper,
        system,
        thread,
    };
    (format!("http://{address}"), context, running)
}

impl Running {
    fn stop(self) {
        let stopper = self.stopper;
        self.system.arbiter().spawn(async move {
            stopper.stop().await;
        });
        self.thread.join().expect("the board to stop");
    }
}

/// Another board on the database of a [`TestApp`].
pub(crate) struct SecondBoard {
    /// `http://127.0.0.1:…`
    pub(crate) base: String,
    running: Option<Running>,
}

impl Drop for SecondBoard {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }
}
