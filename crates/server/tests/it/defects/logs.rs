use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::{SECRET_KEY, job_with};
use crate::support::program::Serving;

/// What somebody types, each word of which is found again if it is printed.
const NAME: &str = "canary-name";
const EMAIL: &str = "canary-mail@example.org";
const PASSWORD: &str = "canary-password";
const WRONG: &str = "canary-typo";
const TITLE: &str = "canary-title";

on_both_databases! {
    async fn defect_11_what_the_program_prints_names_nobody_and_no_secret(app: TestApp) {
        let folder = app.database.folder.path();
        let serving = Serving::start(
            folder,
            &[
                ("DATABASE_URL", &app.database.url),
                ("SECRET_KEY", SECRET_KEY),
                ("LOG_LEVEL", "debug"),
            ],
        );
        let client = Client::new();
        let request = |method, path| client.request(method, format!("{}{path}", serving.base));
        let post = |path, body: Value| request(Method::POST, path).json(&body);
        let send = async |request: RequestBuilder| {
            Answer::read(request.send().await.expect("an answer")).await
        };
        let sign_up = json!({"username": NAME, "email": EMAIL, "password": PASSWORD});
        send(post("/api/v1/users", sign_up.clone()))
            .await
            .expect(201);
        send(post("/api/v1/users", sign_up.clone()))
            .await
            .expect(409);
        send(post("/users/", sign_up)).await.expect(409);
        let wrong = json!({"email": EMAIL, "password": WRONG});
        send(post("/api/v1/auth/login", wrong)).await.expect(401);
        let login = json!({"email": EMAIL, "password": PASSWORD});
        let login = send(post("/api/v1/auth/login", login))
            .await
            .expect(200)
            .json();
        let token = login["access_token"].as_str().expect("a token");
        let good = job_with("title", json!(TITLE));
        send(post("/api/v1/jobs", good).bearer_auth(token))
            .await
            .expect(201);
        let bad = json!({"title": TITLE, "date_posted": TITLE, TITLE: TITLE});
        send(post("/api/v1/jobs", bad).bearer_auth(token))
            .await
            .expect(422);
        send(post("/api/v1/jobs", json!({})).bearer_auth(format!("{token}x")))
            .await
            .expect(401);
        let search = format!("/search/?query={TITLE}&token={token}");
        send(
            request(Method::GET, search.as_str()).header("cookie", format!("access_token={token}")),
        )
        .await
        .expect(200);
        send(post("/login/", json!({"email": EMAIL})))
            .await
            .expect(403);

        let ended = serving.terminate();
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let printed = ended.stdout + ended.stderr.as_str();
        assert!(printed.contains("/api/v1/auth/login"), "nothing was logged");
        assert!(printed.contains("DEBUG"), "not at debug");
        let signature = token.rsplit('.').next().expect("a signature");
        for secret in [token, signature, SECRET_KEY, "canary"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
