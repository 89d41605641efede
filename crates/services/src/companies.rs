//! Companies: as jobs name them, and as they describe themselves.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use jobboard_core::field::FieldErrors;
use jobboard_core::paging::{Page, PageLimit};
use jobboard_core::text::identifier_key;
use jobboard_core::user::UserId;
use jobboard_core::web_url::WebUrl;
use jobboard_core::{limits, text};
pub use jobboard_db::models::Company;
use jobboard_db::models::{CompanyEdit, NewCompany};
use jobboard_db::{DbConnection, QueryError, repository};

use crate::context::Context;
use crate::error::ServiceError;
use crate::sessions::CurrentUser;

/// A company as a job names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Who posts the job.
    pub(crate) owner: UserId,
    /// When.
    pub(crate) at: DateTime<Utc>,
}

/// The numbers of the companies of these names, in their order. The first job that names one makes
/// it.
///
/// # Errors
/// When a query fails; a unique violation when somebody else named one at the same moment.
pub(crate) fn by_names(db: &mut DbConnection, named: &[Named<'_>]) -> Result<Vec<i64>, QueryError> {
    let names = named.iter().map(|named| one_line(named.name));
    let names: Vec<String> = names.collect();
    let keys: Vec<String> = names.iter().map(|name| identifier_key(name)).collect();
    // One order for everybody: else two wait for each other.
    let mut first = BTreeMap::new();
    for (place, key) in keys.iter().enumerate() {
        first.entry(&**key).or_insert(place);
    }
    let mut known = repository::companies::ids_by_keys(db, first.keys().copied())?;
    first.retain(|key, _| !known.contains_key(*key));
    let new = first.into_iter().map(|(name_key, place)| NewCompany {
        name: &names[place],
        name_key,
        web_site: None,
        description: "",
        owner_id: Some(named[place].owner.0),
        version: 1,
        created_at: named[place].at.naive_utc(),
        updated_at: named[place].at.naive_utc(),
    });
    known.extend(repository::companies::insert_all(
        db,
        &new.collect::<Vec<_>>(),
    )?);
    let numbers = keys.iter().map(|key| known.get(key).copied());
    numbers.collect::<Option<_>>().ok_or(QueryError::NotFound)
}

/// The number of the company that a job names, as [`by_names`] gives it.
///
/// # Errors
/// As `by_names`.
pub(crate) fn by_name(db: &mut DbConnection, named: Named<'_>) -> Result<i64, QueryError> {
    let number = by_names(db, &[named])?.pop();
    number.ok_or(QueryError::NotFound)
}

/// A name with one space between its words.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What to change of a company; nothing stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CompanyPatch {
    /// Its web site; an empty one takes it away.
    pub web_site: Option<String>,
    /// What it says of itself, in Markdown.
    pub description: Option<String>,
    /// The version that the editor has seen; none to change whatever there is.
    pub version: Option<i64>,
}

/// A company for everybody: one that has ever had a public job. Its owner and the moderators see
/// any. One without a web site has that of its latest job.
///
/// # Errors
/// `NotFound`.
pub async fn read_company(
    context: &Context,
    visitor: Option<&CurrentUser>,
    id: i64,
) -> Result<Company, ServiceError> {
    let may_edit = |company: &Company| visitor.is_some_and(|user| may_edit(user, company));
    let (company, was_public, web_site) = context
        .read(move |db| {
            let company = repository::companies::by_id(db, id)?;
            let was_public = repository::companies::was_public(db, id)?;
            let web_site = repository::companies::web_site_of_jobs(db, id)?;
            Ok((company, was_public, web_site))
        })
        .await?;
    let company = company.filter(|company| was_public || may_edit(company));
    let mut company = company.ok_or(ServiceError::NotFound)?;
    company.web_site = company.web_site.or(web_site);
    Ok(company)
}

/// Whether somebody may change what a company says of itself: whoever named it first, and the
/// moderators.
pub fn may_edit(user: &CurrentUser, company: &Company) -> bool {
    company.owner_id == Some(user.id().0) || user.role().manages_all_jobs()
}

/// A page of the companies with a listed job, by their names. `after` is the name of the last one
/// seen, as it is compared.
///
/// # Errors
/// When the database fails.
pub async fn list_companies(
    context: &Context,
    after: Option<String>,
    limit: PageLimit,
) -> Result<Page<Company, String>, ServiceError> {
    let now = context.now();
    let companies = context
        .read(move |db| repository::companies::listed(db, after.as_deref(), limit.get() + 1, now))
        .await?;
    Ok(Page::cut(companies, limit, |company: &Company| {
        company.name_key.clone()
    }))
}

/// The company as the asker may change it.
///
/// # Errors
/// `NotFound`; `Forbidden`.
pub async fn managed_company(
    context: &Context,
    user: &CurrentUser,
    id: i64,
) -> Result<Company, ServiceError> {
    let (company, was_public) = context
        .read(move |db| {
            let was_public = repository::companies::was_public(db, id)?;
            Ok((repository::companies::by_id(db, id)?, was_public))
        })
        .await?;
    match company {
        Some(company) if may_edit(user, &company) => Ok(company),
        Some(_) if was_public => Err(ServiceError::Forbidden),
        _ => Err(ServiceError::NotFound),
    }
}

/// Changes what a company says of itself. `errors` are those already found in the input.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Stale`; `Invalid` on `web_site` or `description`.
pub async fn edit_company(
    context: &Context,
    user: &CurrentUser,
    id: i64,
    patch: CompanyPatch,
    mut errors: FieldErrors,
) -> Result<Company, ServiceError> {
    let known = managed_company(context, user, id).await?;
    if patch.version.is_some_and(|seen| seen != known.version) {
        return Err(ServiceError::Stale);
    }
    let web_site = match patch.web_site.as_deref().map(str::trim) {
        None => Some(known.web_site.clone()),
        Some("") => Some(None),
        Some(raw) => errors
            .keep(WebUrl::parse("web_site", raw))
            .map(|url| Some(url.to_string())),
    };
    let description = match &patch.description {
        None => Some(known.description.clone()),
        Some(raw) => errors.keep(text::lines(
            "description",
            Some(raw),
            0,
            limits::COMPANY_DESCRIPTION_MAX,
        )),
    };
    let (Some(web_site), Some(description)) = (web_site, description) else {
        return Err(errors.into());
    };
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let now = context.now();
    context
        .write(move |db| {
            let edit = CompanyEdit {
                web_site: web_site.as_deref(),
                description: &description,
                version: known.version + 1,
                updated_at: now.naive_utc(),
            };
            match repository::companies::edit(db, id, known.version, &edit)? {
                0 => Err(ServiceError::Stale),
                _ => repository::companies::by_id(db, id)?.ok_or(ServiceError::NotFound),
            }
        })
        .await
}
