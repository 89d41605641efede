//! How the board treats jobs, for an admin.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::board_rules::BoardSetting;
use jobboard_core::field::FieldErrors;
use jobboard_services::board_settings;

use super::{Place, Section, SettingsForm, SettingsPage};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, Query};
use crate::pages::form::{FormField, FormFields, Kind};
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};

/// What a setting is called, and what it does.
const fn in_words(setting: BoardSetting) -> (&'static str, &'static str) {
    match setting {
        BoardSetting::ReviewJobs => (
            "Review",
            "With it a moderator looks at a job before it is listed, and again when its poster \
             edits it.",
        ),
        BoardSetting::SalaryRequired => ("Salary", "Whether a job must say what it pays."),
        BoardSetting::JobOpenDays => (
            "Days on the list",
            "When a poster chooses no closing date, 1 to 365.",
        ),
        BoardSetting::ReportsToHide => (
            "Reports that hide a job",
            "With so many open reports a job is hidden until a moderator has seen it. 0 hides \
             none.",
        ),
    }
}

/// The words for yes and no.
const fn choices(setting: BoardSetting) -> Option<[(&'static str, &'static str); 2]> {
    match setting {
        BoardSetting::ReviewJobs => Some([
            ("false", "Jobs are listed at once"),
            ("true", "A moderator looks at them first"),
        ]),
        BoardSetting::SalaryRequired => {
            Some([("false", "It may be left out"), ("true", "Required")])
        }
        BoardSetting::JobOpenDays | BoardSetting::ReportsToHide => None,
    }
}

fn field(setting: BoardSetting, value: &str) -> FormField {
    let (label, hint) = in_words(setting);
    let field = |kind| FormField::new(setting.as_str(), label, kind).hint(hint);
    match choices(setting) {
        None => field(Kind::Text).value(Some(value)),
        Some(pairs) => {
            let pairs = pairs.map(|(value, label)| (value.to_owned(), label.to_owned()));
            field(Kind::Select).choices(pairs, &[value.to_owned()])
        }
    }
}

fn settings(
    site: &Site,
    user: &SignedIn,
    value: impl Fn(BoardSetting) -> String,
    errors: &FieldErrors,
) -> SettingsPage {
    let fields = BoardSetting::ALL.map(|setting| field(setting, &value(setting)));
    SettingsPage {
        layout: Layout::for_user(site, &user.0),
        section: Place::new(Section::Board, &user.0),
        lead: "A change holds at once, without a restart. Jobs that are listed stay as they are."
            .to_owned(),
        email: user.0.account().email.clone(),
        forms: vec![SettingsForm {
            id: "board",
            heading: "Jobs",
            lead: String::new(),
            action: "/admin/board/".to_owned(),
            fields: FormFields(fields.into()).with_errors(errors),
            failure: None,
            submit: "Save",
            danger: false,
        }],
    }
}

/// `GET /admin/board`
pub(crate) async fn board_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let rules = board_settings::read(site.context()).await?;
    let value = |setting: BoardSetting| setting.value(&rules);
    let mut settings = settings(&site, &user, value, &FieldErrors::new());
    settings.layout = settings.layout.with_notice(query.0.get("msg"));
    page(&request, &settings)
}

/// `POST /admin/board`
pub(crate) async fn submit_board(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&BoardSetting::ALL.map(BoardSetting::as_str))?;
    let changes = BoardSetting::ALL.into_iter();
    let changes = changes.filter_map(|setting| Some((setting, typed.0.text(setting.as_str())?)));
    let changes: Vec<_> = changes.collect();
    let errors = FieldErrors::new();
    match board_settings::change(site.context(), &user.0, changes, errors, &caller.0).await {
        Ok(_) => Ok(see_other("/admin/board/?msg=board-changed")),
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let value = |setting: BoardSetting| typed.0.text(setting.as_str()).unwrap_or_default();
            rejection.answer(&settings(&site, &user, value, &rejection.errors))
        }
    }
}
