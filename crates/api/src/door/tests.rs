use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::dev::{ServerHandle, Service};
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpStream;
use actix_web::rt::time::sleep;
use actix_web::{App, HttpServer, test, web};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::pass;
use crate::extract::{Form, JsonBody};
use crate::site::TimeLimits;
use crate::test_site::site;

/// Limits that a test can wait for.
const SHORT: TimeLimits = TimeLimits {
    body: Duration::from_millis(300),
    request: Duration::from_millis(900),
};

async fn panics() -> &'static str {
    panic!("a canary of the tests")
}

async fn panics_late(body: web::Bytes) -> &'static str {
    sleep(Duration::from_millis(1)).await;
    panic!("a canary of {} bytes", body.len())
}

async fn takes_long() -> &'static str {
    sleep(Duration::from_secs(60)).await;
    "done"
}

async fn reads_json(_: JsonBody<Value>) -> &'static str {
    "read"
}

async fn reads_form(_: Form) -> &'static str {
    "read"
}

fn routes(config: &mut web::ServiceConfig) {
    for surface in ["/api/v1", "/users", ""] {
        let at = |name: &str| web::resource(format!("{surface}/{name}"));
        config
            .service(
                at("panic")
                    .route(web::get().to(panics))
                    .route(web::post().to(panics_late)),
            )
            .service(at("long").to(takes_long))
            .service(at("json").to(reads_json))
            .service(at("form").to(reads_form))
            .service(at("fine").to(async || "fine"));
    }
}

/// A server with one worker.
struct Server {
    address: SocketAddr,
    handle: ServerHandle,
    _folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        let data = web::Data::new(site(&folder, 0, SHORT));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = HttpServer::new(move || {
            let app = App::new().app_data(data.clone()).configure(routes);
            app.wrap(from_fn(pass))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .expect("the listener to be used")
        .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self {
            address,
            handle,
            _folder: folder,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address)
            .await
            .expect("a connection")
    }
}

async fn send(stream: &mut TcpStream, request: &str) {
    stream
        .write_all(request.as_bytes())
        .await
        .expect("to be sent");
}

/// One answer of a connection: its head in small letters, and its body.
async fn answer(stream: &mut TcpStream) -> (String, String) {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head.split("content-length: ").nth(1).expect("a length");
            let length = length.lines().next().unwrap_or_default().parse::<usize>();
            if body.len() >= length.expect("a number") {
                return (head, body.to_owned());
            }
        }
        let read_now = stream.read_buf(&mut read).await.expect("to be read");
        assert!(read_now > 0, "the connection ended after {text:?}");
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: x\r\nx-request-id: m30\r\n\r\n")
}

