//! Forgotten passwords, mailed links and the first admin's code. A link's page changes nothing
//! by itself: mail programs follow links, too. Its button does.

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::one_time::{self, TokenKind};
use jobboard_services::{ServiceError, first_admin, recovery};

use super::account::new_password_field;
use super::form::{FormField, FormFields, Kind};
use super::form_page::{FormPage, Rejection};
use super::layout::Layout;
use super::{page, page_body, see_other};
use crate::auth::{SignedIn, Visitor};
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, Parameters, Query};
use crate::route::{Access, Route};
use crate::site::{Site, SiteData};

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    layout: Layout,
    heading: Phrase,
    text: Phrase,
    href: &'static str,
    label: Phrase,
}

/// A page with one button.
fn button(
    site: &Site,
    visitor: &Visitor,
    token: &str,
    action: &str,
    heading: Phrase,
    lead: Phrase,
    submit: Phrase,
) -> FormPage {
    FormPage {
        layout: Layout::new(site, visitor),
        heading,
        lead: Some(lead),
        failure: None,
        action: action.to_owned(),
        hidden: vec![("token", token.to_owned())],
        fields: FormFields(Vec::new()),
        submit,
        danger: false,
        back: None,
    }
}

fn token(parameters: &Parameters) -> &str {
    parameters.get("token").unwrap_or_default()
}

fn forgot_form(site: &Site, visitor: &Visitor, typed: &Parameters) -> FormPage {
    FormPage {
        layout: Layout::new(site, visitor),
        heading: phrase!("forgot-heading"),
        lead: Some(phrase!("forgot-lead")),
        failure: None,
        action: "/forgot-password/".to_owned(),
        hidden: Vec::new(),
        fields: FormFields(vec![
            FormField::new("email", phrase!("field-email"), Kind::Email)
                .autocomplete("username")
                .value(typed.get("email")),
        ]),
        submit: phrase!("forgot-submit"),
        danger: false,
        back: Some("/login/".to_owned()),
    }
}

/// `GET /forgot-password/`
pub(crate) async fn forgot_password_page(
    request: HttpRequest,
    site: SiteData,
    visitor: Visitor,
) -> Result<HttpResponse, ApiError> {
    page(
        &request,
        &forgot_form(&site, &visitor, &Parameters::default()),
    )
}

/// `POST /forgot-password/`
pub(crate) async fn submit_forgot_password(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["email"])?;
    let email = form.0.get("email").unwrap_or_default();
    recovery::forgot_password(site.context(), email, &caller.0).await?;
    page_body(&MessagePage {
        layout: Layout::new(&site, &visitor),
        heading: phrase!("mailed-heading"),
        text: phrase!("mailed-text"),
        href: "/login/",
        label: phrase!("mailed-next"),
    })
}

fn reset_form(site: &Site, visitor: &Visitor, token: &str) -> FormPage {
    let mut form = button(
        site,
        visitor,
        token,
        "/reset-password/",
        phrase!("reset-heading"),
        phrase!("reset-lead"),
        phrase!("reset-submit"),
    );
    form.fields = FormFields(vec![new_password_field(
        site,
        "new_password",
        phrase!("field-new-password"),
    )]);
    form
}

/// `GET /reset-password/?token=`
pub(crate) async fn reset_password_page(
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let token = token(&query.0);
    one_time::peek(site.context(), TokenKind::ResetPassword, token).await?;
    page_body(&reset_form(&site, &visitor, token))
}

/// `POST /reset-password/`
pub(crate) async fn submit_reset_password(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["token", "new_password"])?;
    let token = token(&form.0);
    let password = form.0.get("new_password");
    match recovery::reset_password(site.context(), token, password, &caller.0).await {
        Ok(()) => {
            let mut response = see_other("/login/?msg=password-reset");
            site.cookies().sign_out(&mut response)?;
            Ok(response)
        }
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let mut form = reset_form(&site, &visitor, token);
            form.fields = form.fields.with_errors(&rejection.errors);
            form.failure.clone_from(&rejection.failure);
            rejection.answer(&form)
        }
    }
}

/// `GET /verify-email/?token=`
pub(crate) async fn verify_email_page(
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let token = token(&query.0);
    let redeemed = one_time::peek(site.context(), TokenKind::VerifyEmail, token).await?;
    let lead = phrase!("verify-lead", email = redeemed.email.unwrap_or_default());
    page_body(&button(
        &site,
        &visitor,
        token,
        "/verify-email/",
        phrase!("verify-heading"),
        lead,
        phrase!("verify-submit"),
    ))
}

/// `POST /verify-email/`
pub(crate) async fn submit_verify_email(
    site: SiteData,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["token"])?;
    recovery::verify_email(site.context(), token(&form.0), &caller.0).await?;
    Ok(see_other("/?msg=email-verified"))
}

