//! Sign-up, sign-in, sign-out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::limits::Minimums;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::accounts::{self, UserInput};
use jobboard_services::login::{self, Credentials};
use jobboard_services::sessions;

use super::form::{FormField, FormFields, Kind};
use super::form_page::Rejection;
use super::kept_form::{self, KeptForm};
use super::layout::Layout;
use super::{local_path, page, rejected, see_other};
use crate::auth::Visitor;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, Parameters, Query};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    layout: Layout,
    fields: FormFields,
    /// What went wrong with all of it.
    failure: Option<Phrase>,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    layout: Layout,
    fields: FormFields,
    next: Option<String>,
    /// What went wrong.
    failure: Option<Phrase>,
    /// The form that was sent when the sign-in had ended.
    kept: Vec<(String, String)>,
}

/// A field for a new password.
pub(super) fn new_password_field(site: &Site, name: &'static str, label: Phrase) -> FormField {
    let min = site.context().password_policy().min_length;
    FormField::new(name, label, Kind::Password)
        .hint(phrase!("field-password-hint", least = min))
        .autocomplete("new-password")
}

fn register_fields(site: &Site, typed: &Parameters) -> FormFields {
    FormFields(vec![
        FormField::new("username", phrase!("field-username"), Kind::Text)
            .hint(phrase!("field-username-hint"))
            .autocomplete("nickname")
            .value(typed.get("username")),
        FormField::new("email", phrase!("field-email"), Kind::Email)
            .hint(phrase!("field-email-hint"))
            .autocomplete("username")
            .value(typed.get("email")),
        new_password_field(site, "password", phrase!("field-password")),
    ])
}

fn login_fields(typed: &Parameters) -> FormFields {
    FormFields(vec![
        FormField::new("email", phrase!("field-email"), Kind::Email)
            .autocomplete("username")
            .value(typed.get("email")),
        FormField::new("password", phrase!("field-password"), Kind::Password)
            .autocomplete("current-password"),
    ])
}

/// `GET /register/`
pub(crate) async fn register_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
) -> Result<HttpResponse, ApiError> {
    if visitor.0.is_some() {
        return Ok(see_other("/"));
    }
    let register = RegisterPage {
        layout: Layout::new(&site, &visitor),
        fields: register_fields(&site, &Parameters::default()),
        failure: None,
    };
    page(&request, &register)
}

/// `POST /register/`
pub(crate) async fn submit_register(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["username", "email", "password"])?;
    let input = UserInput {
        username: form.0.text("username"),
        email: form.0.text("email"),
        password: form.0.text("password"),
    };
    let errors = FieldErrors::new();
    let outcome =
        accounts::register(site.context(), &input, Minimums::FORMS, errors, &caller.0).await;
    let rejection = match outcome {
        Ok(_) => return Ok(see_other("/?msg=registered")),
        Err(error) => Rejection::of(error)?,
    };
    rejection.answer(&RegisterPage {
        layout: Layout::new(&site, &visitor),
        fields: register_fields(&site, &form.0).with_errors(&rejection.errors),
        failure: rejection.failure.clone(),
    })
}

/// `GET /login/`
pub(crate) async fn login_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let next = local_path(query.0.get("next"));
    if visitor.0.is_some() {
        return Ok(see_other(next.unwrap_or("/")));
    }
    let login = LoginPage {
        layout: Layout::new(&site, &visitor).with_notice(query.0.get("msg")),
        fields: login_fields(&Parameters::default()),
        next: next.map(str::to_owned),
        failure: None,
        kept: Vec::new(),
    };
    page(&request, &login)
}

/// The sign-in page for whoever sent a form after their sign-in had ended.
pub(super) fn login_page_keeping(
    path: &str,
    site: &Site,
    visitor: &Visitor,
    kept: &KeptForm,
) -> Result<String, ApiError> {
    let login = LoginPage {
        layout: Layout::new(site, &visitor.signed_out()),
        fields: login_fields(&Parameters::default()),
        next: Some(path.to_owned()),
        failure: None,
        kept: kept.0.clone(),
    };
    Ok(login.render()?)
}

/// `POST /login/`
pub(crate) async fn submit_login(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0
        .without(kept_form::PREFIX)
        .only(&["email", "password", "next"])?;
    let typed = |name| form.0.text(name).unwrap_or_default();
    let next = local_path(form.0.get("next"));
    let kept = KeptForm::of_sign_in(&form.0);
    let credentials = Credentials {
        email: typed("email"),
        password: typed("password"),
        device: site.cookies().device(&request),
    };
    let page = |failure: Phrase, kept: KeptForm| LoginPage {
        layout: Layout::new(&site, &visitor),
        fields: login_fields(&form.0),
        next: next.map(str::to_owned),
        failure: Some(failure),
        kept: kept.0,
    };
    match login::login(site.context(), credentials, &caller.0).await {
        Ok(login) => {
            let mut response = match next {
                Some(action) if !kept.0.is_empty() => {
                    kept_form::kept_page(&site, &login.user, &visitor.1, action, kept)?
                }
                _ => see_other(next.unwrap_or("/?msg=signed-in")),
            };
            site.cookies().sign_in(&mut response, &login)?;
            Ok(response)
        }
        Err(ServiceError::BadCredentials) => {
            let failure = phrase!("sign-in-wrong");
            rejected(StatusCode::UNAUTHORIZED, &page(failure, kept))
        }
        Err(other) => {
            let rejection = Rejection::of(other)?;
            let failure = rejection.failure.clone();
            rejection.answer(&page(failure.unwrap_or(phrase!("error-input")), kept))
        }
    }
}

/// `POST /logout/`
pub(crate) async fn submit_logout(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
) -> Result<HttpResponse, ApiError> {
    if let Some(user) = &visitor.0 {
        sessions::logout(site.context(), user, &caller.0).await?;
    }
    let mut response = see_other("/?msg=signed-out");
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}