fn post(path: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nx-request-id: m30\r\ncontent-type: {kind}\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

#[track_caller]
fn assert_usual_headers(head: &str) {
    for header in [
        "x-request-id: m30",
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "strict-transport-security: ",
        "cache-control: no-store",
    ] {
        assert!(head.contains(header), "{header} is not in {head}");
    }
}

#[actix_web::test]
async fn m30_a_panic_is_a_500_on_every_surface_and_the_connection_lives_on() {
    let server = Server::start();
    let mut stream = server.connect().await;
    let mut neighbour = server.connect().await;
    for (surface, kind) in [
        ("/api/v1", "application/problem+json"),
        ("/users", "application/json"),
        ("", "text/html"),
    ] {
        let path = format!("{surface}/panic");
        for request in [get(&path), post(&path, "text/plain", "12345")] {
            send(
                &mut neighbour,
                &post(&format!("{surface}/json"), "application/json", ""),
            )
            .await;
            send(&mut stream, &request).await;
            let (head, body) = answer(&mut stream).await;
            assert!(head.starts_with("http/1.1 500 "), "{head}");
            assert!(head.contains(&format!("content-type: {kind}")), "{head}");
            assert_usual_headers(&head);
            assert!(!body.contains("canary"), "{body}");
            if surface != "/users" {
                assert!(body.contains("m30"), "{body}");
            }
            send(&mut stream, &get(&format!("{surface}/fine"))).await;
            let (head, body) = answer(&mut stream).await;
            assert!(head.starts_with("http/1.1 200 "), "{head}");
            assert_eq!(body, "fine");
            let (head, _) = answer(&mut neighbour).await;
            assert!(head.starts_with("http/1.1 400 "), "{head}");
        }
    }
    server.handle.stop(false).await;
}

#[actix_web::test]
async fn m21_a_body_that_does_not_arrive_is_a_408_and_ends_the_connection() {
    let server = Server::start();
    for (path, kind) in [
        ("/api/v1/json", "application/json"),
        ("/users/json", "application/json"),
        ("/form", "application/x-www-form-urlencoded"),
    ] {
        let mut stream = server.connect().await;
        let whole = post(path, kind, r#"{"a": "b"}"#);
        let began = Instant::now();
        // One byte is missing, and the others come slowly.
        let (head, body) = whole.split_at(whole.len() - 10);
        send(&mut stream, head).await;
        for byte in body.chars().take(9) {
            send(&mut stream, &byte.to_string()).await;
            sleep(Duration::from_millis(20)).await;
        }
        let (head, body) = answer(&mut stream).await;
        let took = began.elapsed();
        assert!(head.starts_with("http/1.1 408 "), "{path}: {head}");
        assert!(head.contains("connection: close"), "{head}");
        assert_usual_headers(&head);
        assert!(body.contains("did not arrive in time"), "{body}");
        assert!(took >= SHORT.body && took < SHORT.request, "{took:?}");
        let rest = stream.read(&mut [0; 16]).await.unwrap_or_default();
        assert_eq!(rest, 0, "the connection has ended");
    }
    server.handle.stop(false).await;
}

#[actix_web::test]
async fn m21_a_request_that_takes_too_long_is_a_503_that_says_when_to_come_back() {
    let server = Server::start();
    for surface in ["/api/v1", "/users", ""] {
        let mut stream = server.connect().await;
        let began = Instant::now();
        send(&mut stream, &get(&format!("{surface}/long"))).await;
        let (head, _) = answer(&mut stream).await;
        assert!(head.starts_with("http/1.1 503 "), "{head}");
        assert!(head.contains("retry-after: 1"), "{head}");
        assert_usual_headers(&head);
        assert!(began.elapsed() >= SHORT.request, "{:?}", began.elapsed());
        send(&mut stream, &get(&format!("{surface}/fine"))).await;
        assert_eq!(answer(&mut stream).await.1, "fine");
    }
    server.handle.stop(false).await;
}

#[actix_web::test]
async fn m21_the_limits_are_15_and_30_seconds() {
    let limits = TimeLimits::default();
    assert_eq!((limits.body.as_secs(), limits.request.as_secs()), (15, 30));
}

/// What is logged, kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn m30_a_panic_is_logged_with_the_id_of_its_request() {
    let log = Kept::default();
    let kept = log.clone();
    let lines = tracing_subscriber::fmt()
        .with_writer(move || kept.clone())
        .with_ansi(false)
        .finish();
    let _listening = tracing::subscriber::set_default(lines);
    let folder = TempDir::new().expect("a folder");
    let app = App::new()
        .app_data(web::Data::new(site(&folder, 0, SHORT)))
        .configure(routes)
        .wrap(from_fn(pass));
    let app = test::init_service(app).await;
    let request = test::TestRequest::get().uri("/api/v1/panic?secret=1");
    let request = request
        .insert_header(("x-request-id", "the-id"))
        .to_request();
    let failed = app.call(request).await.expect_err("a panic");
    assert_eq!(failed.error_response().status(), 500);
    let log = String::from_utf8(log.0.lock().expect("the log").clone()).expect("text");
    let line = log
        .lines()
        .find(|line| line.contains("a canary of the tests"));
    let line = line.unwrap_or_else(|| panic!("not logged: {log}"));
    assert!(line.contains("ERROR") && line.contains("the-id"), "{line}");
    assert!(log.contains("status=500"), "{log}");
    assert!(!log.contains("secret"), "{log}");
}
