//! The rows of the tables, and what is written into them.

mod auth_event;
mod company;
mod job;
mod job_comment;
mod job_event;
mod job_report;
mod mail;
mod one_time_token;
mod replay;
mod session;
mod throttle;
mod user;

pub use auth_event::{AuthEvent, NewAuthEvent};
pub use company::{Category, Company, CompanyEdit, NewCompany};
pub use job::{Job, JobEdit, JobRenewal, JobStanding, JobSummary, JobText, NewJob, PayColumns};
pub use job_comment::{JobComment, NewJobComment};
pub use job_event::{JobEvent, NewJobEvent};
pub use job_report::{JobReport, NewJobReport};
pub use mail::{Mail, NewMail};
pub use one_time_token::{NewToken, StoredToken};
pub use replay::{NewReplay, Replay};
pub use session::{NewSession, Session};
pub(crate) use throttle::NewThrottle;
pub use throttle::Throttle;
pub use user::{NewUser, User};
