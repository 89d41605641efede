//! Whatever stands in a cookie, a header or a body: it is no sign-in, and never an error of ours.

use reqwest::Method;
use serde_json::json;

use super::{ME, SESSIONS, shows};
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::raw;

/// Values that no board of ours has made.
fn nonsense(good: &str) -> Vec<Vec<u8>> {
    let mut values: Vec<Vec<u8>> = [
        "",
        "x",
        "a.b.c",
        "..",
        "Bearer",
        "Bearer ",
        "\"",
        "\"\"",
        "\"x\"",
        "a b",
        "%",
        "%00",
        "%zz",
        "%F0%9F",
        "jbr_",
        "null",
        "{}",
        "=",
        "==",
        "a=b=c",
        "'",
        "\\",
        "\t",
        ",",
        "é",
        "\u{1f600}",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    values.extend([
        vec![0xff, 0xfe, 0x80],
        vec![0xc3],
        vec![b'x'; 8 * 1024],
        b"%41".repeat(2000),
        format!("{good} ").repeat(3).into_bytes(),
        format!("{good}%00").into_bytes(),
        format!("{good}x").into_bytes(),
    ]);
    values
}

/// Sends a head byte by byte and gives the status; it says nothing of ours went wrong.
async fn status(app: &TestApp, address: &str, headers: &[(&str, &[u8])]) -> u16 {
    let (method, path) = address.split_once(' ').unwrap_or(("GET", address));
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
    )
    .into_bytes();
    for (name, value) in headers {
        request.extend_from_slice(format!("{name}: ").as_bytes());
        request.extend_from_slice(value);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    let answer = raw::send(&app.base, &request).await;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    status
        .parse()
        .unwrap_or_else(|_| panic!("{path}: {answer}"))
}

/// An address of each surface that takes a sign-in, and what it says to somebody without.
const ADDRESSES: [(&str, u16); 7] = [
    ("DELETE /jobs/delete/1", 401),
    (ME, 401),
    (SESSIONS, 401),
    ("/my-jobs/", 303),
    ("/", 200),
    ("/login/", 200),
    ("/nowhere", 404),
];

fn cookie(name: &str, value: &[u8]) -> Vec<u8> {
    [name.as_bytes(), b"=", value].concat()
}

on_both_databases! {
    async fn m03_nothing_malformed_in_a_header_or_cookie_is_a_sign_in_or_an_error(app: TestApp) {
        let ada = app.person("ada").await;
        for value in nonsense(&ada.token) {
            let shown = String::from_utf8_lossy(&value[..value.len().min(60)]).into_owned();
            let bearer = [b"Bearer ".as_slice(), &value].concat();
            let (access, refresh) = (cookie("access_token", &value), cookie("refresh_token", &value));
            let both = [access.as_slice(), b"; ", &refresh, b"; ", &cookie("device", &value)].concat();
            for (path, expected) in ADDRESSES {
                for headers in [
                    vec![("Authorization", bearer.as_slice())],
                    vec![("Authorization", value.as_slice())],
                    vec![("Cookie", access.as_slice())],
                    vec![("Cookie", refresh.as_slice())],
                    vec![("Cookie", both.as_slice())],
                    vec![("Cookie", value.as_slice())],
                ] {
                    let status = status(&app, path, &headers).await;
                    assert_eq!(status, expected, "{path}: {} {shown}", headers[0].0);
                }
            }
        }
        assert!(shows(&app, &ada.token).await);
        super::refreshed(&app, &ada).await;
    }

    async fn m03_of_many_cookies_of_one_name_none_is_an_error(app: TestApp) {
        let ada = app.person("ada").await;
        let good = cookie("access_token", ada.token.as_bytes());
        let many = [b"access_token=x; ".repeat(300), good.clone()].concat();
        for (path, _) in ADDRESSES {
            assert!(status(&app, path, &[("Cookie", &many)]).await < 500);
            let bad = b"refresh_token=x";
            let headers: Vec<(&str, &[u8])> = vec![("Cookie", bad); 40];
            assert!(status(&app, path, &headers).await < 500);
        }
        assert_eq!(status(&app, ME, &[("Cookie", &many)]).await, 401, "the first one counts");
        let first = [good, b"; access_token=x".repeat(20)].concat();
        assert_eq!(status(&app, ME, &[("Cookie", &first)]).await, 200);
    }

    async fn m16_nothing_malformed_in_a_sign_in_is_an_error(app: TestApp) {
        app.person("ada").await;
        let long = "x".repeat(30_000);
        for (n, odd) in ["\u{0}", "ada@example.org\u{0}", "\u{1f600}", "%00", "' OR 1=1 --", "\u{202e}", &long]
            .into_iter()
            .enumerate()
        {
            let odd_login = [(odd, PASSWORD), ("ada@example.org", odd), (odd, odd)];
            for (email, password) in odd_login {
                let answer = super::login(&app, email, password).await;
                assert!(matches!(answer.status, 401 | 422 | 429), "{n}: {}", answer.body);
                let form = app
                    .request(Method::POST, "/login/token")
                    .form(&[("username", email), ("password", password)]);
                let answer = app.send(form).await;
                assert!(matches!(answer.status, 401 | 422 | 429), "{n}: {}", answer.body);
                let answer = app.send_form("/login/", None, &[("email", email), ("password", password)]).await;
                assert!(matches!(answer.status, 401 | 422 | 429), "{n}: {}", answer.body);
            }
            app.clock.advance(chrono::TimeDelta::hours(25));
        }
    }

    async fn m11_nothing_malformed_as_current_password_is_an_error(app: TestApp) {
        let ada = app.person("ada").await;
        for odd in ["\u{0}", &"x".repeat(73), &"x".repeat(40_000)] {
            let body = json!({"current_password": odd});
            app.send_json(Method::POST, "/api/v1/auth/logout-all", Some(&ada), &body)
                .await
                .expect(422);
        }
    }
}
