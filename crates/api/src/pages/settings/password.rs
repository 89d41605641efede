//! The password.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::phrase;
use jobboard_services::account_security;

use super::{Place, Section, SettingsForm, SettingsPage, current_password};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::cookie;
use crate::error::ApiError;
use crate::extract::{Form, Query};
use crate::pages::account::new_password_field;
use crate::pages::form::FormFields;
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};

fn settings(site: &Site, user: &SignedIn, form: SettingsForm) -> SettingsPage {
    SettingsPage {
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Password, &user.0),
        lead: phrase!("password-lead"),
        email: user.0.account().email.clone(),
        forms: vec![form],
    }
}

fn form(site: &Site) -> SettingsForm {
    SettingsForm {
        id: "change",
        heading: phrase!("change-it"),
        lead: None,
        action: "/settings/password/".to_owned(),
        fields: FormFields(vec![
            current_password(),
            new_password_field(site, "new_password", phrase!("field-new-password")),
        ]),
        failure: None,
        submit: phrase!("password-submit"),
        confirm: None,
    }
}

/// `GET /settings/password/`
pub(crate) async fn password_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut settings = settings(&site, &user, form(&site));
    settings.layout = settings.layout.with_notice(query.0.get("msg"));
    page(&request, &settings)
}

/// `POST /settings/password/`
pub(crate) async fn submit_password(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["current_password", "new_password"])?;
    let changed = account_security::change_password(
        site.context(),
        &user.0,
        typed.0.get("current_password"),
        typed.0.get("new_password"),
        &caller.0,
    );
    match changed.await {
        Ok(tokens) => {
            let mut response = see_other("/settings/password/?msg=password-changed");
            cookie::set(&mut response, site.cookies().signed_in(&tokens))?;
            Ok(response)
        }
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut form = form(&site);
            form.fields = form.fields.with_errors(&rejection.errors);
            form.failure.clone_from(&rejection.failure);
            rejection.answer(&settings(&site, &user, form))
        }
    }
}
