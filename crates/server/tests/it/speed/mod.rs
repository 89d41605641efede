//! Answers that are sent again from memory: what they say is never older than what was changed.

mod answers;
mod consistency;
mod instances;
mod killed;
mod posting;
mod public_site;
mod sessions;
