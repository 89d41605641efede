//! From where somebody calls.

use jobboard_core::language::Language;
use jobboard_core::network::Network;

/// From where a request comes: for the throttles, the list of sessions and the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The network, by the last proxy that is trusted; none on the command line.
    pub network: Option<Network>,
    /// What the program calls itself (`User-Agent`), as it came.
    pub user_agent: String,
    /// The language that they read, if they said so.
    pub language: Option<Language>,
    /// The id of the request, to find it in the log by.
    pub request_id: String,
}

impl Caller {
    /// The operator, on the command line.
    pub fn operator() -> Self {
        Self {
            network: None,
            user_agent: String::new(),
            language: None,
            request_id: "command-line".to_owned(),
        }
    }

    /// The network as it is stored and shown; empty on the command line.
    pub fn network_text(&self) -> String {
        self.network.map(|n| n.to_string()).unwrap_or_default()
    }
}