/// `GET /confirm-email/?token=`
pub(crate) async fn confirm_email_page(
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let token = token(&query.0);
    let redeemed = one_time::peek(site.context(), TokenKind::ChangeEmail, token).await?;
    let lead = phrase!("confirm-lead", email = redeemed.email.unwrap_or_default());
    page_body(&button(
        &site,
        &visitor,
        token,
        "/confirm-email/",
        phrase!("confirm-heading"),
        lead,
        phrase!("confirm-submit"),
    ))
}

/// `POST /confirm-email/`
pub(crate) async fn submit_confirm_email(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["token"])?;
    match recovery::confirm_email_change(site.context(), token(&form.0), &caller.0).await {
        Ok(()) => {
            let mut response = see_other("/login/?msg=email-changed");
            site.cookies().sign_out(&mut response)?;
            Ok(response)
        }
        Err(ServiceError::Conflict(_)) => page_body(&MessagePage {
            layout: Layout::new(&site, &visitor),
            heading: phrase!("confirm-taken"),
            text: phrase!("confirm-taken-text"),
            href: "/settings/email/",
            label: phrase!("confirm-taken-next"),
        }),
        Err(other) => Err(other.into()),
    }
}

/// `GET /undo-email/?token=`
pub(crate) async fn undo_email_page(
    site: SiteData,
    visitor: Visitor,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let token = token(&query.0);
    let redeemed = one_time::peek(site.context(), TokenKind::UndoEmail, token).await?;
    let lead = phrase!("undo-lead", email = redeemed.email.unwrap_or_default());
    page_body(&button(
        &site,
        &visitor,
        token,
        "/undo-email/",
        phrase!("undo-heading"),
        lead,
        phrase!("undo-submit"),
    ))
}

/// `POST /undo-email/`
pub(crate) async fn submit_undo_email(
    site: SiteData,
    visitor: Visitor,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["token"])?;
    recovery::undo_email_change(site.context(), token(&form.0), &caller.0).await?;
    let mut response = page_body(&MessagePage {
        // Whoever was signed in is not any more.
        layout: Layout::new(&site, &visitor.signed_out()),
        heading: phrase!("undone-heading"),
        text: phrase!("undone-text"),
        href: "/",
        label: phrase!("to-all-jobs"),
    })?;
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}

fn claim_form(site: &Site, user: &SignedIn) -> FormPage {
    FormPage {
        layout: Layout::for_user(site, user),
        heading: phrase!("claim-heading"),
        lead: Some(phrase!("claim-lead")),
        failure: None,
        action: "/claim-admin/".to_owned(),
        hidden: Vec::new(),
        fields: FormFields(vec![FormField::new(
            "code",
            phrase!("field-code"),
            Kind::Text,
        )]),
        submit: phrase!("claim-submit"),
        danger: false,
        back: Some("/settings/".to_owned()),
    }
}

/// `GET /claim-admin/`
pub(crate) async fn claim_admin_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
) -> Result<HttpResponse, ApiError> {
    page(&request, &claim_form(&site, &user))
}

/// `POST /claim-admin/`
pub(crate) async fn submit_claim_admin(
    site: SiteData,
    user: SignedIn,
    caller: CalledFrom,
    form: Form,
) -> Result<HttpResponse, ApiError> {
    form.0.only(&["code"])?;
    let code = form.0.get("code").unwrap_or_default();
    first_admin::claim(site.context(), &user.0, code, &caller.0).await?;
    let mut response = see_other("/login/?msg=admin");
    site.cookies().sign_out(&mut response)?;
    Ok(response)
}

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Access::{SignedIn, Visitor};
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(
            get.clone(),
            "/forgot-password",
            Visitor,
            forgot_password_page,
        ),
        Route::new(
            post.clone(),
            "/forgot-password",
            Visitor,
            submit_forgot_password,
        ),
        Route::new(get.clone(), "/reset-password", Visitor, reset_password_page),
        Route::new(
            post.clone(),
            "/reset-password",
            Visitor,
            submit_reset_password,
        ),
        Route::new(get.clone(), "/verify-email", Visitor, verify_email_page),
        Route::new(post.clone(), "/verify-email", Visitor, submit_verify_email),
        Route::new(get.clone(), "/confirm-email", Visitor, confirm_email_page),
        Route::new(
            post.clone(),
            "/confirm-email",
            Visitor,
            submit_confirm_email,
        ),
        Route::new(get.clone(), "/undo-email", Visitor, undo_email_page),
        Route::new(post.clone(), "/undo-email", Visitor, submit_undo_email),
        Route::new(get, "/claim-admin", SignedIn, claim_admin_page),
        Route::new(post, "/claim-admin", SignedIn, submit_claim_admin),
    ]
}
