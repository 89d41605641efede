//! Asking the board as one of its people.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::board::{self, Board, PASSWORD};
use crate::http::Request;

/// Somebody who asks.
#[derive(Debug)]
pub(super) struct Client {
    address: SocketAddr,
    token: Option<String>,
    /// The network that a proxy in front would name.
    network: Option<String>,
}

impl Client {
    /// Somebody without an account, in a network of documentation's (RFC 5737).
    pub(super) fn stranger(board: &Board, number: u8) -> Self {
        Self {
            address: board.address,
            token: None,
            network: Some(format!("198.51.100.{number}")),
        }
    }

    /// Signs in with the usual password.
    ///
    /// # Errors
    /// When the board refuses.
    pub(super) fn sign_in(board: &Board, email: &str) -> Result<Self> {
        let answer = board::login(email, PASSWORD).send(board.address)?;
        let token = answer.json(200)?["access_token"].as_str().map(String::from);
        Ok(Self {
            address: board.address,
            token: Some(token.context("the answer has no token")?),
            network: None,
        })
    }

    pub(super) fn get(&self, path: &str) -> Result<Value> {
        self.send(Request::get(path))
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Request::post(path, body))
    }

    pub(super) fn patch(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Request {
            method: "PATCH",
            ..Request::post(path, body)
        })
    }

    pub(super) fn put(&self, path: &str) -> Result<Value> {
        self.send(Request {
            method: "PUT",
            ..Request::get(path)
        })
    }

    pub(super) fn delete(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Request {
            method: "DELETE",
            ..Request::post(path, body)
        })
    }

    /// Takes a step of a job's life.
    pub(super) fn step(&self, job: i64, step: &str, note: Option<&str>) -> Result<Value> {
        let mut body = json!({"step": step});
        if let Some(note) = note {
            body["note"] = json!(note);
        }
        self.post(&format!("/api/v1/jobs/{job}/transitions"), &body)
    }

    /// Says something about a job.
    pub(super) fn comment(&self, job: i64, body: &str) -> Result<Value> {
        let path = format!("/api/v1/jobs/{job}/comments");
        self.post(&path, &json!({"body": body}))
    }

    /// Posts a job and gives back what the board made of it.
    pub(super) fn post_job(&self, job: &Value) -> Result<Value> {
        self.post("/api/v1/jobs", job)
            .with_context(|| format!("the job {}", job["title"]))
    }

    /// Sends a request. What is not JSON is nothing.
    fn send(&self, request: Request) -> Result<Value> {
        let path = request.path.clone();
        let answer = Request {
            token: self.token.clone(),
            forwarded_for: self.network.clone(),
            ..request
        }
        .send(self.address)?;
        if !(200..300).contains(&answer.status) {
            let body = String::from_utf8_lossy(&answer.body);
            bail!("{path} is answered with {}: {body}", answer.status);
        }
        Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
    }
}
