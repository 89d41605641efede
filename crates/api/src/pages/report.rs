//! The form with which a reader reports a job.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::FieldErrors;
use jobboard_core::job::JobId;
use jobboard_core::phrase;
use jobboard_core::report::ReportReason;
use jobboard_services::{ServiceError, jobs, reports};

use super::form::{FormField, FormFields, Kind};
use super::form_page::{FormPage, Rejection};
use super::home::gone_page;
use super::layout::Layout;
use super::{page, see_other};
use crate::auth::Visitor;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, JobNumber, Parameters};
use crate::site::{Site, SiteData};

fn form(site: &Site, visitor: &Visitor, id: JobId, title: &str, typed: &Parameters) -> FormPage {
    let reasons = ReportReason::ALL.map(|reason| (reason.as_str().to_owned(), reason.phrase()));
    let chosen: Vec<String> = typed.text("reason").into_iter().collect();
    FormPage {
        layout: Layout::new(site, visitor),
        heading: phrase!("report-heading"),
        lead: Some(phrase!("report-lead", title = title)),
        failure: None,
        action: format!("/report/{id}/"),
        hidden: Vec::new(),
        fields: FormFields(vec![
            FormField::new("reason", phrase!("report-reason"), Kind::Select)
                .choices(reasons, &chosen),
            FormField::new("note", phrase!("report-note"), Kind::Lines)
                .optional()
                .value(typed.get("note")),
        ]),
        submit: phrase!("report-submit"),
        danger: false,
        back: Some(format!("/details/{id}")),
    }
}

/// `GET /report/{id}`
pub(crate) async fn report_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    id: JobNumber,
) -> Result<HttpResponse, ApiError> {
    let id = id.existing()?;
    let job = match jobs::read_job(site.context(), id).await {
        Err(ServiceError::Gone) => return gone_page(&site, &visitor, id).await,
        other => other?,
    };
    let form = form(&site, &visitor, id, &job.title, &Parameters::default());
    page(&request, &form)
}

/// `POST /report/{id}`
pub(crate) async fn submit_report(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    id: JobNumber,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["reason", "note"])?;
    let (id, context) = (id.existing()?, site.context());
    let said = (typed.0.get("reason"), typed.0.get("note"));
    let reader = visitor.0.as_ref();
    let errors = FieldErrors::new();
    match reports::report(context, reader, id, said, errors, &caller.0).await {
        Ok(()) => Ok(see_other("/?msg=reported")),
        Err(ServiceError::Gone) => gone_page(&site, &visitor, id).await,
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let job = jobs::read_job(context, id).await?;
            let mut form = form(&site, &visitor, id, &job.title, &typed.0);
            form.fields = form.fields.with_errors(&rejection.errors);
            form.failure.clone_from(&rejection.failure);
            rejection.answer(&form)
        }
    }
}
