//! What a person's browser is told by other ways than its pages: its size, its colours, its printer.

use std::sync::Arc;

use base64::Engine;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command as DriverCommand, ExtensionCommand};
use thirtyfour::prelude::*;

use super::Browser;

/// The colours that somebody prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

impl Browser {
    /// Makes the window this wide. Chromium's own windows are never narrower than 500 pixels.
    pub(crate) async fn resize(&self, width: u32) {
        self.debug(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await;
    }

    /// Prefers these colours, and no motion, so that a colour is what it will be.
    pub(crate) async fn prefer(&self, scheme: Scheme) {
        let colours = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": colours},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.debug("Emulation.setEmulatedMedia", features).await;
    }

    /// Allows pages something that they would have to ask for.
    pub(crate) async fn grant(&self, permissions: &[&str]) {
        self.debug(
            "Browser.grantPermissions",
            json!({"permissions": permissions}),
        )
        .await;
    }

    /// Runs a script in the page, whatever the page's policy on scripts is.
    pub(crate) async fn run(&self, script: &str) {
        let ran = self.driver.execute(script, []).await;
        ran.expect("the script to run");
    }

    /// What has the focus.
    pub(crate) async fn active(&self) -> WebElement {
        self.driver.active_element().await.expect("an element")
    }

    /// Goes back, as the browser's own button does.
    pub(crate) async fn back(&self) {
        self.driver.back().await.expect("a page before this one");
    }

    /// Chooses a language at the foot of the page.
    pub(crate) async fn choose_language(&self, language: &str) {
        self.goto("/").await;
        self.click(&format!(".languages button[value={language}]"))
            .await;
        self.find(&format!("html[lang={language}]")).await;
    }

    /// The page on paper (A4), as a PDF.
    pub(crate) async fn print(&self) -> Vec<u8> {
        let paper = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
        let printed = self.debug("Page.printToPDF", paper).await;
        let data = printed["data"].as_str().expect("a document");
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .expect("base64")
    }

    async fn debug(&self, command: &'static str, parameters: Value) -> Value {
        let command = DebuggerCommand {
            command,
            parameters,
        };
        let command = DriverCommand::ExtensionCommand(Box::new(command));
        let answer = self.driver.cmd(command).await.expect("the debugger");
        answer.value_json().expect("an answer")
    }
}

/// A command of the Chrome DevTools Protocol.
#[derive(Debug)]
struct DebuggerCommand {
    command: &'static str,
    parameters: Value,
}

impl ExtensionCommand for DebuggerCommand {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({"cmd": self.command, "params": self.parameters}))
    }

    fn method(&self) -> reqwest::Method {
        reqwest::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/goog/cdp/execute".into()
    }
}
