//! Real clients: the token libraries of the tutorial's readers, and a reader's own program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, SECRET_KEY};
use crate::support::program;

const LIBRARIES: [&str; 2] = ["python-jose", "PyJWT"];

/// A Python that has the libraries.
fn python() -> PathBuf {
    let made_by_the_test_command = || {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        workspace.join("target/python/bin/python")
    };
    let python = std::env::var_os("JOBBOARD_TEST_PYTHON")
        .map_or_else(made_by_the_test_command, PathBuf::from);
    assert!(
        python.exists(),
        "there is no Python with python-jose and PyJWT at {}; `cargo xtask test` makes one",
        python.display()
    );
    python
}

/// Runs one of the programs beside the tests and gives what it prints.
fn run(program: &str, arguments: &[&str], input: &Value) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let mut child = Command::new(python())
        .arg("-B")
        .arg(folder.join(program))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python to start");
    let mut stdin = child.stdin.take().expect("an input");
    // A program that reads nothing closes its end.
    let _ = stdin.write_all(input.to_string().as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("Python to end");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// The claims of a token, on which both libraries agree.
fn decoded(token: &str) -> Value {
    let asked = json!({"token": token, "key": SECRET_KEY});
    let read: Value = serde_json::from_str(&run("decode.py", &[], &asked)).expect("JSON");
    assert_eq!(read[LIBRARIES[0]], read[LIBRARIES[1]]);
    read[LIBRARIES[0]].clone()
}

fn header_of(token: &str) -> Value {
    let (header, _) = token.split_once('.').expect("a header");
    let json = URL_SAFE_NO_PAD.decode(header).expect("base64url");
    serde_json::from_slice(&json).expect("JSON")
}

fn is_access_token_of(claims: &Value, email: &str) {
    let mut names: Vec<_> = claims.as_object().expect("claims").keys().collect();
    names.sort();
    assert_eq!(names, ["exp", "iat", "iss", "sid", "sub"]);
    assert_eq!(claims["iss"], "jobboard");
    assert_eq!(claims["sub"], email);
    let seconds = |name: &str| claims[name].as_i64().expect("a number");
    assert_eq!(seconds("exp") - seconds("iat"), 1800);
}

on_both_databases! {
    async fn python_jose_and_pyjwt_read_the_boards_access_token(app: TestApp) {
        let ada = app.person("ada").await;
        is_access_token_of(&decoded(&ada.token), &ada.email);
        let form = [("username", ada.email.as_str()), ("password", PASSWORD)];
        let request = app.request(reqwest::Method::POST, "/login/token").form(&form);
        let login = app.send(request).await.expect(200).json();
        let token = login["access_token"].as_str().expect("a token");
        is_access_token_of(&decoded(token), &ada.email);
    }

    async fn a_token_that_python_signs_with_the_right_key_is_no_sign_in_without_a_session(app: TestApp) {
        let ada = app.person("ada").await;
        let claims = decoded(&ada.token);
        let no_such_session = {
            let mut claims = claims.clone();
            claims["sid"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
            claims
        };
        // The same claims are the board's own token again, which shows that nothing but the
        // session is missing from the other.
        for (claims, status) in [(&claims, 200), (&no_such_session, 401)] {
            let asked = json!({"headers": header_of(&ada.token), "claims": claims, "key": SECRET_KEY});
            let signed: Value = serde_json::from_str(&run("sign.py", &[], &asked)).expect("JSON");
            for library in LIBRARIES {
                let token = signed[library].as_str().expect("a token");
                assert_eq!(header_of(token), header_of(&ada.token), "{library}");
                let request = app.request(reqwest::Method::GET, "/api/v1/users/me").bearer_auth(token);
                let answer = app.send(request).await;
                assert_eq!(answer.status, status, "{library}: {}", answer.body);
            }
        }
    }

    async fn a_reader_of_the_tutorial_walks_through_its_api(app: TestApp) {
        let mut app = app;
        app.change_settings(&[("PASSWORD_MIN_LENGTH", "7"), ("PASSWORD_REJECT_COMMON", "false")]);
        let base = app.base.clone();
        let walk = tokio::task::spawn_blocking(move || run("tutorial.py", &[&base], &Value::Null));
        assert_eq!(walk.await.expect("the walk to end").trim(), "done");
    }
}

#[test]
fn python_jose_and_pyjwt_read_the_token_of_the_chapter() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = program::run(
        folder.path(),
        &["token", "create", "--claim", "sub=Hello world"],
        &[("SECRET_KEY", SECRET_KEY)],
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    let claims = decoded(made.stdout.trim());
    assert_eq!(claims["sub"], "Hello world");
    assert!(claims["exp"].is_i64(), "{claims}");
}
