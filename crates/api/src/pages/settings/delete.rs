//! The end of an account.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::phrase;
use jobboard_services::account_security;

use super::{Place, Section, SettingsForm, SettingsPage, current_password};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::Form;
use crate::pages::form::FormFields;
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};

fn settings(site: &Site, user: &SignedIn, form: SettingsForm) -> SettingsPage {
    SettingsPage {
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Delete, &user.0),
        lead: phrase!("delete-account-lead"),
        email: user.0.account().email.clone(),
        forms: vec![form],
    }
}

fn form() -> SettingsForm {
    SettingsForm {
        id: "delete",
        heading: phrase!("delete-account-heading"),
        lead: None,
        action: "/settings/delete/".to_owned(),
        fields: FormFields(vec![current_password()]),
        failure: None,
        submit: phrase!("delete-account-submit"),
        confirm: Some(phrase!("delete-account-confirm")),
    }
}

/// `GET /settings/delete/`
pub(crate) async fn delete_account_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
) -> Result<HttpResponse, ApiError> {
    page(&request, &settings(&site, &user, form()))
}

/// `POST /settings/delete/`
pub(crate) async fn submit_delete_account(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["current_password"])?;
    let password = typed.0.get("current_password");
    match account_security::delete_account(site.context(), &user.0, password, &caller.0).await {
        Ok(()) => {
            let mut response = see_other("/?msg=account-deleted");
            site.cookies().sign_out(&mut response)?;
            Ok(response)
        }
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut form = form();
            form.fields = form.fields.with_errors(&rejection.errors);
            form.failure.clone_from(&rejection.failure);
            rejection.answer(&settings(&site, &user, form))
        }
    }
}
