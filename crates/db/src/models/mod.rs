//! The rows of the tables, and what is written into them.

mod job;
mod session;
mod user;

pub use job::{Job, JobChanges, JobSummary, JobText, NewJob};
pub use session::NewSession;
pub use user::{NewUser, User};
