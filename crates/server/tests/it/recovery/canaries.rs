//! Words that must be in no log: the program runs at its most talkative, and all it says is
//! searched.

use std::fs;

use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::NEW_PASSWORD;
use crate::support::TestApp;
use crate::support::answer::Answer;
use crate::support::program::Serving;

const KEY: &str = "canary-key-Zq7Xw2Lm9Vt4RbPq8sN1yH3k";
const OLD_KEY: &str = "canary-old-Zq7Xw2Lm9Vt4RbPq8sN1yH3k";
const PASSWORD: &str = "canary horse battery";

async fn send(
    client: &Client,
    base: &str,
    path: &str,
    token: Option<&str>,
    body: &Value,
) -> Answer {
    let mut request = client
        .request(Method::POST, format!("{base}{path}"))
        .json(body);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    Answer::read(request.send().await.expect("an answer")).await
}

/// Every token in the links of the mails in a folder.
fn mailed_tokens(app: &TestApp) -> Vec<String> {
    let folder = app.database.folder.path().join("data/mail");
    let Ok(files) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mails = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
    let mut tokens = Vec::new();
    for mail in mails {
        let mail = mail.replace("=\r\n", "").replace("=3D", "=");
        for (at, mark) in mail.match_indices("?token=") {
            let rest = mail[at + mark.len()..].chars();
            tokens.push(
                rest.take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                    .collect(),
            );
        }
    }
    tokens
}

on_both_databases! {
    async fn m31_no_log_holds_a_password_token_cookie_link_or_key(app: TestApp) {
        let mut serving = Serving::start(
            app.database.folder.path(),
            &[
                ("DATABASE_URL", &app.database.url),
                ("SECRET_KEY", KEY),
                ("SECRET_KEY_PREVIOUS", OLD_KEY),
                ("LOG_LEVEL", "trace"),
            ],
        );
        serving.wait_for_start();
        let base = serving.base.clone();
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let mut secrets: Vec<String> = [KEY, OLD_KEY, PASSWORD, NEW_PASSWORD, "canary typo"].map(str::to_owned).to_vec();
        let sign_up = json!({"username": "ada", "email": "ada@example.org", "password": PASSWORD});
        send(&client, &base, "/api/v1/users", None, &sign_up).await.expect(201);
        let wrong = json!({"email": "ada@example.org", "password": "canary typo"});
        send(&client, &base, "/api/v1/auth/login", None, &wrong).await.expect(401);
        // People type their password into the wrong field.
        let slip = json!({"email": PASSWORD, "password": "canary typo"});
        send(&client, &base, "/api/v1/auth/login", None, &slip).await.expect(401);
        let right = json!({"email": "ada@example.org", "password": PASSWORD});
        let tokens = send(&client, &base, "/api/v1/auth/login", None, &right).await.expect(200).json();
        let access = tokens["access_token"].as_str().expect("a token").to_owned();
        let first = tokens["refresh_token"].as_str().expect("a token").to_owned();
        let renewed = send(&client, &base, "/api/v1/auth/refresh", None, &json!({"refresh_token": first})).await;
        let second = renewed.expect(200).json()["refresh_token"].as_str().expect("a token").to_owned();
        secrets.extend([access.clone(), first, second]);
        let form = client
            .post(format!("{base}/login/"))
            .header("origin", &base)
            .form(&[("email", "ada@example.org"), ("password", PASSWORD)]);
        let login = Answer::read(form.send().await.expect("an answer")).await.expect(303);
        for cookie in login.headers.get_all("set-cookie") {
            let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
            secrets.extend(pair.split_once('=').map(|(_, value)| value.to_owned()));
        }
        send(&client, &base, "/api/v1/auth/forgot-password", None, &json!({"email": "ada@example.org"})).await.expect(202);
        let change = json!({"email": "ada@example.net", "current_password": PASSWORD});
        send(&client, &base, "/api/v1/users/me/email", Some(&access), &change).await.expect(202);
        let links = crate::mail::eventually("three links", || {
            Some(mailed_tokens(&app)).filter(|tokens| tokens.len() >= 6)
        });
        let links = links.await;
        for link in &links {
            let page = client.get(format!("{base}/reset-password/?token={link}"));
            Answer::read(page.send().await.expect("an answer")).await;
            let body = json!({"token": link, "new_password": NEW_PASSWORD});
            send(&client, &base, "/api/v1/auth/reset-password", None, &body).await;
        }
        secrets.extend(links);
        send(&client, &base, "/api/v1/auth/refresh", None, &json!({"refresh_token": "canary typo"})).await.expect(400);
        let forged = json!({"email": "x\r\nFORGED LINE", "password": "x"});
        send(&client, &base, "/api/v1/auth/login", None, &forged).await;
        let agent = client.get(&base).header("user-agent", "canary typo");
        Answer::read(agent.send().await.expect("an answer")).await;

        let outcome = serving.terminate();
        let code = outcome.stdout.lines().find(|line| line.contains("/claim-admin/")).and_then(|line| line.rsplit(' ').next());
        let said = outcome.stderr;
        assert!(said.contains("account event"), "{said}");
        for secret in secrets.iter().map(String::as_str).chain(code) {
            assert!(!said.contains(secret), "{secret} is in the log");
        }
        assert!(!said.lines().any(|line| line.starts_with("FORGED LINE")));
        assert!(!said.contains("hash is unusable"), "{said}");
    }
}
