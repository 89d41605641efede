//! The user name.

use actix_web::{HttpRequest, HttpResponse};
use jobboard_core::field::FieldErrors;
use jobboard_core::phrase;
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
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Profile, &user.0),
        lead: match account.role {
            Role::Member => phrase!("profile-member"),
            Role::Moderator => phrase!("profile-moderator"),
            Role::Admin => phrase!("profile-admin"),
        },
        email: account.email.clone(),
        forms: vec![form],
    }
}

fn form(username: &str) -> SettingsForm {
    SettingsForm {
        id: "name",
        heading: phrase!("profile-name"),
        lead: None,
        action: "/settings/".to_owned(),
        fields: FormFields(vec![
            FormField::new("username", phrase!("field-username"), Kind::Text)
                .hint(phrase!("field-username-unique"))
                .autocomplete("nickname")
                .value(Some(username)),
        ]),
        failure: None,
        submit: phrase!("save"),
        confirm: None,
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
