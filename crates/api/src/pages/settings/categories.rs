//! The board's categories, for an admin.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use jobboard_core::field::FieldErrors;
use jobboard_core::language::Phrase;
use jobboard_core::phrase;
use jobboard_services::ServiceError;
use jobboard_services::categories::{self, Category, CategoryPatch};

use super::{Place, Section};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::extract::{Form, Parameters, Query};
use crate::pages::form::{FormField, FormFields, Kind};
use crate::pages::form_page::Rejection;
use crate::pages::layout::Layout;
use crate::pages::{page, see_other};
use crate::site::{Site, SiteData};
use crate::v1::admin_board::NO_CATEGORY;

#[derive(Template)]
#[template(path = "categories.html")]
struct CategoriesPage {
    layout: Layout,
    section: Place,
    rows: Vec<Row>,
    /// What went wrong with one of them.
    failure: Option<Phrase>,
    /// The form of a new one.
    fields: FormFields,
}

/// A category in the list.
struct Row {
    category: Category,
    jobs: i64,
    /// The place before this one, unless it is the first.
    up: Option<usize>,
    /// The place behind it, unless it is the last.
    down: Option<usize>,
}

async fn categories_form(
    site: &Site,
    user: &SignedIn,
    typed: &str,
    errors: &FieldErrors,
) -> Result<CategoriesPage, ApiError> {
    let all = categories::list_with_jobs(site.context()).await?;
    let last = all.len();
    let rows = (1..).zip(all).map(|(place, (category, jobs))| Row {
        category,
        jobs,
        up: (place > 1).then(|| place - 1),
        down: (place < last).then(|| place + 1),
    });
    Ok(CategoriesPage {
        layout: Layout::for_user(site, user),
        section: Place::new(Section::Categories, &user.0),
        rows: rows.collect(),
        failure: None,
        fields: FormFields(vec![
            FormField::new("name", phrase!("categories-name"), Kind::Text).value(Some(typed)),
        ])
        .with_errors(errors),
    })
}

/// `GET /admin/categories`
pub(crate) async fn categories_page(
    request: HttpRequest,
    site: SiteData,
    user: SignedIn,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut categories = categories_form(&site, &user, "", &FieldErrors::new()).await?;
    categories.layout = categories.layout.with_notice(query.0.get("msg"));
    page(&request, &categories)
}

/// `POST /admin/categories`: adds one without an `id`, else renames, moves or removes that one.
pub(crate) async fn submit_category(
    site: SiteData,
    user: SignedIn,
    typed: Form,
) -> Result<HttpResponse, ApiError> {
    typed.0.only(&["id", "name", "position", "remove"])?;
    match apply(&site, &typed.0).await {
        Ok(()) => Ok(see_other("/admin/categories/?msg=categories-changed")),
        Err(ServiceError::NotFound) => Err(ApiError::NotFound(NO_CATEGORY)),
        Err(error) => {
            let rejection = Rejection::of(error)?;
            let name = typed.0.get("name").unwrap_or_default();
            let is_new = typed.0.get("id").is_none();
            let no_errors = FieldErrors::new();
            let (name, errors) = match is_new {
                true => (name, &rejection.errors),
                false => ("", &no_errors),
            };
            let mut categories = categories_form(&site, &user, name, errors).await?;
            let failure = rejection.errors.iter().next().filter(|_| !is_new);
            categories.failure = failure.map(|error| error.message.clone());
            rejection.answer(&categories)
        }
    }
}

async fn apply(site: &Site, typed: &Parameters) -> Result<(), ServiceError> {
    let context = site.context();
    let Some(id) = typed.get("id") else {
        categories::add(context, typed.get("name")).await?;
        return Ok(());
    };
    let id = id.parse().map_err(|_| ServiceError::NotFound)?;
    if typed.get("remove").is_some() {
        return categories::remove(context, id).await;
    }
    let position = typed.get("position");
    // A button that moves sends the name along as it stands; it is not meant.
    let patch = match position {
        Some(raw) => CategoryPatch {
            name: None,
            position: Some(raw.parse().map_err(|_| ServiceError::NotFound)?),
        },
        None => CategoryPatch {
            name: typed.text("name"),
            position: None,
        },
    };
    categories::change(context, id, patch).await?;
    Ok(())
}
