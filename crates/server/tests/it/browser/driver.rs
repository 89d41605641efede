//! Chromium, driven as a person would.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

use crate::support::TestApp;
use crate::support::app::{PASSWORD, Person};

const CHROMIUM: &str = "/usr/bin/chromium";
const CHROMEDRIVER: &str = "/usr/bin/chromedriver";

/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);
const INTERVAL: Duration = Duration::from_millis(50);

const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--window-size=1280,900",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Javascript {
    On,
    Off,
}

/// A browser of a test's own, which has never been anywhere. What it prints on its console fails
/// the test, unless the test expected it.
pub(crate) struct Browser {
    // In the order in which they are given up.
    pub(super) driver: WebDriver,
    _process: Process,
    _profile: Profile,
    base: String,
    javascript: Javascript,
    expected: Vec<String>,
    closed: bool,
}

/// A chromedriver.
struct Process(Child);

/// The folder in which a Chromium keeps everything.
struct Profile(TempDir);

impl Browser {
    /// A browser in front of a board.
    pub(crate) async fn open(app: &TestApp, javascript: Javascript) -> Self {
        let profile = Profile(TempDir::with_prefix("jobboard-browser-").expect("a folder"));
        let (process, port) = Process::start();
        let capabilities = capabilities(&profile.path(), javascript).expect("capabilities");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .expect("Chromium to start");
        let browser = Self {
            driver,
            _process: process,
            _profile: profile,
            base: app.base.clone(),
            javascript,
            expected: Vec::new(),
            closed: false,
        };
        browser.check_that_scripts_are(javascript).await;
        browser
    }

    async fn check_that_scripts_are(&self, javascript: Javascript) {
        let page = "data:text/html,<title>off</title><script>document.title='on'</script>";
        self.driver.goto(page).await.expect("a page");
        let title = self.driver.title().await.expect("a title");
        let wanted = match javascript {
            Javascript::On => "on",
            Javascript::Off => "off",
        };
        assert_eq!(title, wanted, "whether the browser runs scripts");
    }

    /// Goes to a path of the board.
    pub(crate) async fn goto(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.driver.goto(address).await.expect("the page to load");
    }

    /// Goes to a path of the board that answers with an error.
    pub(crate) async fn goto_expecting(&mut self, path: &str, status: &str) {
        self.expect_status(path, status);
        self.goto(path).await;
    }

    /// Says that a page at this path will answer with a status such as `404 (Not Found)`, which
    /// Chromium writes to its console.
    pub(crate) fn expect_status(&mut self, path: &str, status: &str) {
        self.expected.push(format!(
            "{}{path} - Failed to load resource: the server responded with a status of {status}",
            self.base
        ));
    }

    /// Signs somebody in, at the form.
    pub(crate) async fn sign_in_as(&self, person: &Person) {
        self.goto("/login/").await;
        self.fill("email", &person.email).await;
        self.fill("password", PASSWORD).await;
        self.submit("/login/").await;
        self.wait_for_path("/?msg=signed-in").await;
    }

    /// Loses every cookie, as when a session ends.
    pub(crate) async fn forget_cookies(&self) {
        let forgotten = self.driver.delete_all_cookies().await;
        forgotten.expect("no cookies");
    }

