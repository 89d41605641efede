//! Reports: what readers find wrong with a job, signed in or not.

use chrono::TimeDelta;
use jobboard_core::field::{FieldError, FieldErrors};
use jobboard_core::job::JobId;
use jobboard_core::paging::{NumberCursor, Page, PageLimit};
use jobboard_core::phrase;
use jobboard_core::report::ReportReason;
use jobboard_core::{limits, text};
pub use jobboard_db::models::JobReport;
use jobboard_db::models::NewJobReport;
pub use jobboard_db::repository::job_reports::Reported;
use jobboard_db::{DbConnection, QueryError, repository};

use crate::board_settings;
use crate::caller::Caller;
use crate::context::Context;
use crate::error::ServiceError;
use crate::jobs::{hide, managed_job};
use crate::sessions::CurrentUser;
use crate::throttle::{Bucket, Rule};

/// How many reports may come from one network.
const FROM_A_NETWORK: Rule = Rule::Window {
    limit: 20,
    length: TimeDelta::hours(1),
};

/// The reports of a job that are shown at the most.
const SHOWN: i64 = 100;

/// Reports a listed job. With enough open reports it is hidden until a moderator has seen it.
/// `errors` are those already found in the input.
///
/// # Errors
/// `Invalid` on `reason` or `note`; `NotFound`; `Gone`; `Conflict` when this reader has reported
/// the job as it stands; `Throttled` after 20 reports from a network in an hour.
pub async fn report(
    context: &Context,
    reader: Option<&CurrentUser>,
    id: JobId,
    (reason, note): (Option<&str>, Option<&str>),
    mut errors: FieldErrors,
    caller: &Caller,
) -> Result<(), ServiceError> {
    let reason = match reason.map(str::trim).filter(|raw| !raw.is_empty()) {
        Some(raw) => errors.keep(ReportReason::parse("reason", raw)),
        None => errors.keep(Err(FieldError::required("reason"))),
    };
    let note = errors.keep(text::lines("note", note, 0, limits::REPORT_NOTE_MAX));
    let (Some(reason), Some(note), true) = (reason, note, errors.is_empty()) else {
        return Err(errors.into());
    };
    let board = board_settings::in_force(context).await?;
    let (now, network) = (context.now(), caller.network_text());
    let key = &context.keys.throttles;
    let reader = match reader {
        Some(user) => key.fingerprint(format!("reader:user:{}", user.id()).as_bytes()),
        None => key.fingerprint(format!("reader:network:{network}").as_bytes()),
    };
    let reports = Bucket::new(key, FROM_A_NETWORK, "report", &[&network]);
    context
        .write_again_when_raced(move |db| {
            if let Some(closed) = reports.check(db, now)? {
                return Err(ServiceError::throttled(closed.until, now));
            }
            repository::jobs::lock(db, id)?;
            let job = repository::jobs::by_id(db, id)?.ok_or(ServiceError::NotFound)?;
            let state = job.state_at(now);
            if state.is_gone() {
                return Err(ServiceError::Gone);
            }
            if !state.is_public() {
                return Err(ServiceError::NotFound);
            }
            if repository::job_reports::is_known(db, id, &reader, job.edited_at)? {
                return Err(ServiceError::Conflict(FieldError::new(
                    "reason",
                    "reported",
                    phrase!("error-reported-already"),
                )));
            }
            reports.count(db, now)?;
            repository::job_reports::insert(
                db,
                &NewJobReport {
                    job_id: id.0,
                    reader: &reader,
                    reason: reason.as_str(),
                    note: &note,
                    created_at: now.naive_utc(),
                },
            )?;
            if are_enough(&board, db, id)? {
                hide(db, &job, now)?;
            }
            Ok(())
        })
        .await?;
    context.wake_mail();
    Ok(())
}

/// Whether a job has so many open reports that a moderator must see it before it is listed.
pub(crate) fn are_enough(
    board: &Context,
    db: &mut DbConnection,
    id: JobId,
) -> Result<bool, QueryError> {
    let enough = board.rules.board.reports_to_hide;
    Ok(enough > 0 && repository::job_reports::open_count(db, id)? >= enough)
}

/// The reports of a job, the open ones first, then the latest. Who may read them is said by the
/// route.
///
/// # Errors
/// `NotFound`.
pub async fn of_job(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<Vec<JobReport>, ServiceError> {
    managed_job(context, user, id).await?;
    context
        .read(move |db| repository::job_reports::of_job(db, id, SHOWN))
        .await
}

/// A page of the jobs with open reports, by the oldest of them. Who may read it is said by the
/// route.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    context: &Context,
    after: Option<NumberCursor>,
    limit: PageLimit,
) -> Result<Page<Reported, NumberCursor>, ServiceError> {
    context
        .read(move |db| repository::job_reports::waiting(db, after, limit))
        .await
}

/// Closes the open reports of a job, which stays where it is, and says how many. Who may do it is
/// said by the route.
///
/// # Errors
/// `NotFound`.
pub async fn dismiss(
    context: &Context,
    user: &CurrentUser,
    id: JobId,
) -> Result<usize, ServiceError> {
    managed_job(context, user, id).await?;
    let now = context.now();
    context
        .write_unseen(move |db| Ok(repository::job_reports::resolve(db, id, now)?))
        .await
}
