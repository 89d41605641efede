//! All accounts, for an admin.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_core::user::{Role, UserId};
use jobboard_services::accounts::User;
use jobboard_services::user_admin::{self, AccountPatch};

use super::{Place, Section, SettingsForm, SettingsPage, current_password};
use crate::auth::SignedIn;
use crate::caller::CalledFrom;
use crate::error::ApiError;
use crate::extract::{Form, Parameters, PathNumber, Query};
use crate::pages::form::{FormField, FormFields, Kind};
use crate::pages::form_page::Rejection;
use crate::pages::instant::Instant;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};
use crate::v1::admin_users::{NONE, UserQuery, of_account, parse_role};

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage {
    layout: Layout,
    section: Place,
    rows: Vec<Row>,
    /// What stands in the search field.
    searched: String,
    role: Option<Role>,
    older: Option<String>,
    first: bool,
}

/// An account in the list.
struct Row {
    user: User,
    since: Instant,
}

impl UsersPage {
    fn roles(&self) -> [Role; 3] {
        Role::ALL
    }

    fn role_name(&self, role: &Role) -> Phrase {
        match role {
            Role::Member => phrase!("role-member"),
            Role::Moderator => phrase!("role-moderator"),
            Role::Admin => phrase!("role-admin"),
        }
    }

    fn is_chosen(&self, role: &Role) -> bool {
        self.role == Some(*role)
    }
}

/// `GET /admin/users`
pub(crate) async fn users_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let asked = UserQuery::parse(&query.0)?;
    let (text, role, after) = (asked.text.as_ref(), asked.role, asked.page.after);
    let found = user_admin::list(site.context(), text, role, after, asked.page.limit).await?;
    let parameters = asked.parameters();
    let rows = found.items.into_iter().map(|user| Row {
        since: user.created_at.into(),
        user,
    });
    let users = UsersPage {
        layout: Layout::for_user(&site, &user),
        section: Place::new(Section::Users, &user.0),
        rows: rows.collect(),
        searched: text
            .map(|term| term.as_typed().to_owned())
            .unwrap_or_default(),
        role,
        older: found
            .next
            .map(|next| format!("/admin/users/?{parameters}after={next}")),
        first: after.is_none(),
    };
    page(&request, &users)
}

/// The forms for one account.
fn forms(site: &Site, admin: &SignedIn, user: &User, typed: Option<&Parameters>) -> SettingsPage {
    let id = user.id;
    let typed = |name| typed.and_then(|typed| typed.text(name));
    let role = typed("role").unwrap_or_else(|| user.role.as_str().to_owned());
    let in_use = typed("is_active").unwrap_or_else(|| user.is_active.to_string());
    let roles = [
        ("member", phrase!("user-member")),
        ("moderator", phrase!("user-moderator")),
        ("admin", phrase!("user-admin")),
    ];
    let uses = [
        ("true", phrase!("user-in-use")),
        ("false", phrase!("user-out-of-use")),
    ];
    let pair = |(value, label): (&str, Phrase)| (value.to_owned(), label);
    let change = SettingsForm {
        id: "change",
        heading: phrase!("user-may"),
        lead: Some(phrase!("user-may-lead")),
        action: format!("/admin/users/{id}/"),
        fields: FormFields(vec![
            FormField::new("role", phrase!("users-role"), Kind::Select)
                .choices(roles.map(pair), &[role]),
            FormField::new("is_active", phrase!("users-use"), Kind::Select)
                .choices(uses.map(pair), &[in_use]),
            current_password().hint(phrase!("field-own-password-hint")),
        ]),
        failure: None,
        submit: phrase!("save"),
        confirm: None,
    };
    let sign_out = SettingsForm {
        id: "sign-out",
        heading: phrase!("user-sign-out"),
        lead: Some(phrase!("user-sign-out-lead")),
        action: format!("/admin/users/{id}/sign-out/"),
        fields: FormFields(Vec::new()),
        failure: None,
        submit: phrase!("user-sign-out-submit"),
        confirm: Some(phrase!("user-sign-out-confirm")),
    };
    let since = user.created_at.date_naive();
    let (name, email, number) = (&user.username, &user.email, id.to_string());
    let lead = match user.email_verified_at {
        Some(_) => phrase!(
            "user-lead-verified",
            name = name,
            email = email,
            id = number,
            since = since
        ),
        None => phrase!(
            "user-lead-open",
            name = name,
            email = email,
            id = number,
            since = since
        ),
    };
    SettingsPage {
        layout: Layout::for_user(site, admin),
        section: Place::new(Section::Users, &admin.0),
        lead,
        email: admin.0.account().email.clone(),
        forms: vec![change, sign_out],
    }
}

/// `GET /admin/users/{id}`
pub(crate) async fn user_page(
    request: HttpRequest,
    site: SiteData,
    admin: SignedIn,
    id: PathNumber,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let user = user_admin::read(site.context(), UserId(id.existing(NONE)?)).await;
    let mut forms = forms(&site, &admin, &user.map_err(of_account)?, None);
    forms.layout = forms.layout.with_notice(query.0.get("msg"));
    page(&request, &forms)
}

/// `POST /admin/users/{id}`
pub(crate) async fn submit_user(
    site: SiteData,
    admin: SignedIn,
    caller: CalledFrom,
    id: PathNumber,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["role", "is_active", "current_password"])?;
    let (id, context) = (UserId(id.existing(NONE)?), site.context());
    let mut errors = FieldErrors::new();
    let role = typed.0.get("role").map(parse_role).transpose();
    let patch = AccountPatch {
        role: errors.keep(role).flatten(),
        is_active: typed.0.get("is_active").and_then(|raw| raw.parse().ok()),
    };
    let proof = (typed.0.get("current_password"), errors);
    match user_admin::change(context, &admin.0, id, patch, proof, &caller.0).await {
        Ok(user) if user.id == admin.0.id() => Ok(see_other("/login/")),
        Ok(_) => Ok(see_other(format!("/admin/users/{id}/?msg=account-changed"))),
        Err(error) => {
            let user = user_admin::read(context, id).await.map_err(of_account)?;
            let rejection = Rejection::of(error)?;
            let mut forms = forms(&site, &admin, &user, Some(&typed.0));
            if let Some(change) = forms.forms.first_mut() {
                let fields = std::mem::replace(&mut change.fields, FormFields(Vec::new()));
                change.fields = fields.with_errors(&rejection.errors);
                change.failure.clone_from(&rejection.failure);
            }
            rejection.answer(&forms)
        }
    }
}

/// `POST /admin/users/{id}/sign-out`
pub(crate) async fn submit_sign_out(
    site: SiteData,
    caller: CalledFrom,
    id: PathNumber,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&[])?;
    let id = UserId(id.existing(NONE)?);
    let done = user_admin::sign_out(site.context(), id, &caller.0).await;
    done.map_err(of_account)?;
    Ok(see_other(format!(
        "/admin/users/{id}/?msg=account-signed-out"
    )))
}
