//! The e-mail address: verified, and changed.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::phrase;
use jobboard_services::account_security;
use jobboard_services::recovery::{self, Verification};

use super::{Place, Section, SettingsForm, SettingsPage, current_password};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, Parameters, Query};
use crate::pages::form::{FormField, FormFields, Kind};
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};

fn settings(site: &Site, user: &SignedIn, change: SettingsForm) -> SettingsPage {
    let account = user.0.account();
    let mut forms = Vec::new();
    if account.email_verified_at.is_none() {
        forms.push(SettingsForm {
            id: "verify",
            heading: phrase!("email-verify"),
            lead: Some(phrase!("email-verify-lead")),
            action: "/settings/email/verification/".to_owned(),
            fields: FormFields(Vec::new()),
            failure: None,
            submit: phrase!("email-verify-submit"),
            confirm: None,
        });
    }
    forms.push(change);
    let lead = match account.email_verified_at {
        Some(_) => phrase!("email-state-verified", email = &account.email),
        None => phrase!("email-state-open", email = &account.email),
    };
    SettingsPage {
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Email, &user.0),
        lead,
        email: account.email.clone(),
        forms,
    }
}

fn change(typed: &Parameters) -> SettingsForm {
    SettingsForm {
        id: "change",
        heading: phrase!("change-it"),
        lead: Some(phrase!("email-change-lead")),
        action: "/settings/email/".to_owned(),
        fields: FormFields(vec![
            FormField::new("email", phrase!("field-new-email"), Kind::Email)
                .autocomplete("email")
                .value(typed.get("email")),
            current_password(),
        ]),
        failure: None,
        submit: phrase!("email-change-submit"),
        confirm: None,
    }
}

/// `GET /settings/email/`
pub(crate) async fn email_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut settings = settings(&site, &user, change(&Parameters::default()));
    settings.layout = settings.layout.with_notice(query.0.get("msg"));
    page(&request, &settings)
}

/// `POST /settings/email/`
pub(crate) async fn submit_email(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["email", "current_password"])?;
    let asked = account_security::request_email_change(
        site.context(),
        &user.0,
        form.0.get("email"),
        form.0.get("current_password"),
        &caller.0,
    );
    match asked.await {
        Ok(()) => Ok(see_other("/settings/email/?msg=email-mailed")),
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut change = change(&form.0);
            change.fields = change.fields.with_errors(&rejection.errors);
            change.failure.clone_from(&rejection.failure);
            rejection.answer(&settings(&site, &user, change))
        }
    }
}

/// `POST /settings/email/verification/`
pub(crate) async fn submit_verification(
    site: SiteData,
    user: SignedIn,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&[])?;
    let notice = match recovery::send_verification(site.context(), user.0.id()).await? {
        Verification::Ordered => "verification-mailed",
        Verification::NotNeeded => "email-verified",
        Verification::TooMany => "too-many-mails",
    };
    Ok(see_other(format!("/settings/email/?msg={notice}")))
}
