//! A form that was sent after its sign-in had ended: what was written is kept, through the
//! sign-in, for the form to be sent again.

use actix_web::HttpResponse;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage};
use askama::Template;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::accounts::User;

use super::layout::Layout;
use super::page_body;
use crate::door::origin;
use crate::error::ApiError;
use crate::extract::{Form, Parameters};
use crate::route::Surface;
use crate::site::Site;
use crate::visit::Visit;

/// What is of no use without the password, which is not kept: which sign-in to end.
const CHOICE: &str = "session";

/// What is in the names of fields that are not sent back.
const SECRETS: [&str; 3] = ["password", "token", "code"];

/// What the name of a kept field begins with, in the form of the sign-in.
pub(crate) const PREFIX: &str = "kept.";

/// The fields of a form that could not be taken, but for its secrets.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeptForm(pub(crate) Vec<(String, String)>);

impl KeptForm {
    /// A form that may come back.
    pub(crate) fn of(form: &Parameters) -> Self {
        let is_secret = |name: &str| SECRETS.iter().any(|secret| name.contains(secret));
        let kept = form.iter();
        let kept = kept.filter(|(name, _)| !is_secret(name) && *name != CHOICE);
        Self(
            kept.map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    /// The fields that a sign-in has brought along.
    pub(crate) fn of_sign_in(form: &Parameters) -> Self {
        let kept = form.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(PREFIX)?;
            Some((name.to_owned(), value.to_owned()))
        });
        Self(kept.collect())
    }
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    layout: Layout,
    heading: Phrase,
    /// What happened, and what to do next.
    lead: Vec<Phrase>,
    submit: Phrase,
    action: String,
    fields: Vec<(String, String)>,
}

impl KeptPage {
    /// The name of a field, as a person reads it.
    fn label(&self, name: &str) -> Phrase {
        match name {
            "title" => phrase!("field-title"),
            "company" => phrase!("field-company"),
            "company_url" => phrase!("field-company-url"),
            "location" => phrase!("field-location"),
            "employment_types" => phrase!("field-employment"),
            "salary_min" => phrase!("field-salary-min"),
            "salary_max" => phrase!("field-salary-max"),
            "salary_currency" => phrase!("field-currency"),
            "salary_period" => phrase!("field-period"),
            "category" => phrase!("field-category"),
            "tags" => phrase!("field-tags"),
            "apply_to" => phrase!("field-apply-to"),
            "closes_on" => phrase!("field-closes-on"),
            "description" => phrase!("field-description"),
            "username" => phrase!("field-username"),
            "email" => phrase!("field-email"),
            "web_site" => phrase!("company-web-site"),
            "note" => phrase!("desk-note"),
            "body" => phrase!("desk-comment"),
            "name" => phrase!("categories-name"),
            "reason" => phrase!("report-reason"),
            "job_open_days" => phrase!("board-days"),
            "review_jobs" => phrase!("board-review"),
            "salary_required" => phrase!("board-salary"),
            "reports_to_hide" => phrase!("board-hide"),
            "role" => phrase!("users-role"),
            other => in_words(other),
        }
    }

    /// Whether a text fits into one line.
    fn has_one_line(&self, text: &str) -> bool {
        !text.contains(['\r', '\n']) && text.chars().count() <= 70
    }

    /// As many lines as a text needs, within reason.
    fn rows(&self, text: &str) -> usize {
        text.lines().count().max(text.len() / 70).clamp(1, 16)
    }
}

/// The name of a field that is seldom kept, as a person reads it.
fn in_words(name: &str) -> Phrase {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let words = first.unwrap_or_default() + &letters.as_str().replace('_', " ");
    phrase!("verbatim", text = words)
}

/// The form once more, after the sign-in, to be sent to `action`.
pub(crate) fn kept_page(
    site: &Site,
    user: &User,
    visit: &Visit,
    action: &str,
    kept: KeptForm,
) -> Result<HttpResponse, ApiError> {
    let page = KeptPage {
        layout: Layout::for_account(site, user, visit),
        heading: phrase!("kept-title"),
        lead: vec![phrase!("kept-lead")],
        submit: phrase!("kept-submit"),
        action: action.to_owned(),
        fields: kept.0,
    };
    page_body(&page)
}

/// Reads the form of a request that is about to be refused and keeps it for the sign-in page.
/// A form that a foreign page sent is not kept: it would put words into somebody's mouth.
pub(crate) async fn keep(request: &mut ServiceRequest, site: &Site) {
    let is_form = *request.method() == Method::POST
        && Surface::of_path(request.path()) == Surface::Page
        && origin::check(request.request(), site, Surface::Page).is_ok();
    if !is_form {
        return;
    }
    let mut payload: Payload = request.take_payload();
    let Ok(Form(form)) = Form::from_request(request.request(), &mut payload).await else {
        return;
    };
    request.extensions_mut().insert(KeptForm::of(&form));
}

/// The form once more, when it could not be saved for no fault of its own: to be sent again.
pub(crate) fn unsaved_page(
    layout: Layout,
    heading: Phrase,
    lead: Vec<Phrase>,
    action: &str,
    kept: &KeptForm,
) -> Result<String, askama::Error> {
    let page = KeptPage {
        layout,
        heading,
        lead,
        submit: phrase!("problem-retry"),
        action: action.to_owned(),
        fields: kept.0.clone(),
    };
    page.render()
}
