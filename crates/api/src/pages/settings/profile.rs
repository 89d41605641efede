//! The user name.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::FieldErrors;
use jobboard_core::user::Role;
use jobboard_services::accounts;

use super::{Place, Section, SettingsForm, SettingsPage};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, Query};
use crate::pages::form::{FormField, FormFields, Kind};
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};

fn settings(site: &Site, user: &SignedIn, form: SettingsForm) -> SettingsPage {
    let account = user.0.account();
    SettingsPage {
        layout: Layout::for_user(site, &user.0),
        section: Place::new(Section::Profile, &user.0),
        lead: match account.role {
            Role::Member => "You are a member: you post jobs and keep them.",
            Role::Moderator => "You are a moderator: you keep everybody's jobs.",
            Role::Admin => "You are an admin: you keep everybody's jobs and accounts.",
        }
        .to_owned(),
        email: account.email.clone(),
        forms: vec![form],
    }
}

fn form(username: &str) -> SettingsForm {
    SettingsForm {
        id: "name",
        heading: "What you are called",
        lead: String::new(),
        action: "/settings/".to_owned(),
        fields: FormFields(vec![
            FormField::new("username", "User name", Kind::Text)
                .hint("Unique, whatever its case.")
                .autocomplete("nickname")
                .value(Some(username)),
        ]),
        failure: None,
        submit: "Save",
        danger: false,
    }
}

/// `GET /settings/`
pub(crate) async fn profile_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut settings = settings(&site, &user, form(&user.0.account().username));
    settings.layout = settings.layout.with_notice(query.0.get("msg"));
    page(&request, &settings)
}

/// `POST /settings/`
pub(crate) async fn submit_profile(
    site: SiteData,
    user: SignedIn,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["username"])?;
    let username = typed.0.get("username");
    match accounts::rename(site.context(), &user.0, username, FieldErrors::new()).await {
        Ok(_) => Ok(see_other("/settings/?msg=renamed")),
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut form = form(username.unwrap_or_default());
            form.fields = form.fields.with_errors(&rejection.errors);
            form.failure.clone_from(&rejection.failure);
            rejection.answer(&settings(&site, &user, form))
        }
    }
}
