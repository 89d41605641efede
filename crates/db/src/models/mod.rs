//! The rows of the tables, and what is written into them.

mod auth_event;
mod job;
mod mail;
mod one_time_token;
mod session;
mod throttle;
mod user;

pub use auth_event::{AuthEvent, NewAuthEvent};
pub use job::{Job, JobChanges, JobSummary, JobText, NewJob};
pub use mail::{Mail, NewMail};
pub use one_time_token::{NewToken, StoredToken};
pub use session::{NewSession, Session};
pub(crate) use throttle::NewThrottle;
pub use throttle::Throttle;
pub use user::{NewUser, User};
