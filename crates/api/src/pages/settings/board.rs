//! How the board treats jobs, for an admin.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::board_rules::BoardSetting;
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
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
const fn in_words(setting: BoardSetting) -> (Phrase, Phrase) {
    match setting {
        BoardSetting::ReviewJobs => (phrase!("board-review"), phrase!("board-review-hint")),
        BoardSetting::SalaryRequired => (phrase!("board-salary"), phrase!("board-salary-hint")),
        BoardSetting::JobOpenDays => (phrase!("board-days"), phrase!("board-days-hint")),
        BoardSetting::ReportsToHide => (phrase!("board-hide"), phrase!("board-hide-hint")),
    }
}

/// The words for yes and no.
const fn choices(setting: BoardSetting) -> Option<[(&'static str, Phrase); 2]> {
    match setting {
        BoardSetting::ReviewJobs => Some([
            ("false", phrase!("board-review-no")),
            ("true", phrase!("board-review-yes")),
        ]),
        BoardSetting::SalaryRequired => Some([
            ("false", phrase!("board-salary-no")),
            ("true", phrase!("board-salary-yes")),
        ]),
        BoardSetting::JobOpenDays | BoardSetting::ReportsToHide => None,
    }
}

fn field(setting: BoardSetting, value: &str) -> FormField {
    let (label, hint) = in_words(setting);
    let field = |kind| FormField::new(setting.as_str(), label, kind).hint(hint);
    match choices(setting) {
        None => field(Kind::Text).value(Some(value)),
        Some(pairs) => {
            let pairs = pairs.map(|(value, label)| (value.to_owned(), label));
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
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Board, &user.0),
        lead: phrase!("board-lead"),
        email: user.0.account().email.clone(),
        forms: vec![SettingsForm {
            id: "board",
            heading: phrase!("board-jobs"),
            lead: None,
            action: "/admin/board/".to_owned(),
            fields: FormFields(fields.into()).with_errors(errors),
            failure: None,
            submit: phrase!("save"),
            confirm: None,
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
