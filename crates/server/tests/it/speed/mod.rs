//! Answers that are sent again from memory: what they say is never older than what was changed.

mod answers;
mod consistency;
mod killed;
mod public_site;