    /// The element that a CSS selector finds, once there is one.
    pub(crate) async fn find(&self, css: &str) -> WebElement {
        self.driver
            .query(By::Css(css))
            .wait(PATIENCE, INTERVAL)
            .first()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// Whether a CSS selector finds something now.
    pub(crate) async fn has(&self, css: &str) -> bool {
        let found = self.driver.find_all(By::Css(css)).await;
        !found.expect("a selector").is_empty()
    }

    /// Waits until a CSS selector finds nothing that can be seen.
    pub(crate) async fn wait_until_hidden(&self, css: &str) {
        let seen =
            format!("[...document.querySelectorAll(`{css}`)].some((e) => e.checkVisibility())");
        let started = Instant::now();
        while self.ask(&seen).await == json!(true) {
            assert!(started.elapsed() < PATIENCE, "{css} can still be seen");
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// The text of an element, as it is read.
    pub(crate) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("a text")
    }

    /// What stands in a field.
    pub(crate) async fn typed(&self, name: &str) -> String {
        let field = self.find(&format!("#main [name={name}]")).await;
        let value = field.prop("value").await.expect("a value");
        value.unwrap_or_default()
    }

    /// Types into a field of the page's form, in place of what stood there.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("#main [name={name}]")).await;
        field.clear().await.expect("to empty the field");
        field.send_keys(text).await.expect("to type");
    }

    /// Clicks on what a CSS selector finds.
    pub(crate) async fn click(&self, css: &str) {
        let element = self.find(css).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Clicks on the button of the form with this action; `""` is the form that has none.
    pub(crate) async fn submit(&self, action: &str) {
        let form = match action {
            "" => "form:not([action])".to_owned(),
            action => format!("form[action='{action}']"),
        };
        self.click(&format!("{form} button[type=submit]")).await;
    }

    /// Says yes to what is asked before something that cannot be undone. Without scripts nothing is
    /// asked.
    pub(crate) async fn confirm(&self) {
        if self.javascript == Javascript::On {
            self.click("dialog[open] button.danger").await;
        }
    }

    /// Waits until the address is this path of the board.
    pub(crate) async fn wait_for_path(&self, path: &str) {
        let wanted = format!("{}{path}", self.base);
        let started = Instant::now();
        loop {
            let address = self.driver.current_url().await.expect("an address");
            if address.as_str() == wanted {
                return;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "at {address} instead of {wanted}"
            );
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// The address, as a path of the board.
    pub(crate) async fn path(&self) -> String {
        let address = self.driver.current_url().await.expect("an address");
        let path = address.as_str().strip_prefix(&self.base);
        path.unwrap_or_else(|| panic!("at {address}")).to_owned()
    }

    /// The page as HTML.
    pub(crate) async fn html(&self) -> String {
        self.driver.source().await.expect("the page")
    }

    /// Asks the page something. The question is the debugger's, so it is answered without
    /// JavaScript too.
    pub(crate) async fn ask(&self, question: &str) -> Value {
        let answer = self.driver.execute(format!("return {question}"), []).await;
        answer
            .unwrap_or_else(|error| panic!("{question}: {error}"))
            .json()
            .clone()
    }

    /// What the console has shown since it was last looked at, without idle talk.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.driver.browser_log().await.expect("the console");
        entries
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "WARNING" | "SEVERE"))
            .map(|entry| entry.message)
            .collect()
    }

    /// Looks at the console and closes the browser. Every test ends with it.
    pub(crate) async fn close(mut self) {
        let mut console = self.console().await;
        console.sort();
        self.expected.sort();
        assert_eq!(console, self.expected, "what the console shows");
        self.closed = true;
        let driver = self.driver.clone();
        driver.quit().await.expect("Chromium to end");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.closed {
            return;
        }
        // Nobody waits for a farewell: what is left is ended below.
        let _ = self.driver.clone().leak();
        assert!(
            std::thread::panicking(),
            "the test did not close its browser"
        );
    }
}

impl Profile {
    fn path(&self) -> String {
        self.0.path().display().to_string()
    }
}

impl Drop for Profile {
    /// Ends a Chromium that outlived its chromedriver.
    fn drop(&mut self) {
        for process in processes_that_mention(&self.path()) {
            let _ = Command::new("kill").arg("-KILL").arg(process).status();
        }
    }
}

/// The numbers of the processes with this text on their command line.
fn processes_that_mention(text: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").into_iter().flatten();
    processes
        .filter_map(Result::ok)
        .filter(|process| {
            let command_line = fs::read(process.path().join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&command_line).contains(text)
        })
        .filter_map(|process| process.file_name().into_string().ok())
        .collect()
}

impl Process {
    /// Starts one on a free port, which it chooses and prints.
    fn start() -> (Self, u16) {
        for program in [CHROMIUM, CHROMEDRIVER] {
            assert!(
                fs::exists(program).unwrap_or(false),
                "there is no {program} on this machine; `cargo xtask test` installs it"
            );
        }
        // It takes one port of IPv4 and the same of IPv6, which somebody else may have: then it
        // ends, and another try finds another one.
        (0..5)
            .find_map(|_| Self::try_to_start())
            .expect("chromedriver to say its port")
    }

    fn try_to_start() -> Option<(Self, u16)> {
        let mut child = Command::new(CHROMEDRIVER)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver to start");
        let output = child.stdout.take().expect("its output");
        let process = Self(child);
        let port = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .filter(|line| line.contains("started successfully"))
            .find_map(|line| {
                let (_, port) = line.rsplit_once(' ')?;
                port.trim_end_matches('.').parse().ok()
            })?;
        Some((process, port))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn capabilities(profile: &str, javascript: Javascript) -> WebDriverResult<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(CHROMIUM)?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={profile}"))?;
    if javascript == Javascript::Off {
        let off = json!({"profile.managed_default_content_settings.javascript": 2});
        capabilities.add_experimental_option("prefs", off)?;
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}
