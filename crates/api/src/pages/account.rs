//! Sign-up, sign-in, sign-out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::limits::Minimums;
use jobboard_services::ServiceError;
use jobboard_services::accounts::{self, UserInput};
use jobboard_services::login::{self, Credentials};
use jobboard_services::sessions;

use super::form::{FormField, FormFields, Kind};
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
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    layout: Layout,
    fields: FormFields,
    next: Option<String>,
    failed: bool,
}

fn register_fields(site: &Site, typed: &Parameters) -> FormFields {
    let min = site.context().password_policy().min_length;
    FormFields(vec![
        FormField::new("username", "User name", Kind::Text)
            .hint("Four characters or more.")
            .autocomplete("username")
            .value(typed.get("username")),
        FormField::new("email", "E-mail address", Kind::Email)
            .hint("You sign in with it.")
            .autocomplete("email")
            .value(typed.get("email")),
        FormField::new("password", "Password", Kind::Password)
            .hint(format!(
                "{min} characters or more. A few unrelated words make a good one."
            ))
            .autocomplete("new-password"),
    ])
}

fn login_fields(typed: &Parameters) -> FormFields {
    FormFields(vec![
        FormField::new("email", "E-mail address", Kind::Email)
            .autocomplete("username")
            .value(typed.get("email")),
        FormField::new("password", "Password", Kind::Password).autocomplete("current-password"),
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
        accounts::register(site.context(), input, Minimums::FORMS, errors, &caller.0).await;
    let errors = match outcome {
        Ok(_) => return Ok(see_other("/?msg=registered")),
        Err(ServiceError::Invalid(errors)) => errors,
        Err(ServiceError::Conflict(error)) => error.into(),
        Err(other) => return Err(other.into()),
    };
    let register = RegisterPage {
        layout: Layout::new(&site, &visitor),
        fields: register_fields(&site, &form.0).with_errors(&errors),
    };
    rejected(StatusCode::UNPROCESSABLE_ENTITY, &register)
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
        failed: false,
    };
    page(&request, &login)
}

/// `POST /login/`
pub(crate) async fn submit_login(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["email", "password", "next"])?;
    let typed = |name| form.0.text(name).unwrap_or_default();
    let next = local_path(form.0.get("next"));
    let credentials = Credentials {
        email: typed("email"),
        password: typed("password"),
        device: site.cookies().device(&request),
    };
    match login::login(site.context(), credentials, &caller.0).await {
        Ok(login) => {
            let mut response = see_other(next.unwrap_or("/?msg=signed-in"));
            site.cookies().sign_in(&mut response, &login)?;
            Ok(response)
        }
        Err(ServiceError::BadCredentials) => {
            let login = LoginPage {
                layout: Layout::new(&site, &visitor),
                fields: login_fields(&form.0),
                next: next.map(str::to_owned),
                failed: true,
            };
            rejected(StatusCode::UNAUTHORIZED, &login)
        }
        Err(other) => Err(other.into()),
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
